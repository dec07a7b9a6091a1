"""What passing means, and when the next attempt may begin.

A quiz is passed with the threshold (80 % unless the policy says otherwise) and every critical item right.
There may be any number of attempts, but two fails in a row ask for ten minutes with the example before the
next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from functools import lru_cache

from literasi.catalogue.rules.question import Kind, Question
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.policy import AttemptPolicy

COOL_DOWN = timedelta(minutes=10)
FAILS_BEFORE_COOL_DOWN = 2

RESTING = Sentence(
    "Istirahat dulu sepuluh menit sambil melihat lagi contohnya, lalu kuis ini dapat dicoba lagi."
)
NO_TRIES_LEFT = Sentence("Kesempatan untuk kuis ini sudah terpakai semua. Hasilnya tetap dapat dilihat.")
CLOSED = Sentence("Tenggat kuis ini sudah lewat. Hubungi guru atau pustakawan bila perlu perpanjangan.")


@dataclass(frozen=True)
class ItemResult:
    """The mark of one item: its points and the share earned (None while awaiting, or if not scored)."""

    key: str
    points: float
    fraction: float | None
    critical: bool = False
    right: bool | None = None
    scored: bool = True
    awaiting: bool = False


@dataclass(frozen=True)
class Verdict:
    """The outcome of an attempt.

    `percent` is whole, rounded down so that 79.6 never reads as 80, and counts what has been marked; None
    when nothing has. `passed` is None while a person has still to mark something. `missed_critical` lists
    keys.
    """

    percent: int | None
    passed: bool | None
    missed_critical: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tried:
    """An earlier attempt at the same quiz: when it was handed in, its outcome (None: not yet known), and by how much
    pauses of the server moved its end."""

    submitted_at: datetime
    passed: bool | None
    given_back: timedelta = timedelta()


@dataclass(frozen=True)
class Refusal:
    """Why an attempt may not begin, and from when it may, if waiting helps."""

    why: Sentence
    until: datetime | None = None


def result_of(question: Question, mark: float | None) -> ItemResult:
    """What a question counts for, with the mark of its answer; without one it waits, unless it is a survey."""
    scored = question.kind is not Kind.SURVEY
    right = None if mark is None else mark >= 1
    return ItemResult(
        question.key, question.points, mark, question.critical, right, scored, scored and mark is None
    )


def standing(before: Verdict, after: Verdict) -> Verdict:
    """Which verdict stands once a key was corrected: the better one. Nobody fails for a mistake of ours, nor falls
    behind what she was told. While something waits for a person there is nothing to compare.
    """
    if before.passed is None or after.passed is None:
        return after
    return max(after, before, key=lambda one: (one.passed, 100 if one.percent is None else one.percent))


def judge(results: Sequence[ItemResult], threshold: int = 80) -> Verdict:
    """The verdict on an attempt, with `threshold` in percent.

    A quiz of survey items only has nothing to miss: it is passed, without a percent.
    """
    scored = [result for result in results if result.scored]
    marked = [result for result in scored if not result.awaiting]
    missed = tuple(result.key for result in marked if result.critical and not result.right)
    share = _share(marked)
    percent = None if share is None else int(share * 100)
    if len(marked) < len(scored):
        return Verdict(percent, None, missed)
    reached = share is None or share * 100 >= threshold
    return Verdict(percent, reached and not missed, missed)


def cooldown_until(history: Sequence[Tried], now: datetime) -> datetime | None:
    """When the next attempt may begin after two or more fails in a row; None when it may begin now.

    Attempts whose outcome is unknown neither count nor reset. A wait longer than the cool-down can only come
    from a clock that was set back, and nobody waits for that.
    """
    known = sorted(
        (tried for tried in history if tried.passed is not None), key=lambda tried: tried.submitted_at
    )
    fails = 0
    for tried in known:
        fails = 0 if tried.passed else fails + 1
    if fails < FAILS_BEFORE_COOL_DOWN:
        return None
    until = known[-1].submitted_at + COOL_DOWN
    return until if now < until <= now + COOL_DOWN else None


def refusal(history: Sequence[Tried], policy: AttemptPolicy, now: datetime) -> Refusal | None:
    """Why no attempt may begin now; None when one may. `history` holds every attempt handed in."""
    if policy.deadline_at is not None and now >= policy.deadline_at:
        return Refusal(CLOSED)
    if used_up(history, policy):
        return Refusal(NO_TRIES_LEFT)
    until = cooldown_until(history, now)
    return Refusal(RESTING, until) if until else None


def used_up(history: Sequence[Tried], policy: AttemptPolicy) -> bool:
    """Whether no try is left, of those that count."""
    counted = [one for one in history if policy.since is None or one.submitted_at >= policy.since]
    return policy.tries is not None and len(counted) >= policy.tries


def may_start(history: Sequence[Tried], policy: AttemptPolicy, now: datetime) -> bool:
    """Whether an attempt may begin now."""
    return refusal(history, policy, now) is None


def _share(marked: Sequence[ItemResult]) -> Fraction | None:
    """The share of all points, exactly. None when there are no points to earn."""
    total = sum((_exact(result.points) for result in marked), Fraction())
    earned = sum((_exact(result.points) * _exact(result.fraction or 0.0) for result in marked), Fraction())
    return earned / total if total else None


@lru_cache(maxsize=512)
def _exact(value: float) -> Fraction:
    """The small fraction that a float stands for: four right fifths are 80 %, not 79.99... %."""
    return Fraction(value).limit_denominator(10_000)
