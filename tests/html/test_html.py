"""Every page through html-validate: the course of tests/makers, which holds all kinds of questions and blocks."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.makers import courses, sites

pytestmark = pytest.mark.node

HERE = Path(__file__).parent
QUIET = {
    "/": "front",
    "/kursus": "courses",
    "/kursus?khalayak=guru&menit=20&bahasa=en": "courses-none",
    f"/kursus/{courses.SLUG}": "course",
    courses.PLAIN_URL: "lesson",
    f"{courses.LESSON_URL}?tampil=utuh": "lesson-whole",
    f"{courses.LESSON_URL}?bagian=akhir": "lesson-end",
    courses.QUIZ_URL: "intro",
    "/cari": "search",
    "/cari?q=literasi": "search-hits",
    "/cari?q=qwrtz": "search-empty",
    "/lanjut": "resume",
    "/keluar": "leave",
    "/ruang-belajar": "room",
    "/gaya": "style",
    "/tidak-ada": "absent",
}


def _keep(place: Path, name: str, html: str) -> None:
    (place / f"{name}.html").write_text(html, encoding="utf-8")


def _quiz_pages(guest: FlaskClient, place: Path) -> None:
    """An attempt from its first page to its result: open, with a clash, unanswered, handed in."""
    address = sites.start_quiz(guest)
    _keep(place, "attempt", guest.get(address).get_data(as_text=True))
    for text in ("0", "1"):
        save = {"uuid": f"00000000-0000-4000-8000-00000000000{text}", "base": 0, "fields": {"j": [text]}}
        sites.put(guest, f"{address}/soal/1", save)
    clash = {"s1.kunci": "00000000-0000-4000-8000-000000000009", "s1.dasar": "0", "s1.j": "1", "aksi": "petunjuk:1"}
    _keep(place, "attempt-clash", sites.post(guest, address, clash).get_data(as_text=True))
    _keep(place, "attempt-unanswered", sites.post(guest, address, {"aksi": "kirim"}).get_data(as_text=True))
    done = sites.post(guest, address, {"aksi": "kirim-juga"}, follow_redirects=True)
    _keep(place, "result", done.get_data(as_text=True))


@pytest.fixture
def pages(app: Flask, guest: FlaskClient, tmp_path: Path) -> Path:
    """A folder with every page, as somebody new and as a guest on a shared device see it, in two languages."""
    place = tmp_path / "halaman"
    place.mkdir()
    for path, name in QUIET.items():
        _keep(place, f"{name}-visitor", app.test_client().get(path).get_data(as_text=True))
    _quiz_pages(guest, place)
    sites.post(guest, "/tampilan", {"bahasa": "en", "huruf": "A++", "bersama": "1", "hemat": "1"})
    for path, name in (QUIET | {"/kode": "code"}).items():
        _keep(place, f"{name}-guest", guest.get(path).get_data(as_text=True))
    return place


def test_every_page_is_valid_html(pages: Path) -> None:
    command = [HERE / "node_modules/.bin/html-validate", "--config", HERE / ".htmlvalidate.json", "-f", "json", pages]
    judged = subprocess.run(command, capture_output=True, text=True, check=False)  # fmt: skip
    said = [
        f"{Path(file['filePath']).stem}:{one['line']}: {one['ruleId']}: {one['message']}"
        for file in json.loads(judged.stdout)
        for one in file["messages"]
    ]
    assert not said, "\n".join(said)
    assert len(list(pages.glob("*.html"))) > 30
