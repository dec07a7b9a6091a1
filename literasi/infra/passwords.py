"""Passwords: argon2id with OWASP's least cost, and no more of it at once than the machine bears.

https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html: 19 MiB, two passes, one lane.
"""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_AT_ONCE = BoundedSemaphore(2)
"""Of one process: each takes 19 MiB, and more at once than cores makes all of them slower."""
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    """What is stored of a password."""
    with _AT_ONCE:
        return _hasher.hash(password)


def matches(stored: str, password: str) -> bool:
    """Whether this is the password. "" stored, nobody or a broken hash costs as much as a real one, and is never it."""
    with _AT_ONCE:
        try:
            return _hasher.verify(stored or _nobodys(), password) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


def outdated(stored: str) -> bool:
    """Whether a hash was made with other figures than today's, and should be made anew at this sign-in."""
    return _hasher.check_needs_rehash(stored)


@cache
def _nobodys() -> str:
    """A hash of a password that nobody has."""
    return _hasher.hash("tidak seorang pun")
