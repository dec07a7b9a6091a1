"""The tables whose rows a backup counts: what people did, and what they can learn from."""

from __future__ import annotations

COUNTED = {
    "answer_event": "SELECT count(*) FROM answer_event",
    "attempt": "SELECT count(*) FROM attempt",
    "completion": "SELECT count(*) FROM completion",
    "course": "SELECT count(*) FROM course",
    "device": "SELECT count(*) FROM device",
    "item": "SELECT count(*) FROM item",
    "person": "SELECT count(*) FROM person",
    "response": "SELECT count(*) FROM response",
}
"""By table. Whole statements, so that no name from outside is ever joined into one. All stand since the first migration."""
