"""Rules of what is printed and shown beside quizzes: booklets, guides, the projector."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from literasi.handouts.rules import booklets, guides, screens
from literasi.handouts.rules.shapes import in_booklet
from tests.quizzes.test_rules_samples import ALL, CHOICE, CLOZE, MATCHING, ORDERING, SECRET, SHORT

HOME = "https://contoh.example"


def test_a_link_is_printed_with_its_address() -> None:
    page = '<p><a href="/kursus/a">Kursus</a>, <a href="https://b.example">B</a>, <a href="#fn1">1</a></p>'
    told = booklets.spelled(page, HOME)
    assert f"Kursus</a> <small>({HOME}/kursus/a)</small>" in told
    assert "B</a> <small>(https://b.example)</small>" in told and told.endswith('<a href="#fn1">1</a></p>')


def test_an_address_that_can_be_read_is_not_said_twice() -> None:
    page = '<a href="https://b.example">https://b.example</a>'
    assert booklets.spelled(page, HOME) == page


@given(st.sampled_from(ALL))
def test_paper_for_pupils_holds_nothing_secret(asked: object) -> None:
    printed = in_booklet(1, asked)  # type: ignore[arg-type]  # a question
    assert SECRET in repr(asked) and SECRET not in repr(printed)
    assert sum(map(bool, (printed.bubbles, printed.boxes, printed.lines))) == 1


def test_there_is_room_for_every_part_of_an_answer() -> None:
    assert in_booklet(1, CHOICE).bubbles == ("A", "B", "C", "D")
    assert in_booklet(1, MATCHING).boxes == ("1", "2", "3")
    assert in_booklet(1, ORDERING).boxes == ("1", "2", "3", "4")
    assert in_booklet(1, CLOZE).lines == ("(1)", "(2)")
    assert [len(gap) for gap in in_booklet(1, CLOZE).gaps] == [0, 3]


def test_wrong_choices_are_told_with_what_to_say() -> None:
    told = guides.misconceptions(ALL)
    assert {one.asked_html for one in told} == {"Pertanyaan?"}
    assert [one.said_html for one in guides.misconceptions([CHOICE])] == [f"{SECRET}-umpan-{n}" for n in (0, 2, 3)]  # fmt: skip
    assert guides.misconceptions([SHORT])[0].chosen_html == "Google"


def test_what_to_bring_follows_the_lesson() -> None:
    assert guides.LAB in guides.materials({"lab"}, quiz=False)
    assert guides.PAPERS not in guides.materials({"html"}, quiz=False)
    assert guides.PAPERS in guides.materials({"html"}, quiz=True)


def test_an_answer_is_not_shown_while_the_room_is_at_work() -> None:
    assert screens.withheld(running=True) and screens.withheld(running=False) is None


@given(st.text(max_size=5))
def test_whatever_the_address_says_there_is_a_question(asked: str) -> None:
    assert 1 <= screens.at_number(asked, 7) <= 7


def test_hands_are_numbers_or_nothing() -> None:
    assert screens.hands({"t0": "12", "t1": "banyak", "t3": "4"}, 3) == (12, None, None)
