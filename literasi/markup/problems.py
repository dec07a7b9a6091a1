"""What is wrong with a source and how to mend it: all problems come out at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """A finding at a line (1-based) of a file. An error stops publication, a warning does not.

    `message` is an Indonesian sentence that says how to mend the source.
    """

    line: int
    message: str
    severity: Severity = "error"
    file: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"

    def in_file(self, file: str) -> Problem:
        """The same finding with the name of its file."""
        return replace(self, file=file)


@dataclass
class Findings:
    """Collects the problems of one file while it is read; parsers go on after an error."""

    file: str = ""
    problems: list[Problem] = field(default_factory=list)

    def error(self, line: int, message: str) -> None:
        """Note something that must be mended before publication."""
        self.problems.append(Problem(line, message, "error", self.file))

    def warn(self, line: int, message: str) -> None:
        """Note something that was understood, but perhaps not as the author meant it."""
        self.problems.append(Problem(line, message, "warning", self.file))

    @property
    def errors(self) -> int:
        """How many errors there are so far; compare before and after to learn whether a step failed."""
        return sum(problem.severity == "error" for problem in self.problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self.problems))


def did_you_mean(word: str, known: Iterator[str] | frozenset[str] | tuple[str, ...]) -> str:
    """A sentence that proposes the nearest known word, or "" when none is near."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f" Maksud Anda `{near[0]}`?" if near else ""
