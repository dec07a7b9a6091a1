"""Every page through html-validate: the course of tests/makers, which holds all kinds of questions and blocks."""

from __future__ import annotations

import json
import subprocess
import uuid
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.house.routes import calls, fit
from tests.house.world import world
from tests.makers import courses, quizzes, sites

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


def _quiz_pages(app: Flask, guest: FlaskClient, place: Path) -> None:
    """An attempt from its first page to its result: open, with a clash, unanswered, handed in."""
    address = sites.start_quiz(guest)
    _keep(place, "attempt", guest.get(address).get_data(as_text=True))
    n = next(one.position for one in quizzes.sheet(app, address).asked if one.question.kind == "choice")
    sites.put(
        guest, f"{address}/soal/{n}", {"uuid": str(uuid.UUID(int=1)), "base": 0, "fields": {"j": ["0"]}}
    )
    clash = {
        f"s{n}.kunci": str(uuid.UUID(int=2)),
        f"s{n}.dasar": "0",
        f"s{n}.j": "1",
        "aksi": f"petunjuk:{n}",
    }
    asked = sites.post(guest, address, clash)
    assert asked.status_code == 409
    _keep(place, "attempt-clash", asked.get_data(as_text=True))
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
    _quiz_pages(app, guest, place)
    sites.post(guest, "/tampilan", {"bahasa": "en", "huruf": "A++", "bersama": "1", "hemat": "1"})
    for path, name in (QUIET | {"/kode": "code"}).items():
        _keep(place, f"{name}-guest", guest.get(path).get_data(as_text=True))
    return place


def _judged(pages: Path, report: Path) -> list[str]:
    """What html-validate says. It leaves before a pipe is empty, so it writes into a file."""
    command = [HERE / "node_modules/.bin/html-validate", "--config", HERE / "htmlvalidate.cjs"]
    subprocess.run([*command, "--formatter", f"json={report}", pages], check=False, capture_output=True)
    return [
        f"{Path(file['filePath']).stem}:{one['line']}: {one['ruleId']}: {one['message']}"
        for file in json.loads(report.read_text(encoding="utf-8"))
        for one in file["messages"]
    ]


def test_every_page_is_valid_html(pages: Path, tmp_path: Path) -> None:
    assert len(list(pages.glob("*.html"))) > 30
    said = _judged(pages, tmp_path / "laporan.json")
    assert not said, "\n".join(said)


def test_html_validate_finds_nothing_on_any_page_of_people_and_staff(app: Flask, tmp_path: Path) -> None:
    here, place = world(app), tmp_path / "halaman"
    place.mkdir()
    for endpoint, call in calls(here).items():
        if call.method == "GET":
            page = call.send(fit(here, endpoint))
            if page.mimetype == "text/html" and page.status_code != 303:
                _keep(place, endpoint, page.get_data(as_text=True))
    assert len(list(place.iterdir())) > len(QUIET)
    said = _judged(place, tmp_path / "laporan.json")
    assert not said, "\n".join(said)
