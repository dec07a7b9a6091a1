"""The one blueprint of this feature; every file of doors adds to it."""

from __future__ import annotations

from flask import Blueprint, Response

from literasi.accounts import queries as people
from literasi.classes import queries
from literasi.classes.queries import Taught
from literasi.classes.rules.standing import may_prepare, may_see_pupils
from literasi.infra import identity
from literasi.infra.db import db
from literasi.infra.i18n import _
from literasi.kernel.errors import Missing
from literasi.kernel.roles import Role

Page = Response | str | tuple[str, int]
"""What a door answers with."""

blueprint = Blueprint("classes", __name__)


def prepares() -> bool:
    """Whether the visitor may make classes, assign and print."""
    visitor = identity.visitor()
    asked = people.asked_for_role(db.session(), visitor.person_id, Role.TEACHER)
    return may_prepare(visitor.roles, asked)


def sees_pupils() -> bool:
    """Whether the visitor may see who learns in a class of hers."""
    return may_see_pupils(identity.visitor().roles)


def own_class(public_id: str) -> Taught:
    """A class that the visitor teaches and may prepare; for everybody else it does not exist."""
    found = queries.taught(db.session(), public_id, identity.visitor().person_id)
    if not (sees_pupils() or prepares()):
        raise Missing(_("Kelas ini tidak ada, atau Anda tidak mengajar di dalamnya."))
    return found


def class_with_pupils(public_id: str) -> Taught:
    """The same, for doors behind which pupils are seen: a request that waits does not open them."""
    found = own_class(public_id)
    if not sees_pupils():
        raise Missing(_("Halaman ini terbuka sesudah pustakawan mengenali Anda sebagai guru."))
    return found
