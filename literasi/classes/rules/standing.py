"""Who may prepare a class, and who may see the people in it."""

from __future__ import annotations

from collections.abc import Collection

from literasi.kernel.roles import Role

_TEACHING = frozenset({Role.TEACHER, Role.LIBRARIAN, Role.ADMIN})


def may_see_pupils(roles: Collection[Role]) -> bool:
    """Whether somebody who teaches a class may see who learns in it. The relation alone is not enough: a role that was
    taken back ends sight of every class."""
    return bool(_TEACHING & set(roles))


def may_prepare(roles: Collection[Role], asked: bool) -> bool:
    """Whether she may make classes, assign and print. One who has asked to be a teacher may, and sees no pupils yet."""
    return asked or may_see_pupils(roles)
