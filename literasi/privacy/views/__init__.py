"""Doors to the notice, to one's own data, to withdrawal, and to the requests that staff answers."""

from literasi.privacy.views import mine, notices, staff, withdrawing
from literasi.privacy.views.blueprint import blueprint

__all__ = ["blueprint", "mine", "notices", "staff", "withdrawing"]
