"""Doors of the library's desk: first steps, profile, channels, staff, schools."""

from literasi.office.views import channels, profile, schools, staff
from literasi.office.views.blueprint import blueprint

__all__ = ["blueprint", "channels", "profile", "schools", "staff"]
