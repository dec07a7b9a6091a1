"""What the server says of itself: plain lines or JSON, without personal data.

A line holds the route, never the address that was asked for: addresses carry codes.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime


class JsonLine(logging.Formatter):
    """One JSON object a line: time, level, logger, message and what was given as `extra={"facts": {...}}`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def init(style: str) -> None:
    """Send everything of ours to standard error in the given style (`text` or `json`)."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonLine() if style == "json" else logging.Formatter("%(levelname)s %(name)s: %(message)s")
    )
    ours = logging.getLogger("literasi")
    ours.handlers[:] = [handler]
    ours.setLevel(logging.INFO)
    ours.propagate = False
