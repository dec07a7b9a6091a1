"""PostgreSQL goes away under those who save: killed, restarted, full, cut in the middle of a commit."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from literasi.infra import db as storage
from literasi.infra.db import db
from tests.faults.pupils import ESSAY_FILES, SAVES_OF_ONE, Pupil, Writer, sound, stored
from tests.faults.served import Served
from tests.makers import courses, databases, postgres, sites

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("server")]

MOST_LINES = 16
WRITERS = 4


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    """A server of one's own that keeps what it acknowledges."""
    one = postgres.Server(durable=True, max_connections=str(MOST_LINES))
    with databases.at(one.url):
        yield one
    one.end()


@pytest.fixture
def site(server: postgres.Server, tmp_path: Path) -> Iterator[Flask]:
    """A site on that server whose quiz asks for ten essays."""
    app = sites.build(tmp_path)
    sites.migrate(app)
    assert sites.publish(app, ESSAY_FILES).changed
    sites.close(app)
    yield app
    sites.close(app)


@pytest.fixture
def learner(site: Flask) -> FlaskClient:
    """A guest of that site."""
    return sites.guest(site)


@pytest.fixture
def attempt(learner: FlaskClient) -> str:
    return sites.start_quiz(learner, courses.ESSAY_QUIZ_URL)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five seconds of waiting become a tenth of one."""
    monkeypatch.setattr(storage, "_WAIT_SECONDS", 0.1)


@pytest.fixture
def running(site: Flask, tmp_path: Path) -> Iterator[Served]:
    """The site served by two workers."""
    served = Served(tmp_path)
    yield served
    served.end()


def instance_of(app: Flask) -> Path:
    return Path(app.extensions["literasi"].instance)


def save(client: FlaskClient, attempt: str, text: str, number: int = 1) -> TestResponse:
    name = f"00000000-0000-4000-8000-{number:012d}"
    return sites.put(client, f"{attempt}/soal/1", {"uuid": name, "base": number - 1, "fields": {"j": [text]}})


def crash(server: postgres.Server) -> None:
    """kill -9 of the server's parent, then of what it leaves; then a new start that replays its journal."""
    os.kill(server.pid, signal.SIGKILL)
    server.start_again()


