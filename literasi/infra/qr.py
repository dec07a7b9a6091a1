"""Addresses as square pictures, for a telephone's camera."""

from __future__ import annotations

import segno


def drawn(address: str) -> str:
    """A square picture of an address, as a data address."""
    picture: str = segno.make(address, error="m").svg_data_uri(scale=5, border=2, dark="#000", light="#fff")
    return picture
