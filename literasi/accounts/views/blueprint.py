"""The one blueprint of this feature; every file of doors adds to it."""

from __future__ import annotations

from flask import Blueprint, Response

blueprint = Blueprint("accounts", __name__)


@blueprint.after_request
def kept_by_nobody(response: Response) -> Response:
    """What people type about themselves must not come back by the Back button of a computer that others use."""
    response.headers["Cache-Control"] = "no-store"
    return response
