"""News that travels upwards: what happened, in the past tense. Who reacts stands in literasi/wiring.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence


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
    """These people's rows are about to be deleted; every feature that owns rows of a person deletes them now. `again`:
    they were deleted before and came back with a backup."""

    person_ids: Sequence[int]
    at: datetime
    again: bool = False


@dataclass(frozen=True)
class PersonsMerged:
    """Somebody signed in where a guest had worked: everything of `from_id` is to belong to `into_id` now.

    Who reacts says in a sentence what came over, or None when there was nothing.
    """

    from_id: int
    into_id: int


@dataclass(frozen=True)
class RoleGiven:
    """A person holds a role from now on."""

    person_id: int
    role: Role
    at: datetime


@dataclass(frozen=True)
class RoleTaken:
    """A person holds a role no longer."""

    person_id: int
    role: Role
    at: datetime


@dataclass(frozen=True)
class RoleRefused:
    """A person asked for a role and does not get it."""

    person_id: int
    role: Role
    at: datetime


@dataclass(frozen=True)
class RoleAsked:
    """Somebody asks for a role; those who may give it should know."""

    person_id: int
    role: Role
    at: datetime


@dataclass(frozen=True)
class ConsentChanged:
    """Consent for a person was granted, refused or withdrawn; `state` is accounts.rules.consent.State."""

    person_id: int
    state: str
    at: datetime


@dataclass(frozen=True)
class DataRequested:
    """A person asked the library something about her data; `due_at` is when the law wants an answer."""

    person_id: int
    due_at: datetime
    at: datetime


@dataclass(frozen=True)
class DataRequestAnswered:
    """The library answered what a person asked about her data."""

    person_id: int
    at: datetime


@dataclass(frozen=True)
class CredentialsChanged:
    """How a person signs in was changed; she should know in case it was not she. `what` is a sentence."""

    person_id: int
    what: Sentence
    at: datetime


@dataclass(frozen=True)
class MarkGiven:
    """A person marked an answer, `share` from 0 to 1. `origin` is the public id of what was handed in."""

    person_id: int
    origin: str
    position: int
    share: float
    at: datetime


class Settled(StrEnum):
    """Why somebody's result is what it is now; the value is stored in notices."""

    MARKED = "dinilai"
    CHANGED = "diubah"
    REGRADED = "dihitung"


@dataclass(frozen=True)
class ResultSettled:
    """What a person handed in has its result, or another one. `attempt` is its public id."""

    person_id: int
    attempt: str
    module_key: str
    why: Settled
    at: datetime


@dataclass(frozen=True)
class AssignmentsGiven:
    """These people were given something to do by a class: so many modules each."""

    person_ids: Sequence[int]
    class_public_id: str
    class_name: str
    count: int
    at: datetime


@dataclass(frozen=True)
class DeadlineExtended:
    """These people have more time for something that their class gave them."""

    person_ids: Sequence[int]
    class_public_id: str
    class_name: str
    at: datetime


@dataclass(frozen=True)
class TeacherLeaves:
    """Somebody is about to teach a class no more; others still do."""

    person_id: int
    class_id: int


@dataclass(frozen=True)
class NightFell:
    """The quiet hour of a day has come: whoever keeps rows only for a while deletes what is over."""

    at: datetime


News = (
    ModulePublished
    | ModuleWithdrawn
    | ModuleCompleted
    | PersonsErased
    | PersonsMerged
    | RoleGiven
    | RoleTaken
    | RoleRefused
    | RoleAsked
    | ConsentChanged
    | DataRequested
    | DataRequestAnswered
    | CredentialsChanged
    | MarkGiven
    | ResultSettled
    | AssignmentsGiven
    | DeadlineExtended
    | TeacherLeaves
    | NightFell
)
