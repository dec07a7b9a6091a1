"""The power goes: whatever instant it is, an answer that was acknowledged is on the disk.

A worker's system calls are recorded while it saves. Then each instant is played through: the disk holds what was
written before the last fsync of its file, and of the rest either nothing or some. SQLite must open that, find it
sound, and hold every answer whose acknowledgement had left. What this does not show is whether a disk keeps what
it says it has flushed.
"""

from __future__ import annotations

import random
import re
import shutil
import signal
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from literasi.infra.db import db
from tests.faults.pupils import ESSAYS, Pupil, new_save, sound, stored
from tests.faults.served import Served
from tests.makers import courses, databases, sites

SAVES = 60
_CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,sendto,writev"
_LINE = re.compile(rb"^\d+ +(\w+)\(\d+<([^>]*)>(.*)$")
_OFFSET = re.compile(rb'", \d+, (\d+)')
_TEXT = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Step:
    """One thing that the worker did: `kind` is write, cut, sync or ack; `name` the file; `at` an offset or a size."""

    kind: str
    name: str = ""
    at: int = 0
    data: bytes = b""


@dataclass(frozen=True)
class Record:
    """The files at the start, every step in order, and the texts in the order in which they were acknowledged."""

    before: Mapping[str, bytes]
    steps: tuple[Step, ...]
    texts: tuple[str, ...]


@dataclass
class Disk:
    """One file as the disk surely holds it, and the writes it may or may not hold yet."""

    safe: bytearray
    pending: list[Step] = field(default_factory=list)

    def sync(self) -> None:
        for step in self.pending:
            put(self.safe, step)
        self.pending.clear()

    def image(self, rng: random.Random | None) -> bytes:
        """The file after the cut: none of the pending writes, or with `rng` some of them, some torn."""
        image = bytearray(self.safe)
        for step in self.pending if rng else ():
            assert rng is not None
            if rng.random() < 0.5:
                kept = len(step.data) // rng.choice((1, 2))
                put(image, replace(step, data=step.data[:kept]))
        return bytes(image)


def put(image: bytearray, step: Step) -> None:
    """Do one write or cut to an image of a file."""
    if step.kind == "cut":
        image[step.at :] = b"\0" * max(0, step.at - len(image))
        return
    image.extend(b"\0" * (step.at - len(image)))
    image[step.at : step.at + len(step.data)] = step.data


def unescaped(text: bytes) -> bytes:
    """What strace wrote as \\x2f\\x74."""
    return bytes.fromhex(text.replace(b"\\x", b"").decode())


def steps_of(record: bytes) -> Iterator[Step]:
    """What strace wrote down, in the order in which the calls began."""
    for line in record.splitlines():
        if not (found := _LINE.match(line)):
            continue
        call, target, rest = found.groups()
        name = Path(unescaped(target).decode()).name
        text = b"".join(map(unescaped, _TEXT.findall(rest)))
        if name.startswith("socket:"):
            if text.startswith(b"HTTP/1.1 200"):
                yield Step("ack")
        elif call == b"pwrite64":
            yield Step("write", name, int(_OFFSET.findall(rest)[0]), text)
        elif call == b"ftruncate":
            yield Step("cut", name, int(re.findall(rb"\d+", rest)[0]))
        elif call in (b"fsync", b"fdatasync"):
            yield Step("sync", name)


def lost_at_any_instant(record: Record, place: Path) -> int:
    """At how many instants a cut loses an acknowledged text or breaks a file.

    Tried at every flush, every acknowledgement and every eighth write.
    """
    disks = {name: Disk(bytearray(body)) for name, body in record.before.items()}
    rng, acks, writes, lost = random.Random(7), 0, 0, 0
    for step in record.steps:
        acks += step.kind == "ack"
        writes += step.kind == "write"
        if disk := disks.get(step.name):
            disk.sync() if step.kind == "sync" else disk.pending.append(step)
        if step.kind in ("ack", "sync") or writes % 8 == 0:
            lost += sum(not survives(disks, luck, record.texts[:acks], place) for luck in (None, rng))
    return lost


