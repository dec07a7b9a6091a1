"""What the health pages and the doctor ask the database."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from sqlalchemy import exists, func, inspect, select, text
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.orm import Session

from literasi.accounts.models import Account, Person
from literasi.catalogue.models import Course
from literasi.lessons.models import Place
from literasi.lessons.rules import END
from literasi.operations.rules import Server
from literasi.progress.models import Completion, Response

_SERVER = text("""
    SELECT current_setting('server_version') AS version,
        current_setting('server_version_num')::int AS number,
        current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'
            AND current_setting('synchronous_commit') <> 'off' AS durable,
        pg_is_in_recovery() AS standby,
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
            - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::int AS free
""")


def schema_version(session: Session) -> str | None:
    """The migration the tables stand at, or None for an empty database."""
    connection = session.connection()
    if not inspect(connection).has_table("alembic_version"):
        return None
    return session.execute(text("SELECT version_num FROM alembic_version")).scalar()


def damage(session: Session) -> list[str]:
    """What is broken in SQLite's file: its own check, then references that lead nowhere. Empty when all is well."""
    try:
        said = [row[0] for row in session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        loose = session.execute(text("PRAGMA foreign_key_check")).all()
    except (DatabaseError, sqlite3.DatabaseError) as error:  # so broken that it cannot even be opened
        return [str(getattr(error, "orig", error))]
    return [*said, *(f"{row[0]}: rujukan putus ke {row[2]}" for row in loose[:3])]


def server(session: Session) -> Server | str:
    """What a PostgreSQL server says of itself, or why it says nothing."""
    try:
        return Server(**session.execute(_SERVER).mappings().one())
    except DBAPIError as error:
        return str(error.orig).strip().partition("\n")[0]


def published_courses(session: Session) -> int:
    """How many courses learners can open."""
    return session.execute(select(func.count()).where(Course.release_id.is_not(None))).scalar_one()


def newest_year(session: Session) -> int:
    """The year of the newest response, 0 when there is none."""
    newest = session.execute(select(func.max(Response.at))).scalar()
    return newest.year if newest else 0


def first_arrival(session: Session) -> datetime | None:
    """When the first of those who are here came; None when nobody is."""
    return session.execute(select(Person.created_at).order_by(Person.id).limit(1)).scalar()


def reading_guest(session: Session) -> int | None:
    """The guest who has been here longest of those who stand in the middle of a module."""
    finished = exists().where(Completion.person_id == Place.person_id, Completion.key == Place.module_key)
    return session.execute(
        select(Place.person_id)
        .outerjoin(Account, Account.person_id == Place.person_id)
        .where(Account.person_id.is_(None), Place.part_key != END, ~finished)
        .order_by(Place.person_id)
        .limit(1)
    ).scalar()
