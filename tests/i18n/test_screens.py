"""What people read on the screens: every text passes the catalogue, and every language is marked as what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Domain

from literasi.infra import holes
from literasi.infra.db import db
from tests.i18n import catalogue, visiting
from tests.i18n.reading import Piece, pieces
from tests.makers import databases, sites

Pages = list[tuple[str, str]]
Visit = Callable[[Flask, str], Iterator[tuple[str, str]]]
VISITS = (visiting.stranger_pages, visiting.guest_pages, visiting.result_pages)

_MOMENT = re.compile(r"\w+day, \d+ \w+ \d{4} at \d\d:\d\d WITA|\d\d:\d\d WITA")
_NAMES = frozenset(
    {"Literasi", "Literasi ·", "English", "A", "A+", "A++", "Lontoh", "State a need in one sentence"}
)
_NAMES |= {
    "Tante Ros",
    "Turn a topic into a question",
    "Lontoh, M. (2020).",
    "Buku Contoh",
    ". Penerbit Contoh.",
}
_WORD = re.compile(r"[^\W\d_]{2,}")


class Wrapping:
    """Translations into a language in which every text stands between ⟦ and ⟧."""

    def ugettext(self, text: str) -> str:
        return f"⟦{text}⟧"

    def ungettext(self, one: str, _many: str, _count: int) -> str:
        return f"⟦{one}⟧"

    gettext, ngettext = ugettext, ungettext


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Iterator[Flask]:
    """A site whose course exists in Indonesian only."""
    place = tmp_path_factory.mktemp("dua-bahasa")
    databases.copy(blank_database, place)
    made = sites.build(place)
    assert sites.publish(made, visiting.INDONESIAN_ONLY).changed
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def no_kept_pages() -> Iterator[None]:
    """No page that another test left, and none left for another."""
    holes.forget()
    yield
    holes.forget()


@pytest.fixture(scope="module")
def english(site: Flask) -> Pages:
    """Every page in English."""
    holes.forget()
    return [found for visit in VISITS for found in visit(site, "en")]


@pytest.fixture
def wrapping(site: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The site with every text of its screens wrapped."""
    monkeypatch.setattr(Domain, "get_translations", lambda self: Wrapping())
    holes.forget()
    return site


def _outside(found: list[Piece]) -> Iterator[Piece]:
    """The pieces with what stands outside ⟦ and ⟧; a wrapped text may go on through several elements."""
    depth = 0
    for one in found:
        left, level = "", 0 if "@" in one.tag else depth
        for sign in one.text:
            level += (sign == "⟦") - (sign == "⟧")
            left += sign if level == 0 and sign != "⟧" else ""
        depth = depth if "@" in one.tag else level
        yield replace(one, text=_MOMENT.sub(" ", left).strip())


def _untranslatable(piece: Piece) -> bool:
    own = piece.language != "en" or piece.text in _NAMES or {"code", "cloze"} & set(piece.classes)
    own = own or piece.tag == "textarea"  # holds what was typed
    return not own and piece.tag != "title" and bool(_WORD.search(piece.text))


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.__name__)
def test_every_text_on_a_screen_passes_the_catalogue(visit: Visit, wrapping: Flask) -> None:
    found = [
        (name, one)
        for name, page in visit(wrapping, "en")
        for one in _outside(pieces(page))
        if _untranslatable(one)
    ]
    assert found == []


def test_every_message_for_the_script_passes_the_catalogue(wrapping: Flask) -> None:
    assert [name for name, text in visiting.messages(wrapping, "en") if "⟦" not in text] == []


def _originals() -> list[re.Pattern[str]]:
    """The Indonesian texts whose English differs, as patterns of a whole text node."""
    found = []
    for message in catalogue.english():
        for text in [message.id] if isinstance(message.id, str) else message.id[:1]:
            if text and text not in (message.string, "Tempat"):
                found.append(
                    re.compile(re.sub(r"%\\\(\w+\\\)s|%\\%", ".+", re.escape(text)).replace("%%", "%"))
                )
    return found


def test_no_indonesian_text_of_the_site_is_left_on_an_english_screen(english: Pages) -> None:
    originals = _originals()
    left = [
        (name, one.text)
        for name, page in english
        for one in pieces(page)
        if one.language == "en" and any(original.fullmatch(one.text) for original in originals)
    ]
    assert left == []


def test_an_english_screen_says_that_it_is_english(english: Pages) -> None:
    assert [name for name, page in english if '<html lang="en"' not in page] == []


def test_an_indonesian_screen_says_that_it_is_indonesian(site: Flask) -> None:
    assert '<html lang="id"' in visiting.reader(site, "id").get("/").text


def test_indonesian_content_on_an_english_screen_says_so(site: Flask) -> None:
    page = visiting.reader(site, "en").get("/kursus/kursus-percobaan/lengkap?tampil=utuh").text
    told = {one.text: one.language for one in pieces(page)}
    assert told["Pertanyaan yang jelas menuntun penelusuran di perpustakaan."] == "id"
    assert told["Berapa kata kunci?"] == "id"
    assert told["Check the answer"] == "en"


def test_content_in_the_language_of_the_screen_needs_no_mark(app: Flask) -> None:
    page = visiting.reader(app, "en").get("/kursus/kursus-percobaan/lengkap?bagian=mengapa").text
    told = {one.text: one.language for one in pieces(page)}
    assert told["A clear question guides the search."] == "en"


def test_no_text_is_escaped_twice(english: Pages) -> None:
    assert [name for name, page in english if "&amp;amp;" in page or "&lt;span" in page] == []
