"""What the scenes of the demo share: who is here already, and what was handed to whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from literasi.catalogue.rules.shelf import Shelf
from literasi.kernel.visitor import Visitor


@dataclass(frozen=True)
class Stage:
    """`keys` are the site's secret keys, `password` is a hash that no password matches, `today` the moment for which
    the demo is built. `here` holds people by user name, `codes` what was handed to them or, for a school, printed.
    """

    keys: tuple[str, ...]
    password: str
    shelf: Shelf
    today: datetime
    here: dict[str, Visitor] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The secret key of today."""
        return self.keys[0]

    def person(self, username: str) -> int:
        """The row id of somebody who is here."""
        return self.here[username].person_id
