"""Doors of classes: for those who teach them, and for those who learn in them."""

from literasi.classes.views import (
    assigning,
    assignment,
    cards,
    classrooms,
    consents,
    entering,
    joining,
    local_days,
    members,
    plans,
    recap,
    roster,
    sample,
    seeing,
)
from literasi.classes.views.blueprint import blueprint

__all__ = [
    "assigning",
    "assignment",
    "blueprint",
    "cards",
    "classrooms",
    "consents",
    "entering",
    "joining",
    "local_days",
    "members",
    "plans",
    "recap",
    "roster",
    "sample",
    "seeing",
]
