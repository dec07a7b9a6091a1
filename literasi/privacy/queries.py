"""Questions about what people asked, and about erasures that the journal has still to get."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Account
from literasi.infra.holdings import rows
from literasi.kernel.holding import Holding
from literasi.kernel.sentence import Sentence
from literasi.privacy.models import DataRequest, ErasureRow
from literasi.privacy.rules.journal import Erasure
from literasi.privacy.rules.requests import NAMES, Kind

_SHOWN = 100


@dataclass(frozen=True)
class Asked:
    """A request as the person and those who answer it see it. `name` "" : a guest."""

    public_id: str
    person_id: int
    name: str
    username: str
    kind: Kind
    text: str
    asked_at: datetime
    due_at: datetime
    done_at: datetime | None
    answer: str

    @property
    def kind_name(self) -> Sentence:
        """What is asked for, in words."""
        return NAMES[self.kind]


_ASKED = select(
    DataRequest.public_id,
    DataRequest.person_id,
    func.coalesce(Account.name, "").label("name"),
    func.coalesce(Account.username, "").label("username"),
    DataRequest.kind,
    DataRequest.text,
    DataRequest.asked_at,
    DataRequest.due_at,
    DataRequest.done_at,
    DataRequest.answer,
).outerjoin(Account, Account.person_id == DataRequest.person_id)


def own_requests(session: Session, person_id: int) -> list[Asked]:
    """What a person asked, the latest first."""
    asked = _ASKED.where(DataRequest.person_id == person_id).order_by(DataRequest.id.desc()).limit(_SHOWN)
    return [_asked(row) for row in session.execute(asked)]


def open_requests(session: Session) -> list[Asked]:
    """What waits for an answer, the most urgent first."""
    asked = _ASKED.where(DataRequest.done_at.is_(None)).order_by(DataRequest.due_at, DataRequest.id)
    return [_asked(row) for row in session.execute(asked.limit(_SHOWN))]


def request_by(session: Session, public_id: str) -> Asked | None:
    """The request that an address names."""
    row = session.execute(_ASKED.where(DataRequest.public_id == public_id)).first()
    return _asked(row) if row else None


def _asked(row: Any) -> Asked:
    return Asked(**{**row._mapping, "kind": Kind(row.kind)})


def open_count(session: Session, person_id: int | None = None) -> int:
    """How many requests wait for an answer: of one person, or of all."""
    asked = select(func.count()).select_from(DataRequest).where(DataRequest.done_at.is_(None))
    if person_id is not None:
        asked = asked.where(DataRequest.person_id == person_id)
    return session.execute(asked).scalar_one()


def unwritten(session: Session, limit: int = 500) -> list[tuple[int, Erasure]]:
    """Erasures that the file of the journal does not have yet, with the numbers of their rows."""
    found = session.execute(
        select(ErasureRow.id, ErasureRow.person, ErasureRow.created_at, ErasureRow.at)
        .where(ErasureRow.written.is_(False))
        .order_by(ErasureRow.id)
        .limit(limit)
    )
    return [(row.id, Erasure(row.person, row.created_at, row.at)) for row in found]


def export(session: Session, person_id: int) -> list[Holding]:
    """What this feature holds of a person: what she asked, and the answers."""
    columns = (
        DataRequest.kind,
        DataRequest.text,
        DataRequest.asked_at,
        DataRequest.due_at,
        DataRequest.done_at,
        DataRequest.answer,
    )
    asked = select(*columns).where(DataRequest.person_id == person_id).order_by(DataRequest.id)
    labels = {
        "asked_at": Sentence("Kapan"),
        "text": Sentence("Permintaan"),
        "answer": Sentence("Jawaban"),
        "done_at": Sentence("Dijawab"),
    }
    return [Holding("data_request", Sentence("Permintaan tentang data"), labels, rows(session, asked))]
