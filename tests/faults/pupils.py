"""Pupils on loopback, one guest and one attempt each, who send an answer until it is acknowledged.

They do what literasi.js does: one UUID a save, the same bytes again after a broken line or a 503.
"""

from __future__ import annotations

import json
import random
import time
import uuid
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from literasi.operations import queries as operations
from literasi.quizzes.models import AnswerEvent, Attempt
from tests.bench.visitor import Visitor
from tests.makers import courses, databases

_PAUSE_SECONDS = 0.02

ESSAYS = 10
SAVES_OF_ONE = 4_000
"""What is asked of one writer at most."""
_ESSAY_QUIZ = f"---\nkuis: Sepuluh Uraian\njumlah_soal: {ESSAYS}\n---\n" + "".join(
    f"\n## Uraian nomor {number}\nid: u-{number} | indikator: K1.2\n\n___\n" for number in range(ESSAYS)
)
ESSAY_FILES = {**courses.FILES, "02-uraian/quiz.md": _ESSAY_QUIZ.encode()}
"""The small course with ten questions whose answers are any text, so that no two saves are alike."""


@dataclass(frozen=True)
class Save:
    """One answer on its way: `base` is the number of the answer that the page knew."""

    position: int
    base: int
    uuid: str
    text: str

    def body(self) -> bytes:
        """The bytes that are sent, and sent again."""
        return json.dumps({"uuid": self.uuid, "base": self.base, "fields": {"j": [self.text]}}).encode()


@dataclass(frozen=True, order=True)
class Kept:
    """A save that was acknowledged, or a row of the table."""

    attempt: str
    position: int
    seq: int
    uuid: str
    text: str


class Pupil:
    """A guest with an open attempt. `broken` counts requests whose answer never came."""

    def __init__(self, port: int, quiz: str = courses.ESSAY_QUIZ_URL) -> None:
        visitor = Visitor(port)
        page = visitor.post(quiz, visitor.get(quiz).form(quiz).fields)
        visitor.close()
        self.attempt = page.path.rsplit("/", 1)[-1]
        self.cookie, self.token = visitor.cookie, page.form(page.path).fields["csrf_token"]
        self.broken = 0
        self._line = HTTPConnection("127.0.0.1", port, timeout=30)

    def twin(self) -> Pupil:
        """The same guest at the same attempt, in another tab."""
        other = copy(self)
        other._line = HTTPConnection("127.0.0.1", self._line.port, timeout=30)
        return other

    def headers(self) -> dict[str, str]:
        """What our script sends along."""
        return {
            "Cookie": self.cookie,
            "X-CSRFToken": self.token,
            "X-Requested-By": "literasi",
            "Content-Type": "application/json",
        }

    def path(self, position: int) -> str:
        return f"/pengerjaan/{self.attempt}/soal/{position}"

    def send(self, save: Save) -> tuple[int, dict[str, Any]]:
        """One request: its status and what came back. Raises OSError or HTTPException when the line breaks."""
        self._line.request("PUT", self.path(save.position), save.body(), self.headers())
        answer = self._line.getresponse()
        return answer.status, json.loads(answer.read())

    def read(self) -> int:
        """Open the page of questions; its status."""
        self._line.request("GET", f"/pengerjaan/{self.attempt}", headers={"Cookie": self.cookie})
        answer = self._line.getresponse()
        answer.read()
        return answer.status

    def save(self, save: Save, until: float) -> Kept:
        """Send until it is acknowledged, or the monotonic clock reads `until`."""
        while time.monotonic() < until:
            try:
                status, said = self.send(save)
            except (OSError, HTTPException):
                self._line.close()
                self.broken += 1
            else:
                if status == 200:
                    return Kept(self.attempt, save.position, said["seq"], save.uuid, save.text)
                assert status == 503, said
            time.sleep(_PAUSE_SECONDS)
        raise AssertionError("never acknowledged")


@dataclass
class Writer:
    """A pupil who writes: each save a new text at the next question, one in twenty sent twice.

    One attempt takes five hundred saves a question, so many saves need many writers (`SAVES_OF_ONE`).
    """

    pupil: Pupil
    number: int
    acknowledged: list[Kept]

    def write(self, saves: int, until: float) -> None:
        """Have so many saves acknowledged; the list grows as they are."""
        rng, known = random.Random(self.number), dict.fromkeys(range(1, ESSAYS + 1), 0)
        for count in range(saves):
            position = count % ESSAYS + 1
            name = str(uuid.UUID(int=rng.getrandbits(128), version=4))
            save = Save(position, known[position], name, f"pemakai {self.number} menulis {count}: é ë ʔ 🌺")
            kept = self.pupil.save(save, until)
            assert kept.seq == known[position] + 1
            if rng.random() < 0.05:
                assert self.pupil.save(save, until) == kept
            known[position] = kept.seq
            self.acknowledged.append(kept)


def new_save(position: int, text: str, base: int = 0) -> Save:
    """A save with a UUID of its own."""
    return Save(position, base, str(uuid.uuid4()), text)


_STORED = select(
    Attempt.public_id, AnswerEvent.position, AnswerEvent.seq, AnswerEvent.client_uuid, AnswerEvent.answer
).join(Attempt, Attempt.id == AnswerEvent.attempt_id)


_CHECK_INDEXES = text("""
    SELECT bt_index_check(index.oid, true) FROM pg_class AS index
    JOIN pg_am ON pg_am.oid = index.relam AND pg_am.amname = 'btree'
    JOIN pg_namespace AS space ON space.oid = index.relnamespace AND space.nspname = 'public'
""")
"""PostgreSQL keeps references by itself; this raises when an index and its table tell different things."""


def stored(instance: Path) -> list[Kept]:
    """Every answer event of a site's database, in order."""
    with databases.connected(instance) as connection:
        return sorted(Kept(*row) for row in connection.execute(_STORED))


def sound(instance: Path) -> bool:
    """Whether the database finds nothing broken in itself, and no reference leads nowhere."""
    with databases.connected(instance) as connection, Session(connection) as session:
        if not databases.on_postgresql():
            return operations.damage(session) == []
        session.execute(text("CREATE EXTENSION IF NOT EXISTS amcheck"))
        session.execute(_CHECK_INDEXES)
        return True


def together(count: int, act: Callable[[int], Any]) -> list[Any]:
    """What `act` gave in as many threads, all let go at the same moment. A failure in one is raised."""
    gate, results = Barrier(count), [None] * count

    def run(number: int) -> None:
        gate.wait(30)
        try:
            results[number] = act(number)
        except BaseException as failure:
            results[number] = failure  # type: ignore[call-overload]

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results
