"""What was written on paper becomes an attempt, by the same steps as one online: begun, answered, handed in."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from literasi.kernel.sentence import Sentence
from literasi.quizzes import queries
from literasi.quizzes.actions.saving import Sent, save_page
from literasi.quizzes.actions.starting import Drawn, NotNow, open_attempt
from literasi.quizzes.actions.submitting import hand_in, hand_in_when_over
from literasi.quizzes.rules import mastery
from literasi.quizzes.rules.mastery import NO_TRIES_LEFT, Refusal
from literasi.quizzes.rules.policy import AttemptPolicy
from literasi.quizzes.rules.reading import Fields

UNDER_WAY = Sentence(
    "Kuis ini sedang dikerjakan di layar. Minta mengirimnya dulu, lalu simpan lembar ini lagi."
)


def take_printed(
    session: Session,
    person_id: int,
    drawn: Drawn,
    answers: Mapping[int, Fields],
    policy: AttemptPolicy,
    as_of: datetime,
    now: datetime,
) -> str:
    """The public id of a new attempt with these answers, by position, handed in as of `as_of`, not later than `now`.

    Nobody rests between papers, and paper knows no limit of minutes; tries count. Raises NotNow without a try left, or
    while an attempt is open here.
    """
    attempts = queries.past(session, person_id, drawn.module_key)
    unfinished = next((one for one in attempts if one.submitted_at is None), None)
    if unfinished is not None:
        if not hand_in_when_over(session, unfinished.public_id, person_id, now):
            raise NotNow(Refusal(UNDER_WAY))
        attempts = queries.past(session, person_id, drawn.module_key)
    if mastery.used_up(queries.tried(attempts), policy):
        raise NotNow(Refusal(NO_TRIES_LEFT))
    number = max((one.number for one in attempts), default=0) + 1
    public_id = open_attempt(session, person_id, drawn, policy, number, as_of)
    sent = {position: Sent(fields, str(uuid.uuid4()), 0) for position, fields in answers.items()}
    sheet, _outcomes = save_page(session, public_id, person_id, sent, as_of)
    hand_in(session, sheet, as_of, incomplete=True)
    return public_id
