"""Half a year of the demo, scene by scene. Whoever works here by the day of a scene hears of it, as in life."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from literasi.accounts.rules.trail import Act
from literasi.kernel import clock
from literasi.operations.actions.demo import arriving, classroom, desk, helping, teaching
from literasi.operations.actions.demo.stage import Stage
from literasi.operations.rules.demo import ADMIN, CHANNELS, HEAD, LIBRARIAN, SEED, Fate, Life
from literasi.privacy.rules.requests import Kind

Deed = Callable[[Session, Stage, datetime], None]


@dataclass(frozen=True)
class Scene:
    """Something that happened at a moment."""

    at: datetime
    deed: Deed

    def play(self, session: Session, stage: Stage) -> None:
        """Let it happen."""
        self.deed(session, stage, self.at)


def calendar(lives: Iterable[Life], today: datetime) -> list[Scene]:
    """Everything that happened, in its order. `lives` must hold all that the rules call the cast."""
    scenes = [
        *_arrivals(list(lives), today),
        *_library(today),
        *_people(today),
        *_sessions(today),
        *_classroom(today),
        *_last_days(today),
    ]
    return sorted(scenes, key=lambda scene: scene.at)


def _on(today: datetime, days: int, hour: float) -> datetime:
    """An hour of the day in Tomohon, so many days ago."""
    return clock.beginning_of(clock.wita_date(today) - timedelta(days=days)) + timedelta(hours=hour)


def _arrivals(lives: list[Life], today: datetime) -> Iterator[Scene]:
    """People come, and those who would like to be known as teachers ask two days ago."""
    for life in lives:
        hour = random.Random(f"{SEED} {life.username} tiba").uniform(8, 14)
        yield Scene(_on(today, life.begun, hour), partial(arriving.arrive, life=life))
    for number, life in enumerate(life for life in lives if life.fate is Fate.ASKS):
        yield Scene(_on(today, 2 - number, 10), partial(arriving.ask_for_role, life=life))


def _library(today: datetime) -> Iterator[Scene]:
    """What the library set up in its first weeks, and kept in order since."""
    yield Scene(_on(today, 178, 9), desk.tell_profile)
    yield Scene(_on(today, 174, 9), desk.save_schools)
    yield Scene(_on(today, 173, 10), desk.print_invitations)
    yield Scene(_on(today, 30, 13), desk.end_invitation)
    yield Scene(_on(today, 160, 15), desk.confirm_checks)
    yield Scene(_on(today, 3, 11), desk.invite_colleague)
    for number, channel in enumerate(CHANNELS):
        added = _on(today, min(channel.checked, 171), 14 + number / 10)
        yield Scene(added, partial(desk.add_channel, channel=channel))
        if channel.again is not None:
            yield Scene(_on(today, channel.again, 8.5), partial(desk.check_channel, channel=channel))


def _people(today: datetime) -> Iterator[Scene]:
    """What was asked and done in months past, and who read of it."""
    yield Scene(_on(today, 165, 12), partial(helping.read_news, username=HEAD))
    yield Scene(_on(today, 110, 19), partial(helping.read_news, username="pak.ronny"))
    yield Scene(_on(today, 55, 16), partial(helping.read_news, username="murid"))
    yield Scene(_on(today, 25, 20), partial(helping.change_password, username="warga"))
    yield Scene(_on(today, 24, 7), partial(helping.read_news, username="warga"))
    yield Scene(_on(today, 40, 10), partial(helping.withdraw_on_paper, username="cabut.kertas"))
    yield Scene(_on(today, 12, 19.5), partial(helping.withdraw_by_code, username="cabut.kode"))
    yield Scene(_on(today, 21, 11), partial(helping.give_code, username="dibuka.lagi"))
    yield Scene(_on(today, 9, 14), partial(helping.look, username="warga"))
    yield Scene(_on(today, 9, 14.2), partial(helping.look, username="warga", act=Act.EXPORTED))


def _sessions(today: datetime) -> Iterator[Scene]:
    """A class yesterday whose hour is over, and one that is at its quiz right now."""
    whole, running = (3, 2, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3), (3, 3, 2, 3, 2, 3, 3, 2)
    yesterday = _on(today, 1, 7.5)
    yield Scene(yesterday, partial(teaching.hold_session, phones=whole, sent=len(whole)))
    yield Scene(yesterday + timedelta(minutes=40), teaching.end_session)
    yield Scene(today - timedelta(minutes=26), partial(teaching.hold_session, phones=running, sent=5))


def _classroom(today: datetime) -> Iterator[Scene]:
    """Class VIII-B: made before its first task was given, with everything that came of it."""
    yield Scene(_on(today, 24, 13), classroom.make)
    yield Scene(_on(today, 21, 13), classroom.take_papers)
    for opens_at, slot in classroom.slots(today):
        yield Scene(opens_at, partial(classroom.give, slot=slot))
    yield Scene(_on(today, 10, 9), classroom.give_time)
    yield Scene(_on(today, 5, 19), classroom.withdraw)
    yield Scene(today - timedelta(hours=3), classroom.open_lesson)


def _last_days(today: datetime) -> Iterator[Scene]:
    """What is new, and what still waits: a request about data has hours left, another none."""
    asked = "Data apa saja tentang saya yang disimpan, dan untuk apa?"
    told = "Nama panggilan, nama pengguna, dan pekerjaan belajar Anda, untuk meneruskan belajar. Semuanya ada di halaman Data saya."
    grown = "Saya sekarang berusia 18 tahun. Mohon kelompok usia saya dibetulkan."
    old_results = "Mohon hapus hasil kuis saya yang lama. Kuis itu saya coba bersama teman."
    stay = "Apakah data saya ikut terhapus kalau saya pindah ke kota lain?"
    yield Scene(_on(today, 7, 9), partial(helping.ask, username="warga", kind=Kind.EXPLAIN, text=asked))
    yield Scene(_on(today, 5, 11), partial(helping.answer, username="warga", text=told))
    yield Scene(_on(today, 4, 8), partial(helping.read_news, username=LIBRARIAN))
    yield Scene(_on(today, 4, 9), partial(helping.read_news, username=ADMIN))
    yield Scene(_on(today, 2, 15), partial(helping.set_second_step, username=HEAD))
    yield Scene(_on(today, 1, 12), partial(helping.give_code, username="murid"))
    yield Scene(_on(today, 1, 13), partial(helping.sign_out, username="pak.ronny"))
    for hours, name, kind, text in (
        (80, "tujuh.belas", Kind.CORRECT, grown),
        (66, "bertanya0", Kind.ERASE, old_results),
        (21, "bertanya1", Kind.OTHER, stay),
    ):
        at = today - timedelta(hours=hours)
        yield Scene(at, partial(helping.ask, username=name, kind=kind, text=text))
