"""Identifiers: row ids never leave the server, what URLs and people see is random.

The alphabet is Crockford's base32 (https://www.crockford.com/base32.html): no I, L, O or U, so a code read aloud or
copied from paper is not misread. Eight letters are 40 bits.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CONFUSED = str.maketrans("OILU", "011V")


def new_public_id() -> str:
    """Sixteen letters, 80 bits: unguessable enough that an address alone reveals nothing about its neighbours."""
    return "".join(ALPHABET[byte % 32] for byte in secrets.token_bytes(16)).lower()


def new_token() -> str:
    """A bearer secret of 192 bits for a device. Only its digest is stored."""
    return secrets.token_urlsafe(24)


def new_code(length: int = 12) -> str:
    """Letters that are read aloud or copied from paper; twelve are 60 bits. Only a keyed digest is stored."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_pin() -> str:
    """Six digits that a child can remember. Only a slow hash is stored, and guesses are counted."""
    return f"{secrets.randbelow(10**6):06}"


def is_uuid(text: object) -> bool:
    """Whether a text is a UUID as browsers write one: small hexadecimal letters with hyphens."""
    return isinstance(text, str) and _UUID.fullmatch(text) is not None


def digest(token: str) -> str:
    """The SHA-256 of a token, as hex: enough for secrets that are random and long."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(key: str, purpose: str, value: str) -> str:
    """A keyed SHA-256: for short secrets, which a plain digest in a stolen backup would not hide."""
    return hmac.new(key.encode(), f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()


def code_from(key: str, purpose: str, salt: str) -> str:
    """An eight-letter code that can be shown again but is stored nowhere: it follows from the key and a salt."""
    raw = hmac.new(key.encode(), f"{purpose}:{salt}".encode(), hashlib.sha256).digest()
    return "".join(ALPHABET[byte % 32] for byte in raw[:CODE_LENGTH])


def read_code(typed: str, length: int = CODE_LENGTH) -> str | None:
    """What a person typed or scanned as a code, or None when it cannot be one. Case, spaces and dashes are free."""
    letters = "".join(ch for ch in typed.upper() if ch not in " -\u00a0\t").translate(_CONFUSED)
    return letters if len(letters) == length and all(ch in ALPHABET for ch in letters) else None


def spaced(code: str) -> str:
    """A code as it is printed: groups of four."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
