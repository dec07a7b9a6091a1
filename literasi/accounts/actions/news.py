"""How many notices somebody has not read. It stands on the account, since every page of hers shows it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import update
from sqlalchemy.orm import Session

from literasi.accounts.models import Account


def count_news(session: Session, person_ids: Collection[int], more: int) -> list[int]:
    """Count so many unread notices more, or fewer when negative; those of the people who have an account.

    A change and not a total: two who write at once on different connections must not undo each other.
    """
    if not more or not person_ids:
        return []
    counted = session.execute(
        update(Account)
        .where(Account.person_id.in_(person_ids))
        .values(news=Account.news + more)
        .returning(Account.person_id)
    )
    return sorted(counted.scalars())
