"""Attack 13: what is announced, withdrawn or never published, asked for by its address, the search and the links."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from literasi.authoring import actions as authoring
from literasi.infra.db import db, write
from literasi.kernel import clock
from tests.attacks.oracles import crawl, pages, telltales
from tests.makers import courses, sites

HIDDEN = "Penyusupan"
SOON = f"""\
---
kode: X01-04
judul: Modul Nanti
segera: ya
menit: 15
---

## {HIDDEN} {{#rahasia}}

{HIDDEN} RAHASIA-segera ![{HIDDEN}](media/rahasia.svg)
"""
SOON_QUIZ = courses.ESSAY_QUIZ.replace("u-", "v-").replace("Kuis Uraian", HIDDEN)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>RAHASIA-gambar</title></svg>'
SOON_FILES = {
    **courses.FILES,
    "04-nanti/lesson.md": SOON.encode(),
    "04-nanti/quiz.md": SOON_QUIZ.encode(),
}
STATES = ["segera", "withdrawn", "never published", "broken"]


def publish(app: Flask, files: dict[str, bytes], dropped: tuple[str, ...] = ()) -> authoring.Published:
    """Publish, with modules that may go."""
    commons = authoring.read_commons(courses.COMMONS)

    def act(session: Session) -> authoring.Published:
        return authoring.publish(session, courses.SLUG, files, commons, {}, "", clock.now(), dropped)

    with app.app_context():
        done = write(act)
        db.session.remove()
        return done


def in_state(app: Flask, state: str) -> str:
    """Bring a module into this state; its address."""
    if state == "segera":
        done = publish(
            app,
            {
                **courses.FILES,
                "04-nanti/lesson.md": SOON.replace(f" ![{HIDDEN}](media/rahasia.svg)", "").encode(),
            },
        )
        assert done.changed, done.problems
        return f"/kursus/{courses.SLUG}/nanti"
    if state == "withdrawn":
        kept = {path: body for path, body in courses.FILES.items() if not path.startswith("02-")}
        assert publish(app, kept, ("X01-02",)).changed
        return f"/kursus/{courses.SLUG}/uraian"
    if state == "broken":
        broken = {
            **courses.FILES,
            "05-baru/lesson.md": courses.PLAIN_LESSON.replace("X01-03", "X01-05").encode() + b"\n::: kuis\n",
        }
        assert not publish(app, broken).changed
        return f"/kursus/{courses.SLUG}/baru"
    return f"/kursus/{courses.SLUG}/tidak-pernah"


@pytest.mark.parametrize("state", STATES)
def test_its_pages_do_not_exist_for_anybody(
    app: Flask, guest: FlaskClient, client: FlaskClient, state: str
) -> None:
    address = in_state(app, state)
    for browser in (guest, client):
        for path in ("", "/kuis", "?bagian=menulis", "?tampil=utuh", "?bagian=akhir"):
            assert browser.get(address + path).status_code == 404, path


@pytest.mark.parametrize("state", STATES)
def test_nothing_can_be_begun_or_answered_in_it(app: Flask, guest: FlaskClient, state: str) -> None:
    address = in_state(app, state)
    for path, sent in (
        ("", {"bagian": "menulis", "ke": "akhir"}),
        ("/kuis", {}),
        ("/latihan/x-latihan", {"j": "0"}),
    ):
        assert sites.post(guest, address + path, sent).status_code == 404, path


@pytest.mark.parametrize("state", ["withdrawn", "broken", "never published"])
def test_no_page_links_to_it(app: Flask, guest: FlaskClient, state: str) -> None:
    address = in_state(app, state)
    found = crawl(guest, pages(app))
    assert not [
        where for where, response in found.items() if f'href="{address}' in response.get_data(as_text=True)
    ]


def test_an_announced_module_shows_its_title_and_nothing_else(app: Flask, guest: FlaskClient) -> None:
    address = in_state(app, "segera")
    found = crawl(guest, pages(app))
    assert "Modul Nanti" in found[f"/kursus/{courses.SLUG}"].get_data(as_text=True)
    assert telltales(found, HIDDEN.encode()) == telltales(found, b"RAHASIA-segera") == []
    assert not [where for where, response in found.items() if address in response.get_data(as_text=True)]


@pytest.mark.parametrize(
    ("state", "word"), [("segera", "penyusupan"), ("withdrawn", "uraian"), ("broken", "baru")]
)
def test_searching_does_not_find_it(app: Flask, client: FlaskClient, state: str, word: str) -> None:
    address = in_state(app, state)
    assert f'href="{address}"' not in client.get("/cari", query_string={"q": word}).get_data(as_text=True)


def test_before_it_was_withdrawn_the_search_did_find_it(client: FlaskClient) -> None:
    assert f'href="/kursus/{courses.SLUG}/uraian"' in client.get("/cari?q=uraian").get_data(as_text=True)


@pytest.mark.parametrize("word", ["RAHASIA", "fasilitator", "rencana 40 menit", "rubrik", "OPAC", "1825"])
def test_searching_finds_neither_keys_nor_feedback_nor_guides(client: FlaskClient, word: str) -> None:
    page = client.get("/cari", query_string={"q": word}).get_data(as_text=True)
    assert "<article" not in page


def test_a_withdrawn_quiz_can_be_ended_by_whoever_began_it(app: Flask, guest: FlaskClient) -> None:
    attempt = sites.start_quiz(guest, courses.ESSAY_QUIZ_URL)
    in_state(app, "withdrawn")
    assert guest.get(attempt).status_code == 200
    assert sites.post(guest, attempt, {"aksi": "kirim-juga"}).status_code == 303
    assert guest.get(f"{attempt}/hasil").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "",
        "rahasia.svg",
        "media/rahasia.svg",
        "../courses/x",
        "..%2f..%2fliterasi.db",
        "%2e%2e/secret_key",
        "0" * 20 + ".svg",
    ],
)
def test_pictures_are_found_by_the_digest_of_their_bytes_only(client: FlaskClient, name: str) -> None:
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "literasi.db",
        "../literasi.db",
        "..%2fliterasi.db",
        "%2e%2e/%2e%2e/secret_key",
        "/etc/passwd",
        "",
        ".",
        "literasi.js",
        "../../etc/passwd",
    ],
)
def test_static_addresses_lead_to_static_files_only(client: FlaskClient, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404


def test_robots_are_kept_from_what_belongs_to_people(client: FlaskClient) -> None:
    rules = client.get("/robots.txt").get_data(as_text=True)
    for path in ("/pengerjaan/", "/lanjut", "/kode", "/ruang-belajar"):
        assert f"Disallow: {path}" in rules
