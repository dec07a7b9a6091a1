"""What one class was given is given to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from literasi.classes import queries
from literasi.classes.actions.assigning import give, may_be_given
from literasi.classes.queries import Given, Taught
from literasi.classes.rules.assigning import FURTHEST, Told, shift
from literasi.classes.rules.days import Local, school_time


def copy_plan(
    session: Session, from_id: int, into: Taught, now: datetime, avoiding: Local | None = None
) -> int:
    """Give a class what another one was given, with the same distances and beginning today; how many came along. What
    would be due on a day without school moves to the next with school, when `avoiding` says the local ones."""
    plan = planned(session, from_id, into, now)
    if avoiding is not None:
        plan = [replace(one, due_at=school_time(one.due_at, avoiding)) for one in plan]
    return len(give(session, into, plan, now)) if plan else 0


def planned(session: Session, from_id: int, into: Taught, now: datetime) -> list[Told]:
    """What would come along.

    Its own deadlines come along, not those to which a power cut moved them. What it has already, what would be due more
    than a year ahead, and modules that are no longer published stay behind.
    """
    there = {one.module_key for one in queries.assignments(session, into.id)}
    plan = [
        one
        for one in queries.assignments(session, from_id)
        if one.module_key not in there and may_be_given(session, one.module_key)
    ]
    return _moved(plan, now) if plan else []


def _moved(plan: Sequence[Given], now: datetime) -> list[Told]:
    begin = min(one.opens_at for one in plan)
    later = shift(begin, [one.due_at for one in plan], now)
    return [
        Told(
            one.module_key,
            one.opens_at + later if one.opens_at > begin else now,
            one.due_at + later,
            one.grace,
            one.tries,
            one.threshold,
            one.show_keys,
            one.note,
        )
        for one in plan
        if one.due_at + later <= now + FURTHEST
    ]
