"""Doors of classes: for those who teach them, and for those who learn in them."""

from literasi.classes.views import classrooms, joining, recap, seeing
from literasi.classes.views.blueprint import blueprint

__all__ = ["blueprint", "classrooms", "joining", "recap", "seeing"]
