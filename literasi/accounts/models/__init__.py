"""Tables of people: who they are, what they may, what they agreed to, and what was done with their data."""

from literasi.accounts.models.consent import ConsentEvent, ConsentText
from literasi.accounts.models.people import Account, Counter, Device, Person, Ticket
from literasi.accounts.models.roles import Grant, Request, School
from literasi.accounts.models.trail import Trace

__all__ = [
    "Account",
    "ConsentEvent",
    "ConsentText",
    "Counter",
    "Device",
    "Grant",
    "Person",
    "Request",
    "School",
    "Ticket",
    "Trace",
]
