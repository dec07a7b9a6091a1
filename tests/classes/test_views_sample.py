"""Kelas Contoh: opened by one tap, complete, marked as what it is, and counted nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from literasi.accounts import actions as accounts
from literasi.accounts import queries as known
from literasi.classes import queries
from literasi.classes.rules import sample
from literasi.classes.views import sample as views
from literasi.home import queries as home
from literasi.infra.db import db, write
from literasi.infra.news import announce
from literasi.kernel import clock
from literasi.kernel.events import NightFell
from literasi.kernel.roles import Role
from literasi.marking import queries as marking
from literasi.privacy import actions as privacy
from tests.attacks.oracles import rows
from tests.house.pages import problems
from tests.makers import classes, people, sites


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def room(teacher: FlaskClient) -> str:
    """The address of her Kelas Contoh."""
    return opened(teacher)


def opened(client: FlaskClient) -> str:
    return sites.post(client, "/kelas/contoh", {}).headers["Location"]


def text_of(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def nobodies(app: Flask) -> list[int]:
    return [row["id"] for row in rows(app, "person") if row["made_up"]]


def test_one_tap_shows_flowers_words_and_who_needs_support(teacher: FlaskClient, room: str) -> None:
    page = text_of(teacher.get(room))
    assert page.count("<svg") >= 11
    assert "belum mulai" in page and "2 kali belum tuntas" in page and "berhenti di bagian" in page
    assert "Tuntas, 100" in page and "menunggu persetujuan" in page


def test_a_second_tap_opens_the_same_class(app: Flask, teacher: FlaskClient, room: str) -> None:
    assert opened(teacher) == room
    assert len(nobodies(app)) == len(sample.PUPILS)


def test_nobody_waits_for_more_than_one_pupil_while_it_is_made(
    app: Flask, teacher: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = ("person", "assignment", "attempt")
    seen = [{table: len(rows(app, table)) for table in kept}]

    def counted(act: Callable[[Session], object]) -> object:
        done = write(act)
        seen.append({table: len(rows(app, table)) for table in kept})
        return done

    monkeypatch.setattr(views, "write", counted)
    opened(teacher)
    steps = [{table: after[table] - before[table] for table in kept} for before, after in pairwise(seen)]
    most = {table: max(step[table] for step in steps) for table in kept}
    assert most == {"person": 1, "assignment": 1, "attempt": 2} and len(steps) > len(sample.PUPILS)


def test_a_tap_while_it_is_made_waits_for_it_and_one_long_after_makes_it(
    app: Flask, teacher: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(views.actions, "sample_steps", lambda *_told, **_by: ())
        room = opened(teacher)
    assert sites.post(teacher, f"{room}/semula", {}).headers["Location"] == room
    assert "sedang disiapkan" in text_of(teacher.get(room)) and not nobodies(app)
    with time_machine.travel(clock.now() + timedelta(minutes=3), tick=False):
        assert opened(teacher) == room
    assert len(nobodies(app)) == len(sample.PUPILS) and room in text_of(teacher.get("/kelas"))


def test_every_page_of_it_says_so_and_no_other_class_does(
    app: Flask, teacher: FlaskClient, room: str
) -> None:
    page = text_of(teacher.get(room))
    pupil = re.findall(rf'href="({room}/siswa/[^"]+)"', page)[0]
    item = re.findall(rf'href="({room}/butir/[^"]+)"', page)[0]
    for address in (room, pupil, item, *(f"{room}/{one}" for one in ("rekap", "daftar", "tugas", "tugas/baru", "persetujuan", "kartu"))):  # fmt: skip
        answer = teacher.get(address)
        assert "Data latihan" in text_of(answer), address
        assert problems(text_of(answer), answer.headers["Content-Security-Policy"]) == []
    real, _code = classes.made(app, "bu-guru")
    assert "Data latihan" not in text_of(teacher.get(real))


def test_a_teacher_who_waits_sees_this_class_and_no_other(app: Flask) -> None:
    client = people.account(app, "calon")
    me = people.id_of(app, "calon")
    with app.app_context():
        write(lambda session: accounts.ask_for_role(session, me, Role.TEACHER, "SMP", clock.now()))
    room = opened(client)
    assert "Perlu pendampingan" in text_of(client.get(room))
    assert client.get(f"{room}/rekap").status_code == 200
    assert "data latihan" in text_of(client.get("/penilaian"))


def test_another_teacher_does_not_find_it(app: Flask, room: str) -> None:
    other = people.account(app, "pak-guru", Role.TEACHER)
    assert other.get(room).status_code == sites.post(other, f"{room}/semula", {}).status_code == 404


def test_essays_wait_for_its_teacher_and_not_for_the_library(
    app: Flask, teacher: FlaskClient, room: str
) -> None:
    assert "Marlon (data latihan)" in text_of(teacher.get("/penilaian"))
    with app.app_context():
        assert marking.waiting_count(db.session()) == 0
        by = marking.Marker(people.id_of(app, "bu-guru"), library=False)
        one = marking.waiting(db.session(), by, "", 1).rows[0]
    page = sites.post(teacher, f"/penilaian/{one.public_id}", {}, follow_redirects=True)
    assert "data latihan" in text_of(page)


def test_what_was_withdrawn_there_does_not_come_to_the_library(
    app: Flask, teacher: FlaskClient, room: str
) -> None:
    for public_id in re.findall(rf'href="{room}/butir/([^"]+)"', text_of(teacher.get(room))):
        sites.post(teacher, f"{room}/tugas/{public_id}/tarik", {})
    with app.app_context():
        assert marking.waiting_count(db.session()) == 0
        assert not marking.waiting(db.session(), marking.Marker(1, library=True), "", 1).rows


def test_nobody_made_up_is_counted_found_or_told_of(app: Flask) -> None:
    client = people.account(app, "bu-guru", Role.TEACHER)
    chief = people.account(app, "pak-urus", Role.ADMIN)
    keys = [classes.MODULE, "X01-02"]
    with app.app_context():
        day = clock.wita_date(clock.now())
        before = (known.census(db.session(), day, day), known.consents_waiting(db.session()))
        shares = (home.module_shares(db.session(), keys), home.course_share(db.session(), keys))
        lines = len(known.traces(db.session(), known.Wanted(), 1).rows)
        db.session.remove()
    opened(client)
    with app.app_context():
        assert (known.census(db.session(), day, day), known.consents_waiting(db.session())) == before
        assert (home.module_shares(db.session(), keys), home.course_share(db.session(), keys)) == shares
        assert len(known.traces(db.session(), known.Wanted(), 1).rows) == lines
        assert known.waiting(db.session()) == []
    assert "Marlon" not in text_of(chief.get("/pengelola/orang?q=marlon"))


def test_no_card_opens_anybody_of_it(teacher: FlaskClient, room: str) -> None:
    assert "Siswa karangan tidak dapat masuk" in text_of(teacher.get(f"{room}/kartu"))
    assert sites.post(teacher, f"{room}/kartu", {"semua": "ya"}).status_code == 422


def test_its_code_lets_nobody_in_whatever_is_done_to_it(app: Flask, teacher: FlaskClient, room: str) -> None:
    assert sites.post(teacher, f"{room}/kode", {"aksi": "buka"}).status_code == 409
    with app.app_context():
        one = queries.sample_of(db.session(), people.id_of(app, "bu-guru"))
        assert one is not None and not one.joining
        code = queries.join_code(one.code_salt, sites.KEY)
        assert queries.entrant_named(db.session(), code, "marlon", (sites.KEY,)) is None


def test_no_kode_lanjut_opens_anybody_of_it(app: Flask, room: str) -> None:
    with app.app_context():
        for person_id in nobodies(app):
            code = known.resume_code(db.session(), person_id, (sites.KEY,))
            assert known.person_of_code(db.session(), code, (sites.KEY,)) is None


@pytest.mark.parametrize("door", ["atur", "guru", "keadaan", "kode"])
def test_what_only_a_real_class_has_is_refused_in_words(teacher: FlaskClient, room: str, door: str) -> None:
    answer = sites.post(teacher, f"{room}/{door}", {"aksi": "tutup", "login": "bu-guru", "name": "X"})
    assert answer.status_code == 409 and "hanya untuk berlatih" in text_of(answer)


def test_a_list_put_into_it_makes_more_nobodies(app: Flask, teacher: FlaskClient, room: str) -> None:
    with app.app_context():
        db.session.remove()
    classes.listed(app, room, "bu-guru", "Wulan\nTole")
    assert len(nobodies(app)) == len(sample.PUPILS) + 2


def test_a_member_taken_out_of_it_is_no_more(app: Flask, teacher: FlaskClient, room: str) -> None:
    member = re.findall(rf'href="({room}/anggota/[^"]+)"', text_of(teacher.get(f"{room}/daftar")))[0]
    assert sites.post(teacher, f"{member}/keluar", {}).status_code == 303
    assert len(nobodies(app)) == len(sample.PUPILS) - 1


def test_put_back_it_is_as_it_was(app: Flask, teacher: FlaskClient, room: str) -> None:
    classes.listed(app, room, "bu-guru", "Wulan")
    sites.post(teacher, f"{next(iter(_tasks(teacher, room)))}/tarik", {})
    assert sites.post(teacher, f"{room}/semula", {}).headers["Location"] == room
    page = text_of(teacher.get(room))
    assert len(nobodies(app)) == len(sample.PUPILS) and "Wulan" not in page
    assert "Perlu pendampingan (4)" in page


def _tasks(client: FlaskClient, room: str) -> list[str]:
    return re.findall(rf'<h2><a href="({room}/tugas/[^"/]+)"', text_of(client.get(f"{room}/tugas")))


def test_removed_it_leaves_nothing(app: Flask, teacher: FlaskClient) -> None:
    kept = (
        "person",
        "account",
        "attempt",
        "class_member",
        "classroom",
        "assignment",
        "piece",
        "notice",
        "place",
        "trace",
    )
    before = {table: len(rows(app, table)) for table in kept}
    sites.post(teacher, f"{opened(teacher)}/hapus", {})
    assert {table: len(rows(app, table)) for table in kept} == before


def test_it_goes_with_its_teacher(app: Flask, teacher: FlaskClient, room: str) -> None:
    me = people.id_of(app, "bu-guru")
    with app.app_context():
        write(lambda session: accounts.erase(session, [me], clock.now()))
    assert nobodies(app) == [] and rows(app, "classroom") == []


def test_it_goes_with_the_role_and_is_opened_anew_with_another_request(
    app: Flask, teacher: FlaskClient, room: str
) -> None:
    me, now = people.id_of(app, "bu-guru"), clock.now()
    with app.app_context():
        write(lambda session: accounts.take_role(session, me, Role.TEACHER, now, by=None, actor=None))
    assert nobodies(app) == [] and rows(app, "classroom") == []
    number = people.asked_for_role(app, "bu-guru")
    again = opened(teacher)
    assert teacher.get(again).status_code == 200
    with app.app_context():
        write(lambda session: accounts.decide_request(session, number, False, now, by=me, actor=[Role.ADMIN]))
    assert nobodies(app) == [] and rows(app, "classroom") == []


def test_a_real_class_is_not_removed_by_its_doors(app: Flask, teacher: FlaskClient) -> None:
    real, _code = classes.made(app, "bu-guru")
    for door in ("hapus", "semula"):
        assert sites.post(teacher, f"{real}/{door}", {}).status_code == 404
    assert teacher.get(real).status_code == 200


def test_no_night_takes_anybody_out_of_it(app: Flask, room: str) -> None:
    with app.app_context(), time_machine.travel(clock.now() + timedelta(days=400), tick=False):
        write(lambda session: accounts.erase_idle_guests(session, clock.now()))
        write(lambda session: privacy.tidy(session, clock.now()))
        write(lambda session: announce(session, NightFell(clock.now())))
    assert len(nobodies(app)) == len(sample.PUPILS) == len(rows(app, "class_member"))


def test_where_nothing_is_published_it_says_so(empty_app: Flask) -> None:
    client = people.account(empty_app, "bu-guru", Role.TEACHER)
    answer = sites.post(client, "/kelas/contoh", {})
    assert answer.status_code == 409 and "sedikitnya satu modul" in text_of(answer)
    assert rows(empty_app, "classroom") == []


def test_it_is_the_same_in_every_build(app: Flask, teacher: FlaskClient, room: str) -> None:
    with time_machine.travel("2026-11-23 04:00:00+00:00", tick=False):
        first = text_of(teacher.get(sites.post(teacher, f"{room}/semula", {}).headers["Location"]))
        second = text_of(
            teacher.get(sites.post(teacher, f"{opened(teacher)}/semula", {}).headers["Location"])
        )
    assert _words(first) == _words(second)


def _words(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", page[page.index("<h1") : page.index("</main>")])
