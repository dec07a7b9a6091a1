"""Doors of what goes out on paper or on the wall, and of what comes back."""

from literasi.handouts.views import grids, lessons, papers, screens
from literasi.handouts.views.blueprint import blueprint

__all__ = ["blueprint", "grids", "lessons", "papers", "screens"]
