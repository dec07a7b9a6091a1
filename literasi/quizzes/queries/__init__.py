"""Questions about attempts, and what quizzes hold of a person."""

from literasi.quizzes.queries.attempts import (
    ABSENT,
    Asked,
    PastAttempt,
    Running,
    Sheet,
    Slot,
    any_known,
    found_sheet,
    given_back,
    past,
    running,
    sheet,
    slot,
    slots,
    tried,
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
    "export",
    "found_sheet",
    "given_back",
    "past",
    "running",
    "sheet",
    "slot",
    "slots",
    "tried",
]
