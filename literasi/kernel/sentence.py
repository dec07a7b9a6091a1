"""A sentence for a person, before it is translated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sentence:
    """Indonesian text with `%(name)s` places, and what fills them.

    Rules must not know the reader's language, so text and values stay apart: a door passes them to gettext as
    `gettext(sentence.text, **sentence.values)`. Translators' tools find the texts by the keyword `Sentence`.
    """

    text: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence in Indonesian."""
        return self.text % self.values if self.values else self.text
