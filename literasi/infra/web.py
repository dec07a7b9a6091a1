"""The edge of the site: what comes in is made harmless, what goes out carries its headers and is compressed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, g, request, session
from markupsafe import escape
from werkzeug.datastructures import MultiDict

from literasi.infra import csrf, holes
from literasi.infra.compression import compress
from literasi.infra.db import READING_A_PAGE
from literasi.infra.i18n import _, _n
from literasi.infra.identity import visitor
from literasi.kernel.errors import BadInput

LARGEST_BODY = 512 * 1024
LARGEST_FORM = 1000
_CSP = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def init(app: Flask) -> None:
    """Set limits, normalise input, add headers."""
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_BODY, MAX_FORM_MEMORY_SIZE=LARGEST_BODY, MAX_FORM_PARTS=1000)
    app.before_request(_refuse_foreign_host)
    app.before_request(_read_a_page)
    app.before_request(_refuse_unreadable)
    app.teardown_request(_page_read)
    app.after_request(_finish)


def nonce() -> str:
    """The value that allows our one script in this response."""
    value: str | None = g.get("nonce")
    if value is None:
        value = g.nonce = secrets.token_urlsafe(16)
    return value


def json_body() -> dict[str, Any]:
    """The JSON object that was sent. BadInput when it is not one, is nested too deep or holds broken text."""
    if request.mimetype != "application/json":
        raise BadInput(_("Kiriman ini tidak dapat dibaca: yang diharapkan JSON."))
    try:
        data = json.loads(request.get_data(as_text=False))
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadInput(_("Kiriman ini tidak dapat dibaca: isinya rusak.")) from error
    if not isinstance(data, dict):
        raise BadInput(_("Kiriman ini tidak dapat dibaca: yang diharapkan sebuah objek."))
    return data


def wants_json() -> bool:
    """Whether our script asks, and not a person's browser."""
    return request.headers.get("X-Requested-By") == "literasi" or request.is_json


def _refuse_foreign_host() -> None:
    """Before anything else, since even a page that says what went wrong is made with the host's name."""
    _ours = request.host  # raises SecurityError when TRUSTED_HOSTS does not name it


def _read_a_page() -> None:
    READING_A_PAGE.set(True)


def _page_read(error: BaseException | None) -> None:
    READING_A_PAGE.set(False)


def _refuse_unreadable() -> None:
    """NUL cannot be stored everywhere and no keyboard types it; thousands of fields are no form of ours."""
    try:
        writing = request.method not in ("GET", "HEAD")
        sent: tuple[MultiDict[str, str], ...] = (request.args, request.form) if writing else (request.args,)
    except UnicodeDecodeError as error:
        raise BadInput(_("Kiriman ini tidak dapat dibaca: isinya rusak.")) from error
    for values in sent:
        if len(values) > LARGEST_FORM:
            raise BadInput(_("Kiriman ini memuat terlalu banyak isian."))
        if any("\x00" in text or "\x00" in name for name, text in values.items(multi=True)):
            raise BadInput(
                _("Kiriman ini memuat huruf yang tidak dapat disimpan. Hapus lalu tulis ulang bagian itu.")
            )
    if "\x00" in request.path:
        raise BadInput(_("Alamat ini memuat huruf yang tidak dikenal."))


def _finish(response: Response) -> Response:
    response.headers.extend(_FIXED)
    if response.mimetype == "text/html":
        response.set_data(holes.filled(response.get_data(as_text=True), _MAKERS))
        response.headers["Content-Security-Policy"] = _CSP.format(nonce=nonce())
    else:
        response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store" if visitor().own_id else "private, no-cache"
        response.vary.add("Cookie")
    elif response.cache_control.public:
        session.modified = session.accessed = False  # what everybody may keep carries nobody's cookie
    return _compressed(response)


def _unread() -> str:
    """How much she has not read, as a number beside "Kabar"; nothing when there is nothing."""
    count = visitor().news
    return f'<b class="count">{count if count < 100 else "99+"}</b>' if count > 0 else ""


def _unread_in_words() -> str:
    count = visitor().news
    told = _n("Kabar: %(num)s belum dibaca", "Kabar: %(num)s belum dibaca", count)
    return str(escape(told if count > 0 else _("Kabar: semua sudah dibaca")))


_MAKERS: dict[str, Callable[[], str]] = {
    "csrf": csrf.fresh_token,
    "nonce": nonce,
    "name": lambda: str(escape(visitor().name)),
    "news": _unread,
    "news-in-words": _unread_in_words,
    "person": lambda: visitor().word,
    "path": lambda: str(escape(request.full_path.rstrip("?") if request.method == "GET" else request.path)),
}


def _compressed(response: Response) -> Response:
    if response.direct_passthrough or response.mimetype not in (
        "text/html",
        "application/json",
        "image/svg+xml",
    ):
        return response
    body, encoding = compress(response.get_data(), request.headers.get("Accept-Encoding", ""))
    response.vary.add("Accept-Encoding")
    if encoding:
        response.set_data(body)
        response.headers["Content-Encoding"] = encoding
    return response
