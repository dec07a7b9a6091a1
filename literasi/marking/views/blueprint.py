"""The blueprint of marking, and what its doors share: who marks, and whose work lies open before her.

The work of a minor is opened by a button and not by a link, since it leaves a line in the trail that she can read. The
browser then holds a permission for ten minutes, in its signed session.
"""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, session
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.rules.looking import kept, may_look, permitted
from literasi.accounts.rules.trail import Act
from literasi.infra import identity
from literasi.infra.db import write
from literasi.kernel.roles import Role
from literasi.marking.queries import Learner, Marker

blueprint = Blueprint("marking", __name__)
_OPENED = "opened_work"
_LIBRARY = frozenset({Role.LIBRARIAN, Role.ADMIN})


@blueprint.after_request
def kept_by_nobody(response: Response) -> Response:
    """What a learner wrote must not come back by the Back button of a computer that others use."""
    response.headers["Cache-Control"] = "no-store"
    return response


def marker() -> Marker:
    """Whoever marks here."""
    visitor = identity.visitor()
    return Marker(visitor.person_id, bool(visitor.roles & _LIBRARY))


def lies_open(learner: Learner, origin: str, now: datetime) -> bool:
    """Whether this work may be shown without another button."""
    return not learner.minor or may_look(kept(session.get(_OPENED)), origin, now)


def lay_open(learner: Learner, origin: str, now: datetime) -> None:
    """Note who looks at the work of a minor, and let her look for ten minutes. Once in that time."""
    if lies_open(learner, origin, now):
        return
    by = identity.visitor().person_id

    def note(transaction: Session) -> None:
        accounts.note(transaction, Act.LOOKED, by, learner.person_id, now)

    write(note)
    session[_OPENED] = permitted(kept(session.get(_OPENED)), origin, now)
