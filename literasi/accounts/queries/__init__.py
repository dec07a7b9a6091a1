"""Questions about people: visitors, guests, accounts."""

from literasi.accounts.queries.guests import (
    code_of,
    idle_guests,
    lookup_of,
    page_word,
    person_of_code,
    resume_code,
    salt_of,
    tallies,
)
from literasi.accounts.queries.people import (
    Credentials,
    OwnDevice,
    Profile,
    credentials,
    credentials_of,
    devices,
    holders,
    name_taken,
    person_with_email,
    profile,
    profile_by,
    roles_of,
)
from literasi.accounts.queries.visitors import visitor_of

__all__ = [
    "Credentials",
    "OwnDevice",
    "Profile",
    "code_of",
    "credentials",
    "credentials_of",
    "devices",
    "holders",
    "idle_guests",
    "lookup_of",
    "name_taken",
    "page_word",
    "person_of_code",
    "person_with_email",
    "profile",
    "profile_by",
    "resume_code",
    "roles_of",
    "salt_of",
    "tallies",
    "visitor_of",
]
