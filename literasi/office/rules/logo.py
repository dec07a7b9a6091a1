"""Which pictures may be the library's logo, and how large it is printed.

A raster picture is served as it came, so only its head is read: what it is and how large it says it is. A browser gets
it as an image of that type and nothing else. A drawing is cleaned like those of lessons.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from literasi.kernel.sentence import Sentence
from literasi.markup import Findings, clean_svg, read_text, webp_size

MAX_BYTES = 200_000
MAX_SIDE = 4000
"""Pixels; a small file can name a picture that fills a phone's memory."""
BOX = (200, 64)
"""CSS pixels that a logo may take on paper."""
_PNG = b"\x89PNG\r\n\x1a\n"

TOO_LARGE = Sentence("Logo ini lebih besar dari 200 kB. Perkecil gambarnya, lalu unggah lagi.")
TOO_WIDE = Sentence("Sisi gambar ini lebih dari %(most)s piksel. Perkecil, lalu unggah lagi.", {"most": MAX_SIDE})  # fmt: skip
UNKNOWN = Sentence("Berkas ini bukan PNG, SVG, atau WebP yang utuh. Simpan ulang gambarnya, lalu unggah lagi.")  # fmt: skip
UNSAFE = Sentence("Gambar SVG ini memuat bagian yang dapat berjalan atau memuat alamat luar. Simpan ulang sebagai SVG polos atau PNG.")  # fmt: skip


@dataclass(frozen=True)
class Logo:
    """A picture that may be served. `name` follows from its content; the size is that on paper, in CSS pixels."""

    name: str
    content_type: str
    body: bytes
    width: int
    height: int


def read_logo(body: bytes) -> Logo | Sentence:
    """The logo in an uploaded file, whatever the file was called; or why it cannot be one."""
    if len(body) > MAX_BYTES:
        return TOO_LARGE
    if size := png_size(body):
        return _raster(body, "png", size)
    if size := webp_size(body):
        return _raster(body, "webp", size)
    if b"<svg" in body[:2000]:
        return _drawing(body)
    return UNKNOWN


def png_size(body: bytes) -> tuple[int, int] | None:
    """Width and height in pixels from a PNG's first chunk (https://www.w3.org/TR/png-3/#11IHDR), None for others."""
    if len(body) < 33 or not body.startswith(_PNG) or body[12:16] != b"IHDR":
        return None
    width, height = (int.from_bytes(body[at : at + 4], "big") for at in (16, 20))
    return (width, height) if width and height else None


def fitted(width: int, height: int) -> tuple[int, int]:
    """The size on paper: as large as the box allows, in the same proportions, at least one pixel each way."""
    scale = min(BOX[0] / width, BOX[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _raster(body: bytes, kind: str, size: tuple[int, int]) -> Logo | Sentence:
    if max(size) > MAX_SIDE:
        return TOO_WIDE
    return Logo(_named(body, kind), f"image/{kind}", body, *fitted(*size))


def _drawing(body: bytes) -> Logo | Sentence:
    findings = Findings()
    text = read_text(body, findings)
    drawing = clean_svg(text, findings) if text is not None else None
    if drawing is None:
        return UNSAFE
    clean = drawing.svg.encode()
    width, height = fitted(drawing.width or BOX[1], drawing.height or BOX[1])
    return Logo(_named(clean, "svg"), "image/svg+xml", clean, width, height)


def _named(body: bytes, kind: str) -> str:
    return f"{hashlib.sha256(body).hexdigest()[:20]}.{kind}"
