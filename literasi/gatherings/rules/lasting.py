"""How long a session is open, its phones are lent, and its rows are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from literasi.kernel.sentence import Sentence

OPEN = timedelta(hours=3)
LINGER = timedelta(hours=1)
"""How much longer a phone stays lent: its seats read their results and note their codes."""
KEPT_DAYS = 7
"""How long seats, answers and claims are kept after the end."""
EVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Before every session."""
MOST_OPEN = 6
"""Of one teacher at once: more is no timetable but a machine."""
TOO_MANY_OPEN = Sentence("Sudah ada beberapa sesi yang masih terbuka. Akhiri salah satunya dulu, lalu buka yang baru.")  # fmt: skip


def is_open(ends_at: datetime, now: datetime) -> bool:
    """Whether phones may still come."""
    return now < ends_at


def lent_until(ends_at: datetime) -> datetime:
    """When a phone of a session goes back by itself."""
    return ends_at + LINGER


def collected_after(now: datetime) -> datetime:
    """Sessions that ended after this are looked through at night for quizzes that nobody sent."""
    return now - timedelta(days=2)


def over_before(now: datetime) -> datetime:
    """Sessions that ended before this are forgotten but for their totals, and nothing of them is claimed any more."""
    return now - timedelta(days=KEPT_DAYS)
