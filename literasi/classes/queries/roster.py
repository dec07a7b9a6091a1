"""Questions about those whose accounts a class made: who gets a card, who waits for consent, whom a card lets in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, exists, not_, select
from sqlalchemy.orm import Session

from literasi.accounts import queries as people
from literasi.accounts.models import Account, Grant
from literasi.accounts.rules.ages import AgeBand, agrees_herself
from literasi.accounts.rules.consent import State
from literasi.classes.models import Classroom, Member
from literasi.classes.queries.classrooms import A_PAGE, IN_ORDER, code_lookup
from literasi.kernel import paging
from literasi.kernel.paging import Page

_HOLDS_ROLE = exists().where(Grant.person_id == Member.person_id, Grant.ended_at.is_(None))
_BY_CARD_ALONE = and_(Account.password == "", Account.second_step.is_(None), not_(_HOLDS_ROLE))
"""Whoever chose a password, asks for a second step or holds a role: what a card would open is hers alone."""


@dataclass(frozen=True)
class Holder:
    """Somebody who comes in by a card of this class, since she has no password of her own."""

    person_id: int
    public_id: str
    name: str
    number: int | None
    has_card: bool
    has_pin: bool


@dataclass(frozen=True)
class Waiting:
    """A child in a class for whom nobody has agreed yet."""

    public_id: str
    person_id: int
    name: str
    number: int | None
    since: datetime


@dataclass(frozen=True)
class Entrant:
    """Whom a card, or a name on the class list, stands for. `pin` is a hash, "" for none.

    `guarded`: she chose a password, or her account opens more than a pupil's, or asks for a second step. No card opens
    such a one.
    """

    member_id: int
    person_id: int
    name: str
    number: int | None
    pin: str
    class_name: str
    class_public_id: str
    closed: bool
    suspended: bool
    guarded: bool


def holders(session: Session, class_id: int) -> list[Holder]:
    """Members for whom this class may print cards, in the order of its list.

    Not those who brought an account along, nor those who chose a password: a card would open what is theirs alone. Nor
    those who are made up: nobody comes in as one.
    """
    return [Holder(*row) for row in session.execute(_holders(class_id))]


def holders_on(session: Session, class_id: int, number: int) -> Page[Holder]:
    """Page `number` of them."""
    rows = session.execute(_paged(_holders(class_id), number))
    return paging.page([Holder(*row) for row in rows], number, A_PAGE)


def _holders(class_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Member.person_id,
            Member.public_id,
            Member.name,
            Member.number,
            Member.card.is_not(None),
            Member.pin.is_not(None),
        )
        .join(Account, Account.person_id == Member.person_id)
        .where(Member.class_id == class_id, Member.made_here, _BY_CARD_ALONE, people.real(Member.person_id))
        .order_by(*IN_ORDER)
    )


def _paged(rows: Select[*tuple[Any, ...]], number: int) -> Select[Any]:
    return rows.limit(A_PAGE + 1).offset(paging.before(number, A_PAGE))


def waiting_children(session: Session, class_id: int) -> list[Waiting]:
    """Members for whom a guardian has still to agree, in the order of the list. Whoever was refused does not wait."""
    return [Waiting(*row) for row in session.execute(_waiting(session, class_id))]


def waiting_on(session: Session, class_id: int, number: int) -> Page[Waiting]:
    """Page `number` of them."""
    rows = session.execute(_paged(_waiting(session, class_id), number))
    return paging.page([Waiting(*row) for row in rows], number, A_PAGE)


def _waiting(session: Session, class_id: int) -> Select[*tuple[Any, ...]]:
    from_17 = people.agrees_from_17(session)
    young = [band for band in AgeBand if not agrees_herself(band, from_17)]
    return (
        select(Member.public_id, Member.person_id, Member.name, Member.number, Account.joined_at)
        .join(Account, Account.person_id == Member.person_id)
        .where(Member.class_id == class_id, Account.consent == State.ASKED, Account.age_band.in_(young))
        .order_by(*IN_ORDER)
    )


# Built once: at eight o'clock thousands come in by card.
_ENTRANTS = (
    select(
        Member.id,
        Member.person_id,
        Member.name,
        Member.number,
        Member.pin,
        Classroom.name,
        Classroom.public_id,
        Classroom.closed_at,
        Account.suspended_at,
        not_(_BY_CARD_ALONE),
    )
    .join(Classroom, Classroom.id == Member.class_id)
    .join(Account, Account.person_id == Member.person_id)
    .where(Classroom.sample.is_(False))
)
_BY_CARD = _ENTRANTS.where(Member.card == bindparam("digest"))
_NAMED = _ENTRANTS.where(
    Classroom.code_lookup.in_(bindparam("lookups", expanding=True)),
    Classroom.closed_at.is_(None),
    Member.folded == bindparam("folded"),
)


def entrant_of_card(session: Session, digest: str) -> Entrant | None:
    """Whom the card with this digest lets in."""
    return _entrant(session.connection().execute(_BY_CARD, {"digest": digest}).first())


def entrant_named(session: Session, code: str, folded: str, keys: Sequence[str]) -> Entrant | None:
    """Who is called this in the class of this code; None for nobody, and where the class is closed.

    Whether the code still brings new people in does not matter to those who are on its list.
    """
    asked = {"lookups": [code_lookup(code, key) for key in keys], "folded": folded}
    return _entrant(session.connection().execute(_NAMED, asked).first())


def _entrant(row: Row[*tuple[Any, ...]] | None) -> Entrant | None:
    if row is None:
        return None
    member, person, name, number, pin, class_name, public_id, closed_at, suspended_at, guarded = row
    closed, suspended = closed_at is not None, suspended_at is not None
    return Entrant(
        member, person, name, number, pin or "", class_name, public_id, closed, suspended, bool(guarded)
    )
