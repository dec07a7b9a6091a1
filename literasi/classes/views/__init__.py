"""Doors of classes: for those who teach them, and for those who learn in them."""

from literasi.classes.views import assigning, assignment, classrooms, joining, local_days, plans
from literasi.classes.views.blueprint import blueprint

__all__ = ["assigning", "assignment", "blueprint", "classrooms", "joining", "local_days", "plans"]
