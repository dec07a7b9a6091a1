"""The media folder of a module: drawings cleaned, pictures measured, each named by its content."""

from __future__ import annotations

from dataclasses import dataclass

from literasi.markup import Findings, MediaRef, clean_svg, read_text, webp_size

from .naming import digest

MAX_BYTES = 1_000_000
_TYPES = {
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".m4a": "audio/mp4",
}


@dataclass(frozen=True)
class Media:
    """A file that lessons may show. `name` is its content hash and ending, `path` relative to the module."""

    path: str
    name: str
    content_type: str
    data: bytes
    width: int | None = None
    height: int | None = None

    def ref(self, prefix: str) -> MediaRef:
        """Its address below `prefix`, and its size."""
        return MediaRef(f"{prefix}{self.name}", self.width, self.height)


def read_media(path: str, data: bytes, findings: Findings) -> Media | None:
    """The media of a file, cleaned; None when it cannot be used, with the reason noted."""
    ending = path[path.rfind(".") :].lower()
    if ending not in _TYPES:
        findings.error(
            1, "Jenis berkas ini belum didukung. Simpan gambar sebagai SVG atau WebP, suara sebagai MP3."
        )
        return None
    if len(data) > MAX_BYTES:
        findings.error(1, "Berkas media ini lebih besar dari 1 MB. Perkecil dahulu agar ringan dibuka.")
        return None
    size: tuple[int | None, int | None] | None = (None, None)
    if ending == ".svg":
        text = read_text(data, findings)
        drawing = clean_svg(text, findings) if text is not None else None
        if drawing is None:
            return None
        data, size = drawing.svg.encode(), (drawing.width, drawing.height)
    elif ending == ".webp":
        size = webp_size(data)
        if size is None:
            findings.error(1, "Berkas ini bukan gambar WebP yang utuh. Simpan ulang dari aplikasi gambar.")
            return None
    return Media(path, f"{digest(data)[:20]}{ending}", _TYPES[ending], data, *(size or (None, None)))
