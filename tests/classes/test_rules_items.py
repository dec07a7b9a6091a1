"""What a class made of a question."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from literasi.catalogue.rules.question import Kind, Option, Question
from literasi.classes.rules.items import Chosen, Given, Summary, seconds, summary

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
CHOICE = Question(
    "x", Kind.CHOICE, "Mana?", options=(Option("a", False), Option("b", True), Option("c", False))
)


def test_distractors_are_told_by_how_often_they_were_chosen() -> None:
    given = [
        Given(1.0, 1, 10),
        Given(0.0, 2, 20),
        Given(0.0, 2, 30),
        Given(0.0, 0, None),
        Given(0.0, None, None),
    ]
    assert summary(CHOICE, given) == Summary(5, 4, 1, 20, (Chosen("c", 2), Chosen("a", 1)))


def test_no_stored_answer_breaks_the_table() -> None:
    odd = [Given(0.0, answer, None) for answer in ("b", 7, -1, [1], True, None)]
    assert summary(CHOICE, odd).right == 0


def test_time_runs_from_the_answer_before() -> None:
    saved = {2: NOW + timedelta(seconds=30), 1: NOW + timedelta(seconds=90)}
    assert seconds(NOW, saved) == {2: 30.0, 1: 60.0}


def test_a_break_is_no_thinking() -> None:
    assert seconds(NOW, {1: NOW + timedelta(hours=2)}) == {1: None}
