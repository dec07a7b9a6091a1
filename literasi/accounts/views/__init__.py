"""Doors for people: come back by code, sign up, sign in, one's account, roles, leave; and for those who help them."""

from literasi.accounts.views import (
    account,
    consent,
    devices,
    first,
    guests,
    joining,
    letters,
    people,
    signing,
    teaching,
    trail,
)
from literasi.accounts.views.blueprint import blueprint

__all__ = [
    "account",
    "blueprint",
    "consent",
    "devices",
    "first",
    "guests",
    "joining",
    "letters",
    "people",
    "signing",
    "teaching",
    "trail",
]
