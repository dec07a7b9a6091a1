"""Questions about attempts, and what quizzes hold of a person."""

from literasi.quizzes.queries.attempts import (
    ABSENT,
    Asked,
    PastAttempt,
    Sheet,
    Slot,
    any_known,
    found_sheet,
    handed_in,
    late_answers,
    past,
    sheet,
    slot,
    slots,
    tried,
)
from literasi.quizzes.queries.endings import (
    Running,
    count_stuck,
    end_of,
    ending,
    given_back,
    over,
    paused_until,
    running,
)
from literasi.quizzes.queries.holdings import export
from literasi.quizzes.queries.regrading import Corrected, Touched, correction, corrections, touched
from literasi.quizzes.queries.works import work

__all__ = [
    "ABSENT",
    "Asked",
    "Corrected",
    "PastAttempt",
    "Running",
    "Sheet",
    "Slot",
    "Touched",
    "any_known",
    "correction",
    "corrections",
    "count_stuck",
    "end_of",
    "ending",
    "export",
    "found_sheet",
    "given_back",
    "handed_in",
    "late_answers",
    "over",
    "past",
    "paused_until",
    "running",
    "sheet",
    "slot",
    "slots",
    "touched",
    "tried",
    "work",
]
