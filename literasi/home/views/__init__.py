"""Doors of the pages across features."""

from literasi.home.views import help_pages, notices, overview, pages
from literasi.home.views.blueprint import blueprint

__all__ = ["blueprint", "help_pages", "notices", "overview", "pages"]
