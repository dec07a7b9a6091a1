"""News that travels upwards: what happened, in the past tense. Who reacts stands in literasi/wiring.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ModulePublished:
    """A module of a new release is what learners see from now on. `texts` maps a language to its searchable text."""

    key: str
    address: str
    titles: dict[str, str]
    texts: dict[str, str]


@dataclass(frozen=True)
class ModuleWithdrawn:
    """A module is no longer shown to learners."""

    key: str


@dataclass(frozen=True)
class ModuleCompleted:
    """A person finished a module for the first time."""

    person_id: int
    module_key: str
    at: datetime


@dataclass(frozen=True)
class PersonsErased:
    """These people's rows are about to be deleted; every feature that owns rows of a person deletes them now."""

    person_ids: Sequence[int]


News = ModulePublished | ModuleWithdrawn | ModuleCompleted | PersonsErased
