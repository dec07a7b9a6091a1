"""Who lives in the demo: about 300 people who are not there, the same in every build, on days counted back from today."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.catalogue.rules.question import Kind, Question
from literasi.kernel.roles import Role
from literasi.quizzes.rules.answers import Answer, Slot, form_of, right_sides

SEED = 2026
DAYS = 180
_NAMES = (
    *("Rini", "Yohana", "Marlon", "Siti", "Deivy", "Agus", "Fatimah", "Meiske", "Wahyu", "Grace", "Ratna", "Jerry"),
    *("Nurul", "Alfa", "Sri", "Noldy", "Ayu", "Ronny", "Indah", "Steven", "Dewi", "Hendra", "Lidya", "Bayu"),
    *("Olivia", "Fajar", "Mita", "Yusuf", "Vonny", "Arif", "Kezia", "Budi", "Angel", "Rahmat", "Tessa", "Joko"),
    *("Melati", "Frangky", "Aisyah", "Denny", "Putri", "Oktav", "Lestari", "Ferdi", "Naomi", "Iwan", "Sherly", "Umar"),
)  # fmt: skip
SCHOOLS = ("SMP Contoh Lokon", "SMP Contoh Mahawu", "SMA Contoh Kinilow", "SMK Contoh Matani", "Kampus Contoh Kakaskasen")  # fmt: skip


@dataclass(frozen=True)
class Life:
    """A person of the demo. `begun` days ago she came; `skill` is her chance on a question of middling difficulty;
    `modules` how many she worked on. `age` None is a guest. `school` is an index into SCHOOLS, or None.
    """

    name: str
    username: str
    begun: int
    skill: float
    modules: int
    age: AgeBand | None = AgeBand.ADULT
    consent: State = State.GRANTED
    roles: tuple[Role, ...] = ()
    school: int | None = None
    asks: bool = False
    suspended: bool = False


ENTRIES = {
    "warga": Life("Meiske (contoh)", "warga", 40, 0.85, 3),
    "murid": Life("Kezia (contoh)", "murid", 60, 0.75, 4, AgeBand.FROM_13, school=0),
    "guru": Life("Pak Ronny (contoh)", "pak.ronny", 120, 0.9, 5, roles=(Role.TEACHER,), school=0),
    "pustakawan": Life("Bu Yohana (contoh)", "bu.yohana", 170, 0.95, 8, roles=(Role.LIBRARIAN,)),
    "kepala": Life("Bu Vonny (contoh)", "bu.vonny", 160, 0.9, 2, roles=(Role.HEAD,)),
    "pengelola": Life("Pak Arif (contoh)", "pak.arif", 175, 0.9, 2, roles=(Role.ADMIN,)),
}
"""Those whom one tap signs in."""


def lives() -> Iterator[Life]:
    """Everybody, those of the one-tap entries first."""
    chance = random.Random(SEED)
    yield from ENTRIES.values()
    for number in range(3):
        yield _somebody(chance, f"pustaka{number}", roles=(Role.LIBRARIAN,))
    for number in range(9):
        yield _somebody(chance, f"guru{number}", roles=(Role.TEACHER,), school=number % len(SCHOOLS))
    for number in range(2):
        yield _somebody(chance, f"calon{number}", asks=True, school=number)
    for number in range(150):
        band = chance.choice((AgeBand.FROM_13, AgeBand.FROM_13, AgeBand.SIXTEEN, AgeBand.SEVENTEEN))
        yield _somebody(chance, f"murid{number}", age=band, school=number % 4)
    for number in range(6):
        yield _somebody(chance, f"tunggu{number}", age=AgeBand.FROM_13, consent=State.ASKED, school=1)
    yield _somebody(chance, "tolak0", age=AgeBand.SIXTEEN, consent=State.REFUSED)
    yield _somebody(chance, "cabut0", age=AgeBand.FROM_13, consent=State.WITHDRAWN)
    yield _somebody(chance, "tutup0", suspended=True)
    for number in range(80):
        yield _somebody(chance, f"warga{number}")
    for number in range(42):
        yield _somebody(chance, f"tamu{number}", age=None)


def _somebody(chance: random.Random, username: str, **more: object) -> Life:
    begun = int(chance.triangular(1, DAYS - 10, 45))
    if more.get("age", AgeBand.ADULT) is None:
        begun = min(begun, 85)
    name = f"{chance.choice(_NAMES)} {chance.choice('ABDEFHKLMNPRSTW')}."
    skill = min(0.97, max(0.35, chance.gauss(0.72, 0.14)))
    return Life(name, username, begun, skill, chance.choice((0, 1, 1, 2, 2, 3, 4, 6)), **more)  # type: ignore[arg-type]  # fields of Life, named


def knows(skill: float, difficulty: str, tries: int, chance: random.Random) -> bool:
    """Whether somebody gets a question right this time; she learns a little from each try."""
    ease = {"mudah": 0.12, "sulit": -0.18}.get(difficulty, 0.0)
    return chance.random() < min(0.98, skill + ease + 0.1 * tries)


def answer(question: Question, right: bool, chance: random.Random) -> Answer:
    """An answer such as people give: the right one, or one with a mistake that is easily made."""
    form = form_of(question)
    if form is Kind.CHOICE:
        fitting = [at for at, option in enumerate(question.options) if option.right is right]
        return chance.choice(fitting or list(range(len(question.options))))
    if form is Kind.MULTIPLE:
        chosen = {at for at, option in enumerate(question.options) if option.right}
        return [*sorted(chosen if right else chosen ^ {chance.randrange(len(question.options))})]
    if form is Kind.MATCHING:
        sides = right_sides(question)
        return _mistaken([sides.index(pair.right_html) for pair in question.pairs], right, chance)
    if form is Kind.ORDERING:
        return _mistaken(list(range(len(question.steps))), right, chance)
    if form is Kind.CLOZE:
        gaps: list[Slot] = [
            gap.choices.index(gap.accepted[0]) if gap.choices else gap.accepted[0] for gap in question.gaps
        ]
        return gaps if right else [*gaps[:-1], None]
    return _typed(question, right)


def _mistaken(order: list[int], right: bool, chance: random.Random) -> list[Slot]:
    """The right order, or one with two neighbours exchanged."""
    if not right and len(order) > 1:
        at = chance.randrange(len(order) - 1)
        order[at], order[at + 1] = order[at + 1], order[at]
    return [*order]


def _typed(question: Question, right: bool) -> str:
    if question.kind is Kind.NUMBER:
        low = question.numbers[0].low
        return str(low if right else low + 7).replace(".", ",")
    known = [one.text for one in (*question.expected, *question.queries) if one.right is right]
    return known[0] if known else "Saya belum yakin."
