"""The door for pictures and sounds of lessons."""

from __future__ import annotations

from flask import Blueprint, Response

from literasi.catalogue import queries
from literasi.infra.access import Who, may
from literasi.infra.db import db
from literasi.infra.i18n import _
from literasi.kernel.errors import Missing

blueprint = Blueprint("catalogue", __name__)


@blueprint.get("/media/<name>")
@may(Who.EVERYONE)
def media(name: str) -> Response:
    """A file under the digest of its content: it never changes, so browsers may keep it."""
    found = queries.media(db.session(), name)
    if found is None:
        raise Missing(_("Gambar atau suara ini tidak ada."))
    response = Response(found.body, mimetype=found.content_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
