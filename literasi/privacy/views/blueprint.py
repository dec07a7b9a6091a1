"""The one blueprint of this feature; every file of doors adds to it."""

from __future__ import annotations

from flask import Blueprint, Response

blueprint = Blueprint("privacy", __name__)


@blueprint.after_request
def kept_by_nobody(response: Response) -> Response:
    """What is shown of a person must not come back by the Back button of a computer that others use."""
    response.headers["Cache-Control"] = "no-store"
    return response