def written_through(running: Served, saves: int, blows: list[Callable[[], Any]]) -> int:
    """Have pupils save while the blows fall, evenly spread. How many saves; every one is there, once, unchanged."""
    until = time.monotonic() + max(600, saves // 16)
    count = max(WRITERS, -(-saves // SAVES_OF_ONE))
    writers = [Writer(Pupil(running.port), number, []) for number in range(count)]
    threads = [Thread(target=writer.write, args=(saves // count, until)) for writer in writers]
    for thread in threads:
        thread.start()
    for number, blow in enumerate(blows, start=1):
        while sum(len(writer.acknowledged) for writer in writers) < number * saves * 9 // 10 // len(blows):
            assert time.monotonic() < until
            time.sleep(0.005)
        blow()
    for thread in threads:
        thread.join()
    acknowledged = sorted(kept for writer in writers for kept in writer.acknowledged)
    assert stored(running.instance) == acknowledged
    assert sound(running.instance)
    return len(acknowledged)


def test_killed_and_restarted_during_saves_it_loses_and_doubles_nothing(
    server: postgres.Server, running: Served
) -> None:
    blows = [lambda: crash(server), server.stop_and_start, lambda: server.stop_and_start("immediate")]
    assert written_through(running, 400, blows) == 400


@pytest.mark.slow
def test_kills_of_server_and_workers_during_a_hundred_times_as_many_saves_lose_nothing(
    server: postgres.Server, running: Served, kills: int
) -> None:
    rng = random.Random(2026)
    on_server = [lambda: crash(server), server.stop_and_start, lambda: server.stop_and_start("immediate")]
    blows = [
        on_server[number % 3] if number % 5 == 0 else lambda: running.kill_worker(rng)
        for number in range(kills)
    ]
    assert written_through(running, kills * 100, blows) > kills * 99


def test_after_a_restart_the_first_reader_notices_nothing(
    site: Flask, server: postgres.Server, learner: FlaskClient
) -> None:
    assert learner.get("/ruang-belajar").status_code == 200
    server.stop_and_start()
    assert learner.get("/ruang-belajar").status_code == 200


@pytest.mark.usefixtures("impatient")
def test_while_it_is_gone_everybody_is_asked_to_come_back(
    site: Flask, server: postgres.Server, learner: FlaskClient, attempt: str
) -> None:
    server.stop()
    answers = [learner.get("/ruang-belajar"), learner.get("/siap"), learner.get("/sehat")]
    server.start()
    assert [answer.status_code for answer in answers] == [503, 503, 200]
    assert answers[0].headers["Retry-After"] == "5"
    assert save(learner, attempt, "sesudahnya").status_code == 200


@pytest.mark.usefixtures("impatient")
def test_without_a_free_line_a_save_is_asked_to_come_back_and_taken_afterwards(
    site: Flask, server: postgres.Server, learner: FlaskClient, attempt: str
) -> None:
    sites.close(site)
    with ExitStack() as held:
        with pytest.raises(OperationalError, match="too many clients"):
            for _line in range(MOST_LINES + 1):
                held.enter_context(databases.connected(instance_of(site)))
        refused = learner.put(f"{attempt}/soal/1", json={})
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert save(learner, attempt, "ada tempat lagi").status_code == 200


def cut_before(connection: Any) -> None:
    """The server ends this line; what was to be committed is gone."""
    pid = connection.connection.driver_connection.info.backend_pid
    with db.engine.connect() as other:
        other.exec_driver_sql(f"SELECT pg_terminate_backend({pid}, 5000)")


def test_a_line_cut_before_the_commit_acknowledges_nothing(
    site: Flask, learner: FlaskClient, attempt: str
) -> None:
    with site.app_context():
        engine = db.engine
    token = sites.token(learner)
    event.listen(engine, "commit", cut_before)
    refused = learner.put(
        f"{attempt}/soal/1",
        json={"uuid": "00000000-0000-4000-8000-000000000001", "base": 0, "fields": {"j": ["hilang?"]}},
        headers={"X-CSRFToken": token, "X-Requested-By": "literasi"},
    )
    event.remove(engine, "commit", cut_before)
    assert (refused.status_code, stored(instance_of(site))) == (503, [])
    assert save(learner, attempt, "hilang?").get_json()["seq"] == 1


def test_a_line_cut_after_the_commit_acknowledges_nothing_and_the_next_try_finds_it_stored(
    site: Flask, learner: FlaskClient, attempt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.app_context():
        dialect = db.engine.dialect

    def cut_after(connection: Any) -> None:
        connection.commit()
        connection.dbapi_connection.close()
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    token = sites.token(learner)
    monkeypatch.setattr(dialect, "do_commit", cut_after)
    refused = learner.put(
        f"{attempt}/soal/1",
        json={"uuid": "00000000-0000-4000-8000-000000000001", "base": 0, "fields": {"j": ["tersimpan?"]}},
        headers={"X-CSRFToken": token, "X-Requested-By": "literasi"},
    )
    monkeypatch.undo()
    assert refused.status_code == 503
    assert save(learner, attempt, "tersimpan?").get_json()["seq"] == 1
    assert [row.text for row in stored(instance_of(site))] == ["tersimpan?"]


def test_a_forked_process_opens_a_line_of_its_own(site: Flask) -> None:
    with site.app_context():
        ours = db.session.connection().connection.driver_connection.info.backend_pid
        db.session.remove()
        child = os.fork()
        if child == 0:
            theirs = db.session.connection().connection.driver_connection.info.backend_pid
            os._exit(0 if theirs != ours else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert db.session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar() == ours
        db.session.remove()
