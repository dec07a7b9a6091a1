"""What tests of accounts do again and again inside one transaction."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from literasi.accounts import actions, queries
from literasi.accounts.actions.devices import on_device
from literasi.accounts.actions.guests import new_person
from literasi.accounts.models import Trace
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.whose import Whose
from literasi.kernel.visitor import NOBODY, Visitor
from tests.makers import people
from tests.makers.sites import KEY

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
KEYS = (KEY,)


def wanted(username: str = "rini", band: AgeBand = AgeBand.ADULT) -> actions.NewAccount:
    """What somebody tells at signing up."""
    return actions.NewAccount("Rini", username, None, people.hashed(people.PASSWORD), band)


def sign_up(
    session: Session, visitor: Visitor = NOBODY, band: AgeBand = AgeBand.ADULT, whose: Whose | None = None
) -> Visitor:
    """Sign up as a browser would; who she is from then on."""
    text = actions.text_of_consent(session, "dewasa", "id", "Saya setuju.", NOW)
    done = actions.sign_up(
        session,
        visitor,
        wanted(band=band),
        text,
        KEY,
        NOW,
        from_17=False,
        shared=False,
        label="",
        whose=whose,
    )
    session.flush()
    return done.visitor


def seen(session: Session, visitor: Visitor) -> Visitor | None:
    """The visitor as the next request finds her."""
    return queries.visitor_of(session, visitor.token)


def acts(session: Session, subject: int | None) -> list[str]:
    """What the trail holds of a person, oldest first."""
    session.flush()
    found = select(Trace.act).where(Trace.subject_id == subject).order_by(Trace.id)
    return list(session.execute(found).scalars())


def count(session: Session, table: type) -> int:
    """How many rows a table has."""
    session.flush()
    return session.execute(select(func.count()).select_from(table)).scalar_one()


def a_guest(session: Session) -> Visitor:
    """A guest on a new device."""
    return on_device(session, new_person(session, KEY, NOW), NOW, shared=False)
