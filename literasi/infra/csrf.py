"""Flask-WTF's check of every form, with the token masked anew in each response.

Pages are compressed, and a token that repeats could be guessed from compressed lengths (BREACH). The mask is a
random pad of the token's length, so no two pages carry the same bytes.
"""

from __future__ import annotations

import base64
import secrets
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request, session
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf

FIELD = "csrf_token"
HEADER = "X-CSRFToken"
_MOST_SIGNED = 5_000
_signed: dict[tuple[str | bytes | None, str], str] = {}
_READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def mask(token: str) -> str:
    """Pad and padded token together, as text for a form field."""
    raw = token.encode()
    pad = secrets.token_bytes(len(raw))
    return base64.urlsafe_b64encode(pad + _xor(pad, raw)).decode()


def unmask(text: str) -> str | None:
    """The token in a masked text, or None when it is not one."""
    try:
        raw = base64.urlsafe_b64decode(text.encode())
        half = len(raw) // 2
        return _xor(raw[:half], raw[half:]).decode() if len(raw) == 2 * half else None
    except ValueError:
        return None


def _xor(one: bytes, other: bytes) -> bytes:
    """Two texts of one length, laid over each other."""
    return (int.from_bytes(one) ^ int.from_bytes(other)).to_bytes(len(one))


class MaskedCSRF(CSRFProtect):  # type: ignore[misc]  # flask-wtf ships no types
    """The library's protection; only the token's clothing differs. Another site's Origin is refused before."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse a write that a page of another site sends, then check the token."""
        if request.method not in _READING and not same_origin():
            raise CSRFError("origin")
        super().protect(apply_exemptions)

    def _get_csrf_token(self) -> str | None:
        sent = request.form.get(FIELD) or request.headers.get(HEADER)
        return unmask(sent) if sent else None


def same_origin() -> bool:
    """Whether the browser says that the request comes from a page of ours, or says nothing (old browsers, curl)."""
    origin = request.headers.get("Origin")
    try:
        return origin is None or urlsplit(origin).netloc == request.host
    except ValueError:  # such as "https://[", which no browser sends
        return False


def fresh_token() -> str:
    """A masked token for a page of this request. Signing one costs more than masking it, so it is signed once."""
    raw, key = session.get(FIELD), current_app.secret_key
    if raw is not None and FIELD not in g and (signed := _signed.get((key, raw))):
        g.csrf_token = signed
    token: str = generate_csrf()
    if len(_signed) >= _MOST_SIGNED:
        _signed.clear()
    _signed[key, session[FIELD]] = token
    return mask(token)


def init(app: Flask) -> None:
    """Guard every route that changes something."""
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)  # an outbox may be days old
    MaskedCSRF(app)
