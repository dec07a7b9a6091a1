"""Shapes of what the pages across features are asked for."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from werkzeug.datastructures import MultiDict

from literasi.home.rules import LENGTHS, Filters

AUDIENCES = ("umum", "smp", "sma", "mahasiswa", "guru", "pustakawan")
_SHORT = 60


def filters_from(args: MultiDict[str, str]) -> Filters:
    """Filters out of the address; what is not offered counts as not asked."""
    audience, minutes, language = args.get("khalayak", ""), args.get("menit", ""), args.get("bahasa", "")
    return Filters(
        audience=audience if audience in AUDIENCES else "",
        indicator=args.get("mampu", "")[:_SHORT],
        minutes=minutes if minutes in LENGTHS else "",
        language=language if language in ("id", "en") else "",
    )


def safe_path(target: str) -> str:
    """A path of our own site to go back to, else the front page.

    Browsers read `//x`, `/\\x` and control characters as other hosts, also when they are percent-encoded once.
    """
    plain = unquote(target)
    dubious = any(ch in text for text in (target, plain) for ch in "\\\t\r\n\x00")
    if dubious or not target.startswith("/") or target.startswith("//") or plain.startswith("//"):
        return "/"
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else "/"
