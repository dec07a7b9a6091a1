"""Fills the demo by the same actions that people's taps call, each with its day as `now`: nothing is made up beside them.

- calendar: every scene with its moment, in the order in which they happened;
- arriving: somebody comes, signs up, is agreed to, gets her role; learning: what she reads and answers;
- teaching: class sessions; desk: what the library says and keeps; helping: what people ask and what is done for them.
"""

from literasi.operations.actions.demo.calendar import Scene, calendar
from literasi.operations.actions.demo.entering import NotEmpty, enter_as, mark
from literasi.operations.actions.demo.stage import Stage

__all__ = ["NotEmpty", "Scene", "Stage", "calendar", "enter_as", "mark"]
