"""What runs beside a server."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from literasi.infra import jobs
from literasi.infra.db import db
from literasi.operations import tasks
from literasi.pulse import queries as pulse
from literasi.pulse.rules import Heart
from tests.makers import sites


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was begun: tasks to do again and again, and queues to work on."""
    noted: list[object] = []
    monkeypatch.setattr(jobs, "keep_doing", lambda task, seconds: noted.append(task))
    monkeypatch.setattr(jobs, "begin", noted.append)
    return noted


def beats(app: Flask) -> set[Heart]:
    with app.app_context():
        found = {heart for heart in Heart if pulse.last_beat(db.session(), heart)}
        db.session.remove()
    return found


def test_a_server_beats_and_runs_its_jobs(app: Flask, begun: list[Callable[[], object]]) -> None:
    tasks.begin(app)
    assert len(begun) == 3
    begun[1]()
    assert beats(app) == {Heart.SITE}


def test_with_redis_a_server_beats_and_leaves_jobs_to_the_worker(app: Flask, begun: list[object]) -> None:
    tasks.begin(sites.build(app.extensions["literasi"].instance, redis_url="redis://localhost:1/0"))
    assert len(begun) == 2


def test_a_job_that_runs_says_that_jobs_move_and_not_that_the_site_is_alive(app: Flask) -> None:
    tasks.move(app)
    assert beats(app) == {Heart.JOBS}


def test_what_is_kept_doing_goes_on_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    monkeypatch.setattr(jobs.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(jobs.threading, "Thread", Now)

    def fail_thrice() -> None:
        done.append(1)
        raise SystemExit if len(done) == 3 else ValueError

    with pytest.raises(SystemExit):
        jobs.keep_doing(fail_thrice, 1)
    assert len(done) == 3


class Now:
    """A thread that runs at once, here."""

    def __init__(self, target: Callable[[], object], **_about: object) -> None:
        self.start = target
