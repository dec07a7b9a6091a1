"""Questions about sessions, and what they hold of a person."""

from literasi.gatherings.queries.holdings import export
from literasi.gatherings.queries.phones import PhoneHere, SeatHere, phone_of, unsent
from literasi.gatherings.queries.sessions import (
    ABSENT,
    Held,
    Listed,
    Placed,
    claimable,
    code_of,
    count_open,
    held,
    held_by,
    may_hold,
    open_by_code,
    over,
    people_of,
    placed,
    taken,
    terms,
    totals,
)

__all__ = [
    "ABSENT",
    "Held",
    "Listed",
    "PhoneHere",
    "Placed",
    "SeatHere",
    "claimable",
    "code_of",
    "count_open",
    "export",
    "held",
    "held_by",
    "may_hold",
    "open_by_code",
    "over",
    "people_of",
    "phone_of",
    "placed",
    "taken",
    "terms",
    "totals",
    "unsent",
]
