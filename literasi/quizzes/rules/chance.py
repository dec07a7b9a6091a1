"""Orders that look like chance and follow from a seed.

Sorting by a hash needs no generator, so an order outlives any change of Python's `random`: a page shown
before an upgrade is still read back rightly after it.
"""

from __future__ import annotations

from hashlib import sha256


def lot(*seeds: str | int) -> bytes:
    """The lot drawn for these seeds: 32 bytes, evenly spread, the same on every machine."""
    return sha256("\x1f".join(map(str, seeds)).encode("utf-8", "surrogatepass")).digest()


def shuffled(size: int, *seeds: str | int) -> tuple[int, ...]:
    """The numbers 0 to size - 1 in an order that follows from the seeds."""
    return tuple(sorted(range(size), key=lambda number: lot(*seeds, number)))
