"""How people who are made up answer: rightly, or with a mistake that is easily made. For classes to practise with, and for
the demo."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from literasi.catalogue.rules.question import Kind, Question
from literasi.quizzes.rules.answers import Answer, Slot, form_of, right_sides
from literasi.quizzes.rules.selection import BankItem, select

ESSAYS = (
    "Saya perlu tahu cara menyiapkan tanah keras yang sering tergenang di belakang sekolah agar bibit sayur bisa ditanam dua pekan lagi; cukup langkah untuk satu kelas. Sekarang hasilnya bukan lagi resep dan harga sayur.",
    "Saya perlu tahu cara menanam sayur di halaman sekolah supaya kebun kelas jadi. Pencariannya jadi lebih jelas.",
    "Saya ingin mencari semua informasi tentang sayur yang lengkap dan terbaru.",
    "Saya perlu tahu sayur apa yang tahan tanah becek di halaman belakang sekolah, supaya tidak salah pilih bibit sebelum dua pekan lagi; cukup tiga jenis. Yang dicari jadi jenis sayur, bukan cara memasak.",
    "Wulan perlu tahu mengapa air menggenang di kebun dan cara mengatasinya sebelum bibit datang. Jadi ia mencari soal tanah, bukan soal sayur.",
    "Kalimat saya: cara menanam sayur dengan cepat. Lebih bagus dari satu kata karena lebih panjang.",
)
"""From thorough to hasty, so that whoever marks meets both."""
_DRAWS = 60


def knows(skill: float, difficulty: str, tries: int, chance: random.Random) -> bool:
    """Whether somebody gets a question right this time; she learns a little from each try."""
    ease = {"mudah": 0.12, "sulit": -0.18}.get(difficulty, 0.0)
    return chance.random() < min(0.98, skill + ease + 0.1 * tries)


def seed_asking(
    bank: Sequence[BankItem],
    shown: int,
    blueprint: Mapping[str, int],
    chance: random.Random,
    *,
    essay: bool,
) -> str:
    """A seed with which somebody who never saw these questions is asked for an essay, or is not; where the bank leaves no
    choice, any seed."""
    drawn = (f"{chance.getrandbits(64):016x}" for _draw in range(_DRAWS))
    seed = next(drawn)
    if not any(item.kind is Kind.ESSAY for item in bank):
        return seed
    fits = (one for one in drawn if _asks_essay(bank, shown, one, blueprint) is essay)
    return seed if _asks_essay(bank, shown, seed, blueprint) is essay else next(fits, seed)


def _asks_essay(bank: Sequence[BankItem], shown: int, seed: str, blueprint: Mapping[str, int]) -> bool:
    return any(item.kind is Kind.ESSAY for item in select(bank, shown, seed, blueprint or None))


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
    return chance.choice(ESSAYS) if question.kind is Kind.ESSAY else _typed(question, right)


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
