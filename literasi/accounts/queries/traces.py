"""Reading the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from literasi.accounts.models import Account, Trace
from literasi.accounts.queries.real import real
from literasi.accounts.rules.trail import Act
from literasi.kernel import paging
from literasi.kernel.paging import Page

TRACES_A_PAGE = 50
_ACTOR, _SUBJECT = aliased(Account), aliased(Account)


@dataclass(frozen=True)
class Wanted:
    """Which lines somebody looks for; None asks for everything. `since` counts, `until` does not any more."""

    act: Act | None = None
    person_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Party:
    """Somebody in a line: the name, None without one, and whether there is a person at all."""

    name: str | None
    known: bool


@dataclass(frozen=True)
class Line:
    """A line of the trail. Which words stand for it rules.trail says."""

    at: datetime
    act: Act
    actor: Party
    subject: Party
    facts: Mapping[str, Any]


def traces(session: Session, wanted: Wanted, number: int) -> Page[Line]:
    """A page of the trail, newest first, without what was tried out on people who are made up."""
    lines = (
        select(Trace.at, Trace.act, Trace.facts, Trace.actor_id, _ACTOR.name, Trace.subject_id, _SUBJECT.name)
        .outerjoin(_ACTOR, _ACTOR.person_id == Trace.actor_id)
        .outerjoin(_SUBJECT, _SUBJECT.person_id == Trace.subject_id)
        .where(real(Trace.subject_id))
        .order_by(Trace.at.desc(), Trace.id.desc())
        .limit(TRACES_A_PAGE + 1)
        .offset(paging.before(number, TRACES_A_PAGE))
    )
    rows = session.execute(_narrowed(lines, wanted))
    found = [
        Line(at, Act(act), Party(actor, actor_id is not None), Party(subject, subject_id is not None), facts)
        for at, act, facts, actor_id, actor, subject_id, subject in rows
    ]
    return paging.page(found, number, TRACES_A_PAGE)


def _narrowed(lines: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.act:
        lines = lines.where(Trace.act == wanted.act)
    if wanted.person_id is not None:
        lines = lines.where(or_(Trace.actor_id == wanted.person_id, Trace.subject_id == wanted.person_id))
    if wanted.since:
        lines = lines.where(Trace.at >= wanted.since)
    if wanted.until:
        lines = lines.where(Trace.at < wanted.until)
    return lines
