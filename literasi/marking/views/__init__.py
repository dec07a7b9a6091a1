"""Doors of marking: the queue, one answer after the other, and everything that somebody handed in at once."""

from literasi.marking.views import pieces, queue, whole
from literasi.marking.views.blueprint import blueprint

__all__ = ["blueprint", "pieces", "queue", "whole"]
