"""Roles that people grant to people. A person may hold several; without one she is a learner."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The value is stored, and is the word on screens."""

    TEACHER = "guru"
    LIBRARIAN = "pustakawan"
    HEAD = "kepala"
    ADMIN = "pengelola"


STAFF = frozenset({Role.LIBRARIAN, Role.HEAD, Role.ADMIN})
"""Those who work for the library."""
TEACHING = frozenset({Role.TEACHER, Role.LIBRARIAN, Role.ADMIN})
"""Those who may teach a lesson to a class."""
