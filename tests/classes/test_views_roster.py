"""A teacher pastes her list, sees every row, takes all of it or nothing, and corrects it afterwards."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from literasi.accounts import actions as accounts
from literasi.accounts.models import Account, ConsentEvent, Trace
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.trail import Act
from literasi.classes.models import Member
from literasi.classes.rules import recap
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from tests.house.pages import problems
from tests.makers import classes, people, sites


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def room(app: Flask, teacher: FlaskClient) -> str:
    """The address of her class."""
    return classes.made(app, "bu-guru")[0]


def count(app: Flask, table: type) -> int:
    with app.app_context():
        found = db.session.execute(select(func.count()).select_from(table)).scalar_one()
        db.session.remove()
    return found


def text_of(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def taken(client: FlaskClient, room: str, text: str) -> TestResponse:
    """Check a list and press the button that the page then shows."""
    page = text_of(sites.post(client, f"{room}/daftar", {"daftar": text}))
    fields = dict(re.findall(r'name="(daftar|rencana)" value="([^"]*)"', page))
    return sites.post(client, f"{room}/daftar/simpan", {name: unescape(one) for name, one in fields.items()})


def test_a_list_is_shown_before_anything_is_stored(app: Flask, teacher: FlaskClient, room: str) -> None:
    before = count(app, Account)
    answer = sites.post(teacher, f"{room}/daftar", {"daftar": "1;Rini\n2;Joko"})
    assert "Simpan 2 siswa baru" in text_of(answer)
    assert count(app, Account) == before
    assert problems(text_of(answer), answer.headers["Content-Security-Policy"]) == []


def test_what_was_shown_is_taken_and_waits_for_consent(app: Flask, teacher: FlaskClient, room: str) -> None:
    assert taken(teacher, room, "1;Rini\n2;Joko").status_code == 303
    with app.app_context():
        rows = db.session.execute(select(Member.name, Member.number, Account.consent, Account.age_band).join(Account, Account.person_id == Member.person_id).order_by(Member.number)).all()  # fmt: skip
    assert [tuple(row) for row in rows] == [("Rini", 1, "diminta", "13-15"), ("Joko", 2, "diminta", "13-15")]


def test_the_trail_names_the_teacher(app: Flask, teacher: FlaskClient, room: str) -> None:
    taken(teacher, room, "Rini")
    with app.app_context():
        member = db.session.execute(select(Member.person_id)).scalar_one()
        traces = db.session.execute(select(Trace.act, Trace.actor_id).where(Trace.subject_id == member)).all()
        event = db.session.execute(
            select(ConsentEvent.state).where(ConsentEvent.person_id == member)
        ).scalar_one()
    me = people.id_of(app, "bu-guru")
    assert {tuple(row) for row in traces} == {(Act.SIGNED_UP, me), (Act.CONSENT, me)}
    assert event == State.ASKED


def test_a_list_with_a_wrong_row_is_taken_by_nobody(app: Flask, teacher: FlaskClient, room: str) -> None:
    answer = sites.post(teacher, f"{room}/daftar", {"daftar": "Rini\nrini\n" + "a" * 61})
    assert answer.status_code == 422 and "rencana" not in text_of(answer)
    assert text_of(answer).count("<td") == 12 and "baris 1" in text_of(answer)
    assert sites.post(teacher, f"{room}/daftar/simpan", {"daftar": "Rini\nrini"}).status_code == 422
    assert count(app, Member) == 0


def test_a_class_that_changed_meanwhile_is_shown_anew(app: Flask, teacher: FlaskClient, room: str) -> None:
    page = text_of(sites.post(teacher, f"{room}/daftar", {"daftar": "Rini\nJoko"}))
    shown = dict(re.findall(r'name="(rencana)" value="([^"]*)"', page))
    classes.listed(app, room, "bu-guru", "Joko")
    answer = sites.post(teacher, f"{room}/daftar/simpan", {"daftar": "Rini\nJoko", **shown})
    assert answer.status_code == 422 and "Simpan 1 siswa baru" in text_of(answer)
    assert count(app, Member) == 1


def test_a_closed_class_takes_nobody(app: Flask, teacher: FlaskClient, room: str) -> None:
    sites.post(teacher, f"{room}/keadaan", {"aksi": "tutup"})
    assert taken(teacher, room, "Rini").status_code == 422
    assert count(app, Member) == 0


def test_a_list_downloaded_and_sent_again_changes_nothing(
    app: Flask, teacher: FlaskClient, room: str
) -> None:
    classes.listed(app, room, "bu-guru", "3;=Rini\n1;'Joko\n;José")
    before = teacher.get(f"{room}/daftar.csv")
    sent = {"berkas": (BytesIO(before.data), "daftar.csv")}
    answer = sites.post(teacher, f"{room}/daftar", sent, content_type="multipart/form-data")
    assert "Semua nama ini sudah ada" in text_of(answer)
    assert before.headers["Content-Disposition"].startswith("attachment")
    assert b"'=Rini" in before.data


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_of_any_spreadsheet_is_read(teacher: FlaskClient, room: str, encoding: str) -> None:
    sent = {"berkas": (BytesIO("Nama;No\r\nJosé;1\r\n".encode(encoding)), "daftar.csv")}
    answer = sites.post(teacher, f"{room}/daftar", sent, content_type="multipart/form-data")
    assert answer.status_code == 200 and ">José<" in text_of(answer)


def test_a_column_for_roles_is_refused_by_name(app: Flask, teacher: FlaskClient, room: str) -> None:
    answer = sites.post(teacher, f"{room}/daftar", {"daftar": "Nama;Peran\nRini;pengelola"})
    assert answer.status_code == 422 and "tidak dibutuhkan: Peran" in text_of(answer)
    assert "Rini;pengelola" in text_of(answer) and count(app, Member) == 0


def test_a_script_in_a_name_is_a_name(teacher: FlaskClient, room: str) -> None:
    taken(teacher, room, "<script>alert(1)</script>")
    for page in ("", "/daftar", "/kartu", "/persetujuan", "/persetujuan/surat"):
        assert "<script>alert" not in text_of(teacher.get(f"{room}{page}"))
        assert "&lt;script&gt;alert(1)" in text_of(teacher.get(f"{room}{page}"))


def test_lists_beyond_every_class_are_refused(teacher: FlaskClient, room: str) -> None:
    assert sites.post(teacher, f"{room}/daftar", {"daftar": "Rini\n" * 50_000}).status_code == 422
    sent = {"berkas": (BytesIO(b"Rini\n" * 2_000_000), "daftar.csv")}
    answer = sites.post(teacher, f"{room}/daftar", sent, content_type="multipart/form-data")
    assert answer.status_code == 413


def test_a_spreadsheet_file_is_refused_with_the_way_round(teacher: FlaskClient, room: str) -> None:
    sent = {"berkas": (BytesIO(b"PK\x03\x04" + bytes(50)), "daftar.xlsx")}
    answer = sites.post(teacher, f"{room}/daftar", sent, content_type="multipart/form-data")
    assert answer.status_code == 422 and "rusak atau terpotong" in text_of(answer)


def test_a_member_gets_another_name_and_number(app: Flask, teacher: FlaskClient, room: str) -> None:
    pupils = classes.listed(app, room, "bu-guru", "1;Rini\n2;Joko")
    page = f"{room}/anggota/{pupils['Rini']}"
    assert sites.post(teacher, page, {"name": "Rini S.", "number": "14"}).status_code == 303
    assert "Rini S." in text_of(teacher.get(f"{room}/daftar"))


@pytest.mark.parametrize("told", [{"name": "joko"}, {"name": ""}, {"name": "Rini", "number": "x"}])
def test_what_is_wrong_with_a_name_stands_beside_it(
    app: Flask, teacher: FlaskClient, room: str, told: dict[str, str]
) -> None:
    pupils = classes.listed(app, room, "bu-guru", "1;Rini\n2;Joko")
    answer = sites.post(teacher, f"{room}/anggota/{pupils['Rini']}", told)
    assert answer.status_code == 422 and 'role="alert"' in text_of(answer)


def test_whoever_is_removed_loses_her_card_and_keeps_her_account(
    app: Flask, teacher: FlaskClient, room: str
) -> None:
    pupils = classes.listed(app, room, "bu-guru", "Rini")
    card = classes.card(app, room, "bu-guru", pupils["Rini"])
    before = count(app, Account)
    assert sites.post(teacher, f"{room}/anggota/{pupils['Rini']}/keluar").status_code == 303
    assert app.test_client().get(card).status_code == 404 and count(app, Account) == before


def test_a_member_of_another_class_is_not_there(app: Flask, teacher: FlaskClient, room: str) -> None:
    people.account(app, "pak-guru", Role.TEACHER)
    theirs = classes.listed(app, classes.made(app, "pak-guru")[0], "pak-guru", "Rini")
    for path in ("", "/keluar"):
        assert sites.post(teacher, f"{room}/anggota/{theirs['Rini']}{path}").status_code == 404
    assert count(app, Member) == 1


def test_whoever_is_erased_is_off_the_list(app: Flask, teacher: FlaskClient, room: str) -> None:
    classes.listed(app, room, "bu-guru", "Rini\nJoko")
    with app.app_context():
        person = db.session.execute(select(Member.person_id).where(Member.name == "Rini")).scalar_one()
        write(lambda session: accounts.erase(session, [person], clock.now()))
        db.session.remove()
    assert "Rini" not in text_of(teacher.get(f"{room}/daftar"))


def uploaded(client: FlaskClient, room: str, body: bytes, name: str) -> TestResponse:
    return sites.post(client, f"{room}/daftar", {"daftar": "", "berkas": (BytesIO(body), name)})


def test_a_spreadsheet_is_shown_and_taken_like_a_pasted_list(
    app: Flask, teacher: FlaskClient, room: str
) -> None:
    body = recap.workbook([["No", "Nama"], [1, "Rini"], [2, "Lumi, Joko"]], "Kelas")
    page = text_of(uploaded(teacher, room, body, "kelas.xlsx"))
    fields = dict(re.findall(r'name="(daftar|rencana)" value="([^"]*)"', page))
    sent = {name: unescape(one) for name, one in fields.items()}
    assert sites.post(teacher, f"{room}/daftar/simpan", sent).status_code == 303
    with app.app_context():
        found = db.session.execute(select(Member.number, Member.name).order_by(Member.number)).all()
    assert [tuple(row) for row in found] == [(1, "Rini"), (2, "Lumi, Joko")]


def test_a_spreadsheet_taken_out_and_sent_back_changes_nothing(
    app: Flask, teacher: FlaskClient, room: str
) -> None:
    taken(teacher, room, "7;Rini\nJoko")
    answer = teacher.get(f"{room}/daftar.xlsx")
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    page = text_of(uploaded(teacher, room, answer.get_data(), "daftar.xlsx"))
    assert "0 siswa baru, 2 sudah ada, 0 perlu dibetulkan" in page


def test_a_file_that_cannot_be_read_is_refused_beside_its_field(teacher: FlaskClient, room: str) -> None:
    answer = uploaded(teacher, room, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "lama.xls")
    assert answer.status_code == 422 and "simpan sebagai XLSX" in text_of(answer)
