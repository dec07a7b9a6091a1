"""Doors of sessions: for the teacher, for phones, for those who take results home."""

from literasi.gatherings.views import claiming, phones, teaching
from literasi.gatherings.views.blueprint import blueprint

__all__ = ["blueprint", "claiming", "phones", "teaching"]
