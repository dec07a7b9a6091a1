"""Pengelola, Ruang Belajar of those who have an account, and the pages of help."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.catalogue import queries as catalogue
from literasi.home import files
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from literasi.progress import actions as progress
from tests.makers import courses, people, sites

NUMBERS = f"/pengelola/kursus/{courses.SLUG}"


def main(client: FlaskClient, path: str) -> str:
    """What stands in the middle of a page, in one line."""
    page = client.get(path).get_data(as_text=True)
    return " ".join(page.partition("<main")[2].partition("</main>")[0].split())


def finish_first_module(app: Flask, number: int) -> None:
    """Let so many people finish the first module of the course, and one more begin it."""
    for one in range(number):
        people.account(app, f"peserta{one}")
    with app.app_context():
        module = catalogue.shelf(db.session()).courses[0].modules[0]
        done = [people.id_of(app, f"peserta{one}") for one in range(number)]
    for person in done:
        with app.app_context():
            write(
                lambda session, who=person: progress.complete(session, who, module.key, 1, 1.0, clock.now())
            )
            db.session.remove()


def cells(page: str, label: str) -> list[str]:
    return re.findall(rf'data-label="{label}"><span>([^<]*(?:&lt;)?\d*)</span>', page)


@pytest.mark.parametrize(("people_there", "said"), [(0, "0"), (4, "&lt;5"), (5, "5")])
def test_a_module_tells_how_many_finished_it_but_not_when_they_are_few(
    app: Flask, people_there: int, said: str
) -> None:
    finish_first_module(app, people_there)
    page = main(people.account(app, "bu", Role.LIBRARIAN), NUMBERS)
    assert cells(page, "Tuntas")[0] == cells(page, "Mulai")[0] == said
    assert ('class="on" x="24" y="3" width="0"' in page) is (people_there < 5)


def test_who_reads_has_begun(app: Flask) -> None:
    for _guest in range(5):
        sites.guest(app)
    page = main(people.account(app, "bu", Role.LIBRARIAN), NUMBERS)
    assert "5" in cells(page, "Mulai") and "5" not in cells(page, "Tuntas")


def test_a_course_is_finished_by_whoever_finished_all_of_it(app: Flask) -> None:
    finish_first_module(app, 5)
    page = main(people.account(app, "bu", Role.LIBRARIAN), "/pengelola")
    assert (cells(page, "Mulai"), cells(page, "Tuntas")) == (["5"], ["0"])


def test_people_are_counted_and_not_named(app: Flask) -> None:
    for one in range(6):
        people.account(app, f"tokoh{one}")
    page = main(people.account(app, "bu", Role.LIBRARIAN), "/pengelola")
    assert "Akun aktif: 7" in page and "Tamu tanpa akun: 0" in page
    assert "tokoh" not in page.lower()


def test_what_waits_leads_to_where_it_is_done(app: Flask) -> None:
    people.account(app, "rini")
    people.account(app, "anak", age=AgeBand.FROM_13, consent=State.ASKED)
    people.asked_for_role(app, "rini")
    page = main(people.account(app, "bu", Role.LIBRARIAN), "/pengelola")
    assert '<a href="/pengelola/permintaan-peran">Permintaan peran</a>: 1' in page
    assert '<a href="/pengelola/persetujuan">Akun anak yang menunggu persetujuan wali</a>: 1' in page


def test_each_of_the_staff_is_led_only_where_she_may_go(app: Flask) -> None:
    for role in (Role.LIBRARIAN, Role.HEAD, Role.ADMIN):
        client = people.account(app, role.value, role)
        links = set(re.findall(r'href="(/[^"]*)"', main(client, "/pengelola")))
        assert len(links) >= 2 and {client.get(link.replace("&amp;", "&")).status_code for link in links} == {
            200
        }


def test_a_course_that_is_not_there_has_no_numbers(app: Flask) -> None:
    client = people.account(app, "bu", Role.LIBRARIAN)
    assert client.get("/pengelola/kursus/tidak-ada").status_code == 404


def test_ruang_belajar_greets_by_name_and_says_to_a_child_who_can_see_her_work(app: Flask) -> None:
    adult = main(people.account(app, "rini"), "/ruang-belajar")
    child = main(people.account(app, "anak", age=AgeBand.FROM_13), "/ruang-belajar")
    seen = "Guru dan pustakawan dapat melihat kemajuan Anda"
    assert "Salam literasi, Rini." in adult and seen not in adult
    assert "Salam literasi, Anak." in child and seen in child


def test_ruang_belajar_leads_staff_to_their_pages(app: Flask) -> None:
    assert 'href="/pengelola"' in main(people.account(app, "bu", Role.LIBRARIAN), "/ruang-belajar")
    teacher = main(people.account(app, "guru1", Role.TEACHER), "/ruang-belajar")
    assert 'href="/pengelola"' not in teacher and 'href="/bantuan/guru"' in teacher


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", files.NAMES)
def test_help_leads_only_to_pages_that_exist(app: Flask, name: str, language: str) -> None:
    page = files.help_page(name, language)
    links = re.findall(r'href="(/[^"]*)"', page.body_html)
    adapter = app.url_map.bind("localhost")
    assert links and page.summary and all(adapter.test(link, "GET") for link in links)


@pytest.mark.parametrize("name", files.NAMES)
def test_help_says_the_same_in_both_languages(name: str) -> None:
    both = [files.help_page(name, language).body_html for language in ("id", "en")]
    shapes = [(re.findall(r"<(h\d|li|p)\b", html), re.findall(r'href="([^"]*)"', html)) for html in both]
    assert shapes[0] == shapes[1]


def test_the_list_of_help_names_every_page(client: FlaskClient) -> None:
    page = main(client, "/bantuan")
    assert all(f'href="/bantuan/{name}"' in page for name in files.NAMES)


def test_every_page_leads_to_help(client: FlaskClient) -> None:
    assert 'href="/bantuan"' in client.get(courses.LESSON_URL).get_data(as_text=True)
