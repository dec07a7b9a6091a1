"""What became of the last backup: `instance/last_backup.json`, for the doctor and for whoever looks."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from literasi.backups.files import folders
from literasi.backups.rules.record import Record

_NAME = "last_backup.json"


def read(instance: Path) -> Record:
    """What is known; an empty record when nothing is, or nothing that can be read."""
    try:
        said = json.loads((instance / _NAME).read_text("utf-8"))
        return Record(
            at=_moment(said.get("at")),
            place=str(said.get("place", "")),
            size=int(said.get("size", 0)),
            failed_at=_moment(said.get("failed_at")),
            reason=str(said.get("reason", "")),
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return Record()


def write(instance: Path, record: Record) -> None:
    """Keep what is known."""
    said = {
        "at": record.at.isoformat() if record.at else None,
        "place": record.place,
        "size": record.size,
        "failed_at": record.failed_at.isoformat() if record.failed_at else None,
        "reason": record.reason,
    }
    folders.write_durably(instance / _NAME, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
