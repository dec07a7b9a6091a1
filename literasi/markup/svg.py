"""Cleans an SVG drawing by an allow list while it is read, so that a bomb is never built.

What can run, load or leave the drawing is an error: scripts, event handlers, outside addresses, entities.
What is merely unknown (an editor's own marks) is left out with a warning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape, quoteattr

from .problems import Findings

MAX_BYTES = 200_000
MAX_DEPTH = 40
_NAMESPACE = "http://www.w3.org/2000/svg"
_ELEMENT_NAMES = """
    svg g defs title desc path rect circle ellipse line polyline polygon text tspan use symbol marker clipPath
    mask pattern linearGradient radialGradient stop style
"""
_ATTRIBUTE_NAMES = """
    id class role lang viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry dx dy d points
    transform fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray
    stroke-dashoffset stroke-opacity stroke-miterlimit opacity color display visibility font-family font-size
    font-style font-weight letter-spacing word-spacing text-anchor text-decoration dominant-baseline
    alignment-baseline baseline-shift rotate textLength lengthAdjust offset stop-color stop-opacity
    gradientUnits gradientTransform spreadMethod fx fy fr patternUnits patternContentUnits patternTransform
    clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits marker-start marker-mid marker-end
    markerWidth markerHeight markerUnits refX refY orient paint-order vector-effect shape-rendering
    text-rendering focusable xml:space version
"""
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_RUNS = re.compile(r"(?i)^on|script|foreignobject|iframe|embed|object|handler|listener|^(?:set|animate.*)$")
_LINK = frozenset({"href", "http://www.w3.org/1999/xlink href"})
_XML = "http://www.w3.org/XML/1998/namespace "
_FRAGMENT = re.compile(r"#[\w.-]+")
_URL = re.compile(r"(?i)url\(\s*[\"']?(?!#)|javascript:|data:|expression\(|\\")
_STYLE_LOADS = re.compile(r"(?i)url\(|image\(|image-set\(|@import|@font-face|@namespace|expression|\\|<")
_LENGTH = re.compile(r"^\s*(\d+(?:\.\d+)?)(?:px)?\s*$")
_ENTITY = re.compile(r"(?i)<!(?:doctype|entity)")


@dataclass(frozen=True)
class Drawing:
    """A safe SVG and its size in CSS pixels (None when the source gives none)."""

    svg: str
    width: int | None
    height: int | None


def clean_svg(text: str, findings: Findings) -> Drawing | None:
    """The drawing without anything that runs or loads; None, with the reasons, when it cannot be used."""
    errors = findings.errors
    if len(text) > MAX_BYTES:
        findings.error(1, "Gambar SVG ini lebih besar dari 200 kB. Sederhanakan gambarnya.")
        return None
    if _ENTITY.search(text):
        findings.error(1, "Gambar SVG memuat DOCTYPE atau ENTITY. Hapus bagian itu lalu simpan ulang.")
        return None
    writer = _Writer(findings)
    try:
        writer.parse(text)
    except (ExpatError, UnicodeError) as error:
        line = error.lineno if isinstance(error, ExpatError) else 1
        findings.error(line, "Berkas SVG ini rusak atau bukan SVG. Simpan ulang dari aplikasi gambar.")
        return None
    if findings.errors > errors or not writer.out:
        return None
    return Drawing("".join(writer.out), *_size(writer.root))


class _Writer:
    """Receives the parser's events, writes what is allowed. `_skipping` counts levels of a refused
    element."""

    def __init__(self, findings: Findings) -> None:
        self.out: list[str] = []
        self.root: dict[str, str] = {}
        self._findings = findings
        self._path: list[str] = []
        self._skipping = 0
        self._style = ""
        # Names arrive as "namespace local". No entity arrives: its declaration was refused before.
        self._parser = ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data

    def parse(self, text: str) -> None:
        """Read the whole drawing. ExpatError when it is not well-formed XML."""
        self._parser.Parse(text, True)

    def _error(self, message: str) -> None:
        self._findings.error(self._parser.CurrentLineNumber, message)

    def _warn(self, message: str) -> None:
        self._findings.warn(self._parser.CurrentLineNumber, message)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.removeprefix(f"{_NAMESPACE} ")
        if self._skipping or not self._allowed(name):
            self._skipping += 1
            return
        kept = self._attributes(name, attributes)
        if not self._path:
            self.root = kept
            kept = {"xmlns": _NAMESPACE, **kept}
        self._path.append(name)
        self.out.append(f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in kept.items())}>")

    def _end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        name = self._path.pop()
        if name == "style":
            self._write_style()
        self.out.append(f"</{name}>")

    def _data(self, text: str) -> None:
        if self._skipping or not self._path:
            return
        if self._path[-1] == "style":
            self._style += text
        else:
            self.out.append(escape(text))

    def _write_style(self) -> None:
        """Style is judged whole: text comes in pieces, and a comment could split a word that loads."""
        if _STYLE_LOADS.search(self._style):
            self._error("Gaya di dalam SVG memuat alamat luar. Hapus `url(…)` dan `@import`.")
        else:
            self.out.append(escape(self._style))
        self._style = ""

    def _allowed(self, name: str) -> bool:
        if not self._path and not self.out and name != "svg":
            self._error("Berkas ini bukan gambar SVG: unsur pertamanya harus `<svg>` ber-xmlns SVG.")
            return False
        if len(self._path) >= MAX_DEPTH:
            self._error("Gambar SVG ini bersarang terlalu dalam. Sederhanakan gambarnya.")
            return False
        if name in _ELEMENTS:
            return True
        local = name.rpartition(" ")[2]
        if _RUNS.search(local) or local in ("image", "a", "feImage"):
            self._error(f"Unsur `<{local}>` di dalam SVG tidak diperbolehkan. Hapus unsur itu.")
        else:
            self._warn(f"Unsur `<{local}>` di dalam SVG tidak dikenal dan dilewati.")
        return False

    def _attributes(self, element: str, attributes: dict[str, str]) -> dict[str, str]:
        kept = {}
        for name, value in attributes.items():
            if name in _LINK and element == "use" and _FRAGMENT.fullmatch(value):
                kept["href"] = value
            elif self._harmless(name, value):
                kept[name.replace(_XML, "xml:")] = value
        return kept

    def _harmless(self, name: str, value: str) -> bool:
        local = name.rpartition(" ")[2]
        if name in _LINK or _RUNS.search(local) or _URL.search(value):
            self._error(
                f"Atribut `{local}` di dalam SVG menjalankan atau memuat sesuatu dari luar. Hapus.",
            )
            return False
        if (
            name.replace(_XML, "xml:") in _ATTRIBUTES
            or name == f"{_XML}lang"
            or re.match(r"aria-[a-z]+$", name)
        ):
            return True
        if " " not in name:
            self._warn(f"Atribut `{local}` di dalam SVG tidak dikenal dan dilewati.")
        return False


def _size(root: dict[str, str]) -> tuple[int | None, int | None]:
    """width and height, else those of the viewBox."""
    box = root.get("viewBox", "").replace(",", " ").split()
    box = box if len(box) == 4 else ["", "", "", ""]
    return _pixels(root.get("width", "")) or _pixels(box[2]), _pixels(root.get("height", "")) or _pixels(
        box[3]
    )


def _pixels(text: str) -> int | None:
    match = _LENGTH.match(text)
    return round(float(match[1])) or None if match else None
