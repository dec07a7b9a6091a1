"""What a running site does for itself: its pulse, a look around, its demo."""

from literasi.operations.actions.pulse import beat, move
from literasi.operations.actions.surroundings import safety, surroundings

__all__ = ["beat", "move", "safety", "surroundings"]
