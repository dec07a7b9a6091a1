"""The one blueprint of this feature, and what its doors share."""

from __future__ import annotations

from flask import Blueprint, Response

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.shelf import ShelfCourse, ShelfModule
from literasi.handouts import queries
from literasi.handouts.queries import Paper
from literasi.handouts.queries.papers import ABSENT
from literasi.infra import identity
from literasi.infra.db import db
from literasi.infra.i18n import _
from literasi.kernel.errors import Missing

Page = Response | str | tuple[str, int]
"""What a door answers with."""

blueprint = Blueprint("handouts", __name__)


def published(course: str, module: str) -> tuple[ShelfCourse, ShelfModule]:
    """A module that can be read today, with its course."""
    shelf = catalogue.shelf(db.session())
    where, found = shelf.course(course), shelf.module(course, module)
    if where is None or found is None:
        raise Missing(_("Pelajaran ini tidak ada, atau belum terbit."))
    return where, found


def only_makers() -> int:
    """The visitor, where she may make papers: keys are for adults who teach or have asked to."""
    me = identity.visitor()
    if not queries.may_make(db.session(), me):
        raise Missing(ABSENT)
    return me.person_id


def own_paper(public_id: str) -> Paper:
    """A paper of the visitor's."""
    return queries.paper(db.session(), public_id, only_makers())


def title_of(paper: Paper) -> ShelfModule | None:
    """The module of a paper, unless it was withdrawn since."""
    return catalogue.shelf(db.session()).by_key(paper.module_key)
