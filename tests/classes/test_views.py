"""Classes through a browser: made, shared, joined, left."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from literasi.accounts.models import Trace
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.trail import Act
from literasi.classes import actions
from literasi.classes.rules.calendar import Term
from literasi.infra.db import db
from literasi.kernel.roles import Role
from tests.makers import classes, people, sites


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    """A teacher's browser."""
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def learner(app: Flask) -> FlaskClient:
    """A browser of somebody with an account."""
    return people.account(app, "rini")


def _text(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def test_a_name_and_an_age_are_enough_to_make_a_class(teacher: FlaskClient) -> None:
    made = sites.post(teacher, "/kelas/baru", {"name": "VIII-B", "age": "13-15"})
    page = _text(teacher, made.headers["Location"])
    assert "Kelas VIII-B" in page and re.search(r'class="code">[0-9A-Z]{4} [0-9A-Z]{4}<', page)


def test_pressing_twice_makes_one_class_and_a_class_with_somebody_in_it_is_another(
    app: Flask, teacher: FlaskClient
) -> None:
    def make(**other: str) -> str:
        told = {"name": "VIII-B", "age": "13-15", **other}
        return sites.post(teacher, "/kelas/baru", told).headers["Location"]

    first = make()
    assert make() == first
    assert first != make(age="16") != make(age="16", term="genap")
    classes.listed(app, first, "bu-guru", "1;Rini")
    assert make() != first


@pytest.mark.parametrize(
    "odd",
    [{"name": ""}, {"age": "7"}, {"school": "tidak-ada"}, {"year": "1990"}, {"year": "x"}, {"term": "tiga"}],
)
def test_what_is_odd_about_a_class_is_said_and_kept_on_the_page(
    teacher: FlaskClient, odd: dict[str, str]
) -> None:
    answer = sites.post(teacher, "/kelas/baru", {"name": "VIII-B", "age": "13-15", **odd})
    assert answer.status_code == 422 and 'role="alert"' in answer.get_data(as_text=True)


def test_whoever_asked_to_be_a_teacher_prepares_and_sees_nobody(app: Flask, learner: FlaskClient) -> None:
    people.asked_for_role(app, "rini")
    people.account(app, "joko")
    made = sites.post(learner, "/kelas/baru", {"name": "VIII-B", "age": "13-15"}).headers["Location"]
    page = _text(learner, made)
    assert "masih menunggu" in page and "Siswa dan tugas" not in page
    assert learner.get(f"{made}/siswa/apa-saja").status_code == 404


def test_a_class_takes_nobody_before_its_teacher_is_known(app: Flask, learner: FlaskClient) -> None:
    wants = people.account(app, "calon-guru")
    number = people.asked_for_role(app, "calon-guru")
    address, code = classes.made(app, "calon-guru")
    refused = sites.post(learner, "/gabung", {"code": code})
    assert refused.status_code == 422 and "masih menunggu dikenali" in refused.get_data(as_text=True)
    assert "kode kelas membuka kelas ini, sesudah" in _text(wants, address)
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    sites.post(librarian, f"/pengelola/permintaan-peran/{number}", {"aksi": "terima"})
    assert sites.post(learner, "/gabung", {"code": code}).status_code == 303


def test_a_class_is_joined_by_its_code_once(app: Flask, teacher: FlaskClient, learner: FlaskClient) -> None:
    address, code = classes.made(app, "bu-guru")
    for _again in range(2):
        joined = sites.post(learner, "/gabung", {"code": code.lower()})
        assert joined.headers["Location"] == f"{address}/saya"
    assert _text(teacher, address).count("Rini") > 0
    assert "Bu-Guru" in _text(learner, f"{address}/saya")


def test_before_joining_it_is_said_who_will_see_what(learner: FlaskClient) -> None:
    assert "melihat kemajuan" in _text(learner, "/gabung")


def test_a_code_that_opens_nothing_is_answered_alike_whatever_the_reason(
    app: Flask, teacher: FlaskClient, learner: FlaskClient
) -> None:
    address, code = classes.made(app, "bu-guru")
    sites.post(teacher, f"{address}/kode", {"aksi": "tutup"})
    shut = sites.post(learner, "/gabung", {"code": code})
    sites.post(teacher, f"{address}/kode", {"aksi": "buka"})
    sites.post(teacher, f"{address}/kode", {"aksi": "ganti"})
    old = sites.post(learner, "/gabung", {"code": code})
    assert (shut.status_code, old.status_code) == (404, 404)
    assert re.sub(r'"[^"]{20,}"|nonce', "", shut.text) == re.sub(r'"[^"]{20,}"|nonce', "", old.text)


def test_guessing_codes_is_slowed_down_and_forty_right_ones_are_not(app: Flask, learner: FlaskClient) -> None:
    _address, code = classes.made(app, people_teacher(app))
    for _ in range(40):
        assert sites.post(learner, "/gabung", {"code": code}).status_code == 303
    answers = [sites.post(learner, "/gabung", {"code": f"AAAA{n:04}"}).status_code for n in range(130)]
    assert answers[0] == 404 and answers[-1] == 429


def people_teacher(app: Flask) -> str:
    people.account(app, "pak-guru", Role.TEACHER)
    return "pak-guru"


def test_a_guest_is_told_how_she_gets_in(app: Flask, teacher: FlaskClient, guest: FlaskClient) -> None:
    _address, code = classes.made(app, "bu-guru")
    answer = sites.post(guest, "/gabung", {"code": code})
    assert answer.status_code == 422 and "buat akun dulu" in answer.get_data(as_text=True)


def test_a_child_whose_consent_waits_may_join_and_is_not_seen(app: Flask, teacher: FlaskClient) -> None:
    child = people.account(app, "ani", age=AgeBand.FROM_13, consent=State.ASKED)
    address, code = classes.made(app, "bu-guru")
    assert sites.post(child, "/gabung", {"code": code}).status_code == 303
    assert "menunggu persetujuan" in _text(teacher, address)
    assert f"{address}/siswa/" not in _text(teacher, address)


def test_leaving_ends_her_teachers_sight_at_once(
    app: Flask, teacher: FlaskClient, learner: FlaskClient
) -> None:
    address, _code = classes.made(app, "bu-guru", learners=["rini"])
    page = re.search(rf"{address}/siswa/\w+", _text(teacher, address))
    assert page is not None and teacher.get(page[0]).status_code == 200
    assert sites.post(learner, f"{address}/keluar").status_code == 303
    assert teacher.get(page[0]).status_code == 404
    assert learner.get(f"{address}/saya").status_code == 404


def test_a_colleague_teaches_along_until_she_is_taken_out(app: Flask, teacher: FlaskClient) -> None:
    other = people.account(app, "pak-guru", Role.TEACHER)
    address, _code = classes.made(app, "bu-guru")
    assert other.get(address).status_code == 404
    sites.post(teacher, f"{address}/guru", {"login": "Pak-Guru"})
    assert other.get(address).status_code == 200
    sites.post(teacher, f"{address}/guru/{people.public_id_of(app, 'pak-guru')}/keluar")
    assert other.get(address).status_code == 404
    seen = select(Trace.act).where(Trace.subject_id == people.id_of(app, "pak-guru")).order_by(Trace.id)
    with app.app_context():
        assert list(db.session.execute(seen).scalars())[-2:] == [Act.TEACHES, Act.TEACHES_NO_MORE]
        db.session.remove()


@pytest.mark.parametrize("login", ["rini", "tidak-ada", ""])
def test_nobody_learns_from_a_class_who_is_a_teacher(app: Flask, teacher: FlaskClient, login: str) -> None:
    people.account(app, "rini")
    address, _code = classes.made(app, "bu-guru")
    answer = sites.post(teacher, f"{address}/guru", {"login": login})
    assert answer.status_code == 422 and "Tidak ada guru" in answer.get_data(as_text=True)


def test_the_last_teacher_stays(app: Flask, teacher: FlaskClient) -> None:
    address, _code = classes.made(app, "bu-guru")
    sites.post(teacher, f"{address}/guru/{people.public_id_of(app, 'bu-guru')}/keluar")
    assert teacher.get(address).status_code == 200


def test_a_role_that_was_taken_back_ends_sight_of_every_class(app: Flask, teacher: FlaskClient) -> None:
    admin = people.account(app, "pak-urus", Role.ADMIN)
    address, _code = classes.made(app, "bu-guru")
    sites.post(admin, f"{people.page_of(app, 'bu-guru')}/peran", {"peran": "guru", "aksi": "cabut"})
    assert teacher.get(address).status_code == 404


def test_a_closed_class_lets_nobody_in(app: Flask, teacher: FlaskClient, learner: FlaskClient) -> None:
    address, code = classes.made(app, "bu-guru")
    sites.post(teacher, f"{address}/keadaan", {"aksi": "tutup"})
    assert sites.post(learner, "/gabung", {"code": code}).status_code == 404
    assert "Beri tugas" not in _text(teacher, address) and "Ganti kode" not in _text(
        teacher, f"{address}/atur"
    )
    sites.post(teacher, f"{address}/keadaan", {"aksi": "buka"})
    assert sites.post(learner, "/gabung", {"code": code}).status_code == 303


def test_an_archived_class_is_on_the_other_list(app: Flask, teacher: FlaskClient) -> None:
    address, _code = classes.made(app, "bu-guru")
    sites.post(teacher, f"{address}/keadaan", {"aksi": "arsipkan"})
    assert address not in _text(teacher, "/kelas") and address in _text(teacher, "/kelas?arsip=ya")


def test_a_copy_has_the_plan_and_nobody_in_it(app: Flask, teacher: FlaskClient, learner: FlaskClient) -> None:
    address, _code = classes.made(app, "bu-guru", learners=["rini"])
    classes.assigned(app, address, "X01-01")
    copy = sites.post(teacher, f"{address}/salin").headers["Location"].removesuffix("/atur")
    page = _text(teacher, copy)
    assert copy != address and "Rini" not in page


def test_a_class_of_years_ago_is_renamed_and_stays_in_its_year(app: Flask, teacher: FlaskClient) -> None:
    old = actions.NewClass("VII-B", "", 2021, Term.EVEN, AgeBand.FROM_13)
    address, _code = classes.made(app, "bu-guru", told=old)
    assert '<option value="2021" selected>' in _text(teacher, f"{address}/atur")
    told = {"name": "VII-B lama", "age": "13-15", "year": "2021", "term": "genap"}
    assert sites.post(teacher, f"{address}/atur", told).status_code == 303
    assert "2021/2022" in _text(teacher, address)
