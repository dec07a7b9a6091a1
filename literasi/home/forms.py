"""Shapes of what the pages across features are asked for."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from literasi.home.rules.cards import LENGTHS, Filters

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
