"""References as they are printed, in the reader's language."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from literasi.catalogue.rules.citation import citation_html
from literasi.catalogue.rules.references import Name, Reference
from tests.makers import courses, sites

PAGE = Reference(
    "r", "webpage", "Judul", (Name("Rumondor", "Ana"),), url="https://contoh.example/", accessed="2026-11-23"
)


def test_a_citation_speaks_the_language_of_its_reader() -> None:
    assert citation_html(PAGE).endswith("(diakses 2026-11-23)")
    assert citation_html(PAGE, "en").endswith("(accessed 2026-11-23)")


def test_a_lesson_in_english_cites_in_english(app: Flask, client: FlaskClient) -> None:
    path = "01-lengkap/lesson.md"
    plain, source = (
        b"rujukan:\n",
        b"rujukan:\n  - {id: s-1, type: webpage, title: T, URL: 'https://contoh.example/', accessed: 2026-11-23}\n",
    )
    assert sites.publish(app, {**courses.FILES, path: courses.FILES[path].replace(plain, source)}).changed
    pages = {}
    for language in ("id", "en"):
        client.set_cookie("tampilan", f"{language}.0.0.0")
        pages[language] = client.get(courses.LESSON_URL, query_string={"tampil": "utuh"}).get_data(
            as_text=True
        )
    assert "(diakses 2026" in pages["id"] and "(accessed 2026" in pages["en"]
    assert "diakses" not in pages["en"]
