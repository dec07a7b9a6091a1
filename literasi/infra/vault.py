"""Secrets that have to be read again, such as those of authenticator apps: encrypted under the secret key.

Whoever steals a backup of the database without the key has nothing of them.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


def sealed(text: str, keys: Sequence[str]) -> str:
    """The text, unreadable without a key. `keys`: newest first."""
    return _box(keys).encrypt(text.encode()).decode()


def opened(box: str, keys: Sequence[str]) -> str | None:
    """What was sealed under one of these keys; None when none of them opens it."""
    from cryptography.fernet import InvalidToken

    try:
        return _box(keys).decrypt(box.encode()).decode()
    except InvalidToken:
        return None


def _box(keys: Sequence[str]) -> MultiFernet:
    from cryptography.fernet import Fernet, MultiFernet  # 7 MB that few requests need

    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(key: str) -> bytes:
    """A key for this purpose only, so that what it encrypts tells nothing about cookies."""
    return base64.urlsafe_b64encode(hmac.digest(key.encode(), b"literasi vault", "sha256"))
