"""Lints: each notices its flaw, and keeps silent where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from literasi.authoring.rules.lints import Code, Remark, Severity, of_course
from literasi.authoring.rules.lints.sayings import SAYINGS
from literasi.catalogue.rules.release import read_course
from tests.makers import courses

REFERENCES = """rujukan:
  - id: satu
    type: book
    title: Buku yang nyata
"""
WORDS = "Kata ini dibaca orang. " * 240
GOOD = """## Rak mana yang dituju?
id: soal-1 | indikator: K1.1 | wajib_benar: ya

- ( ) Rak buku anak
  > Belum tepat.
- (x) Rak buku rujukan
  > Tepat.
- ( ) Rak majalah lama
  > Belum tepat.

> Pembahasan: Kamus ada di rak rujukan.
"""


def quiz(*questions: str, front: str = "") -> str:
    return f"---\nkuis: Coba\n{front}---\n\n" + "\n".join(questions)


def lesson(body: str = "", *, front: str = REFERENCES, audience: str = "sma", words: str = WORDS) -> str:
    head = (
        f"kode: X09-01\njudul: Coba\nkhalayak: [{audience}]\nmenit: 5\ntujuan: Mencoba\nindikator: [K1.1]\n"
    )
    return f"---\n{head}{front}---\n\n## Mengapa membaca?\n\n{words}\n\n{body}\n"


def remarks(files: Mapping[str, str]) -> tuple[Remark, ...]:
    course = "---\nkode: X09\njudul: Coba\nkhalayak: [umum]\n---\n"
    draft = read_course(
        "coba", {"course.md": course.encode(), **{f"01-satu/{k}": v.encode() for k, v in files.items()}}
    )
    assert draft.ok, draft.problems
    return of_course(draft)


def codes(quiz_text: str = "", lesson_text: str = "") -> list[Code]:
    files = {"lesson.md": lesson_text or lesson(), "quiz.md": quiz_text or quiz(GOOD)}
    return [one.code for one in remarks(files)]


def asked(*options: str, stem: str = "Rak mana yang dituju?", feedback: bool = True, **meta: str) -> str:
    """A question with these options, `x ` before the right ones; square brackets when more than one is right."""
    data = " | ".join(f"{name}: {value}" for name, value in {"id": "s", "indikator": "K1.1", **meta}.items())
    square = sum(option.startswith("x ") for option in options) > 1
    left, right = "[]" if square else "()"
    lines = []
    for option in options:
        lines.append(f"- {left}{'x' if option.startswith('x ') else ' '}{right} {option.removeprefix('x ')}")
        lines += ["  > Alasannya."] * feedback
    return "\n".join([f"## {stem}", data, "", *lines, "", "> Pembahasan: Sebab demikian.", ""])


def of(question: str) -> list[Code]:
    """What is remarked about a question alone, in a bank that is fine otherwise."""
    return [one for one in codes(quiz(GOOD, question)) if one is not Code.SMALL_BANK]


def test_a_good_module_gets_no_remark() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("code", "flawed", "fine"),
    [
        (
            Code.KEY_BY_LENGTH,
            asked("Rak anak", "x Rak buku rujukan yang memuat kamus dan ensiklopedia", "Rak majalah"),
            asked("Rak anak di lantai satu dekat pintu", "x Rak rujukan yang memuat semua kamus", "Rak majalah"),
        ),
        (Code.ALL_OR_NONE, asked("Rak", "x Meja", "Semua jawaban benar"), asked("Rak", "x Meja", "Semua rak buku")),
        (Code.ALL_OR_NONE, asked("Rak", "x Meja", "Tidak ada yang benar"), asked("Rak", "x Meja", "Tidak ada rak")),
        (Code.ALL_OR_NONE, asked("Rak", "x Meja", "A dan B benar"), asked("A dan B", "x B dan C", "C dan D")),
        (Code.ALL_OR_NONE, asked("Rak", "x Meja", "All of the above"), asked("Rak", "x Meja", "All the shelves")),
        (Code.SAME_OPTIONS, asked("Rak buku", "x Meja", "*Rak*, Buku"), asked("`a,b`", "x `a b`", "`A b`")),
        (Code.SAME_OPTIONS, asked("kopi · susu", "x teh", "Kopi · susu"), asked("kopi · susu", "x kopi susu", "teh")),
        (Code.OVERLAPPING_RANGES, asked("1–5 buku", "x 5–10 buku", "11–20"), asked("1–5", "x 6–10", "11 sampai 20")),
        (Code.ODD_ENDING, asked("Rak satu.", "x Rak dua", "Rak tiga"), asked("Rak satu.", "x Rak dua.", "Rak tiga.")),
        (Code.ODD_ENDING, asked("Rak", "Meja", "x Pintu."), asked("Rak", "Meja", "x Kata “Mari masuk.”")),
        (Code.ODD_ENDING, asked("Rak", "Meja", "x `pint.`."), asked("Rak", "Meja", "x Di mana pintunya?")),
        (Code.FEW_OPTIONS, asked("Rak", "x Meja"), asked("Benar", "x Salah", stem="Rak itu tinggi.")),
        (Code.MANY_OPTIONS, asked("A", "B", "x C", "D", "E", "F"), asked("A", "B", "x C", "D", "E")),
        (Code.MISSING_FEEDBACK, asked("A", "x B", "C", feedback=False), asked("A", "x B", "C")),
        (
            Code.NEGATIVE_STEM,
            asked("A", "x B", "C", stem="Rak mana yang bukan rujukan?"),
            asked("A", "x B", "C", stem="Rak mana yang **bukan** rujukan?"),
        ),
        (
            Code.NEGATIVE_STEM,
            asked("A", "x B", "C", stem="Semua ini ada di rak rujukan, kecuali …"),
            asked("A", "x B", "C", stem="Semua ini ada di rak rujukan, KECUALI …"),
        ),
        (
            Code.NEGATIVE_STEM,
            asked("A", "x B", "C", stem="Which shelf is not for reference?"),
            asked("A", "x B", "C", stem="Kueri mana yang menemukan buku yang tidak dipinjam?"),
        ),
        (
            Code.NEGATIVE_STEM,
            asked("A", "x B", "C", stem="Pernyataan mana yang salah?"),
            asked("A", "x B", "C", stem="Apa maksud pesan “Mana yang bukan hoaks?”"),
        ),
        (
            Code.NO_QUESTION,
            asked("A", "x B", "C", stem="Rak buku rujukan"),
            asked("A", "x B", "C", stem="Rak rujukan\nid: t | indikator: K1.1\n\nTandai raknya.").replace("id: s | indikator: K1.1\n", ""),
        ),
        (Code.NO_QUESTION, asked("A", "x B", "C", stem="Bukan rak"), asked("A", "x B", "C", stem="Rak kamus adalah")),
        (Code.NO_INDICATOR, asked("A", "x B", "C", indikator=""), asked("A", "x B", "C")),
        (Code.FOREIGN_INDICATOR, asked("A", "x B", "C", indikator="K7.7"), asked("A", "x B", "C", indikator="K7.7, K1.1")),
    ],
)  # fmt: skip
def test_a_flaw_of_a_question_is_noticed_and_nothing_else(code: Code, flawed: str, fine: str) -> None:
    assert of(flawed) == [code]
    assert of(fine) == []


def test_two_ways_to_say_that_none_is_right_are_both_noticed() -> None:
    question = asked("Rak", "x Meja", "Semuanya salah", "Tidak satu pun jawaban di atas yang benar")
    assert of(question) == [Code.ALL_OR_NONE, Code.ALL_OR_NONE]


def test_a_remark_names_file_line_and_question() -> None:
    found = remarks({"lesson.md": lesson(), "quiz.md": quiz(GOOD, asked("Rak", "x Meja", "rak."))})
    at = next(one for one in found if one.code is Code.SAME_OPTIONS)
    text = quiz(GOOD, asked("Rak", "x Meja", "rak.")).split("\n")
    assert (at.file, text[at.line - 1], at.key) == ("coba/01-satu/quiz.md", "- ( ) rak.", "s")
    assert "C" in str(at.sentence)
    assert "A" in str(at.sentence)


def test_a_question_of_the_quiz_needs_an_explanation() -> None:
    bare = asked("A", "x B", "C").replace("> Pembahasan: Sebab demikian.", "")
    assert of(bare) == [Code.MISSING_EXPLANATION]


def test_in_a_lesson_feedback_on_every_option_explains_enough() -> None:
    bare = asked("A", "x B", "C").replace("> Pembahasan: Sebab demikian.", "").replace("## ", "### ")
    typed = "### Berapa rak?\nid: t | indikator: K1.1\n\n- = dua\n"
    assert codes(lesson_text=lesson(f"::: latihan\n{bare}\n:::")) == []
    assert codes(lesson_text=lesson(f"::: latihan\n{typed}\n:::")) == [Code.MISSING_EXPLANATION]


@pytest.mark.parametrize(("audience", "found"), [("smp", [Code.LONG_STIMULUS]), ("sma", [])])
def test_the_youngest_readers_get_a_shorter_stimulus(audience: str, found: list[Code]) -> None:
    stem = "Rak mana yang dituju?\nid: t | indikator: K1.1\n\n" + "Orang membaca buku. " * 50
    question = asked("A", "x B", "C", stem=stem).replace("id: s | indikator: K1.1\n", "")
    assert codes(quiz(GOOD, question), lesson(audience=audience)) == found


def test_long_sentences_are_noticed_by_their_mean() -> None:
    long = "Rak " + "kayu " * 20 + "mana yang dituju?"
    assert of(asked("A", "x B", "C", stem=long)) == [Code.LONG_SENTENCES]
    assert of(asked("A", "x B", "C", stem=f"Cari kamus. {long}")) == []


def test_a_survey_is_not_judged() -> None:
    assert of("## Kesan\nid: t | jenis: survei\n\n- ( ) Suka\n- ( ) Tidak\n") == []


def bank(count: int, **meta: str) -> list[str]:
    return [asked("Rak", "x Peti", "Meja", id=f"s{number}", **meta) for number in range(count)]


def test_a_bank_holds_twice_what_a_quiz_shows() -> None:
    assert codes(quiz(GOOD, *bank(2), front="jumlah_soal: 2\n")) == [Code.SMALL_BANK]
    assert codes(quiz(GOOD, *bank(3), front="jumlah_soal: 2\n")) == []


def test_a_bank_without_a_question_that_must_be_right_is_noticed() -> None:
    assert codes(quiz(GOOD.replace(" | wajib_benar: ya", ""))) == [Code.NO_CRITICAL]


def test_an_indicator_that_is_promised_and_not_asked_is_noticed() -> None:
    two = lesson().replace("[K1.1]", "[K1.1, K1.2]")
    assert codes(quiz(GOOD), two) == [Code.INDICATOR_NOT_ASKED]
    assert codes(quiz(GOOD, *bank(1, indikator="K1.2")), two) == []


def test_an_indicator_with_less_than_half_its_share_is_noticed() -> None:
    two, rare = lesson().replace("[K1.1]", "[K1.1, K1.2]"), bank(1, indikator="K1.2")
    even = [asked("Rak", "x Peti", "Meja", id=f"t{number}") for number in range(4)]
    assert codes(quiz(GOOD, *rare, *even), two) == [Code.INDICATOR_RARELY_ASKED]
    assert codes(quiz(GOOD, *rare, *even[:2]), two) == []


def test_keys_that_are_mostly_the_longest_option_are_noticed() -> None:
    longest = [asked("Rak", "x Rak buku", "Meja", id=f"t{number}") for number in range(6)]
    assert codes(quiz(GOOD, *longest)) == [Code.KEYS_ARE_LONGEST]
    assert codes(quiz(GOOD, *longest[:2])) == []


def test_keys_at_one_letter_are_noticed_where_the_order_stays() -> None:
    assert codes(quiz(GOOD, *bank(6), front="acak: tidak\n")) == [Code.KEYS_IN_ONE_PLACE]
    assert codes(quiz(GOOD, *bank(6), front="acak: ya\n")) == []


def test_true_or_false_is_never_shuffled_so_its_keys_are_always_counted() -> None:
    def judged(*right: bool) -> list[str]:
        options = [("x Benar", "Salah") if one else ("Benar", "x Salah") for one in right]
        return [asked(*pair, stem="Rak itu tinggi.", id=f"b{at}") for at, pair in enumerate(options)]

    assert codes(quiz(GOOD, *judged(*[False] * 8))) == [Code.KEYS_IN_ONE_PLACE]
    assert codes(quiz(GOOD, *judged(*[False, True] * 4))) == []


def test_an_exercise_on_hoaxes_has_two_fifths_of_true_news() -> None:
    false = [asked("Benar", "x Salah", stem="Kabar itu.", id=f"h{at}", tag="hoaks") for at in range(3)]
    true = asked("x Benar", "Salah", stem="Kabar lain.", id="h8", tag="hoaks")
    tagged = asked("Rak", "x Peti", "Meja", id="h9", tag="hoaks, fakta")
    assert codes(quiz(GOOD, *false, true)) == [Code.FEW_TRUE]
    assert codes(quiz(GOOD, *false, true, tagged)) == []


def test_in_a_matching_question_every_pair_is_news() -> None:
    pairs = "- Banjir -> Hoaks\n- Gempa -> Hoaks\n- Hujan -> Hoaks\n- Angin -> Benar\n\n> Pembahasan: Sebab itu.\n"
    question = f"## Mana yang cocok?\nid: h | indikator: K1.1 | tag: hoaks\n\n{pairs}"
    assert of(question) == [Code.FEW_TRUE]
    assert of(question.replace("Hujan -> Hoaks", "Hujan -> Benar")) == []


@pytest.mark.parametrize(
    ("code", "flawed", "fine"),
    [
        (Code.LESSON_LENGTH, lesson(words="Ya. " * 880), lesson(words="Ya. " * 900)),
        (Code.LESSON_LENGTH, lesson(words="Ya. " * 1300), lesson(words="Ya. " * 1290)),
        (Code.NO_REFERENCES, lesson(front=""), lesson()),
        (Code.HEADING_NO_QUESTION, lesson("## Kesimpulan\n\nBegitu."), lesson("## Apa simpulannya?\n\nBegitu.")),
        (
            Code.LONG_OPENING,
            lesson("::: pemantik\n" + "Kata itu. " * 41 + "\n:::"),
            lesson("::: pemantik\n" + "Kata itu. " * 40 + "\n:::"),
        ),
        (
            Code.MANY_POINTS,
            lesson("::: rangkuman\n" + "* Butir.\n" * 6 + ":::"),
            lesson("::: rangkuman\n" + "* Butir.\n  * Rincian.\n  * Rincian.\n" * 5 + ":::"),
        ),
        (
            Code.LONG_SENTENCES,
            lesson("## Mengapa?\n\n" + ("Kata " + "itu " * 18 + "ada. ") * 3),
            lesson("## Mengapa?\n\n" + ("Kata " + "itu " * 15 + "ada. ") * 3),
        ),
    ],
)  # fmt: skip
def test_a_flaw_of_a_lesson_is_noticed_and_nothing_else(code: Code, flawed: str, fine: str) -> None:
    assert codes(lesson_text=flawed) == [code]
    assert codes(lesson_text=fine) == []


def test_a_translation_is_read_too_but_its_size_is_the_originals() -> None:
    short = "---\nkode: X09-01\njudul: Try\n---\n\n## Mengapa membaca?\n\nShort.\n"
    bad = quiz(GOOD.replace("Rak mana yang dituju?", "Which shelf is not meant?"))
    found = remarks({"lesson.md": lesson(), "lesson.en.md": short, "quiz.md": quiz(GOOD), "quiz.en.md": bad})
    assert [(one.code, one.file) for one in found] == [(Code.NEGATIVE_STEM, "coba/01-satu/quiz.en.md")]


def test_a_module_that_is_still_to_come_gets_no_remark() -> None:
    assert remarks({"lesson.md": "---\nkode: X09-01\njudul: Nanti\nsegera: ya\n---\n"}) == ()


@pytest.mark.parametrize("code", Code)
def test_every_code_says_why_and_how_to_mend(code: Code) -> None:
    severity, sentence = SAYINGS[code]
    why, mend = sentence.text.rsplit("; ", 1)
    assert isinstance(severity, Severity)
    assert len(why) > 30
    assert mend.endswith(".")


def test_the_course_of_the_makers_is_read_without_an_accident() -> None:
    draft = read_course(courses.SLUG, courses.FILES)
    assert all(one.line >= 1 and str(one.sentence) for one in of_course(draft))


def test_the_shipped_courses_have_few_remarks() -> None:
    root = Path(__file__).resolve().parents[2] / "courses"
    for folder in root.glob("[!_]*/"):
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}
        assert len(of_course(read_course(folder.name, files))) < 5
