"""Librarians keep the free days of their place."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from literasi.classes.models import LocalDay


def add_local_day(session: Session, day: date, name: str) -> None:
    """Note a free day; one that is there already gets the new name."""
    session.merge(LocalDay(day=day, name=name))
    session.flush()


def remove_local_day(session: Session, day: date) -> None:
    """Take a day off the list."""
    session.execute(delete(LocalDay).where(LocalDay.day == day))
