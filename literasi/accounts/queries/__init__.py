"""Questions about people: visitors, guests, accounts."""

from literasi.accounts.queries.consent import (
    ChildAccount,
    agrees_from_17,
    child_accounts,
    child_to_help,
    waited_too_long,
    waiting,
    was_refused,
)
from literasi.accounts.queries.guests import (
    code_of,
    idle_guests,
    lookup_of,
    person_of_code,
    resume_code,
    tally,
)
from literasi.accounts.queries.holdings import addresses, export
from literasi.accounts.queries.people import (
    Credentials,
    OwnDevice,
    Profile,
    born,
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
from literasi.accounts.queries.trail import Exposed, Look, looked_at, looks
from literasi.accounts.queries.visitors import visitor_of

__all__ = [
    "ChildAccount",
    "Credentials",
    "Exposed",
    "Look",
    "OwnDevice",
    "Profile",
    "addresses",
    "agrees_from_17",
    "born",
    "child_accounts",
    "child_to_help",
    "code_of",
    "credentials",
    "credentials_of",
    "devices",
    "export",
    "holders",
    "idle_guests",
    "looked_at",
    "looks",
    "lookup_of",
    "name_taken",
    "person_of_code",
    "person_with_email",
    "profile",
    "profile_by",
    "resume_code",
    "roles_of",
    "tally",
    "visitor_of",
    "waited_too_long",
    "waiting",
    "was_refused",
]
