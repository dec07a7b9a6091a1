"""The demo: the same people in every build, made by the actions that people's taps call, and found nowhere else."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from literasi.accounts.rules.consent import State
from literasi.catalogue.rules.question import Kind
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.operations import files, tasks
from literasi.operations.actions import demo as actions
from literasi.operations.rules import demo
from literasi.quizzes.rules.grading import mark
from tests.attacks.oracles import rows
from tests.makers import courses, people, quizzes, sites


@pytest.fixture
def small(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A demo of few people, on the small course of the tests."""
    chosen = [*demo.ENTRIES.values(), *(life for life in demo.lives() if life.username in EXTRAS)]
    monkeypatch.setattr(demo, "lives", lambda: iter(chosen))
    tasks.fill_demo(app, lambda line: None)
    return app


EXTRAS = {"murid3", "tunggu0", "tolak0", "cabut0", "tutup0", "calon0", "tamu0"}


def test_the_demo_has_the_same_three_hundred_people_each_time() -> None:
    assert list(demo.lives()) == list(demo.lives())
    assert 290 <= len(list(demo.lives())) <= 310


def test_every_state_that_somebody_looks_for_is_there() -> None:
    everybody = list(demo.lives())
    assert {life.consent for life in everybody} == set(State)
    assert any(life.asks for life in everybody) and any(life.suspended for life in everybody)
    assert Counter(life.age is None for life in everybody)[True] >= 40


def test_user_names_are_told_apart() -> None:
    names = [life.username for life in demo.lives()]
    assert len(names) == len(set(names))


def test_right_answers_are_right_and_wrong_ones_are_not(app: Flask) -> None:
    chance = random.Random(1)
    client = sites.guest(app)
    for one in quizzes.sheet(app, sites.start_quiz(client, courses.QUIZ_URL)).asked:
        if one.question.kind not in (Kind.SURVEY, Kind.ESSAY, Kind.QUERY):
            assert mark(one.question, demo.answer(one.question, True, chance), ()).fraction == 1.0
            assert mark(one.question, demo.answer(one.question, False, chance), ()).fraction != 1.0


def test_what_they_did_lies_in_the_past_and_passes_through_the_same_tables(small: Flask) -> None:
    now = clock.now()
    assert len(rows(small, "person")) == len(demo.ENTRIES) + len(EXTRAS) - 1
    assert rows(small, "answer_event") and rows(small, "completion") and rows(small, "trace")
    with small.app_context():
        oldest = now - timedelta(days=demo.DAYS + 1)
        assert all(str(oldest) <= str(row["at"]) <= str(now) for row in rows(small, "trace"))


def test_one_tap_signs_in(small: Flask) -> None:
    client = small.test_client()
    assert "Masuk sebagai siapa?" in client.get("/demo").get_data(as_text=True)
    assert sites.post(client, "/demo", {"siapa": "guru"}).status_code == 303
    assert "Pak Ronny" in client.get("/ruang-belajar").get_data(as_text=True)


def test_the_banner_says_that_nobody_is_real(small: Flask) -> None:
    assert "Data contoh" in small.test_client().get("/").get_data(as_text=True)


@pytest.mark.parametrize("address", ["10.0.0.7", "203.0.113.9"])
def test_from_another_computer_there_are_no_entries(small: Flask, address: str) -> None:
    elsewhere = {"REMOTE_ADDR": address}
    client = small.test_client()
    assert client.get("/demo", environ_base=elsewhere).status_code == 404
    assert sites.post(client, "/demo", {"siapa": "guru"}, environ_base=elsewhere).status_code == 404


def test_a_library_s_own_site_has_no_entries(app: Flask) -> None:
    people.account(app, "pak.ronny")
    client = app.test_client()
    assert client.get("/demo").status_code == 404
    assert sites.post(client, "/demo", {"siapa": "guru"}).status_code == 404
    assert "Data contoh" not in client.get("/").get_data(as_text=True)


def test_a_database_with_people_is_never_called_the_demo(app: Flask) -> None:
    people.account(app, "rini")
    with app.app_context(), pytest.raises(actions.NotEmpty):
        write(lambda session: actions.mark(session, clock.now()))
    with app.app_context():
        db.session.remove()


def test_only_the_demo_s_folder_is_cleared(tmp_path: Path) -> None:
    own = tmp_path / "literasi.db"
    own.write_bytes(b"jawaban orang")
    with pytest.raises(ValueError):
        files.clear(tmp_path, own)
    assert own.read_bytes() == b"jawaban orang"
