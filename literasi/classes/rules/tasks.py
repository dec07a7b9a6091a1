"""How a pupil stands with what she was given, in her own words: no number, and nobody beside her."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from literasi.classes.rules.deadline import Timing, Window, timing
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.mastery import Tried


class State(StrEnum):
    """How far she is."""

    NOT_BEGUN = "belum"
    WORKING = "mengerjakan"
    ON_TIME = "tepat waktu"
    LATE = "terlambat"
    DONE = "tuntas"
    CLOSED = "ditutup"


WORDS = {
    State.NOT_BEGUN: Sentence("belum mulai"),
    State.WORKING: Sentence("sedang dikerjakan"),
    State.ON_TIME: Sentence("terkirim tepat waktu"),
    State.LATE: Sentence("terkirim terlambat"),
    State.DONE: Sentence("tuntas"),
    State.CLOSED: Sentence("ditutup"),
}


def state(one: Window, handed_in: Sequence[Tried], working: timedelta | None, now: datetime) -> State:
    """How she stands. `handed_in`: her attempts at the module; `working`: where one is open, by how much pauses of the
    server moved its end.

    What was passed before the assignment closed is done, whenever it was begun; otherwise the first that was handed in
    says whether she was in time.
    """
    counted = [each for each in handed_in if _timing(one, each) is not Timing.AFTER]
    if any(each.passed for each in counted):
        return State.DONE
    if working is not None and (one.open(now) or one.closes_at <= now < one.closes_at + working):
        return State.WORKING
    if counted:
        first = min(counted, key=lambda each: each.submitted_at)
        return State.ON_TIME if _timing(one, first) is Timing.ON_TIME else State.LATE
    return State.NOT_BEGUN if now < one.closes_at else State.CLOSED


def _timing(one: Window, each: Tried) -> Timing:
    return timing(one, each.submitted_at, each.given_back)
