"""How a browser wants to be served: language, text size, Hemat data, shared device. A plain cookie; we store none of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Response, g, request

from literasi.config import Settings
from literasi.infra.settings import library

COOKIE = "tampilan"
LANGUAGES = ("id", "en")
SIZES = ("A", "A+", "A++")
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Preferences:
    """One browser's choices. `size` is an index into SIZES; `shared` says that others use this computer next."""

    language: str = "id"
    size: int = 0
    save_data: bool = False
    shared: bool = False

    def encode(self) -> str:
        """The cookie's value."""
        return f"{self.language}.{self.size}.{int(self.save_data)}.{int(self.shared)}"


def decode(text: str) -> Preferences:
    """Read a cookie's value. Whatever is not understood falls back to the default: a cookie can hold anything."""
    parts = text.split(".")
    if len(parts) != 4 or parts[0] not in LANGUAGES or parts[1] not in ("0", "1", "2"):
        return Preferences()
    return Preferences(parts[0], int(parts[1]), parts[2] == "1", parts[3] == "1")


def preferences() -> Preferences:
    """The choices of this request's visitor. Where she has made none, the library's own computers begin as shared."""
    found: Preferences | None = g.get("preferences")
    if found is None:
        chosen = request.cookies.get(COOKIE)
        found = g.preferences = decode(chosen) if chosen else _at_first()
    return found


def _at_first() -> Preferences:
    return Preferences(shared=library().shares(request.remote_addr))


def changed(
    present: Preferences, language: str | None, size: str | None, save_data: str | None, shared: str | None
) -> Preferences:
    """The choices after a form was sent; a field that is absent or unknown changes nothing."""
    if language in LANGUAGES:
        present = replace(present, language=language)
    if size in SIZES:
        present = replace(present, size=SIZES.index(size))
    if save_data in ("0", "1"):
        present = replace(present, save_data=save_data == "1")
    if shared in ("0", "1"):
        present = replace(present, shared=shared == "1")
    return present


def remember(response: Response, choice: Preferences, settings: Settings) -> None:
    """Send the choices to the browser for a year."""
    response.set_cookie(
        COOKIE, choice.encode(), max_age=_YEAR, secure=settings.https, httponly=True, samesite="Lax", path="/"
    )
