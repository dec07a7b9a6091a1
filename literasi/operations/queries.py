"""What the health pages and the doctor ask the database."""

from __future__ import annotations

import sqlite3

from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from literasi.catalogue.models import Course
from literasi.progress.models import Response


def schema_version(session: Session) -> str | None:
    """The migration the tables stand at, or None for an empty database."""
    connection = session.connection()
    if not inspect(connection).has_table("alembic_version"):
        return None
    return session.execute(text("SELECT version_num FROM alembic_version")).scalar()


def damage(session: Session) -> list[str]:
    """What is broken in the file: SQLite's own check, then references that lead nowhere. Empty when all is well."""
    try:
        said = [row[0] for row in session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        loose = session.execute(text("PRAGMA foreign_key_check")).all()
    except (DatabaseError, sqlite3.DatabaseError) as error:  # so broken that it cannot even be opened
        return [str(getattr(error, "orig", error))]
    return [*said, *(f"{row[0]}: rujukan putus ke {row[2]}" for row in loose[:3])]


def published_courses(session: Session) -> int:
    """How many courses learners can open."""
    return session.execute(select(func.count()).where(Course.release_id.is_not(None))).scalar_one()


def newest_year(session: Session) -> int:
    """The year of the newest response, 0 when there is none."""
    newest = session.execute(select(func.max(Response.at))).scalar()
    return newest.year if newest else 0
