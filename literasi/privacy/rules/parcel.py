"""A person's data as a file that opens everywhere: a zip with a page to read and JSON for machines."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from literasi.kernel.clock import wita
from literasi.kernel.holding import Holding
from literasi.kernel.sentence import Sentence


def as_json(holdings: Sequence[Holding], at: datetime) -> str:
    """Everything, table by table; moments in ISO 8601 with their zone."""
    tables = {held.key: [dict(row) for row in held.rows] for held in holdings}
    return json.dumps({"dibuat": at, "data": tables}, ensure_ascii=False, indent=2, default=_said)


def _said(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Sentence):
        return str(value)
    raise TypeError(type(value).__name__)


def packed(files: Mapping[str, str], at: datetime) -> bytes:
    """A zip of these texts, by name, dated on the clocks of Tomohon."""
    body, then = io.BytesIO(), wita(at)
    stamp = (then.year, then.month, then.day, then.hour, then.minute, then.second)
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, text in files.items():
            about = zipfile.ZipInfo(name, stamp)
            about.external_attr = 0o600 << 16
            parcel.writestr(about, text.encode(), zipfile.ZIP_DEFLATED)
    return body.getvalue()
