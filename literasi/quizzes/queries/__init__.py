"""Questions about attempts, and what quizzes hold of a person."""

from literasi.quizzes.queries.attempts import (
    ABSENT,
    Asked,
    PastAttempt,
    Sheet,
    Slot,
    any_known,
    found_sheet,
    late_answers,
    past,
    sheet,
    slot,
    slots,
    tried,
)
from literasi.quizzes.queries.endings import (
    Running,
    end_of,
    ending,
    given_back,
    over,
    paused_until,
    running,
)
from literasi.quizzes.queries.holdings import export

__all__ = [
    "ABSENT",
    "Asked",
    "PastAttempt",
    "Running",
    "Sheet",
    "Slot",
    "any_known",
    "end_of",
    "ending",
    "export",
    "found_sheet",
    "given_back",
    "late_answers",
    "over",
    "past",
    "paused_until",
    "running",
    "sheet",
    "slot",
    "slots",
    "tried",
]
