"""Course files are cut, moved or deleted while somebody is at a quiz: she finishes the one she began."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from literasi.authoring import actions as authoring
from literasi.authoring import tasks
from literasi.infra.db import db
from literasi.quizzes import queries as quizzes
from literasi.quizzes.models import Attempt
from literasi.quizzes.queries import Sheet
from tests.makers import courses, sites

CUT = (
    "course.md",
    "01-lengkap/lesson.md",
    "01-lengkap/quiz.md",
    "02-uraian/quiz.md",
    "03-tanpa-kuis/lesson.md",
)

_FRESH = re.compile(rb'value="[^"]{30,}"')  # tokens and UUIDs, made anew for every page


@dataclass(frozen=True)
class AtWork:
    """A learner with an open attempt, its address, and the questions as she sees them."""

    client: FlaskClient
    attempt: str
    questions: tuple[str, ...]

    def still_sees(self, app: Flask) -> bool:
        return (
            self.client.get(self.attempt).status_code == 200
            and questions_of(app, self.attempt) == self.questions
        )


def sheet_of(app: Flask, attempt: str) -> Sheet:
    """An attempt as the application reads it."""
    with app.app_context():
        public_id = attempt.rsplit("/", 1)[-1]
        owner = db.session.execute(
            select(Attempt.person_id).where(Attempt.public_id == public_id)
        ).scalar_one()
        sheet = quizzes.found_sheet(db.session(), public_id, owner)
        db.session.remove()
        return sheet


def questions_of(app: Flask, attempt: str) -> tuple[str, ...]:
    """The digests of an attempt's questions, in order."""
    return tuple(asked.digest for asked in sheet_of(app, attempt).asked)


def published(app: Flask, path: str = courses.LESSON_URL) -> bytes:
    """The page that serves, without what changes from visit to visit."""
    page = app.test_client().get(path)
    assert page.status_code == 200
    return _FRESH.sub(b"", page.data.split(b"<main")[1].split(b"</main>")[0])


@pytest.fixture
def at_work(app: Flask) -> AtWork:
    client = sites.guest(app)
    attempt = sites.start_quiz(client)
    return AtWork(client, attempt, questions_of(app, attempt))


def cuts(path: str) -> Iterator[dict[str, bytes]]:
    """The course with one file cut at each of its bytes."""
    body = courses.FILES[path]
    for end in range(len(body)):
        yield {**courses.FILES, path: body[:end]}


@pytest.mark.pure
@pytest.mark.slow
@pytest.mark.parametrize("path", CUT)
def test_a_file_cut_at_any_byte_is_named_with_its_line_or_is_a_whole_file(path: str) -> None:
    commons = authoring.read_commons(courses.COMMONS)
    refused = 0
    for files in cuts(path):
        draft = authoring.check(courses.SLUG, files, commons, {})
        errors = [problem for problem in draft.problems if problem.severity == "error"]
        assert draft.ok == (not errors)
        assert all(problem.line >= 1 and problem.file and problem.message for problem in errors)
        refused += not draft.ok
    assert refused > 20


@pytest.mark.parametrize("path", CUT)
def test_while_a_file_is_half_written_the_old_release_serves(app: Flask, at_work: AtWork, path: str) -> None:
    before = published(app)
    for files in list(cuts(path))[:: max(1, len(courses.FILES[path]) // 12)]:
        done = sites.publish(app, files)
        if not done.changed:  # else what was cut off leaves a whole file, and a course of its own right
            assert published(app) == before
        assert at_work.still_sees(app)
        sites.publish(app)
        assert published(app) == before


def test_the_mark_follows_the_release_the_attempt_began_with(app: Flask, at_work: AtWork) -> None:
    quiz = courses.FILES["01-lengkap/quiz.md"]
    quiz = quiz.replace(b"- (x) Benar\n  > RAHASIA-bs-b", b"- ( ) Benar\n  > RAHASIA-bs-b")
    quiz = quiz.replace(b"- ( ) Salah\n  > RAHASIA-bs-s", b"- (x) Salah\n  > RAHASIA-bs-s")
    control = sites.guest(app)
    control_attempt = sites.start_quiz(control)
    filled = answers(app, at_work.attempt)
    sites.post(control, control_attempt, {**answers(app, control_attempt), "aksi": "kirim-juga"})
    expected = sheet_of(app, control_attempt).percent
    assert sites.publish(app, {**courses.FILES, "01-lengkap/quiz.md": quiz}).changed
    assert sites.post(at_work.client, at_work.attempt, {**filled, "aksi": "kirim-juga"}).status_code == 303
    assert sheet_of(app, at_work.attempt).percent == expected
    assert at_work.client.get(f"{at_work.attempt}/hasil").status_code == 200


def answers(app: Flask, attempt: str) -> dict[str, str]:
    """The form that takes the first option of every question with one choice."""
    form: dict[str, str] = {}
    for asked in sheet_of(app, attempt).asked:
        if asked.question.key in ("q-pg", "q-bs", "q-bs2"):
            name = f"s{asked.position}"
            form[f"{name}.kunci"] = f"00000000-0000-4000-8000-{asked.position:012d}"
            form[f"{name}.dasar"] = "0"
            form[f"{name}.j"] = str(asked.arrangement.order.index(0))
    return form


def finishes(at_work: AtWork) -> bool:
    """Whether the learner can save, hand in, and see her result."""
    save = {"uuid": "00000000-0000-4000-8000-000000000001", "base": 0, "fields": {}}
    assert sites.put(at_work.client, f"{at_work.attempt}/soal/1", save).status_code == 200
    sites.post(at_work.client, at_work.attempt, {"aksi": "kirim-juga"})
    return at_work.client.get(f"{at_work.attempt}/hasil").status_code == 200


def test_a_course_that_moved_lets_open_attempts_finish(app: Flask, at_work: AtWork) -> None:
    assert sites.publish(app, slug="kursus-berganti-nama").changed
    assert at_work.still_sees(app)
    assert finishes(at_work)


def test_a_module_that_was_withdrawn_lets_open_attempts_finish(app: Flask, at_work: AtWork) -> None:
    rest = {path: body for path, body in courses.FILES.items() if not path.startswith("01-lengkap")}
    done = sites.publish(app, rest, dropped=("X01-01",))
    assert done.changed, done.problems
    assert app.test_client().get(courses.LESSON_URL).status_code == 404
    assert at_work.still_sees(app)
    assert finishes(at_work)


def test_a_folder_that_vanished_takes_nothing_from_anyone(
    app: Flask, at_work: AtWork, tmp_path: Path
) -> None:
    folder = tmp_path / "courses"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    before = published(app)
    with app.app_context():
        tasks.publish_changed()
        db.session.remove()
    assert published(app) == before
    assert finishes(at_work)
