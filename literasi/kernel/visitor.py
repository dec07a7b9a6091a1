"""Who is asking, as every floor may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Visitor:
    """A person on a device. `person_id` 0 is a visitor of whom nothing is stored; `active_on` her last active day.
    `word` tells her pages from those of others: random, the same on all her devices, and no way back to a row or code.

    The four members at the end are what Flask-Login asks of a user.
    """

    person_id: int = 0
    device_id: int = 0
    token: str = ""
    active_on: date | None = None
    shared: bool = False
    word: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a person behind the visitor."""
        return self.person_id != 0

    @property
    def is_authenticated(self) -> bool:
        return self.known

    @property
    def is_active(self) -> bool:
        return True

    @property
    def is_anonymous(self) -> bool:
        return not self.known

    def get_id(self) -> str:
        return self.token


NOBODY = Visitor()
