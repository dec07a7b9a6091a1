"""Doors of classes: for those who teach them, and for those who learn in them."""

from literasi.classes.views import (
    cards,
    classrooms,
    consents,
    entering,
    joining,
    members,
    recap,
    roster,
    seeing,
)
from literasi.classes.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "cards",
    "classrooms",
    "consents",
    "entering",
    "joining",
    "members",
    "recap",
    "roster",
    "seeing",
]
