"""Both databases find the same, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from literasi.infra.db import db, write
from literasi.search import actions, queries
from literasi.search.rules import Result
from tests.makers import sites

pytestmark = pytest.mark.postgresql

WORDS = (
    *("sumber", "menilai", "penilaian", "dinilai", "perpustakaan", "pustaka", "Indonésia", "tumouʔ", "ëndo"),
    *(
        "not",
        "or",
        "and",
        "near",
        "2024",
        "3d",
        "é",
        "e\u0301",
        "ﬁlm",
        "Straße",
        "مكتبة",
        "図書館",
        "x" * 250,
    ),
)
LINKS = (" ", " ", " ", "-", "_", "'", '"', " & ", " | ", " OR ", ":*", "\\", "(", "!", "🌺", "\u200b", "\t")
SENTENCE = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(LINKS)), max_size=12).map(
    lambda pairs: "".join(word + link for word, link in pairs)
)
SHELF = st.lists(st.tuples(st.sampled_from(("id", "en")), SENTENCE, SENTENCE), max_size=6)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Iterator[tuple[Flask, Flask]]:
    """A site on PostgreSQL and one on SQLite, with nothing on the shelf."""
    place = tmp_path_factory.mktemp("dua")
    (place / "berkas").mkdir()
    file = place / "berkas" / "literasi.db"
    apps = sites.build(place), sites.build(place / "berkas", database_url=f"sqlite:///{file}")
    for app in apps:
        sites.migrate(app)
    yield apps
    for app in apps:
        sites.close(app)


def found(app: Flask, shelf: list[tuple[str, str, str]], query: str) -> list[list[Result]]:
    """What a search finds on a shelf with these pages, for readers of both languages."""

    def fill(session: Session) -> None:
        for number in range(6):
            actions.take_off(session, str(number // 2))
        for number, (language, title, body) in enumerate(shelf):
            actions.put(session, str(number // 2), language, f"/{number}", title, body)

    with app.app_context():
        write(fill)
        results = [queries.search(db.session(), query, language) for language in ("id", "en")]
        db.session.remove()
    return results


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shelf=SHELF, query=SENTENCE)
def test_the_same_query_finds_the_same_pages_in_the_same_order(
    both: tuple[Flask, Flask], shelf: list[tuple[str, str, str]], query: str
) -> None:
    on_postgresql, on_sqlite = (found(app, shelf, query) for app in both)
    assert on_postgresql == on_sqlite


@settings(max_examples=150, deadline=None)
@given(query=st.text(max_size=300))
def test_no_query_is_too_strange(both: tuple[Flask, Flask], query: str) -> None:
    text = query.replace("\x00", "")
    on_postgresql, on_sqlite = (found(app, [("id", "judul", text)], text) for app in both)
    assert on_postgresql == on_sqlite
