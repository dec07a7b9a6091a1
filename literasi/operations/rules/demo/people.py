"""Who lives in the demo: about 300 people who are not there, the same in every build, on days counted back from today."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from literasi.accounts.rules.ages import AgeBand
from literasi.kernel.roles import Role
from literasi.operations.rules.demo.library import SCHOOLS

SEED = 2026
DAYS = 180
_NAMES = (
    *("Rini", "Yohana", "Marlon", "Siti", "Deivy", "Agus", "Fatimah", "Meiske", "Wahyu", "Grace", "Ratna", "Jerry"),
    *("Nurul", "Alfa", "Sri", "Noldy", "Ayu", "Ronny", "Indah", "Steven", "Dewi", "Hendra", "Lidya", "Bayu"),
    *("Olivia", "Fajar", "Mita", "Yusuf", "Vonny", "Arif", "Kezia", "Budi", "Angel", "Rahmat", "Tessa", "Joko"),
    *("Melati", "Frangky", "Aisyah", "Denny", "Putri", "Oktav", "Lestari", "Ferdi", "Naomi", "Iwan", "Sherly", "Umar"),
)  # fmt: skip


class Fate(Enum):
    """How somebody came to be what she is. Most just came and learn."""

    LEARNS = auto()
    FIRST = auto()  # runs the site since it exists
    INVITED = auto()  # to the staff, or as a teacher by her school's printed invitation
    APPROVED = auto()  # asked to be known as a teacher, and is
    ASKS = auto()  # the same, and waits for the answer
    TURNED_DOWN = auto()  # the same, and the answer was no
    CLOSED = auto()  # her account is closed for a while
    REOPENED = auto()  # it was, and is open again
    WAITS_FOR_LINK = auto()  # a child whose guardian has a link and has not answered
    WAITS_FOR_PAPER = auto()  # a child whose paper has not come back
    AGREED_ON_PAPER = auto()  # a child whose guardian signed; all others' guardians answered by link
    REFUSED_BY_LINK = auto()
    REFUSED_ON_PAPER = auto()
    WITHDRAWN_BY_CODE = auto()
    WITHDRAWN_ON_PAPER = auto()


@dataclass(frozen=True)
class Life:
    """A person of the demo. `begun` days ago she came; `skill` is her chance on a question of middling difficulty;
    `modules` how many she worked on, and whether she stands in the `middle` of the last. `age` None is a guest.
    `school` is an index into SCHOOLS, `course` the slug of the course that she began with; without it chance decides.
    """

    name: str
    username: str
    begun: int
    skill: float
    modules: int
    age: AgeBand | None = AgeBand.ADULT
    role: Role | None = None
    school: int | None = None
    fate: Fate = Fate.LEARNS
    course: str = ""
    middle: bool = False


ADMIN, LIBRARIAN, HEAD, TEACHER = "pak.arif", "bu.yohana", "bu.vonny", "pak.ronny"
SESSION_COURSE = "membaca-seperti-pemeriksa-fakta"
"""The slug of the course that the teacher holds class sessions with."""
ENTRIES = {
    "warga": Life("Meiske (contoh)", "warga", 40, 0.85, 3),
    "murid": Life("Kezia (contoh)", "murid", 60, 0.75, 4, AgeBand.FROM_13, school=0, fate=Fate.AGREED_ON_PAPER, course=SESSION_COURSE),
    "guru": Life("Pak Ronny (contoh)", TEACHER, 120, 0.9, 5, role=Role.TEACHER, school=0, fate=Fate.INVITED),
    "pustakawan": Life("Bu Yohana (contoh)", LIBRARIAN, 175, 0.95, 8, role=Role.LIBRARIAN, fate=Fate.INVITED),
    "kepala": Life("Bu Vonny (contoh)", HEAD, 172, 0.9, 2, role=Role.HEAD, fate=Fate.INVITED),
    "pengelola": Life("Pak Arif (contoh)", ADMIN, 179, 0.9, 2, role=Role.ADMIN, fate=Fate.FIRST),
}  # fmt: skip
"""Those whom one tap signs in."""
GUEST = Life("", "tamu", 84, 0.97, 4, age=None, course="membaca-seperti-pemeriksa-fakta", middle=True)
"""The guest whom one tap continues: no other guest has been here as long."""


def lives() -> list[Life]:
    """Everybody, in the order in which they came."""
    chance = random.Random(SEED)
    everybody = [*ENTRIES.values(), GUEST, *cast(), *_crowd(chance)]
    return sorted(everybody, key=lambda life: -life.begun)


def cast() -> Iterator[Life]:
    """Those in whom a state can be seen that somebody looks for, by what their user names say."""
    child, sixteen, grown = AgeBand.FROM_13, AgeBand.SIXTEEN, AgeBand.SEVENTEEN
    yield Life("Olivia P.", "pustaka0", 168, 0.9, 3, role=Role.LIBRARIAN, fate=Fate.INVITED)
    yield Life("Hendra L.", "pustaka1", 90, 0.9, 2, role=Role.LIBRARIAN, fate=Fate.INVITED)
    yield Life("Ferdi S.", "guru.setuju", 80, 0.85, 2, role=Role.TEACHER, school=3, fate=Fate.APPROVED)
    yield Life("Lidya K.", "calon0", 12, 0.8, 1, school=0, fate=Fate.ASKS)
    yield Life("Iwan M.", "calon1", 8, 0.7, 0, school=1, fate=Fate.ASKS)
    yield Life("Denny W.", "calon.ditolak", 15, 0.6, 1, school=4, fate=Fate.TURNED_DOWN)
    yield Life("Jerry B.", "ditutup", 30, 0.5, 1, fate=Fate.CLOSED)
    yield Life("Sherly T.", "dibuka.lagi", 45, 0.7, 2, fate=Fate.REOPENED)
    for number in range(3):
        yield Life(f"{_NAMES[3 * number]} R.", f"tunggu.tautan{number}", 2 + 4 * number, 0.7, number, child, school=1, fate=Fate.WAITS_FOR_LINK)  # fmt: skip
        yield Life(f"{_NAMES[4 * number + 1]} N.", f"tunggu.kertas{number}", 5 + 6 * number, 0.7, 1, sixteen, school=1, fate=Fate.WAITS_FOR_PAPER)  # fmt: skip
    yield Life("Bayu E.", "tolak.tautan", 20, 0.7, 1, sixteen, fate=Fate.REFUSED_BY_LINK)
    yield Life("Mita D.", "tolak.kertas", 26, 0.7, 1, child, school=2, fate=Fate.REFUSED_ON_PAPER)
    yield Life("Tessa F.", "cabut.kode", 70, 0.7, 2, child, fate=Fate.WITHDRAWN_BY_CODE)
    yield Life("Umar H.", "cabut.kertas", 95, 0.7, 2, child, school=1, fate=Fate.WITHDRAWN_ON_PAPER)
    yield Life("Naomi A.", "tujuh.belas", 140, 0.8, 3, grown, school=2, fate=Fate.AGREED_ON_PAPER)
    yield Life("Agus H.", "bertanya0", 50, 0.7, 1)
    yield Life("Ratna S.", "bertanya1", 33, 0.7, 2)


def _crowd(chance: random.Random) -> Iterator[Life]:
    """Everybody else."""
    for number in range(9):
        fate = Fate.INVITED if number % len(SCHOOLS) < 2 else Fate.APPROVED
        yield _somebody(chance, f"guru{number}", role=Role.TEACHER, school=number % len(SCHOOLS), fate=fate)
    for number in range(150):
        band = chance.choice((AgeBand.FROM_13, AgeBand.FROM_13, AgeBand.SIXTEEN, AgeBand.SEVENTEEN))
        fate = chance.choice((Fate.AGREED_ON_PAPER, Fate.LEARNS))
        yield _somebody(chance, f"murid{number}", age=band, school=number % 4, fate=fate)
    for number in range(74):
        yield _somebody(chance, f"warga{number}")
    for number in range(38):
        yield _somebody(chance, f"tamu{number}", age=None)


def _somebody(chance: random.Random, username: str, **more: object) -> Life:
    begun = int(chance.triangular(4, DAYS - 12, 45))
    if more.get("age", AgeBand.ADULT) is None:
        begun = min(begun, GUEST.begun - 2)
    name = f"{chance.choice(_NAMES)} {chance.choice('ABDEFHKLMNPRSTW')}."
    skill = min(0.97, max(0.35, chance.gauss(0.72, 0.14)))
    return Life(name, username, begun, skill, chance.choice((0, 1, 1, 1, 2, 2, 3, 7)), **more)  # type: ignore[arg-type]  # fields of Life, named
