"""Colours that everybody can read, in light and in dark, and pages light enough for a slow line."""

from __future__ import annotations

import re

import brotli
import pytest
from flask import Flask

from literasi.infra.assets import without_comments
from tests.house import tree
from tests.house.pages import Page

STYLE = (tree.PACKAGE / "static" / "literasi.css").read_text("utf-8")
MOST_SCRIPT = 6_000
MOST_FIRST_VIEW = 14_000
"""Bytes of HTML and CSS: what ten TCP packets carry in the first round trip (RFC 6928)."""
MOST_REQUESTS = 4

# WCAG 2.2, 1.4.3: text 4.5; 1.4.11: what shows a control or its state 3.
TEXT = (
    ("ink", "paper"), ("ink", "raised"), ("ink", "mist"),
    ("soft", "paper"), ("soft", "raised"), ("soft", "mist"),
    ("pine", "paper"), ("pine", "raised"), ("pine", "mist"),
    ("coral", "paper"), ("coral", "raised"), ("coral", "mist"),
    ("on-act", "act"),
)  # fmt: skip
EDGES = (
    ("edge", "paper"), ("edge", "raised"), ("edge", "mist"),
    ("pine", "paper"), ("act", "raised"), ("coral", "raised"),
)  # fmt: skip


def _tokens() -> dict[str, dict[str, str]]:
    """The colours of the two themes; dark ones that are not said are the light ones."""
    blocks = re.findall(r":root\s*\{(.*?)\}", STYLE, re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", block)) for block in blocks[:2])
    return {"light": light, "dark": {**light, **dark}}


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of a colour like #abc or #aabbcc (WCAG 2.2, definition)."""
    digits = colour[1:] if len(colour) == 7 else "".join(ch * 2 for ch in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read(theme: str) -> None:
    colours = _tokens()[theme]
    faint = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in TEXT}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_edge_can_be_seen(theme: str) -> None:
    colours = _tokens()[theme]
    faint = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in EDGES}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 3} == {}


def test_a_filled_petal_shows_by_more_than_its_outline() -> None:
    """In light the pine outline carries it; in dark the fill does, and the vein on it."""
    light, dark = _tokens()["light"], _tokens()["dark"]
    vein = re.search(r"\.flower \.vein \{ stroke: (#\w+)", STYLE)
    assert vein is not None
    assert contrast(light["pine"], light["marigold"]) >= 3
    assert contrast(dark["marigold"], dark["raised"]) >= 3
    assert contrast(vein.group(1), dark["marigold"]) >= 3


def test_text_on_marigold_is_always_ink() -> None:
    written = set(re.findall(r"background: var\(--marigold\);\s*color: (#\w+)", STYLE))
    assert written and all(
        contrast(colour, theme["marigold"]) >= 4.5 for colour in written for theme in _tokens().values()
    )


def test_marigold_is_never_text() -> None:
    assert not re.search(r"(?<![\w-])color:\s*var\(--marigold\)", STYLE)


def test_every_part_takes_its_colours_from_the_tokens() -> None:
    """Besides the tokens: ink on marigold, the flower in the dark, print, and the shade behind a dialog."""
    parts = STYLE[STYLE.index("@layer base {") : STYLE.index("@layer print {")]
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", parts)) <= {"#1f2a26", "#8fd0b6", "#14392d"}


def test_the_script_is_small() -> None:
    script = without_comments((tree.PACKAGE / "static" / "literasi.js").read_bytes())
    assert 0 < len(brotli.compress(script, quality=11)) <= MOST_SCRIPT


def test_every_first_view_of_a_lesson_fits_in_one_round_trip(library: Flask) -> None:
    client = library.test_client()
    style = len(brotli.compress(STYLE.encode(), quality=11))
    heavy = {}
    for path in _lessons(library):
        page = client.get(path, headers={"Accept-Encoding": "br"})
        assert page.headers["Content-Encoding"] == "br"
        heavy[path] = len(page.data) + style
    assert heavy and {path: size for path, size in heavy.items() if size > MOST_FIRST_VIEW} == {}


def test_a_first_view_asks_for_few_files(library: Flask) -> None:
    client = library.test_client()
    for path in _lessons(library):
        page = Page(client.get(path).get_data(as_text=True))
        linked = {one.attributes["href"] for one in page.all("link")}
        drawn = {one.attributes["src"] for one in page.all("img") if one.attributes.get("loading") != "lazy"}
        loaded = {one.attributes["src"] for one in page.all("script")}
        assert 1 + len(linked | drawn | loaded) <= MOST_REQUESTS, path


def _lessons(app: Flask) -> list[str]:
    """The addresses of all lessons that can be read."""
    client, found = app.test_client(), set[str]()
    for course in _links(client.get("/kursus").get_data(as_text=True), r"/kursus/[\w-]+"):
        found |= _links(client.get(course).get_data(as_text=True), r"/kursus/[\w-]+/[\w-]+")
    return sorted(found)


def _links(html: str, pattern: str) -> set[str]:
    links = (one.attributes.get("href", "") for one in Page(html).all("a"))
    return {link for link in links if re.fullmatch(pattern, link)}
