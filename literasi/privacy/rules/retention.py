"""How long each thing is kept. Every number of /privasi and of the nightly job stands here, or where its feature decides it."""

from __future__ import annotations

from datetime import datetime, timedelta

from literasi.accounts.rules.consent import WAITING_DAYS
from literasi.accounts.rules.guests import IDLE_DAYS
from literasi.gatherings.rules.lasting import KEPT_DAYS

GUEST_DAYS = IDLE_DAYS
CONSENT_DAYS = WAITING_DAYS
SESSION_DAYS = KEPT_DAYS
LETTER_DAYS = 30
"""Of letters that a site without a mail server keeps as files: long enough to be handed over."""
TRAIL_YEARS = 2
REQUEST_YEARS = 1
JOURNAL_YEARS = 2
"""As long as a backup that still holds the person could be brought back."""
_YEAR = timedelta(days=365)


def letters_before(now: datetime) -> datetime:
    """Files of letters older than this are deleted."""
    return now - timedelta(days=LETTER_DAYS)


def trail_before(now: datetime) -> datetime:
    """Lines of the audit trail older than this are deleted."""
    return now - TRAIL_YEARS * _YEAR


def requests_before(now: datetime) -> datetime:
    """Requests answered before this are deleted."""
    return now - REQUEST_YEARS * _YEAR


def journal_before(now: datetime) -> datetime:
    """Rows of the journal of erasures older than this are deleted; its file stays with the backups."""
    return now - JOURNAL_YEARS * _YEAR
