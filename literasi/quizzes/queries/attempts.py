"""Questions about attempts. Each asks for the owner too, so somebody else's attempt does not exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Executable, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.catalogue.models import Module
from literasi.catalogue.rules.question import Question
from literasi.kernel.errors import Missing
from literasi.kernel.sentence import Sentence
from literasi.quizzes.models import AnswerEvent, Attempt, AttemptItem, Pause
from literasi.quizzes.rules.answers import Answer, is_blank
from literasi.quizzes.rules.arrangement import Arrangement, arrange
from literasi.quizzes.rules.carrying import carried
from literasi.quizzes.rules.mastery import Tried
from literasi.quizzes.rules.policy import AttemptPolicy
from literasi.quizzes.rules.saving import Saved

ABSENT = Sentence("Pengerjaan ini tidak ada, atau bukan milik Anda.")

_OWN = and_(Attempt.public_id == bindparam("public_id"), Attempt.person_id == bindparam("person"))
_LINE = (
    Attempt.public_id,
    Attempt.module_key,
    Attempt.number,
    Attempt.started_at,
    Attempt.submitted_at,
    Attempt.percent,
    Attempt.passed,
)
_PAST = (
    select(*_LINE, Pause.began_at, Pause.ended_at)
    .outerjoin(Pause, Pause.attempt_id == Attempt.id)
    .where(Attempt.person_id == bindparam("person"))
    .order_by(Attempt.started_at.desc(), Attempt.id.desc())
)
_PAST_OF_MODULE = _PAST.where(Attempt.module_key == bindparam("module"))
_WHOLE = select(*Attempt.__table__.columns, Module.release_id).join(Module, Module.id == Attempt.module_id)
_SHEET = _WHOLE.where(_OWN)
_HANDED_IN = _WHOLE.where(Attempt.public_id == bindparam("public_id"), Attempt.submitted_at.is_not(None))
_SLOTS = (
    select(
        Attempt.id,
        Attempt.seed,
        Attempt.started_at,
        Attempt.deadline_at,
        Attempt.submitted_at,
        Attempt.shuffle,
        AttemptItem.position,
        AttemptItem.item_digest,
        AnswerEvent.seq,
        AnswerEvent.client_uuid,
        AnswerEvent.answer,
        AnswerEvent.received_at,
    )
    .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
    .outerjoin(
        AnswerEvent,
        and_(
            AnswerEvent.attempt_id == Attempt.id,
            AnswerEvent.position == AttemptItem.position,
            AnswerEvent.seq >= bindparam("since"),
        ),
    )
    .where(_OWN)
    .order_by(AttemptItem.position, AnswerEvent.seq)
)
_KNOWN = (
    select(AnswerEvent.id)
    .where(
        AnswerEvent.attempt_id == bindparam("attempt"),
        AnswerEvent.client_uuid.in_(bindparam("save_ids", expanding=True)),
    )
    .limit(1)
)
_LATE = (
    select(AnswerEvent.position, AnswerEvent.answer)
    .where(AnswerEvent.attempt_id == bindparam("attempt"), AnswerEvent.late.is_(True))
    .order_by(AnswerEvent.seq)
)
_SLOT = _SLOTS.where(AttemptItem.position == bindparam("position"))


def _items_with_answers() -> Select[Any]:
    """Each item with its newest counted save, and how many came too late."""
    newest = (
        select(
            AnswerEvent.position,
            func.max(AnswerEvent.seq).filter(AnswerEvent.late.is_(False)).label("seq"),
            func.count().filter(AnswerEvent.late.is_(True)).label("late"),
        )
        .where(AnswerEvent.attempt_id == bindparam("attempt"))
        .group_by(AnswerEvent.position)
        .subquery()
    )
    saved = and_(
        AnswerEvent.attempt_id == bindparam("attempt"),
        AnswerEvent.position == newest.c.position,
        AnswerEvent.seq == newest.c.seq,
    )
    return (
        select(
            AttemptItem.position,
            AttemptItem.item_digest,
            AttemptItem.key_digest,
            AttemptItem.hints,
            AttemptItem.flagged,
            AttemptItem.mark,
            func.coalesce(newest.c.late, 0).label("late"),
            AnswerEvent.seq,
            AnswerEvent.answer,
            AnswerEvent.received_at,
        )
        .outerjoin(newest, newest.c.position == AttemptItem.position)
        .outerjoin(AnswerEvent, saved)
        .where(AttemptItem.attempt_id == bindparam("attempt"))
        .order_by(AttemptItem.position)
    )


_ITEMS = _items_with_answers()


@dataclass(frozen=True)
class Asked:
    """A question of an attempt with what is stored of it. `seq` 0: nothing yet.

    `digest` names the question as it was asked. Where its key was corrected since, `question` is the corrected one,
    `key_digest` names it, and `answer` is told in its terms.
    """

    position: int
    digest: str
    key_digest: str
    question: Question
    seed: str
    shuffle: bool
    hints: int
    flagged: bool
    mark: float | None
    seq: int
    answer: Answer
    saved_at: datetime | None

    @property
    def arrangement(self) -> Arrangement:
        """The order in which this learner meets the options; made when a page needs it, not for marking."""
        return arrange(self.question, self.seed, self.shuffle)

    @property
    def answered(self) -> bool:
        """Whether there is an answer that could earn a mark."""
        return not is_blank(self.question, self.answer)


@dataclass(frozen=True)
class Sheet:
    """An attempt with all its questions. `late` counts answers that came after the end: kept, not marked."""

    id: int
    public_id: str
    person_id: int
    module_id: int
    module_key: str
    number: int
    language: str
    policy: AttemptPolicy
    started_at: datetime
    deadline_at: datetime | None
    submitted_at: datetime | None
    percent: int | None
    passed: bool | None
    release_id: int
    asked: tuple[Asked, ...]
    late: int
    paper: str | None
    """The paper it was typed in from."""


@dataclass(frozen=True)
class Slot:
    """One question of an attempt with its stored saves, as a save needs them."""

    attempt_id: int
    position: int
    digest: str
    seed: str
    shuffle: bool
    started_at: datetime
    deadline_at: datetime | None
    submitted_at: datetime | None
    saves: dict[str, Saved]
    current: Saved | None
    current_at: datetime | None

    def at(self, seq: int) -> Answer:
        """The answer stored under this number; None for 0 or unknown."""
        return next((saved.answer for saved in self.saves.values() if saved.seq == seq), None)


@dataclass(frozen=True)
class PastAttempt:
    """A line of the history. `given_back`: by how much pauses of the server moved its end."""

    public_id: str
    module_key: str
    number: int
    started_at: datetime
    submitted_at: datetime | None
    percent: int | None
    passed: bool | None
    given_back: timedelta = timedelta()


def sheet(session: Session, public_id: str, person_id: int) -> Sheet | None:
    """An attempt of this person, whole."""
    given = {"public_id": public_id, "person": person_id}
    attempt = session.connection().execute(_SHEET, given).first()
    return _whole(session, attempt) if attempt else None


def handed_in(session: Session, public_id: str) -> Sheet | None:
    """An attempt that was handed in, whoever did: for those who may see the work of others."""
    attempt = session.connection().execute(_HANDED_IN, {"public_id": public_id}).first()
    return _whole(session, attempt) if attempt else None


def _whole(session: Session, attempt: Any) -> Sheet:
    rows = session.connection().execute(_ITEMS, {"attempt": attempt.id}).all()
    digests = {digest for row in rows for digest in (row.item_digest, row.key_digest) if digest}
    questions = catalogue.questions(session, sorted(digests))
    asked = tuple(_asked(row, questions, attempt.seed, attempt.shuffle) for row in rows)
    return Sheet(
        id=attempt.id,
        public_id=attempt.public_id,
        person_id=attempt.person_id,
        module_id=attempt.module_id,
        module_key=attempt.module_key,
        number=attempt.number,
        language=attempt.language,
        policy=AttemptPolicy.from_data(attempt.policy),
        started_at=attempt.started_at,
        deadline_at=attempt.deadline_at,
        submitted_at=attempt.submitted_at,
        percent=attempt.percent,
        passed=attempt.passed,
        release_id=attempt.release_id,
        asked=asked,
        late=sum(row.late for row in rows),
        paper=attempt.paper,
    )


def late_answers(session: Session, sheet: Sheet) -> dict[int, Answer]:
    """What came after the end, the newest of each question by position: kept for its writer to read, not marked."""
    rows = session.connection().execute(_LATE, {"attempt": sheet.id}) if sheet.late else ()
    return {row.position: row.answer for row in rows}


def found_sheet(session: Session, public_id: str, person_id: int) -> Sheet:
    """The attempt, or Missing."""
    found = sheet(session, public_id, person_id)
    if found is None:
        raise Missing(ABSENT)
    return found


def _asked(row: Any, questions: Mapping[str, Question], seed: str, shuffle: bool) -> Asked:
    first, question = questions[row.item_digest], questions[row.key_digest or row.item_digest]
    return Asked(
        position=row.position,
        digest=row.item_digest,
        key_digest=row.key_digest or row.item_digest,
        question=question,
        seed=seed,
        shuffle=shuffle,
        hints=row.hints,
        flagged=row.flagged,
        mark=row.mark,
        seq=row.seq or 0,
        answer=carried(first, question, row.answer) if row.key_digest else row.answer,
        saved_at=row.received_at,
    )


def any_known(session: Session, attempt_id: int, save_ids: Sequence[str]) -> bool:
    """Whether one of these saves is stored in the attempt."""
    given = {"attempt": attempt_id, "save_ids": list(save_ids)}
    return session.connection().execute(_KNOWN, given).first() is not None


def slots(session: Session, public_id: str, person_id: int) -> dict[int, Slot]:
    """The questions of an attempt of this person with all their saves, by position."""
    return _slots(session, _SLOTS, {"public_id": public_id, "person": person_id, "since": 0})


def slot(session: Session, public_id: str, person_id: int, position: int, base: int) -> Slot | None:
    """One question with its saves from number `base` on: all that a save which knew that number can meet.

    One statement, and one more for a page that knows a number that was never given.
    """
    given = {"public_id": public_id, "person": person_id, "position": position, "since": base}
    found = _slots(session, _SLOT, given).get(position)
    if found is not None and found.current is None and base:
        return _slots(session, _SLOT, {**given, "since": 0})[position]
    return found


def _slots(session: Session, asked: Executable, given: dict[str, object]) -> dict[int, Slot]:
    found: dict[int, list[Any]] = {}
    for row in session.connection().execute(asked, given):
        found.setdefault(row.position, []).append(row)
    return {at: _slot(rows) for at, rows in found.items()}


def _slot(rows: Sequence[Any]) -> Slot:
    saves = {row.client_uuid: Saved(row.seq, row.answer) for row in rows if row.seq is not None}
    last = rows[-1]
    return Slot(
        attempt_id=last.id,
        position=last.position,
        digest=last.item_digest,
        seed=last.seed,
        shuffle=last.shuffle,
        started_at=last.started_at,
        deadline_at=last.deadline_at,
        submitted_at=last.submitted_at,
        saves=saves,
        current=saves[last.client_uuid] if last.seq is not None else None,
        current_at=last.received_at,
    )


def past(session: Session, person_id: int, module_key: str = "") -> list[PastAttempt]:
    """The person's attempts, newest first; of one module, or of all when none is named."""
    if not person_id:
        return []
    given: dict[str, object] = {"person": person_id}
    asked = _PAST
    if module_key:
        asked, given = _PAST_OF_MODULE, {**given, "module": module_key}
    found: dict[str, PastAttempt] = {}
    for row in session.connection().execute(asked, given):
        one = found.setdefault(row.public_id, _past(row))
        if row.began_at is not None:
            found[row.public_id] = replace(one, given_back=one.given_back + (row.ended_at - row.began_at))
    return list(found.values())


def _past(row: Any) -> PastAttempt:
    """An attempt without its pauses, which come in rows of their own."""
    return PastAttempt(*row[:-2])


def typed_from(session: Session, paper: str, person_ids: Sequence[int]) -> dict[int, PastAttempt]:
    """The attempts of these people that were typed in from a paper, by person."""
    rows = session.execute(
        select(Attempt.person_id, *_LINE).where(Attempt.paper == paper, Attempt.person_id.in_(person_ids))
    )
    return {row.person_id: PastAttempt(*row[1:]) for row in rows}


def tried(attempts: Sequence[PastAttempt]) -> list[Tried]:
    """The attempts handed in, as the rule of the cool-down wants them."""
    return [Tried(one.submitted_at, one.passed, one.given_back) for one in attempts if one.submitted_at]
