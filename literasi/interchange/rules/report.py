"""What became of each question on its way in or out, said question by question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from literasi.catalogue.rules.written import Written
from literasi.kernel.sentence import Sentence


class Unreadable(Exception):
    """A file of which nothing is taken; `sentence` says why and how to mend it."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Fate(StrEnum):
    """Whether a question went over whole, with changes, or not at all."""

    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Told:
    """What is said of question `number` (from 1): what reads differently now, and what was left behind."""

    number: int
    title: str
    carried: bool
    changed: tuple[Sentence, ...] = ()
    dropped: tuple[Sentence, ...] = ()

    @property
    def fate(self) -> Fate:
        """A question of which a part is missing counts as changed."""
        if not self.carried:
            return Fate.DROPPED
        return Fate.CHANGED if self.changed or self.dropped else Fate.KEPT


@dataclass(frozen=True)
class Brought:
    """A question that came in; `written` is None when it could not be taken."""

    told: Told
    written: Written | None


@dataclass(frozen=True)
class Handed:
    """A file for another system, and what it says of each question."""

    text: str
    told: tuple[Told, ...]


@dataclass
class Remarks:
    """Gathers what is to be said of one question while it is read or written. The same is said once."""

    changes: dict[str, Sentence] = field(default_factory=dict)
    losses: dict[str, Sentence] = field(default_factory=dict)

    def changed(self, text: str, /, **values: str | int) -> None:
        """Something reads or counts differently from now on."""
        self._note(self.changes, Sentence(text, values))

    def dropped(self, text: str, /, **values: str | int) -> None:
        """Something stays behind."""
        self._note(self.losses, Sentence(text, values))

    @staticmethod
    def _note(notes: dict[str, Sentence], sentence: Sentence) -> None:
        notes.setdefault(str(sentence), sentence)

    def told(self, number: int, title: str, *, carried: bool) -> Told:
        """The report of the question."""
        return Told(number, title, carried, tuple(self.changes.values()), tuple(self.losses.values()))


def counted(told: Iterable[Told]) -> dict[Fate, int]:
    """How many questions were kept, changed and dropped."""
    counts = Counter(one.fate for one in told)
    return {fate: counts[fate] for fate in Fate}
