"""Writing down what was agreed to, in which words, and by whom."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from literasi.accounts.actions.trail import note
from literasi.accounts.models import Account, ConsentEvent, ConsentText
from literasi.accounts.rules.consent import State, Way, may_become
from literasi.accounts.rules.trail import Act
from literasi.infra.news import announce
from literasi.kernel import ids
from literasi.kernel.errors import Missing, Refusal
from literasi.kernel.events import ConsentChanged
from literasi.kernel.sentence import Sentence

ALREADY = Sentence("Persetujuan ini sudah pernah diputuskan. Muat ulang halaman untuk melihat keadaannya.")


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
    session.add(
        ConsentEvent(
            person_id=person_id,
            state=state,
            way=way,
            text_digest=text_digest,
            at=now,
            signed_on=signed_on,
            guardian=guardian,
            recorded_by=recorded_by,
        )
    )
    session.execute(update(Account).where(Account.person_id == person_id).values(consent=state))
    note(session, Act.CONSENT, recorded_by or (person_id if way is Way.HERSELF else None), person_id, now, state=state, way=way)  # fmt: skip
    announce(session, ConsentChanged(person_id, state, now))
