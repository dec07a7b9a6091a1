"""What happens to quizzes on paper: they are made, their rows are taken, they go with their teacher."""

from literasi.handouts.actions.making import NOTHING_SUITED, erase, make, merge
from literasi.handouts.actions.taking import Line, check, take

__all__ = ["NOTHING_SUITED", "Line", "check", "erase", "make", "merge", "take"]
