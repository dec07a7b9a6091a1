"""Classes as large as a lecture, put in as rows: taking a list of thousands would take minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Account, Person
from literasi.accounts.rules.consent import State
from literasi.catalogue.models import Module
from literasi.classes.models import Classroom, Member
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.lessons.models import Place
from literasi.quizzes.models import Attempt


def join(app: Flask, address: str, count: int) -> None:
    """Let so many new people with consent learn in a class: `Siswa 0001` and on, numbered."""

    def act(session: Session) -> None:
        public_id = address.removeprefix("/kelas/")
        class_id = session.execute(select(Classroom.id).where(Classroom.public_id == public_id)).scalar_one()
        _rows(session, class_id, _persons_made(session, count, clock.now()), clock.now())

    _written(app, act)


def _persons_made(session: Session, count: int, now: datetime) -> Sequence[int]:
    """New people, numbered by the database itself."""
    first = (session.execute(select(func.max(Person.id))).scalar() or 0) + 1
    keys = [f"{number:016}" for number in range(first, first + count)]
    day = clock.wita_date(now)
    rows = [{"created_at": now, "active_on": day, "resume_salt": key, "resume_lookup": key} for key in keys]
    return sorted(session.execute(insert(Person).returning(Person.id), rows).scalars())


def _rows(session: Session, class_id: int, persons: Sequence[int], now: datetime) -> None:
    accounts, members = [], []
    for number, one in enumerate(persons, 1):
        name, key = f"Siswa {number:04}", f"{one:016}"
        accounts.append(
            {
                "person_id": one,
                "public_id": key,
                "name": name,
                "password": "",
                "age_band": "13-15",
                "consent": State.GRANTED,
                "joined_at": now,
            }
        )
        members.append(
            {
                "public_id": key,
                "class_id": class_id,
                "person_id": one,
                "name": name,
                "folded": name.casefold(),
                "number": number,
                "joined_at": now,
                "made_here": True,
            }
        )
    for table, rows in ((Account, accounts), (Member, members)):
        session.execute(insert(table), rows)


def reading(app: Flask, address: str, module_key: str, since: timedelta) -> None:
    """Let everybody in a class have begun a lesson and stopped so long ago."""

    def act(session: Session) -> None:
        told = {"module_key": module_key, "part_key": "", "done": [], "at": clock.now() - since}
        session.execute(insert(Place), [{"person_id": one, **told} for one in _persons(session, address)])

    _written(app, act)


def handed_in(app: Flask, address: str, module_key: str) -> None:
    """Let everybody in a class have handed in one attempt, of which nothing was right."""

    def act(session: Session) -> None:
        now = clock.now()
        module = session.execute(select(func.max(Module.id)).where(Module.key == module_key)).scalar_one()
        told = {
            "module_key": module_key,
            "module_id": module,
            "number": 1,
            "language": "id",
            "seed": "0" * 16,
            "shuffle": False,
            "policy": {},
            "started_at": now,
            "submitted_at": now,
            "percent": 0,
            "passed": False,
        }
        rows = [{"public_id": f"{one:016}", "person_id": one, **told} for one in _persons(session, address)]
        session.execute(insert(Attempt), rows)

    _written(app, act)


def _persons(session: Session, address: str) -> Sequence[int]:
    return (
        session.execute(
            select(Member.person_id)
            .join(Classroom, Classroom.id == Member.class_id)
            .where(Classroom.public_id == address.removeprefix("/kelas/"))
        )
        .scalars()
        .all()
    )


def _written(app: Flask, act: Callable[[Session], None]) -> None:
    with app.app_context():
        write(act)
        db.session.remove()
