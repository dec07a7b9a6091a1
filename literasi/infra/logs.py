"""What the server says of itself: plain lines or JSON, without personal data.

A line holds the route, never the address that was asked for: addresses carry codes. Of an exception it holds kinds and
places, never the words: those may quote what somebody typed, or the row that the database refused.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

_LONGEST_CHAIN = 8


class TextLine(logging.Formatter):
    """A plain line, with the trace below it."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        return "\n".join([line, *_trace(record)])


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
        if trace := _trace(record):
            line["trace"] = "\n".join(trace)
        return json.dumps(line, ensure_ascii=False)


def _trace(record: logging.LogRecord) -> list[str]:
    """Where it happened, the innermost place last, and what kind it was; then the same of what it came from."""
    told, error = list[str](), record.exc_info[1] if record.exc_info else None
    while error is not None and len(told) < _LONGEST_CHAIN:
        places = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
        told.append(f"{places}{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or error.__context__
    return told


def init(style: str) -> None:
    """Send what we say, and warnings of what we stand on, to standard error in the given style (`text` or `json`)."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine() if style == "json" else TextLine())
    everybody = logging.getLogger()
    everybody.handlers[:] = [handler]
    everybody.setLevel(logging.WARNING)
    logging.getLogger("literasi").setLevel(logging.INFO)
