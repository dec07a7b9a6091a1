"""What there is to tell somebody. Stored as a kind and facts; the words are found when she reads, in her language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from literasi.kernel.events import Settled
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence

KEPT = timedelta(days=180)
"""How long a notice that was read stays."""


class Kind(StrEnum):
    """What a notice is about; the value is stored. The facts it carries stand behind it."""

    ROLE_GIVEN = "peran.beri"  # role
    ROLE_REFUSED = "peran.tolak"  # role
    ROLE_ASKED = "peran.minta"  # role
    CONSENT = "persetujuan"
    CREDENTIALS = "akun.kunci"  # text, values
    COURSE_DONE = "kursus.tuntas"  # course
    DATA_ASKED = "data.minta"
    DATA_ANSWERED = "data.jawab"
    RESULT = "kuis.hasil"  # attempt, module, why
    ASSIGNED = "tugas.baru"  # classroom, name, count
    EXTENDED = "tugas.waktu"  # classroom, name


@dataclass(frozen=True)
class Target:
    """The page that a notice leads to."""

    endpoint: str
    arguments: Mapping[str, str]


@dataclass(frozen=True)
class Course:
    """What a notice needs to know of a course: its title in the reader's language, and its address."""

    title: str
    slug: str


GIVEN = {
    Role.TEACHER: Sentence("Anda sekarang guru di situs ini."),
    Role.LIBRARIAN: Sentence("Anda sekarang pustakawan di situs ini."),
    Role.HEAD: Sentence("Anda sekarang kepala di situs ini."),
    Role.ADMIN: Sentence("Anda sekarang pengelola situs ini."),
}
REFUSED = Sentence(
    "Permintaan peran Anda belum diterima. Tanyakan kepada perpustakaan apa yang masih kurang."
)
ASKED = Sentence("Seseorang meminta peran guru dan menunggu jawaban.")
CONSENTED = Sentence("Orang tua atau wali menyetujui akun Anda. Selamat belajar.")
DATA_ASKED = Sentence("Seseorang meminta sesuatu tentang datanya. Jawabannya ditunggu dalam 72 jam.")
DATA_ANSWERED = Sentence("Permintaan Anda tentang data sudah dijawab.")
RESULTS = {
    Settled.MARKED: Sentence("Uraian Anda untuk “%(title)s” sudah dinilai."),
    Settled.CHANGED: Sentence("Nilai Anda untuk “%(title)s” diubah."),
    Settled.REGRADED: Sentence("Kunci sebuah soal di “%(title)s” dibetulkan, dan hasil Anda dihitung ulang."),
}
COURSE_GONE = Sentence("Satu kursus tuntas: semua helai bunganya terisi.")


def sentence(
    kind: Kind,
    facts: Mapping[str, Any],
    courses: Mapping[str, Course],
    modules: Mapping[str, str] = {},
) -> Sentence:
    """What a notice says. `courses` and the titles of `modules` by key; what is no longer published has no title."""
    if kind is Kind.RESULT:
        return Sentence(
            RESULTS[Settled(facts["why"])].text, {"title": modules.get(facts["module"], facts["module"])}
        )
    if kind is Kind.ROLE_GIVEN:
        return GIVEN[Role(facts["role"])]
    if kind is Kind.CREDENTIALS:
        text, values = facts["text"], facts["values"]
        return Sentence(text, values)
    if kind is Kind.ASSIGNED:
        return Sentence("%(count)s tugas baru di kelas %(name)s. Tenggatnya ada di halaman kelas.", {"count": facts["count"], "name": facts["name"]})  # fmt: skip
    if kind is Kind.EXTENDED:
        return Sentence("Tenggat tugas di kelas %(name)s diperpanjang.", {"name": facts["name"]})
    if kind is Kind.COURSE_DONE:
        course = courses.get(facts["course"])
        return Sentence("Kursus “%(title)s” tuntas: semua helai bunganya terisi.", {"title": course.title}) if course else COURSE_GONE  # fmt: skip
    said = {
        Kind.ROLE_REFUSED: REFUSED,
        Kind.ROLE_ASKED: ASKED,
        Kind.CONSENT: CONSENTED,
        Kind.DATA_ASKED: DATA_ASKED,
        Kind.DATA_ANSWERED: DATA_ANSWERED,
    }
    return said[kind]


def target(kind: Kind, facts: Mapping[str, Any], courses: Mapping[str, Course]) -> Target:
    """Where one goes from a notice."""
    if kind is Kind.ROLE_GIVEN:
        return Target("home.help_page", {"page": facts["role"]})
    if kind in (Kind.ASSIGNED, Kind.EXTENDED):
        return Target("classes.my_class", {"classroom": facts["classroom"]})
    if kind is Kind.COURSE_DONE:
        course = courses.get(facts["course"])
        return Target("home.course", {"course": course.slug}) if course else Target("home.courses", {})
    if kind is Kind.RESULT:
        return Target("quizzes.result", {"public_id": facts["attempt"]})
    endpoints = {
        Kind.ROLE_REFUSED: "accounts.teacher",
        Kind.ROLE_ASKED: "accounts.role_requests",
        Kind.CONSENT: "home.learning_room",
        Kind.CREDENTIALS: "accounts.devices",
        Kind.DATA_ASKED: "privacy.data_requests",
        Kind.DATA_ANSWERED: "privacy.my_data",
    }
    return Target(endpoints[kind], {})


def read_until(text: str, now: datetime) -> datetime:
    """Up to which moment somebody saw her notices, as her page says it; now, for whatever is no moment.

    News that came after the page was made has not been seen and stays unread.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return now
    return min(moment, now) if moment.tzinfo else now


def over(now: datetime) -> datetime:
    """Notices that were read and are older than this are deleted."""
    return now - KEPT
