"""An attempt begins: the terms allow it, items are chosen."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.shelf import ShelfModule
from literasi.kernel import ids
from literasi.progress import queries as progress
from literasi.quizzes import queries
from literasi.quizzes.actions.submitting import submit
from literasi.quizzes.actions.timing import caught_up
from literasi.quizzes.models import Attempt, AttemptItem
from literasi.quizzes.queries import found_sheet
from literasi.quizzes.rules import mastery, selection
from literasi.quizzes.rules.policy import AttemptPolicy, closes_at, time_is_over

_ADD = insert(Attempt.__table__).returning(Attempt.id)  # type: ignore[arg-type]  # a table, as models declare it
_ADD_ITEMS = insert(AttemptItem.__table__)  # type: ignore[arg-type]  # a table, as models declare it


@dataclass(frozen=True)
class Drawn:
    """What an attempt asks: the digests of its questions in order, the release and language they are of, and the seed
    by which their options are arranged. `paper` where it was printed.
    """

    module_id: int
    module_key: str
    language: str
    seed: str
    shuffle: bool
    digests: tuple[str, ...]
    paper: str | None = None


class NotNow(Exception):
    """No attempt may begin now; `refusal` says why and until when."""

    def __init__(self, refusal: mastery.Refusal) -> None:
        super().__init__(str(refusal.why))
        self.refusal = refusal


def start(
    session: Session,
    person_id: int,
    module: ShelfModule,
    language: str,
    policy: AttemptPolicy,
    now: datetime,
) -> str:
    """The public id of the open attempt at this module's quiz, or of a new one.

    Raises NotNow when tries, deadline or cool-down forbid a new one. An open attempt whose time is over is handed in.
    """
    attempts = queries.past(session, person_id, module.key)
    unfinished = next((one for one in attempts if one.submitted_at is None), None)
    if unfinished is not None:
        sheet = caught_up(session, found_sheet(session, unfinished.public_id, person_id), now)
        if not time_is_over(sheet.deadline_at, now):
            return sheet.public_id
        submit(session, unfinished.public_id, person_id, now)
        attempts = queries.past(session, person_id, module.key)
    if refusal := mastery.refusal(queries.tried(attempts), policy, now):
        raise NotNow(refusal)
    number = max((one.number for one in attempts), default=0) + 1
    return _begin(session, person_id, module, language, policy, number, now)


def _begin(
    session: Session,
    person_id: int,
    module: ShelfModule,
    language: str,
    policy: AttemptPolicy,
    number: int,
    now: datetime,
) -> str:
    seed = policy.seed or secrets.token_hex(8)
    terms = module.quiz
    assert terms is not None
    bank = catalogue.bank(session, module.id, language)
    offered = [
        selection.BankItem(
            one.question.key, one.question.indicators, one.question.critical, one.question.kind
        )
        for one in bank
    ]
    chosen = selection.select(
        offered if policy.essays else selection.unmarked(offered, terms.shown),
        terms.shown,
        seed,
        dict(terms.blueprint) or None,
        progress.last_seen(session, person_id, [one.question.key for one in bank]),
        terms.shuffle,
    )
    digests = {one.question.key: one.digest for one in bank}
    drawn = Drawn(
        module.id, module.key, language, seed, terms.shuffle, tuple(digests[one.key] for one in chosen)
    )
    return open_attempt(session, person_id, drawn, policy, number, now)


def open_attempt(
    session: Session, person_id: int, drawn: Drawn, policy: AttemptPolicy, number: int, now: datetime
) -> str:
    """Write down an attempt that begins now; its public id."""
    public_id = ids.new_public_id()
    attempt = {
        "public_id": public_id,
        "person_id": person_id,
        "module_key": drawn.module_key,
        "module_id": drawn.module_id,
        "number": number,
        "language": drawn.language,
        "seed": drawn.seed,
        "shuffle": drawn.shuffle,
        "policy": policy.to_data(),
        "started_at": now,
        "deadline_at": closes_at(policy, now),
        "paper": drawn.paper,
    }
    connection = session.connection()
    attempt_id = connection.execute(_ADD, attempt).scalar_one()
    rows = [
        {"attempt_id": attempt_id, "position": position, "item_digest": digest}
        for position, digest in enumerate(drawn.digests, start=1)
    ]
    connection.execute(_ADD_ITEMS, rows)
    return public_id
