"""Jobs on Redis: whoever has the key runs them, anybody else's message is refused, and the site goes on without."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from huey import Huey
from redis import Redis

from literasi.infra import jobs
from literasi.infra.db import db
from literasi.operations import cli, tasks
from literasi.operations.rules import Finding
from literasi.pulse import queries as pulse
from literasi.pulse.rules import Heart
from tests.bench.servers import ROOT
from tests.makers import databases, redis, sites

pytestmark = [pytest.mark.redis, pytest.mark.xdist_group("redis")]
_PATIENCE_SECONDS = 30.0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[redis.Server]:
    one = redis.Server(tmp_path)
    yield one
    one.stop()


@pytest.fixture
def site(app: Flask, server: redis.Server) -> Iterator[Flask]:
    """The same site with its jobs on Redis."""
    here = sites.build(app.extensions["literasi"].instance, redis_url=server.url)
    yield here
    sites.close(here)


def with_its_minute_due(site: Flask) -> Huey:
    """The site's queue after its scheduler put in what is due every minute."""
    queue = tasks.queue(site)
    for task in queue.read_periodic(datetime(2026, 11, 23, 4, 7, tzinfo=UTC)):
        queue.enqueue(task)
    return queue


def moved(site: Flask) -> bool:
    with site.app_context():
        at = pulse.last_beat(db.session(), Heart.JOBS)
        db.session.remove()
    return at is not None


def test_what_one_process_puts_in_another_takes_out_and_runs(site: Flask) -> None:
    with_its_minute_due(site)
    taking = tasks.queue(site)
    while len(taking):
        taking.execute(taking.dequeue())
    assert moved(site)


def test_a_message_signed_with_another_key_is_not_run(site: Flask, server: redis.Server) -> None:
    stranger = jobs.queue(Path(), "kunci-orang-lain-yang-juga-cukup-panjang", server.url)
    stranger.enqueue(jobs.every_minute(stranger, "gerak", lambda: None).s())
    with pytest.raises(ValueError, match="ignature"):
        tasks.queue(site).dequeue()
    assert not moved(site)


def test_nothing_about_a_person_lies_in_the_queue(site: Flask, server: redis.Server) -> None:
    with_its_minute_due(site)
    line = Redis.from_url(server.url)
    kept = b"".join(body for key in line.scan_iter() for body in line.lrange(key, 0, -1))
    assert b"gerak" in kept
    assert sites.KEY.encode() not in kept


def test_the_doctor_says_whether_redis_answers(site: Flask, server: redis.Server) -> None:
    def finding() -> Finding:
        with site.app_context():
            found = {str(one.what): one for one in cli.examine()}
            db.session.remove()
        return found["Antrean Redis"]

    assert finding().fine
    server.stop()
    assert "LITERASI_REDIS_URL" in str(finding().mend)
    assert not finding().fine
    server.start()


def test_pages_and_saves_go_on_without_redis(site: Flask, server: redis.Server) -> None:
    server.stop()
    guest = sites.guest(site)
    assert guest.get("/ruang-belajar").status_code == 200
    tasks.beat(site)
    assert guest.get("/siap").get_json()["pekerjaan"] is False
    server.start()


def test_a_worker_of_its_own_outlives_a_redis_that_went_away(site: Flask, server: redis.Server) -> None:
    server.stop()
    instance = site.extensions["literasi"].instance
    told = {
        "LITERASI_INSTANCE": str(instance),
        "LITERASI_DATABASE_URL": databases.url(instance),
        "LITERASI_REDIS_URL": server.url,
        "LITERASI_SECRET_KEY": sites.KEY,
        "PYTHONPATH": str(ROOT),
    }
    script = Path(sys.executable).with_name("literasi")
    worker = subprocess.Popen([str(script), "worker"], env={**os.environ, **told}, stderr=subprocess.PIPE)
    try:
        assert worker.stderr is not None
        assert b"Error" in next(line for line in worker.stderr if b"Error" in line)
        server.start()
        with_its_minute_due(site)
        until = time.monotonic() + _PATIENCE_SECONDS
        while not moved(site):
            assert worker.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
    finally:
        worker.terminate()
        worker.wait(20)
