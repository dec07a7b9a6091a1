"""For how long somebody who helps may look at a person's data after she said so by a button."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

LOOKING = timedelta(minutes=10)
_MOST = 5
"""Open at once: the permissions lie in a cookie, which must stay small."""

Permissions = Mapping[str, int]
"""By public id: until when, in seconds since 1970."""


def kept(found: object) -> dict[str, int]:
    """The permissions that a session holds; none when it holds anything else."""
    return dict(found) if isinstance(found, dict) else {}


def may_look(held: Permissions, public_id: str, now: datetime) -> bool:
    """Whether a permission for this person is still good."""
    return held.get(public_id, 0) > now.timestamp()


def permitted(held: Permissions, public_id: str, now: datetime) -> dict[str, int]:
    """The permissions with one more; what is over goes, and the one that ends first when there are many."""
    good = {one: until for one, until in held.items() if until > now.timestamp() and one != public_id}
    newest = sorted(good.items(), key=lambda item: item[1])[-(_MOST - 1) :]
    return {**dict(newest), public_id: int((now + LOOKING).timestamp())}
