"""Passwords: argon2id with OWASP's least cost, and no more of it at once than the machine bears.

https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html: 19 MiB, two passes, one lane.
"""

from __future__ import annotations

import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_AT_ONCE = BoundedSemaphore(2)
"""Of one process: each takes 19 MiB, and more at once than cores makes all of them slower."""
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$Ohg/osHz/UmYS/BHkHru1Q$XF4xwF7KwdQwqROWPeqm0e8jRHYBbF1rdUwWE2Al9sA"
"""The hash of random bytes that were thrown away: trying it costs what trying somebody's costs."""


def hashed(password: str) -> str:
    """What is stored of a password."""
    with _AT_ONCE:
        return _hasher.hash(_one_form(password))


def matches(stored: str, password: str) -> bool:
    """Whether this is the password. "" stored, or nobody, costs as much as a real hash, and is never it."""
    with _AT_ONCE:
        try:
            return _hasher.verify(stored or NOBODYS, _one_form(password)) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


def outdated(stored: str) -> bool:
    """Whether a hash was made with other figures than today's, and should be made anew at this sign-in."""
    return _hasher.check_needs_rehash(stored)


def _one_form(password: str) -> str:
    """The same letters as the same bytes, whichever keyboard composed them (NIST SP 800-63B 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
