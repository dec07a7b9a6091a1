"""The one blueprint of this feature; every file of doors adds to it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("home", __name__)
