"""Filling a published site with classes: pupils with consent and login cards, what they were given, what they handed in.

Rows go in by SQLAlchemy's core, so that both databases get the same. Everything follows from counters, so a run can be
repeated, and the ticket of every card is known.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, func, insert, select, text

from literasi.accounts.models import Account, Grant, Person
from literasi.catalogue.models import Module
from literasi.classes.models import Assignment, Classroom, ClassTeacher, Member
from literasi.lessons.models import Place
from literasi.quizzes.models import Attempt

_AT_ONCE = 10_000
Row = dict[str, Any]


@dataclass(frozen=True)
class Classes:
    """So many classes of so many pupils each. Each was given so many modules, of which each pupil did so many."""

    count: int
    pupils: int
    given: int
    done: int = 0


@dataclass(frozen=True)
class Filled:
    """The classes that were put in, by their addresses, and the numbers of their pupils, class after class."""

    addresses: tuple[str, ...]
    pupils: range


def ticket(person: int) -> str:
    """What stands on the login card of a pupil."""
    return f"kartu-{person:026}"


def fill(url: str, size: Classes, module_slug: str, teacher: str = "") -> Filled:
    """Add classes to a migrated, published database, taught by whoever has this user name; "" for nobody."""
    engine = create_engine(url)
    with engine.begin() as connection:
        filled = _fill(connection, size, module_slug, teacher)
    _settle(engine)
    engine.dispose()
    return filled


def _settle(engine: Engine) -> None:
    """Do now what the database would do while it is measured. No statistics on SQLite: literasi never gathers any, and a
    server that read those of a small database would keep its plans when it has grown."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:  # what is not committed PostgreSQL forgets, statistics too
            connection.execute(text("ANALYZE"))
    elif path := engine.url.database:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def make_teacher(url: str, username: str) -> None:
    """Give somebody who signed up the role of a teacher."""
    engine = create_engine(url)
    with engine.begin() as connection:
        told = {"role": "guru", "granted_at": datetime.now(UTC)}
        connection.execute(insert(Grant), [{"person_id": _person(connection, username), **told}])
    engine.dispose()


def _person(connection: Connection, username: str) -> int:
    asked = select(Account.person_id).where(Account.username == username)
    return int(connection.execute(asked).scalar_one())


def _fill(connection: Connection, size: Classes, slug: str, teacher: str) -> Filled:
    now = datetime.now(UTC)
    first = {table: _next(connection, table) for table in (Classroom, Person, Member, Assignment, Attempt)}
    classes = range(first[Classroom], first[Classroom] + size.count)
    persons = range(first[Person], first[Person] + size.count * size.pupils)
    module = connection.execute(
        select(Module.id, Module.key).where(Module.slug == slug).order_by(Module.id.desc())
    ).first()
    assert module is not None, f"no module {slug}: publish the courses first"
    keys = [module.key, *(f"Z{number:02}-01" for number in range(1, size.given))]

    def put(table: type[Any], rows: Iterator[Row]) -> None:
        while some := list(islice(rows, _AT_ONCE)):
            connection.execute(insert(table), some)

    put(Classroom, (_classroom(one, now) for one in classes))
    put(Person, (_pupil(one, now) for one in persons))
    put(Account, (_account(one, now) for one in persons))
    put(
        Member,
        (
            _member(one, classes[at // size.pupils], at % size.pupils + 1, now)
            for at, one in enumerate(persons)
        ),
    )
    put(Assignment, (_assignment(one, at, key, now) for one in classes for at, key in enumerate(keys, 1)))
    put(
        Attempt,
        (
            _attempt(one, at, key, module.id, now)
            for one in persons
            for at, key in enumerate(keys[: size.done])
        ),
    )
    put(Place, (_place(one, key, now) for one in persons for key in keys[: size.done]))
    if teacher:
        me = _person(connection, teacher)
        put(ClassTeacher, iter([{"class_id": one, "person_id": me, "since": now} for one in classes]))
    if connection.dialect.name == "postgresql":
        _move_on(connection, (Classroom, Person, Member, Assignment, Attempt))
    return Filled(tuple(f"/kelas/{one:016x}" for one in classes), persons)


def _next(connection: Connection, table: type[Any]) -> int:
    return int(connection.execute(select(func.coalesce(func.max(table.id), 0) + 1)).scalar_one())


def _move_on(connection: Connection, tables: Iterable[type[Any]]) -> None:
    """Let PostgreSQL number on behind the rows whose numbers were given."""
    for table in tables:
        sequence = func.pg_get_serial_sequence(table.__tablename__, "id")
        connection.execute(select(func.setval(sequence, select(func.max(table.id)).scalar_subquery())))


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _classroom(one: int, now: datetime) -> Row:
    return {
        "id": one,
        "public_id": f"{one:016x}",
        "name": f"VIII-{one}",
        "year": 2026,
        "term": "ganjil",
        "age_band": "13-15",
        "code_salt": f"{one:016x}",
        "code_lookup": _digest(f"kelas {one}"),
        "joining": True,
        "made_at": now,
    }


def _pupil(one: int, now: datetime) -> Row:
    return {
        "id": one,
        "created_at": now,
        "active_on": now.date(),
        "resume_salt": f"{one:016x}",
        "resume_lookup": _digest(f"siswa {one}"),
    }


def _account(one: int, now: datetime) -> Row:
    return {
        "person_id": one,
        "public_id": f"{one:016x}",
        "name": f"Siswa {one}",
        "password": "",
        "age_band": "13-15",
        "consent": "disetujui",
        "joined_at": now,
    }


def _member(one: int, class_id: int, number: int, now: datetime) -> Row:
    return {
        "id": one,
        "public_id": f"{one:016x}",
        "class_id": class_id,
        "person_id": one,
        "name": f"Siswa {one}",
        "folded": f"siswa {one}",
        "number": number,
        "joined_at": now,
        "made_here": True,
        "card": _digest(ticket(one)),
    }


def _assignment(class_id: int, position: int, key: str, now: datetime) -> Row:
    return {
        "public_id": f"{class_id:012x}{position:04x}",
        "class_id": class_id,
        "module_key": key,
        "position": position,
        "given_at": now - timedelta(days=1),
        "opens_at": now - timedelta(days=1),
        "told_at": now - timedelta(days=1),  # or the server would tell 200,000 pupils while it is measured
        "due_at": now + timedelta(days=7),
        "grace_minutes": 1440,
        "note": "",
        "for_all": True,
    }


def _attempt(person: int, at: int, key: str, module_id: int, now: datetime) -> Row:
    return {
        "public_id": f"{person:012x}{at:04x}",
        "person_id": person,
        "module_key": key,
        "module_id": module_id,
        "number": 1,
        "language": "id",
        "seed": f"{person:016x}",
        "shuffle": True,
        "policy": {"threshold": 80},
        "started_at": now - timedelta(hours=2),
        "submitted_at": now - timedelta(hours=1),
        "percent": 40 + (person + at) % 61,
        "passed": (person + at) % 61 >= 40,
    }


def _place(person: int, key: str, now: datetime) -> Row:
    return {
        "person_id": person,
        "module_key": key,
        "part_key": "satu",
        "done": [],
        "at": now - timedelta(hours=3),
    }
