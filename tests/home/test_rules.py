"""What people are told, and which figures are shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.home.rules import notices, numbers
from literasi.home.rules.notices import Kind
from literasi.home.rules.numbers import Share
from literasi.kernel.roles import Role

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
COURSES = {"L01": notices.Course("Merancang", "merancang")}
FACTS = {
    Kind.ROLE_GIVEN: {"role": "guru"},
    Kind.ROLE_REFUSED: {"role": "guru"},
    Kind.ROLE_ASKED: {"role": "guru"},
    Kind.CONSENT: {},
    Kind.CREDENTIALS: {"text": "Diganti %(n)s kali.", "values": {"n": 2}},
    Kind.COURSE_DONE: {"course": "L01"},
    Kind.DATA_ASKED: {},
    Kind.DATA_ANSWERED: {},
    Kind.RESULT: {"attempt": "0" * 16, "module": "L01-01", "why": "dinilai"},
    Kind.ASSIGNED: {"classroom": "viii-b", "name": "VIII-B", "count": 2},
    Kind.EXTENDED: {"classroom": "viii-b", "name": "VIII-B"},
}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_notice_says_something_and_leads_somewhere(kind: Kind) -> None:
    assert str(notices.sentence(kind, FACTS[kind], COURSES)).endswith(".")
    assert "." in notices.target(kind, FACTS[kind], COURSES).endpoint


def test_every_role_that_is_given_has_its_own_words() -> None:
    said = {str(notices.sentence(Kind.ROLE_GIVEN, {"role": role}, {})) for role in Role}
    assert len(said) == len(Role)


def test_a_notice_names_the_course_as_long_as_it_is_published() -> None:
    assert "“Merancang”" in str(notices.sentence(Kind.COURSE_DONE, {"course": "L01"}, COURSES))
    assert notices.sentence(Kind.COURSE_DONE, {"course": "L99"}, COURSES) == notices.COURSE_GONE
    assert notices.target(Kind.COURSE_DONE, {"course": "L99"}, COURSES).endpoint == "home.courses"


def test_what_was_changed_is_said_with_its_values() -> None:
    assert str(notices.sentence(Kind.CREDENTIALS, FACTS[Kind.CREDENTIALS], {})) == "Diganti 2 kali."


def test_only_what_stood_on_the_page_counts_as_read() -> None:
    before = NOW - timedelta(minutes=5)
    assert notices.read_until(before.isoformat(), NOW) == before


@pytest.mark.parametrize("text", ["", "x", "2026-11-23T04:00:00", "2999-01-01T00:00:00+00:00", "9" * 50])
def test_a_moment_that_no_page_of_ours_sends_means_now(text: str) -> None:
    assert notices.read_until(text, NOW) == NOW


@given(st.integers(0, 10**6))
def test_a_figure_about_a_few_is_never_told(count: int) -> None:
    assert numbers.shown(count) == ("<5" if count in (1, 2, 3, 4) else str(count))


@given(st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000)), max_size=8))
def test_no_bar_is_longer_than_the_drawing_nor_tells_a_few(pairs: list[tuple[int, int]]) -> None:
    shares = [Share(max(pair), min(pair)) for pair in pairs]
    for share, bar in zip(shares, numbers.bars(shares, 290), strict=True):
        assert 0 <= bar.finished_length <= bar.begun_length <= 290
        assert share.begun >= numbers.FEWEST or bar.begun_length == 0
        assert share.finished >= numbers.FEWEST or bar.finished_length == 0


def test_seven_days_end_today() -> None:
    assert numbers.since(date(2026, 11, 23), 7) == date(2026, 11, 17)
