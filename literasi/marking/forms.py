"""Shapes of what a marking page sends, and what is wrong with it, said by rules beside the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from literasi.kernel.sentence import Sentence
from literasi.marking import rules
from literasi.marking.actions import Judged

Form = Mapping[str, str]
_MOST_SEEN = 6
"""Digits of the number of marks that a page showed."""


@dataclass(frozen=True)
class Typed:
    """What stands on the page: by criterion its level or None, and the words. `problems` by name of the field."""

    levels: tuple[int | None, ...] = ()
    percent: str = ""
    comment: str = ""
    reason: str = ""
    seen: int = 0
    problems: Mapping[str, Sentence] = field(default_factory=dict)

    def by_rubric(self, points: tuple[float, ...]) -> Judged:
        """The mark that was typed on a rubric, once nothing is wrong with it."""
        levels = tuple(level for level in self.levels if level is not None)
        return Judged(rules.share(points, levels), levels, self.comment, self.reason)

    def by_percent(self) -> Judged:
        """The mark that was typed as a number, once nothing is wrong with it."""
        return Judged(rules.share_of(self.percent) or 0.0, (), self.comment, self.reason)


def rubric_from(form: Form, criteria: int) -> Typed:
    """Read `k0`, `k1`, … (a level each), `komentar`, `alasan`, and `dilihat`, how many marks the page showed."""
    levels = tuple(_level(form.get(f"k{at}", "")) for at in range(criteria))
    typed = form.get("dilihat", "")
    seen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _MOST_SEEN else 0
    comment, reason = rules.tidy(form.get("komentar", "")), rules.tidy(form.get("alasan", ""))
    missing = {f"k{at}": problem for at, problem in rules.level_problems(levels).items()}
    words = {"komentar": rules.comment_problem(comment)}
    if rules.changes(seen):
        words["alasan"] = rules.reason_problem(reason)
    else:
        reason = ""
    return Typed(levels, "", comment, reason, seen, {**missing, **_only(words)})


def change_from(form: Form) -> Typed:
    """Read `nilai` (percent), `komentar` and `alasan`, which a change always needs."""
    percent, comment, reason = (
        form.get("nilai", "").strip()[:20],
        rules.tidy(form.get("komentar", "")),
        rules.tidy(form.get("alasan", "")),
    )
    wrong = {
        "nilai": rules.NO_PERCENT if rules.share_of(percent) is None else None,
        "komentar": rules.comment_problem(comment),
        "alasan": rules.reason_problem(reason),
    }
    return Typed((), percent, comment, reason, 0, _only(wrong))


def _level(typed: str) -> int | None:
    known = {str(level): level for level in range(len(rules.LEVELS))}
    return known.get(typed)


def _only(wrong: Mapping[str, Sentence | None]) -> dict[str, Sentence]:
    return {name: problem for name, problem in wrong.items() if problem}
