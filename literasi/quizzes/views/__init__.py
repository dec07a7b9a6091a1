"""Doors of quizzes: an attempt from its beginning to its result, and the correction of keys."""

from literasi.quizzes.views import attempts, regrading
from literasi.quizzes.views.blueprint import blueprint

__all__ = ["attempts", "blueprint", "regrading"]
