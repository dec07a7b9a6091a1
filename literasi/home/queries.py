"""Questions of the pages across features."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select, union
from sqlalchemy.orm import Session

from literasi.accounts import queries as people
from literasi.accounts.rules import roles
from literasi.home.models import Notice
from literasi.home.rules.notices import Kind
from literasi.home.rules.numbers import Share
from literasi.infra.holdings import rows
from literasi.kernel import paging
from literasi.kernel.holding import Holding
from literasi.kernel.paging import Page
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence
from literasi.lessons.models import Place
from literasi.marking import queries as marking
from literasi.privacy import queries as privacy
from literasi.progress.models import Completion
from literasi.quizzes.models import Attempt

NOTICES_A_PAGE = 30


@dataclass(frozen=True)
class Told:
    """A notice as it is stored; its words are found by rules.notices."""

    kind: Kind
    facts: Mapping[str, Any]
    at: datetime
    read: bool


def notices(session: Session, person_id: int, number: int) -> Page[Told]:
    """A page of a person's notices, newest first."""
    found = session.execute(
        select(Notice.kind, Notice.facts, Notice.at, Notice.read_at)
        .where(Notice.person_id == person_id)
        .order_by(Notice.at.desc(), Notice.id.desc())
        .limit(NOTICES_A_PAGE + 1)
        .offset(paging.before(number, NOTICES_A_PAGE))
    )
    told = [Told(Kind(kind), facts, at, read_at is not None) for kind, facts, at, read_at in found]
    return paging.page(told, number, NOTICES_A_PAGE)


_BEGUN = union(
    select(Place.person_id, Place.module_key.label("key")).where(people.real(Place.person_id)),
    select(Attempt.person_id, Attempt.module_key).where(people.real(Attempt.person_id)),
    select(Completion.person_id, Completion.key).where(people.real(Completion.person_id)),
).subquery()
"""Who began which module: by reading, by a quiz, or before both were kept."""


def module_shares(session: Session, keys: Collection[str]) -> dict[str, Share]:
    """How many people began and finished each of these modules."""
    begun = _counts(session, _BEGUN.c.key, keys)
    finished = _counts(session, Completion.key, keys, people.real(Completion.person_id))
    return {key: Share(begun.get(key, 0), finished.get(key, 0)) for key in keys}


def _counts(
    session: Session, key: SQLColumnExpression[str], keys: Collection[str], *whose: ColumnElement[bool]
) -> dict[str, int]:
    found = session.execute(select(key, func.count()).where(key.in_(keys), *whose).group_by(key))
    return dict(found.all())


def course_share(session: Session, keys: Collection[str]) -> Share:
    """How many people began one of these modules, and how many finished all of them."""
    begun = select(func.count(func.distinct(_BEGUN.c.person_id))).where(_BEGUN.c.key.in_(keys))
    whole = (
        select(Completion.person_id)
        .where(Completion.key.in_(keys), people.real(Completion.person_id))
        .group_by(Completion.person_id)
        .having(func.count() == len(keys))
        .subquery()
    )
    finished = session.execute(select(func.count()).select_from(whole)).scalar_one()
    return Share(session.execute(begun).scalar_one(), finished)


@dataclass(frozen=True)
class Waiting:
    """Something that waits for somebody who works here: what, how much, and where it is done.

    `endpoint` with `arguments` is for those whom `may` admits by their roles; the others see the number alone.
    """

    what: Sentence
    count: Callable[[Session], int]
    endpoint: str
    arguments: Mapping[str, str]
    may: Callable[[Collection[Role]], bool]


WAITING = (
    Waiting(
        Sentence("Permintaan peran"),
        people.requests_waiting,
        "accounts.role_requests",
        {},
        roles.may_see_people,
    ),
    Waiting(
        Sentence("Akun anak yang menunggu persetujuan wali"),
        people.consents_waiting,
        "accounts.waiting_consents",
        {},
        roles.may_see_people,
    ),
    Waiting(
        Sentence("Permintaan tentang data, 72 jam"),
        privacy.open_count,
        "privacy.data_requests",
        {},
        roles.may_see_people,
    ),
    Waiting(
        Sentence("Uraian yang menunggu dinilai"),
        marking.waiting_count,
        "marking.queue",
        {},
        roles.may_see_people,
    ),
)
"""Features below add a line here for what waits in them."""


def export(session: Session, person_id: int) -> list[Holding]:
    """What she was told, as kinds and facts: the words are made when they are read."""
    told = select(Notice.kind, Notice.facts, Notice.at, Notice.read_at).where(Notice.person_id == person_id)
    labels = {"at": Sentence("Kapan"), "kind": Sentence("Kabar"), "read_at": Sentence("Dibaca")}
    return [Holding("notice", Sentence("Kabar untuk Anda"), labels, rows(session, told.order_by(Notice.id)))]
