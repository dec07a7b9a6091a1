"""The demo, pure: who lives in it, what its library says of itself, how its people answer."""

from literasi.operations.rules.demo.library import CHANNELS, PROFILE, SCHOOLS, Channel
from literasi.operations.rules.demo.people import (
    ADMIN,
    DAYS,
    ENTRIES,
    GUEST,
    HEAD,
    LIBRARIAN,
    SEED,
    SESSION_COURSE,
    TEACHER,
    Fate,
    Life,
    cast,
    lives,
)

__all__ = [
    "ADMIN",
    "CHANNELS",
    "DAYS",
    "ENTRIES",
    "GUEST",
    "HEAD",
    "LIBRARIAN",
    "PROFILE",
    "SCHOOLS",
    "SEED",
    "SESSION_COURSE",
    "TEACHER",
    "Channel",
    "Fate",
    "Life",
    "cast",
    "lives",
]
