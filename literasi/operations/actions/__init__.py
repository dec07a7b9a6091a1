"""What a running site does for itself: its pulse, its demo."""

from literasi.operations.actions.pulse import beat, move

__all__ = ["beat", "move"]
