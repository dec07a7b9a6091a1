"""Where a lesson opens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.lessons import rules
from literasi.lessons.rules import END

PARTS = ("satu", "dua", "tiga")
keys = st.sampled_from([*PARTS, END, "", "tidak-ada"])


@pytest.mark.parametrize(
    ("asked", "left_at", "done", "opened"),
    [
        ("", "", [], "satu"),
        ("dua", "", [], "dua"),
        ("", "dua", ["satu"], "dua"),
        ("satu", "dua", ["satu"], "satu"),
        ("tidak-ada", "dua", ["satu"], "dua"),
        ("", "dihapus", ["satu"], "dua"),
        ("", "dihapus", ["satu", "dua", "tiga"], END),
        ("", END, [], END),
        ("", "dihapus", [], "satu"),
    ],
)
def test_a_lesson_opens_where_it_should(asked: str, left_at: str, done: list[str], opened: str) -> None:
    assert rules.position(PARTS, asked, left_at, done).key == opened


@given(keys, keys, st.lists(keys))
def test_a_position_always_lies_on_the_way(asked: str, left_at: str, done: list[str]) -> None:
    place = rules.position(PARTS, asked, left_at, done)
    way = [*PARTS, END]
    assert way[place.number - 1] == place.key
    assert place.after == (way[place.number] if not place.at_end else "")
    assert place.before == (way[place.number - 2] if place.number > 1 else "")


def test_a_lesson_without_parts_opens_at_its_end() -> None:
    place = rules.position((), "", "", ())
    assert (place.key, place.before, place.after) == (END, "", "")


@given(st.lists(keys), keys)
def test_marking_twice_is_marking_once(done: list[str], part: str) -> None:
    once = rules.marked(done, part, PARTS)
    assert rules.marked(once, part, PARTS) == once
    assert set(once) - set(done) <= set(PARTS)


@given(st.integers(1, 300), st.integers(1, 30), st.integers(0, 30))
def test_the_rest_takes_at_least_a_minute_and_at_most_the_whole(minutes: int, total: int, done: int) -> None:
    assert 1 <= rules.minutes_left(minutes, total, min(done, total)) <= minutes
