"""A person's data as a download."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask import Response, make_response, render_template

from literasi.infra.i18n import _, moment, said
from literasi.kernel import clock
from literasi.kernel.holding import Holding
from literasi.kernel.sentence import Sentence
from literasi.privacy.rules.parcel import as_json, packed


def parcel(found: Sequence[Holding], now: datetime, name: str) -> Response:
    """A zip with a page that opens without a network and the same as JSON."""
    page = render_template("privacy/export.html", holdings=found, now=now, shown=_shown)
    response = make_response(packed({f"{name}.html": page, f"{name}.json": as_json(found, now)}, now))
    response.mimetype = "application/zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{clock.wita_date(now)}.zip"'
    return response


def _shown(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, Sentence):
        return said(value)
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(map(_shown, value))
    return str(value)
