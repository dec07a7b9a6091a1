"""What is written down about what people do to each other's accounts and data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from literasi.accounts.rules import roles
from literasi.accounts.rules.consent import State, Way
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence


class Act(StrEnum):
    """The value is stored."""

    SIGNED_UP = "akun.daftar"
    MERGED = "akun.gabung"
    NEW_KEY = "akun.sandi"
    CODE = "akun.kode"
    SUSPENDED = "akun.nonaktif"
    RESTORED = "akun.aktif"
    ENDED_DEVICES = "akun.keluar-semua"
    SECOND_STEP = "akun.dua-langkah"
    ROLE_GIVEN = "peran.beri"
    ROLE_TAKEN = "peran.cabut"
    INVITED = "peran.undang"
    ASKED = "peran.minta"
    REFUSED = "peran.tolak"
    SCHOOL = "sekolah.simpan"
    CONSENT = "persetujuan"
    LOOKED = "data.lihat"
    EXPORTED = "data.unduh"
    CORRECTED = "data.betulkan"
    ERASED = "data.hapus"
    ANSWERED = "data.jawab"
    SETTING = "situs.ubah"
    TYPED = "kertas.ketik"
    TEACHES = "kelas.guru"
    TEACHES_NO_MORE = "kelas.guru-lepas"


SENTENCES = {
    Act.SIGNED_UP: Sentence("Akun dibuat"),
    Act.MERGED: Sentence("Pekerjaan tamu digabungkan"),
    Act.NEW_KEY: Sentence("Kata sandi diganti"),
    Act.CODE: Sentence("Kode sekali pakai diberikan"),
    Act.SUSPENDED: Sentence("Akun dinonaktifkan sementara"),
    Act.RESTORED: Sentence("Akun diaktifkan kembali"),
    Act.ENDED_DEVICES: Sentence("Keluar dari semua perangkat"),
    Act.SECOND_STEP: Sentence("Dua langkah masuk diubah"),
    Act.ROLE_GIVEN: Sentence("Peran diberikan"),
    Act.ROLE_TAKEN: Sentence("Peran dicabut"),
    Act.INVITED: Sentence("Undangan dibuat"),
    Act.ASKED: Sentence("Peran guru diminta"),
    Act.REFUSED: Sentence("Permintaan peran ditolak"),
    Act.SCHOOL: Sentence("Sekolah disimpan"),
    Act.CONSENT: Sentence("Persetujuan dicatat"),
    Act.LOOKED: Sentence("Data dilihat"),
    Act.EXPORTED: Sentence("Data diunduh"),
    Act.CORRECTED: Sentence("Data dibetulkan"),
    Act.ERASED: Sentence("Data dihapus"),
    Act.ANSWERED: Sentence("Permintaan data dijawab"),
    Act.SETTING: Sentence("Pengaturan situs diubah"),
    Act.TYPED: Sentence("Jawaban di kertas diketik"),
    Act.TEACHES: Sentence("Guru ditambahkan ke kelas"),
    Act.TEACHES_NO_MORE: Sentence("Guru dilepas dari kelas"),
}

NO_ACTOR, NO_SUBJECT = "no_actor", "no_subject"
SYSTEM = Sentence("sistem atau terminal")
ERASED = Sentence("orang yang sudah dihapus")
GUEST = Sentence("tamu")
GUARDIAN = Sentence("orang tua atau wali")
INVITATION = Sentence("undangan sekolah")
_BY_GUARDIAN = frozenset({Way.LINK, "wali"})
"""Ways in which somebody without an account acts for a child: she agrees by her link, she withdraws by her code."""
_STATES = {
    State.ASKED: Sentence("diminta"),
    State.GRANTED: Sentence("disetujui"),
    State.REFUSED: Sentence("ditolak"),
    State.WITHDRAWN: Sentence("dicabut"),
}


def absent(actor_id: int | None, subject_id: int | None) -> list[str]:
    """Which places of a line were empty from the beginning."""
    return [name for name, who in ((NO_ACTOR, actor_id), (NO_SUBJECT, subject_id)) if who is None]


def actor(name: str | None, known: bool, facts: Mapping[str, Any]) -> Sentence | str:
    """Who did it: a name, a guest (`known` without one), somebody who is no more, or one who never had an account."""
    if name is None and not known and NO_ACTOR in facts:
        return _nameless(facts)
    return _person(name, known)


def _nameless(facts: Mapping[str, Any]) -> Sentence:
    """Who did it when it was nobody with an account."""
    if facts.get("way") in _BY_GUARDIAN:
        return GUARDIAN
    return INVITATION if "by_school" in facts else SYSTEM


def subject(name: str | None, known: bool, facts: Mapping[str, Any]) -> Sentence | str:
    """To whom it was done; "" where it concerns nobody in particular."""
    if name is None and not known and NO_SUBJECT in facts:
        return ""
    return _person(name, known)


def _person(name: str | None, known: bool) -> Sentence | str:
    if name is not None:
        return name
    return GUEST if known else ERASED


def detail(facts: Mapping[str, Any]) -> Sentence | None:
    """What else a line says in words: which role, which way consent went."""
    if facts.get("role") in set(Role):
        return roles.NAMES[Role(facts["role"])]
    if facts.get("state") in set(State):
        return _STATES[State(facts["state"])]
    return None


def act_named(text: str) -> Act | None:
    """The act that an address asks for, or None."""
    return Act(text) if text in {one.value for one in Act} else None
