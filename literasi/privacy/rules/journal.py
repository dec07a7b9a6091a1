"""How an erasure is written down: enough to erase the person again from a backup, and nothing that says who she was."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

FILE = "erasures.jsonl"


class Way(StrEnum):
    """How an erasure came about, as the trail says it; the value is stored."""

    HERSELF = "sendiri"
    GUARDIAN = "wali"
    PAPER = "kertas"


@dataclass(frozen=True)
class Erasure:
    """Somebody who was erased: the number of her row, when that row was made, when it was erased (aware, UTC)."""

    person: int
    created: datetime
    at: datetime


def lines(erasures: Iterable[Erasure]) -> str:
    """One JSON object a line. The moment of creation tells a person from one who gets the same number later."""
    return "".join(
        json.dumps({"person": one.person, "created": one.created.isoformat(), "at": one.at.isoformat()})
        + "\n"
        for one in erasures
    )
