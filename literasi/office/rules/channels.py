"""Official channels: where citizens check what they were told, and when the library looked last whether it still holds."""

from __future__ import annotations

from datetime import date, timedelta

from literasi.kernel.sentence import Sentence

LASTS = timedelta(days=183)
"""Half a year: numbers and addresses of offices change with every reorganisation."""
DAY_ODD = Sentence("Tulis tanggal seperti 2026-11-23, dan bukan tanggal yang belum tiba.")
NEEDED = Sentence("Isi bagian ini, supaya warga tahu ke mana harus bertanya.")


def overdue(checked_on: date, today: date) -> bool:
    """Whether somebody should look again whether a channel is still what the list says."""
    return today - checked_on > LASTS


def day_of(text: str, today: date) -> date | None:
    """The day that a form names, or None: a day to come cannot be one on which somebody looked."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if day <= today else None


def link_of(address: str) -> str:
    """What a channel's address links to; "" for a telephone number or a place in words."""
    return address if address.startswith(("https://", "http://")) and " " not in address else ""
