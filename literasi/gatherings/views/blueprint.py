"""The one blueprint of this feature; every file of doors adds to it."""

from __future__ import annotations

from flask import Blueprint, Response

Page = Response | str | tuple[str, int]
"""What a door answers with."""

blueprint = Blueprint("gatherings", __name__)