def survives(
    disks: dict[str, Disk], luck: random.Random | None, acknowledged: Sequence[str], place: Path
) -> bool:
    """Whether SQLite finds a sound file with all these texts in what is left."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, disk in disks.items():
        (place / name).write_bytes(disk.image(luck))
    try:
        texts = {row.text for row in stored(place)}
    except (DatabaseError, sqlite3.DatabaseError):
        return False
    return texts.issuperset(acknowledged) and sound(place)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory, essay_database: Path) -> Iterator[Record]:
    """What one worker did during sixty saves, among them a checkpoint."""
    place = tmp_path_factory.mktemp("listrik")
    databases.copy(essay_database, place)
    served = Served(place, workers=1)
    try:
        pupil = Pupil(served.port)
        before = {name: (place / name).read_bytes() for name in ("literasi.db", "literasi.db-wal")}
        texts = tuple(f"jawaban {number}: " + "é🌺" * 3000 for number in range(SAVES))
        with traced(served.workers()[0], place / "strace.log"):
            for number, text in enumerate(texts):
                assert pupil.send(new_save(number % ESSAYS + 1, text, base=number // ESSAYS))[0] == 200
        yield Record(before, tuple(steps_of((place / "strace.log").read_bytes())), texts)
    finally:
        served.end()


@contextmanager
def traced(pid: int, log: Path) -> Iterator[None]:
    """Have strace write down a process's writes, flushes and answers."""
    options = ["-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={_CALLS}", "-o", str(log), "-p", str(pid)]
    with subprocess.Popen(["strace", *options], stderr=subprocess.PIPE) as strace:
        assert strace.stderr is not None
        said = strace.stderr.readline()
        assert b"attached" in said, said
        try:
            yield
        finally:
            strace.send_signal(signal.SIGINT)


@pytest.mark.sqlite
@pytest.mark.strace
@pytest.mark.slow
def test_no_instant_of_a_power_cut_loses_what_was_acknowledged(record: Record, tmp_path: Path) -> None:
    kinds = Counter((step.kind, step.name) for step in record.steps)
    assert kinds["ack", ""] == SAVES
    assert kinds["sync", "literasi.db-wal"] >= SAVES
    assert kinds["write", "literasi.db"] > 0, "no checkpoint was among what was recorded"
    assert lost_at_any_instant(record, tmp_path / "sisa") == 0


@pytest.mark.sqlite
@pytest.mark.strace
@pytest.mark.slow
def test_without_the_flush_of_each_commit_answers_would_be_lost(record: Record, tmp_path: Path) -> None:
    steps = tuple(step for step in record.steps if (step.kind, step.name) != ("sync", "literasi.db-wal"))
    assert lost_at_any_instant(replace(record, steps=steps[: len(steps) // 4]), tmp_path / "sisa") > 0


@pytest.mark.postgresql
def test_every_connection_waits_for_the_flush_of_its_commit(essay_app: Flask) -> None:
    with essay_app.app_context():
        assert db.session.connection().exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
        db.session.remove()


@pytest.mark.sqlite
def test_every_connection_flushes_each_commit(essay_app: Flask) -> None:
    with essay_app.app_context():
        for _again in range(3):
            pragma = db.session.connection().exec_driver_sql
            assert pragma("PRAGMA synchronous").scalar() == 2  # FULL
            assert pragma("PRAGMA journal_mode").scalar() == "wal"
            assert pragma("PRAGMA foreign_keys").scalar() == 1
            db.session.remove()
            db.engine.dispose()


def test_an_answer_leaves_only_after_its_commit(essay_app: Flask, essay_guest: FlaskClient) -> None:
    attempt, order = sites.start_quiz(essay_guest, courses.ESSAY_QUIZ_URL), list[str]()

    def note(word: str) -> Callable[..., None]:
        return lambda *_about: order.append(word)

    with essay_app.app_context():
        engine = db.engine
    reactions = [(engine, "commit", note("commit")), (engine, "before_cursor_execute", note("statement"))]
    save = {"uuid": "00000000-0000-4000-8000-000000000001", "base": 0, "fields": {"j": ["jawaban"]}}
    headers = {"X-CSRFToken": sites.token(essay_guest), "X-Requested-By": "literasi"}
    for target, name, act in reactions:
        event.listen(target, name, act)
    with essay_guest.put(f"{attempt}/soal/1", json=save, headers=headers, buffered=False) as answer:
        order.append(f"answer {answer.status_code}")
    for target, name, act in reactions:
        event.remove(target, name, act)
    assert order.count("commit") == 1
    assert "statement" not in order[order.index("commit") :]
    assert order[-1] == "answer 200"
