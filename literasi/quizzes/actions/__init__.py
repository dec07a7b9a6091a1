"""What happens to attempts: they start, take answers, hints and flags, pause, are handed in, marked, change hands, are deleted."""

from literasi.quizzes.actions.erasing import erase
from literasi.quizzes.actions.items import flag, reveal_hint
from literasi.quizzes.actions.merging import merge
from literasi.quizzes.actions.printed import take_printed
from literasi.quizzes.actions.regrading import recount, regrade
from literasi.quizzes.actions.saving import Outcome, Sent, save, save_page
from literasi.quizzes.actions.settling import take_mark
from literasi.quizzes.actions.starting import Drawn, NotNow, start
from literasi.quizzes.actions.submitting import (
    collect,
    graded,
    hand_in,
    hand_in_over,
    submit,
)
from literasi.quizzes.actions.timing import close, extend, pause

__all__ = [
    "Drawn",
    "NotNow",
    "Outcome",
    "Sent",
    "close",
    "collect",
    "erase",
    "extend",
    "flag",
    "graded",
    "hand_in",
    "hand_in_over",
    "merge",
    "pause",
    "recount",
    "regrade",
    "reveal_hint",
    "save",
    "save_page",
    "start",
    "submit",
    "take_mark",
    "take_printed",
]
