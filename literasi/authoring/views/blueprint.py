"""The one blueprint of the Studio, and what its doors share."""

from __future__ import annotations

from flask import Blueprint, Response

from literasi.authoring import queries
from literasi.authoring.models import Draft
from literasi.infra.db import db
from literasi.infra.i18n import _
from literasi.kernel.errors import Missing

Page = Response | str | tuple[str, int]
"""What a door answers with."""

blueprint = Blueprint("authoring", __name__)


def opened(public_id: str) -> Draft:
    """The draft at an address. Every librarian may write in every draft; who wrote what is kept."""
    draft = queries.draft(db.session(), public_id)
    if draft is None:
        raise Missing(_("Naskah ini tidak ada, atau sudah dibuang."))
    return draft
