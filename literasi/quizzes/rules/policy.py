"""The terms of an attempt. They are stored with it; a class may hand in others than the quiz's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from literasi.catalogue.rules.shelf import QuizTerms

GRACE = timedelta(seconds=30)
"""After the end an answer may still be on its way through a slow line."""


class ShowKeys(StrEnum):
    """When keys, feedback and explanations may be seen; the value is stored and written in quiz.md."""

    AFTER_SUBMISSION = "setelah_kirim"
    AFTER_DEADLINE = "setelah_tenggat"
    NEVER = "tidak"


@dataclass(frozen=True)
class AttemptPolicy:
    """The terms: `threshold` in percent; `tries`, None for any number; `deadline_at`, the end, with a time zone;
    `minutes` from start to end, None for any time; `show_keys`; `since`, before which no try counts; `due_at`, from
    which on what comes before the end is called late; `seed`, 16 hexadecimal digits, settles what is asked and in which order:
    with "" each attempt draws its own, and nobody can foresee that; `essays`, whether somebody would mark what people mark:
    where nobody would, it is asked only where the quiz has nothing else.
    """

    threshold: int = 80
    tries: int | None = None
    deadline_at: datetime | None = None
    minutes: int | None = None
    show_keys: ShowKeys = ShowKeys.AFTER_SUBMISSION
    since: datetime | None = None
    due_at: datetime | None = None
    seed: str = ""
    essays: bool = True

    def to_data(self) -> dict[str, str | int | None]:
        """The terms as plain JSON."""
        moments = {"deadline_at": self.deadline_at, "since": self.since, "due_at": self.due_at}
        written = {name: moment.isoformat() if moment else None for name, moment in moments.items()}
        return {**vars(self), "show_keys": self.show_keys.value, **written}

    @classmethod
    def from_data(cls, data: Mapping[str, str | int | None]) -> AttemptPolicy:
        """The terms from plain JSON; what is absent has its default, and what is unknown is left aside.

        Raises ValueError when a value is not one that `to_data` writes.
        """
        return cls(
            threshold=_whole(data.get("threshold"), 0) if "threshold" in data else cls.threshold,
            tries=_optional(data.get("tries")),
            deadline_at=_moment(data.get("deadline_at")),
            minutes=_optional(data.get("minutes")),
            show_keys=ShowKeys(str(data.get("show_keys", cls.show_keys))),
            since=_moment(data.get("since")),
            due_at=_moment(data.get("due_at")),
            seed=str(data.get("seed", "")),
            essays=data.get("essays") is not False,
        )


def own(terms: QuizTerms, *, essays: bool = True) -> AttemptPolicy:
    """The terms that a quiz has by itself, whoever takes it; `essays`: whether somebody marks those of whom no class asks
    it."""
    shown = ShowKeys(terms.show_keys)
    return AttemptPolicy(terms.threshold, terms.tries, None, terms.minutes, shown, essays=essays)


def keys_visible(policy: AttemptPolicy, submitted: bool, now: datetime) -> bool:
    """Whether keys, feedback and verdicts may be shown now; never before the attempt was handed in.

    Keys promised for after a deadline stay hidden while there is none: another class may still be at work.
    """
    if not submitted or policy.show_keys is ShowKeys.NEVER:
        return False
    if policy.show_keys is ShowKeys.AFTER_SUBMISSION:
        return True
    return policy.deadline_at is not None and now >= policy.deadline_at


def closes_at(policy: AttemptPolicy, started_at: datetime) -> datetime | None:
    """When an attempt begun at `started_at` ends: by its minutes or by the deadline, whichever is earlier."""
    ends = [policy.deadline_at] if policy.deadline_at else []
    if policy.minutes is not None:
        ends.append(started_at + timedelta(minutes=policy.minutes))
    return min(ends, default=None)


def time_is_over(deadline_at: datetime | None, now: datetime) -> bool:
    """Whether an attempt ended, with a little patience for slow lines."""
    return deadline_at is not None and now > deadline_at + GRACE


def owed(
    started_at: datetime,
    deadline_at: datetime,
    given_until: datetime | None,
    began: datetime,
    ended: datetime,
) -> tuple[datetime, datetime] | None:
    """What an attempt lost to a pause of the server, whole: the clock stands still while nobody can answer.

    None for an attempt that was over before, and for what it got back already, up to `given_until`.
    """
    start = max(began, started_at, given_until or began)
    return (start, ended) if deadline_at + GRACE >= start and ended > start else None


def extended(policy: AttemptPolicy, deadline: datetime, due: datetime) -> AttemptPolicy | None:
    """The terms with a later end and a later `due_at`; None where they give nothing: an extension never shortens, and
    what has no end needs none.
    """
    if policy.deadline_at is None or deadline <= policy.deadline_at:
        return None
    return replace(policy, deadline_at=deadline, due_at=max(due, policy.due_at or due))


def handed_in_at(deadline_at: datetime | None, now: datetime) -> datetime:
    """The moment that an attempt counts as handed in: what is closed after its end was handed in by the end itself."""
    return deadline_at if deadline_at is not None and time_is_over(deadline_at, now) else now


def _moment(value: str | int | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))


def _optional(value: str | int | None) -> int | None:
    return None if value is None else _whole(value, 1)


def _whole(value: str | int | None, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f"not a whole number from {least}: {value!r}")
    return value
