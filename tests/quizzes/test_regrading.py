"""A corrected key is applied to what was handed in before: as an event, once, and to nobody's harm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.errors import Missing
from literasi.kernel.roles import Role
from literasi.marking import actions as marks
from literasi.marking.actions import Judged
from literasi.marking.models import Mark, Regrade
from literasi.marking.queries import Marker
from literasi.progress.models import Completion, Response
from literasi.quizzes import actions, queries
from literasi.quizzes.models import Attempt
from literasi.quizzes.rules.recount import summary
from tests.attacks.oracles import snapshot
from tests.makers import courses, marking, people, quizzes, sites
from tests.makers.statements import counted

WHY = "Kuncinya tertukar."


def doing(app: Flask, act: Callable[[Session], Any]) -> Any:
    with app.app_context():
        done = write(act)
        db.session.remove()
    return done


def regrade(app: Flask, address: str) -> int:
    before, now = address.split("/")[-2:]
    by = people.id_of(app, "bu-pustaka")
    return int(doing(app, lambda session: actions.regrade(session, before, now, WHY, by, clock.now())))


def verdicts(app: Flask) -> dict[str, tuple[int | None, bool | None]]:
    with app.app_context():
        rows = db.session.execute(select(Attempt.public_id, Attempt.percent, Attempt.passed)).all()
        db.session.remove()
    return {row.public_id: (row.percent, row.passed) for row in rows}


def column(app: Flask, asked: Any) -> list[Any]:
    with app.app_context():
        found = list(db.session.execute(asked).scalars())
        db.session.remove()
    return found


def essay_marked(app: Flask, username: str, wrong: bool, share: float = 1.0) -> str:
    """An attempt whose essay was marked; `wrong` by the old key, which is right by the new one."""
    attempt = marking.essay(app, people.account(app, username), ["u-bs"] if wrong else [])
    piece, by = marking.piece_of(app, attempt), Marker(people.id_of(app, "bu-pustaka"), True)
    doing(app, lambda session: marks.give(session, piece, Judged(share), by, clock.now()))
    return attempt


@pytest.fixture
def librarian(app: Flask) -> None:
    people.account(app, "bu-pustaka", Role.LIBRARIAN)


@pytest.fixture
def attempts(app: Flask, librarian: None) -> tuple[str, str]:
    """One that failed only by the wrong key, and one that passed by it."""
    return essay_marked(app, "rini", True), essay_marked(app, "joko", False)


def test_whoever_failed_by_a_wrong_key_passes_and_whoever_passed_by_it_stays_passed(
    app: Flask, attempts: tuple[str, str]
) -> None:
    failed, passed = attempts
    assert verdicts(app) == {failed: (66, False), passed: (100, True)}
    assert regrade(app, marking.corrected(app)) == 1
    assert verdicts(app) == {failed: (100, True), passed: (100, True)}
    assert len(column(app, select(Completion.id))) == 2


def test_old_and_new_mark_are_kept_for_every_attempt(app: Flask, attempts: tuple[str, str]) -> None:
    regrade(app, marking.corrected(app))
    with app.app_context():
        asked = select(Mark.before, Mark.share, Mark.reason).where(Mark.regrade_id.is_not(None))
        rows = db.session.execute(asked.order_by(Mark.before)).all()
        (regraded,) = db.session.execute(select(Regrade)).scalars()
    assert [tuple(row) for row in rows] == [(0.0, 1.0, WHY), (1.0, 0.0, WHY)]
    assert (regraded.module_key, regraded.item_key, regraded.reason) == ("X01-02", "u-bs", WHY)
    answers = select(Response.mark).where(Response.item_key == "u-bs").order_by(Response.id)
    assert column(app, answers) == [1.0, 0.0]


def test_the_review_page_shows_the_corrected_key(app: Flask, attempts: tuple[str, str]) -> None:
    regrade(app, marking.corrected(app))
    page = people.device(app, "rini").get(f"/pengerjaan/{attempts[0]}/hasil").get_data(as_text=True)
    assert "Pilihan Anda, tepat" in page and WHY in page and "Kunci dibetulkan" in page
    notice = "Kunci sebuah soal di “Modul Uraian” dibetulkan"
    assert notice in people.device(app, "rini").get("/kabar").get_data(as_text=True)
    assert notice not in people.device(app, "joko").get("/kabar").get_data(as_text=True)


def test_doing_it_twice_changes_nothing(app: Flask, attempts: tuple[str, str]) -> None:
    address = marking.corrected(app)
    regrade(app, address)
    before = snapshot(app)
    assert regrade(app, address) == 0
    assert snapshot(app) == before


def test_a_key_that_is_turned_back_gives_back_the_marks(app: Flask, attempts: tuple[str, str]) -> None:
    address = marking.corrected(app)
    regrade(app, address)
    assert sites.publish(app, courses.FILES).changed
    before, now = address.split("/")[-2:]
    assert regrade(app, f"/{now}/{before}") == 0
    key = {one: quizzes.asked(app, f"/pengerjaan/{one}", "u-bs").mark for one in attempts}
    assert key == {attempts[0]: 0.0, attempts[1]: 1.0}
    assert set(verdicts(app).values()) == {(100, True)}


def test_a_mark_that_a_person_gave_stands(app: Flask, attempts: tuple[str, str]) -> None:
    failed, by = attempts[0], Marker(people.id_of(app, "bu-pustaka"), True)
    position = quizzes.asked(app, f"/pengerjaan/{failed}", "u-bs").position
    judged = Judged(0.5, reason="Alasannya benar.")
    doing(app, lambda session: marks.change(session, failed, position, judged, by, clock.now()))
    regrade(app, marking.corrected(app))
    assert quizzes.asked(app, f"/pengerjaan/{failed}", "u-bs").mark == 0.5


def test_an_essay_that_waits_keeps_waiting(app: Flask, librarian: None) -> None:
    attempt = marking.essay(app, sites.guest(app), ["u-bs"])
    assert regrade(app, marking.corrected(app)) == 0
    assert verdicts(app)[attempt] == (None, None)
    assert quizzes.asked(app, f"/pengerjaan/{attempt}", "u-bs").mark == 1.0


def test_an_attempt_that_is_open_keeps_what_it_began_with(app: Flask, librarian: None) -> None:
    client = sites.guest(app)
    url = sites.start_quiz(client, courses.ESSAY_QUIZ_URL)
    regrade(app, marking.corrected(app))
    asked = quizzes.asked(app, url, "u-bs")
    assert asked.digest == asked.key_digest and asked.question.options[0].right


def test_what_would_change_is_told_and_nothing_is_changed(app: Flask, attempts: tuple[str, str]) -> None:
    before, now = marking.corrected(app).split("/")[-2:]
    as_it_was = snapshot(app)
    with app.app_context():
        found = queries.correction(db.session(), before, now)
        told = summary(line.recount for line in actions.recount(db.session(), found))
        db.session.remove()
    assert (told.attempts, told.up, told.down, told.passing, told.settled_anew) == (2, 1, 1, 1, 1)
    assert snapshot(app) == as_it_was


def test_only_a_published_question_with_another_key_can_be_applied(app: Flask, librarian: None) -> None:
    address = marking.corrected(app)
    before, now = address.split("/")[-2:]
    for pair in ((now, before), (before, before), (before, "0" * 64)):
        with pytest.raises(Missing):
            regrade(app, "/".join(("", *pair)))


def test_another_explanation_is_no_other_key(app: Flask, librarian: None) -> None:
    path = "02-uraian/quiz.md"
    body = courses.FILES[path].replace(b"RAHASIA-ubs-benar", b"RAHASIA-ubs-tepat")
    assert sites.publish(app, {**courses.FILES, path: body}).changed
    with app.app_context():
        assert queries.corrections(db.session()) == []
        db.session.remove()


def test_how_many_attempts_costs_no_more_statements(app: Flask, attempts: tuple[str, str]) -> None:
    before, now = marking.corrected(app).split("/")[-2:]

    def asked() -> int:
        with app.app_context(), counted(db.engine) as statements:
            queries.touched(db.session(), queries.correction(db.session(), before, now))
            db.session.remove()
        return len(statements)

    first = asked()
    for _guest in range(3):
        marking.essay(app, sites.guest(app))
    assert asked() <= first
