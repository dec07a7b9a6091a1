"""What is stored of a person, as every feature tells it to her: the same for a page, a file and a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from literasi.kernel.sentence import Sentence


@dataclass(frozen=True)
class Holding:
    """The rows that one table holds of a person.

    `key` is the table's name, and what the machine-readable copy calls it. A row maps names of columns to plain values:
    text, numbers, moments, Sentences, lists and maps of these. `labels` names the columns that people read, in their order; the
    others stand in the machine-readable copy only.
    """

    key: str
    title: Sentence
    labels: Mapping[str, Sentence]
    rows: Sequence[Mapping[str, Any]]
