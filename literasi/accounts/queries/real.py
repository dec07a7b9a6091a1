"""Who is somebody at all: the one place that leaves made-up pupils out."""

from __future__ import annotations

from sqlalchemy import ColumnElement, SQLColumnExpression, exists
from sqlalchemy.orm import aliased

from literasi.accounts.models import Person


def real(person: SQLColumnExpression[int] | SQLColumnExpression[int | None]) -> ColumnElement[bool]:
    """Whether this person was not made up for somebody to practise with. Also true where there is no person.

    Whatever lists, finds, counts or tidies people says it; only a class shows those of its own who are made up.
    """
    nobody = aliased(Person)
    return ~exists().where(nobody.id == person, nobody.made_up)
