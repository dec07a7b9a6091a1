"""What happens to quizzes on paper: they are made, their rows are taken, they go with their teacher or stay with a class."""

from literasi.handouts.actions.making import NOTHING_SUITED, erase, leave_to_classes, make, merge
from literasi.handouts.actions.taking import Line, check, take

__all__ = ["NOTHING_SUITED", "Line", "check", "erase", "leave_to_classes", "make", "merge", "take"]
