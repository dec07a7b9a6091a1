"""GIFT: what it can carry survives out and in again; what it cannot is said; hostile files end soon."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.catalogue.rules.editing import placed
from literasi.catalogue.rules.written import Answer, Written
from literasi.interchange.rules import formats
from literasi.interchange.rules.formats import Format
from literasi.interchange.rules.report import Brought, Fate, Unreadable
from literasi.interchange.rules.wording import bare, escaped, shown, words

COURSES = Path(__file__).resolve().parents[2] / "courses"
typed = st.text("abc deé*_`[](){}#|>=-:.,;!?/1~^\\\"'&<\n", min_size=1, max_size=40).filter(
    lambda text: any(char.isalnum() for char in text)
)
lines = typed.map(lambda text: " ".join(text.split()))
markdown = typed.map(escaped)


def gift(source: str) -> list[Brought]:
    return list(formats.read(source.encode(), Format.GIFT))


def one(source: str) -> Written:
    (brought,) = gift(source)
    assert brought.written is not None, brought.told
    return brought.written


@st.composite
def questions(draw: st.DrawFn) -> Written:
    """What GIFT can carry, with texts that hold every sign it knows."""
    shape = draw(st.sampled_from(["round", "square", "key", "arrow", "essay"]))
    texts = draw(st.lists(lines, min_size=2, max_size=4, unique_by=lambda text: words(escaped(text))))
    notes = st.one_of(st.just(""), markdown)
    answers = {
        "round": [Answer(escaped(text), at == 0, feedback=draw(notes)) for at, text in enumerate(texts)],
        "square": [Answer(escaped(text), at == 0, feedback=draw(notes)) for at, text in enumerate(texts)],
        "key": [Answer(text, True, feedback=draw(notes)) for text in texts],
        "arrow": [Answer(escaped(text), partner=escaped(text)) for text in texts],
        "essay": [],
    }
    return Written(
        heading=escaped(draw(lines)),
        shape=shape,
        meta=(("id", "satu"), ("tag", "evaluasi")),
        stem=draw(markdown),
        answers=tuple(answers[shape]),
        explanations=tuple(filter(None, [draw(notes)])),
    )


@given(typed)
def test_what_is_typed_elsewhere_reads_as_typed(text: str) -> None:
    assert words(escaped(text)).split() == text.split()
    assert bare(escaped(text))[1]


@given(questions())
def test_what_gift_carries_survives_out_and_in_again(question: Written) -> None:
    handed = formats.write([question], Format.GIFT)
    if handed.told[0].carried:
        (back,) = gift(handed.text)
        assert back.written is not None, (handed.text, back.told)
        assert shown(back.written.heading) == shown(question.heading)
        assert [plainly(a) for a in back.written.answers] == [plainly(a) for a in question.answers]
        assert replace(back.written, heading="", answers=()) == replace(question, heading="", answers=())


def plainly(answer: Answer) -> Answer:
    return replace(answer, partner=shown(answer.partner))


@pytest.mark.parametrize("path", sorted(COURSES.glob("[a-z]*/*/quiz.md")), ids=lambda path: path.parent.name)
def test_whatever_our_courses_give_to_gift_comes_back(path: Path) -> None:
    ours = [found.written for found in placed(path.read_text("utf-8")) if found.written]
    handed = formats.write(ours, Format.GIFT)
    back = gift(handed.text)
    assert len(back) == sum(told.carried for told in handed.told)
    assert [found.told for found in back if found.written is None] == []


def test_every_kind_of_gift_is_read() -> None:
    assert one("::J::Apa? {=a#ya ~b}").answers == (Answer("a", True, feedback="ya"), Answer("b"))
    assert one("Apa? {F#salah#benar}").answers == (
        Answer("Benar", feedback="salah"),
        Answer("Salah", True, feedback="benar"),
    )
    assert one("Apa? {=a =b}").answers == (Answer("a", True), Answer("b", True))
    assert one("Apa? {#3.14:0.01}").answers == (Answer("3,13..3,15", True),)
    assert one("Apa? {#=1..2#ya}").answers == (Answer("1..2", True, feedback="ya"),)
    assert one("Apa? {=a -> b =c -> d}").answers == (Answer("a", partner="b"), Answer("c", partner="d"))
    assert one("Pakai {=AND =DAN} di sini.").stem == "Pakai [[AND|DAN]] di sini."
    assert one("Pakai {=AND ~OR} di sini.").stem == "Pakai [[(AND)|OR]] di sini."
    assert one("Apa? {~%50%a ~%50%b ~%-100%c}").shape == "square"
    assert one("Apa? {}").shape == "essay"
    assert one("Apa? {=a ~b####Sebab.}").explanations == ("Sebab.",)
    assert one("[html]<p>Apa <b>itu</b>?</p> {=a ~b}").stem == "Apa **itu**?"


@pytest.mark.parametrize(
    ("source", "fate"),
    [
        ("Apa? {=a ~b}", Fate.KEPT),
        ("Apa? {=a ~%50%b}", Fate.CHANGED),
        ("Hanya bacaan.", Fate.DROPPED),
        ("Apa? {=a ~b", Fate.DROPPED),
        ("Apa? {=a =b ~c}", Fate.DROPPED),
        ("Apa? {#abc}", Fate.DROPPED),
    ],
)
def test_the_report_says_what_became_of_a_question(source: str, fate: Fate) -> None:
    (brought,) = gift(source)
    assert brought.told.fate is fate
    assert (fate is Fate.KEPT) == (not brought.told.changed and not brought.told.dropped)


@pytest.mark.parametrize(
    "data",
    [b"{" * 100_001, b'"' * 1_001, b"a" * 5_000_000, b"x\0{}", b"\xed\xa0\x80{}", b"", b"abc", b"a" * 20_001],
)
def test_a_hostile_file_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable):
        formats.read(data)


@pytest.mark.parametrize("part", ["{", "}", '<a "', "<p>", "~", "=", "#", "::", "\\", "<!--", "->", "[", "`"])
def test_a_hostile_question_is_read_or_dropped(part: str) -> None:
    quotes = part.count('"')
    times = 900 if quotes else 19_000 // len(part)
    (brought,) = gift(f"[html]Apa? <b> {{=a ~{part * times} }}")
    assert brought.told.number == 1
