"""The size of a WebP picture from its header
(https://developers.google.com/speed/webp/docs/riff_container)."""

from __future__ import annotations


def webp_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, or None when the bytes are not a WebP picture."""
    if len(data) < 30 or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    form = data[12:16]
    if form == b"VP8X":  # extended: both sizes less one, 24 bits each
        return _little(data[24:27]) + 1, _little(data[27:30]) + 1
    if form == b"VP8L" and data[20] == 0x2F:  # lossless: both sizes less one, 14 bits each
        bits = _little(data[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":  # lossy: 14 bits each, above them a scale
        return _little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF
    return None


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
