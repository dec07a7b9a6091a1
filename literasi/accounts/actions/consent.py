"""Writing down what was agreed to, in which words, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from literasi.accounts import queries
from literasi.accounts.actions.tickets import Shown, make_ticket, use_ticket, void_tickets
from literasi.accounts.actions.trail import note
from literasi.accounts.models import Account, ConsentEvent, ConsentText, Grant, Request, Ticket
from literasi.accounts.queries import Profile
from literasi.accounts.rules.ages import AgeBand, agrees_herself
from literasi.accounts.rules.consent import State, Way, after_correction, may_become, waited_since
from literasi.accounts.rules.tickets import GONE, Purpose
from literasi.accounts.rules.trail import Act
from literasi.infra import mail
from literasi.infra.news import announce
from literasi.kernel import ids
from literasi.kernel.errors import Missing, Refusal
from literasi.kernel.events import ConsentChanged
from literasi.kernel.sentence import Sentence

ALREADY = Sentence("Persetujuan ini sudah pernah diputuskan. Muat ulang halaman untuk melihat keadaannya.")
_FOR = "account"


def text_of_consent(session: Session, kind: str, language: str, body: str, now: datetime) -> str:
    """Keep the words that are about to be agreed to; their digest. The same words are kept once."""
    digest = ids.digest(f"{kind}\n{language}\n{body}")
    if session.get(ConsentText, digest) is None:
        session.add(ConsentText(digest=digest, kind=kind, language=language, body=body, first_shown_at=now))
        session.flush()
    return digest


def note_consent(
    session: Session,
    person_id: int,
    state: State,
    way: Way,
    text_digest: str,
    now: datetime,
    *,
    guardian: str = "",
    signed_on: date | None = None,
    recorded_by: int | None = None,
) -> None:
    """Write down a step of consent; the account follows. Raises Refusal when this step does not exist any more."""
    account = session.get(Account, person_id)
    if account is None:
        raise Missing(ALREADY)
    if account.consent != state and not may_become(State(account.consent), state):
        raise Refusal(ALREADY)
    _write_down(
        session,
        ConsentEvent(
            person_id=person_id,
            state=state,
            way=way,
            text_digest=text_digest,
            at=now,
            signed_on=signed_on,
            guardian=guardian,
            recorded_by=recorded_by,
        ),
    )


def follow_age(session: Session, account: Account, now: datetime, *, by: int) -> None:
    """Bring consent to where it belongs after an age band was corrected, in the words that she herself agreed to.

    Once she agrees for herself, no code that a guardian holds decides about her any more.
    """
    events = select(ConsentEvent).where(ConsentEvent.person_id == account.person_id).order_by(ConsentEvent.id)
    steps = session.execute(events).scalars().all()
    from_17, present = queries.agrees_from_17(session), State(account.consent)
    alone, band = not any(one.guardian for one in steps), AgeBand(account.age_band)
    signed_up = any(one.way == Way.HERSELF for one in steps)
    state = after_correction(present, signed_up=signed_up, by_herself=alone, band=band, from_17=from_17)
    if agrees_herself(band, from_17):
        void_tickets(session, Purpose.CONSENT, account.person_id)
        void_tickets(session, Purpose.WITHDRAWAL, account.person_id)
    if state is not present:
        _write_down(
            session,
            ConsentEvent(
                person_id=account.person_id,
                state=state,
                way=Way.HERSELF,
                text_digest=steps[0].text_digest,
                at=now,
                guardian="",
                recorded_by=by,
            ),
        )


def _write_down(session: Session, event: ConsentEvent) -> None:
    """Keep a step of consent; the account follows, the trail and whoever cares hear of it."""
    person_id, state, way = event.person_id, State(event.state), Way(event.way)
    session.add(event)
    session.execute(update(Account).where(Account.person_id == person_id).values(consent=state))
    by = event.recorded_by or (person_id if way is Way.HERSELF else None)
    note(session, Act.CONSENT, by, person_id, event.at, state=state, way=way)
    announce(session, ConsentChanged(person_id, state, event.at))


def agree(session: Session, person_id: int, text_digest: str, now: datetime) -> None:
    """Somebody agrees herself to the account that was made for her. Raises Refusal when it is not hers to decide."""
    if not queries.agrees_now(session, person_id):
        raise Refusal(ALREADY)
    note_consent(session, person_id, State.GRANTED, Way.HERSELF, text_digest, now)


@dataclass(frozen=True)
class Decision:
    """What was decided for a child, by whom (`rules.consent.guardian`), and in which words; on paper with its date."""

    granted: bool
    guardian: str
    text_digest: str
    signed_on: date | None = None


def ask_guardian(session: Session, account: Profile, key: str, now: datetime) -> str:
    """The code of a one-time link. It is for the account as it was shown, and not for one that takes its place."""
    return make_ticket(session, Purpose.CONSENT, account.person_id, key, now, {_FOR: account.public_id})


def child_of(session: Session, shown: Shown) -> Profile:
    """The account that a guardian was asked about. Raises Missing when it is there no more."""
    found = queries.profile(session, shown.person_id or 0)
    if found is None or found.public_id != shown.data.get(_FOR):
        raise Missing(GONE)
    return found


def decide_by_link(
    session: Session, typed: str, keys: Sequence[str], decision: Decision, now: datetime
) -> str | None:
    """A guardian answers by her one-time link. The code with which she can withdraw later; None when she refused.

    Raises Missing when the link opens nothing any more.
    """
    child = child_of(session, use_ticket(session, Purpose.CONSENT, typed, keys, now))
    return _decide(session, child.person_id, Way.LINK, decision, keys[0], now, by=None)


def decide_on_paper(
    session: Session, person_id: int, decision: Decision, key: str, now: datetime, *, by: int
) -> str | None:
    """Somebody of the staff records what a guardian signed; what comes back is for the guardian, as by link."""
    return _decide(session, person_id, Way.PAPER, decision, key, now, by=by)


def _decide(
    session: Session, person_id: int, way: Way, decision: Decision, key: str, now: datetime, *, by: int | None
) -> str | None:
    state = State.GRANTED if decision.granted else State.REFUSED
    account = session.get(Account, person_id)
    if account is None or account.consent == state:
        raise Refusal(ALREADY)
    note_consent(
        session,
        person_id,
        state,
        way,
        decision.text_digest,
        now,
        guardian=decision.guardian,
        signed_on=decision.signed_on,
        recorded_by=by,
    )
    if decision.granted:
        return make_ticket(session, Purpose.WITHDRAWAL, person_id, key, now)
    close_accounts(session, [person_id])
    return None


def drop_waiting(session: Session, now: datetime, limit: int = 500) -> int:
    """Remove accounts that nobody agreed to in time; how many. Their people learn on as guests and may ask again."""
    late = queries.waited_too_long(session, waited_since(now), limit)
    close_accounts(session, late)
    return len(late)


def close_accounts(session: Session, person_ids: Sequence[int]) -> None:
    """Remove what people told about themselves; what they learned stays with them as guests."""
    if not person_ids:
        return
    session.flush()
    mail.take_back(session, queries.addresses(session, person_ids))
    for table in (Ticket, Request, Grant, ConsentEvent, Account):
        session.execute(delete(table).where(table.person_id.in_(person_ids)))


def close_unused(session: Session, person_ids: Sequence[int]) -> None:
    """Remove those of these accounts that nobody can sign in to: made for somebody, and never taken over by her."""
    unused = select(Account.person_id).where(
        Account.person_id.in_(person_ids),
        Account.password == "",
        Account.username.is_(None),
        Account.email.is_(None),
    )
    close_accounts(session, session.execute(unused).scalars().all())
