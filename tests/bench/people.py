"""Filling a published site with people who have learnt: does the millionth cost what the first did?

Rows go in by plain sqlite3, in the shapes the application writes: people with a device, attempts with their
items and answers, and the ledger's responses. Everything follows from counters, so a run can be repeated.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

NOW = "2026-11-20 01:00:00.000000"
TODAY = "2026-11-20"
QUESTIONS = 10


@dataclass(frozen=True)
class Crowd:
    """How many people, and how many responses each of them left (a multiple of QUESTIONS)."""

    people: int
    responses_each: int = 20

    @property
    def attempts_each(self) -> int:
        return self.responses_each // QUESTIONS


@dataclass(frozen=True)
class Quiz:
    """The published quiz that everybody took: its module and the (key, digest) of QUESTIONS of its items."""

    module_id: int
    module_key: str
    items: tuple[tuple[str, str], ...]


def fill(database: Path, crowd: Crowd, module_slug: str) -> None:
    """Add the crowd to a migrated, published database of a server that is not running."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-500000")
    quiz = published_quiz(connection, module_slug)
    first = _next_id(connection, "person")
    people = range(first, first + crowd.people)
    with connection:
        insert(connection, "person", PERSON, map(_person, people))
        insert(connection, "device", DEVICE, map(_device, people))
        _attempts(connection, people, crowd, quiz)
        insert(connection, "response", RESPONSE, _responses(people, crowd, quiz))
    connection.execute("ANALYZE")
    connection.close()


def published_quiz(connection: sqlite3.Connection, slug: str) -> Quiz:
    """The newest published module with this slug and items of its bank. Raises LookupError."""
    row = connection.execute("SELECT id, key FROM module WHERE slug = ? ORDER BY id DESC", (slug,)).fetchone()
    if row is None:
        raise LookupError(f"no module {slug}: publish the courses first")
    items = connection.execute(
        "SELECT item.key, item.digest FROM bank_entry JOIN item ON item.digest = item_digest"
        " WHERE module_id = ? AND language = 'id' ORDER BY position LIMIT ?",
        (row[0], QUESTIONS),
    ).fetchall()
    return Quiz(row[0], row[1], tuple(items))


def insert(
    connection: sqlite3.Connection, table: str, columns: str, rows: Iterable[tuple[object, ...]]
) -> None:
    """Insert rows whose values stand in the order of `columns`."""
    marks = ", ".join("?" * len(columns.split(", ")))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _next_id(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


PERSON = "id, created_at, active_on, resume_salt, resume_lookup"
DEVICE = "person_id, token_digest, created_at, shared"
ATTEMPT = (
    "id, public_id, person_id, module_key, module_id, number, language, seed, shuffle, policy,"
    " started_at, submitted_at, percent, passed"
)
ITEM = "attempt_id, position, item_digest, hints, flagged, mark"
ANSWER = "attempt_id, position, seq, client_uuid, answer, received_at, late"
RESPONSE = "person_id, item_key, item_digest, indicators, mark, at, source"
_POLICY = json.dumps({"threshold": 80})


def _person(number: int) -> tuple[object, ...]:
    return number, NOW, TODAY, f"{number:016x}", _digest(f"kode {number}")


def _device(number: int) -> tuple[object, ...]:
    return number, _digest(f"perangkat {number}"), NOW, False


def _attempts(connection: sqlite3.Connection, people: range, crowd: Crowd, quiz: Quiz) -> None:
    first = _next_id(connection, "attempt")
    total = crowd.people * crowd.attempts_each
    attempts = range(first, first + total)

    def rows() -> Iterator[tuple[object, ...]]:
        for place, attempt in enumerate(attempts):
            person, number = people[place // crowd.attempts_each], place % crowd.attempts_each + 1
            yield (
                *(attempt, f"{attempt:016x}", person, quiz.module_key, quiz.module_id, number),
                *("id", f"{attempt:016x}", True, _POLICY, NOW, NOW, 90, True),
            )

    insert(connection, "attempt", ATTEMPT, rows())
    insert(connection, "attempt_item", ITEM, _items(attempts, quiz))
    insert(connection, "answer_event", ANSWER, _answers(attempts, quiz))


def _items(attempts: range, quiz: Quiz) -> Iterator[tuple[object, ...]]:
    for attempt in attempts:
        for position, (_, digest) in enumerate(quiz.items, start=1):
            yield attempt, position, digest, 0, False, 1.0


def _answers(attempts: range, quiz: Quiz) -> Iterator[tuple[object, ...]]:
    for attempt in attempts:
        for position in range(1, len(quiz.items) + 1):
            save_id = f"{attempt:08x}-0000-4000-8000-{position:012x}"
            yield attempt, position, 1, save_id, "[0]", NOW, False


def _responses(people: range, crowd: Crowd, quiz: Quiz) -> Iterator[tuple[object, ...]]:
    for person in people:
        for number in range(crowd.responses_each):
            key, digest = quiz.items[number % len(quiz.items)]
            yield person, key, digest, "[]", 1.0, NOW, "kuis"
