"""Doors of the Studio, where librarians write courses."""

from literasi.authoring.views import desk
from literasi.authoring.views.blueprint import blueprint

__all__ = ["blueprint", "desk"]
