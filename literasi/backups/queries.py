"""What bringing a backup back asks of the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.accounts.models import Person


def created(session: Session, person_ids: Sequence[int]) -> dict[int, datetime]:
    """When the rows of these people were made; only of those who are there."""
    rows = session.execute(select(Person.id, Person.created_at).where(Person.id.in_(person_ids)))
    return {row.id: row.created_at for row in rows}
