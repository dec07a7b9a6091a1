"""Putting on the shelf and taking off."""

from __future__ import annotations

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from literasi.search import rules
from literasi.search.models import Entry


def put(session: Session, key: str, language: str, address: str, title: str, body: str) -> None:
    """Make a page findable, in the transaction in which it becomes visible."""
    row = session.execute(
        insert(Entry).values(key=key, language=language, address=address, title=title, text=body)
    )
    session.execute(
        text("INSERT INTO search_stems (rowid, title, body) VALUES (:id, :title, :body)"),
        {
            "id": row.inserted_primary_key[0],  # type: ignore[attr-defined]  # of an insert, always there
            "title": " ".join(rules.stems(title)),
            "body": " ".join(rules.stems(body)),
        },
    )


def take_off(session: Session, key: str) -> None:
    """Make a page unfindable, in every language."""
    for entry_id in session.execute(select(Entry.id).where(Entry.key == key)).scalars().all():
        session.execute(text("DELETE FROM search_stems WHERE rowid = :id"), {"id": entry_id})
    session.execute(delete(Entry).where(Entry.key == key))
