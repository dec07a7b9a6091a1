"""Who is asking, as every floor may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from literasi.kernel.roles import STAFF, Role


@dataclass(frozen=True)
class Visitor:
    """A person on a device. `person_id` 0 is a visitor of whom nothing is stored; `active_on` her last active day.
    `word` tells her pages from those of others: random, the same on all her devices, and no way back to a row or code.

    `account` says that she has signed up and may be called by `name`; until then she is a guest. `news` counts what
    she has not read yet. `teaches`: she holds a role that teaches, or has asked to be a teacher. One who is `suspended`
    is nobody here, and is told why; `own_id` still tells whose data she may see, which are hers. `lent` is a phone in the hands of several for a while:
    nobody's account comes of it.
    The four members at the end are what Flask-Login asks of a user.
    """

    person_id: int = 0
    device_id: int = 0
    token: str = ""
    active_on: date | None = None
    shared: bool = False
    word: str = ""
    account: bool = False
    name: str = ""
    roles: frozenset[Role] = frozenset()
    news: int = 0
    teaches: bool = False
    suspended: bool = False
    suspended_id: int = 0
    lent: bool = False

    @property
    def own_id(self) -> int:
        """The person whose data these are, also while her account is suspended."""
        return self.person_id or self.suspended_id

    @property
    def known(self) -> bool:
        """Whether there is a person behind the visitor."""
        return self.person_id != 0

    @property
    def staff(self) -> bool:
        """Whether she works for the library."""
        return bool(self.roles & STAFF)

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
