"""Helping people with their accounts: finding them, opening their data, what may be done for whom."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from literasi.accounts import actions
from literasi.accounts.models import Trace
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.trail import Act
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from tests.house.pages import problems
from tests.makers import databases, people, sites

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
LIST = "/pengelola/orang"
NEW = "hujan di Kakaskasen"


@pytest.fixture
def librarian(app: Flask) -> FlaskClient:
    """A librarian's browser."""
    return people.account(app, "bu-pustaka", Role.LIBRARIAN)


def names(client: FlaskClient, query: str = "") -> list[str]:
    page = client.get(f"{LIST}?{query}").get_data(as_text=True)
    return re.findall(r'data-label="Nama"><span>([^<]*)', page)


def traces(app: Flask, act: Act) -> list[tuple[int | None, int | None]]:
    with app.app_context():
        rows = db.session.execute(select(Trace.actor_id, Trace.subject_id).where(Trace.act == act)).all()
        db.session.remove()
    return [(row.actor_id, row.subject_id) for row in rows]


def opened(app: Flask, client: FlaskClient, username: str) -> str:
    """The address of somebody's page, opened by its button."""
    address = people.page_of(app, username)
    assert sites.post(client, f"{address}/buka").status_code == 303
    return address


def test_people_are_found_by_the_beginning_of_a_name_whatever_its_case(
    app: Flask, librarian: FlaskClient
) -> None:
    for one in ("rini.tomohon", "joko", "ririn"):
        people.account(app, one)
    assert names(librarian, "q=RI") == ["Rini.Tomohon", "Ririn"]
    assert names(librarian, "q=joko") == ["Joko"]
    assert names(librarian, "q=ko") == []


@pytest.mark.parametrize("typed", ["%25", "_", "%27", "\\", "a" * 500, "%F0%9F%99%82"])
def test_nothing_that_is_typed_is_a_pattern(librarian: FlaskClient, typed: str) -> None:
    assert names(librarian, f"q={typed}") == []


def test_the_list_can_be_narrowed_to_a_state(app: Flask, librarian: FlaskClient) -> None:
    people.account(app, "tunggu", age=AgeBand.FROM_13, consent=State.ASKED)
    people.suspended(app, "tutup")
    found = {state: names(librarian, f"keadaan={state}") for state in ("menunggu", "dinonaktifkan", "aktif")}
    assert found == {"menunggu": ["Tunggu"], "dinonaktifkan": ["Tutup"], "aktif": ["Bu-Pustaka"]}
    assert len(names(librarian, "keadaan=lain")) == 3


def test_the_list_holds_no_address(app: Flask, librarian: FlaskClient) -> None:
    people.account(app, "rini", email="rini@contoh.example")
    assert "contoh.example" not in librarian.get(LIST).get_data(as_text=True)


def test_a_long_list_has_pages_of_twenty_five(app: Flask, librarian: FlaskClient) -> None:
    for one in range(30):
        people.account(app, f"warga{one:02d}")
    assert [len(names(librarian, f"q=warga&hal={page}")) for page in (1, 2, 3)] == [25, 5, 0]


def test_opening_somebodys_data_is_noted_and_reading_it_again_is_not(
    app: Flask, librarian: FlaskClient
) -> None:
    people.account(app, "rini", email="rini@contoh.example")
    address = people.page_of(app, "rini")
    assert "rini@contoh.example" not in librarian.get(address).get_data(as_text=True)
    opened(app, librarian, "rini")
    for _time in range(2):
        assert "rini@contoh.example" in librarian.get(address).get_data(as_text=True)
    assert traces(app, Act.LOOKED) == [(people.id_of(app, "bu-pustaka"), people.id_of(app, "rini"))]


def test_the_permission_ends_after_ten_minutes_and_is_for_one_person(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as moving:
        librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
        people.account(app, "rini"), people.account(app, "joko")
        address = opened(app, librarian, "rini")
        moving.shift(timedelta(minutes=9, seconds=59))
        assert "Kelompok usia" in librarian.get(address).get_data(as_text=True)
        assert "Kelompok usia" not in librarian.get(people.page_of(app, "joko")).get_data(as_text=True)
        moving.shift(timedelta(seconds=1))
        assert "Kelompok usia" not in librarian.get(address).get_data(as_text=True)


def test_a_permission_is_not_worth_anything_to_another_librarian(app: Flask, librarian: FlaskClient) -> None:
    people.account(app, "rini")
    address = opened(app, librarian, "rini")
    other = people.account(app, "bu-lain", Role.LIBRARIAN)
    assert "Kelompok usia" not in other.get(address).get_data(as_text=True)


def code_for(client: FlaskClient, address: str) -> str:
    found = re.search(
        r'class="code">([0-9A-Z ]{14})<', sites.post(client, f"{address}/kode").get_data(as_text=True)
    )
    assert found is not None
    return found.group(1)


def test_a_code_opens_the_way_to_a_new_password_once(app: Flask, librarian: FlaskClient) -> None:
    rini = people.account(app, "rini")
    code = code_for(librarian, opened(app, librarian, "rini"))
    visitor = app.test_client()
    assert sites.post(visitor, f"/sandi-baru/{code}", {"password": NEW}).status_code == 303
    assert sites.post(visitor, f"/sandi-baru/{code}", {"password": NEW}).status_code == 404
    assert sites.post(visitor, "/masuk", {"login": "rini", "password": NEW}).status_code == 303
    assert rini.get("/akun").status_code == 303
    assert traces(app, Act.CODE) == [(people.id_of(app, "bu-pustaka"), people.id_of(app, "rini"))]


def test_who_is_given_a_code_reads_of_it(app: Flask, librarian: FlaskClient) -> None:
    rini = people.account(app, "rini")
    code_for(librarian, opened(app, librarian, "rini"))
    assert "kode sekali pakai" in rini.get("/kabar").get_data(as_text=True)


def test_a_code_is_shown_once_and_stored_nowhere(app: Flask, librarian: FlaskClient) -> None:
    people.account(app, "rini")
    address = opened(app, librarian, "rini")
    code = code_for(librarian, address)
    assert code not in librarian.get(address).get_data(as_text=True)
    assert code.replace(" ", "").encode() not in databases.contents(app.extensions["literasi"].instance)


@pytest.mark.parametrize("role", [Role.LIBRARIAN, Role.HEAD, Role.ADMIN])
@pytest.mark.parametrize(
    ("act", "form"), [("kode", {}), ("perangkat", {}), ("keadaan", {"aksi": "nonaktifkan"})]
)
def test_staff_is_helped_by_an_admin_only(
    app: Flask, librarian: FlaskClient, role: Role, act: str, form: dict[str, str]
) -> None:
    people.account(app, "rekan", role)
    admin = people.account(app, "pak-urus", Role.ADMIN)
    address = people.page_of(app, "rekan")
    assert sites.post(librarian, f"{address}/{act}", form).status_code == 403
    assert sites.post(admin, f"{address}/{act}", form).status_code < 400


def test_a_librarian_makes_teachers_and_nobody_else(app: Flask, librarian: FlaskClient) -> None:
    people.account(app, "rini")
    address = people.page_of(app, "rini")
    answers = {
        role: sites.post(librarian, f"{address}/peran", {"peran": role.value, "aksi": "beri"})
        for role in Role
    }
    assert {role: answer.status_code for role, answer in answers.items()} == {
        Role.TEACHER: 303, Role.LIBRARIAN: 403, Role.HEAD: 403, Role.ADMIN: 403
    }  # fmt: skip


def test_a_role_that_was_taken_counts_from_the_next_request_on(app: Flask) -> None:
    admin, other = people.account(app, "pak-urus", Role.ADMIN), people.account(app, "bu", Role.LIBRARIAN)
    assert other.get("/pengelola").status_code == 200
    sites.post(admin, f"{people.page_of(app, 'bu')}/peran", {"peran": "pustakawan", "aksi": "cabut"})
    assert other.get("/pengelola").status_code == 404


@pytest.mark.parametrize("form", [{}, {"peran": "raja", "aksi": "beri"}, {"peran": "guru", "aksi": "x"}])
def test_a_role_that_is_none_is_refused(app: Flask, librarian: FlaskClient, form: dict[str, str]) -> None:
    people.account(app, "rini")
    assert sites.post(librarian, f"{people.page_of(app, 'rini')}/peran", form).status_code == 400


def test_an_account_is_closed_and_opened_again(app: Flask, librarian: FlaskClient) -> None:
    rini, address = people.account(app, "rini"), people.page_of(app, "rini")
    sites.post(librarian, f"{address}/keadaan", {"aksi": "nonaktifkan"})
    assert rini.get("/akun").status_code == 403
    assert "dinonaktifkan sementara" in librarian.get(f"{LIST}?q=rini").get_data(as_text=True)
    sites.post(librarian, f"{address}/keadaan", {"aksi": "aktifkan"})
    assert rini.get("/akun").status_code == 200
    assert sites.post(librarian, f"{address}/keadaan", {"aksi": "x"}).status_code == 400


def test_a_lost_phone_is_signed_out_and_the_trail_says_by_whom(app: Flask, librarian: FlaskClient) -> None:
    phone = people.account(app, "rini")
    sites.post(librarian, f"{people.page_of(app, 'rini')}/perangkat")
    assert phone.get("/akun").status_code == 303
    assert traces(app, Act.ENDED_DEVICES) == [(people.id_of(app, "bu-pustaka"), people.id_of(app, "rini"))]


def test_a_request_is_answered_once_and_its_answer_is_read_in_kabar(
    app: Flask, librarian: FlaskClient
) -> None:
    rini, joko = people.account(app, "rini"), people.account(app, "joko")
    numbers = {name: people.asked_for_role(app, name) for name in ("rini", "joko")}
    waiting = "/pengelola/permintaan-peran"
    assert "SMP Contoh" in librarian.get(waiting).get_data(as_text=True)
    assert sites.post(librarian, f"{waiting}/{numbers['rini']}", {"aksi": "terima"}).status_code == 303
    assert sites.post(librarian, f"{waiting}/{numbers['joko']}", {"aksi": "tolak"}).status_code == 303
    assert sites.post(librarian, f"{waiting}/{numbers['joko']}", {"aksi": "terima"}).status_code == 409
    assert sites.post(librarian, f"{waiting}/{numbers['rini']}", {"aksi": "?"}).status_code == 400
    assert "Anda sekarang guru" in rini.get("/kabar").get_data(as_text=True)
    assert "belum diterima" in joko.get("/kabar").get_data(as_text=True)
    assert "Tidak ada permintaan" in librarian.get(waiting).get_data(as_text=True)


def test_the_pages_behind_buttons_are_whole(app: Flask, librarian: FlaskClient) -> None:
    people.account(app, "rini")
    address = opened(app, librarian, "rini")
    answers = (
        librarian.get(address),
        sites.post(librarian, f"{address}/kode"),
        librarian.get(f"{LIST}?q=tidak-ada"),
        librarian.get("/kabar"),
    )
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert problems(answer.get_data(as_text=True), policy) == []


def test_the_second_step_of_a_lost_phone_is_taken_off_by_an_admin(app: Flask, librarian: FlaskClient) -> None:
    rini = people.account(app, "rini")
    number = people.id_of(app, "rini")
    with app.app_context():
        write(lambda session: actions.set_second_step(session, number, "tersegel", 1, clock.now()))
        db.session.remove()
    admin = people.account(app, "pak-urus", Role.ADMIN)
    address = opened(app, admin, "rini")
    assert "Ya, lepas dua langkah" in admin.get(address).get_data(as_text=True)
    assert sites.post(admin, f"{address}/dua-langkah").status_code == 303
    assert "Ya, lepas dua langkah" not in admin.get(address).get_data(as_text=True)
    assert "dilepas dari akun Anda" in rini.get("/kabar").get_data(as_text=True)
    assert sites.post(librarian, f"{address}/dua-langkah").status_code == 404


def test_somebody_who_is_grown_up_after_all_waits_for_nobody(app: Flask, librarian: FlaskClient) -> None:
    rini = people.account(app, "rini", age=AgeBand.FROM_13, consent=State.ASKED)
    assert rini.get("/akun").status_code == 303
    address = opened(app, librarian, "rini")
    assert sites.post(librarian, f"{address}/usia", {"usia": "18+"}).status_code == 303
    assert rini.get("/akun").status_code == 200
    assert "18 tahun ke atas" in librarian.get(address).get_data(as_text=True)
    assert len(traces(app, Act.CORRECTED)) == 1


def test_a_child_who_said_she_was_grown_up_waits_for_her_guardian_thirty_days_from_now(
    app: Flask, librarian: FlaskClient
) -> None:
    with time_machine.travel(clock.now() - timedelta(days=60), tick=False):
        rini = people.account(app, "rini")
    sites.post(librarian, f"{opened(app, librarian, 'rini')}/usia", {"usia": "13-15"})
    assert rini.get("/akun").headers["Location"].startswith("/masuk")
    assert rini.get("/akun/menunggu").status_code == 200
    with app.app_context():
        assert write(lambda session: actions.drop_waiting(session, clock.now())) == 0
        db.session.remove()


@pytest.mark.parametrize("usia", ["", "<13", "dewasa"])
def test_an_age_that_is_none_changes_nothing(app: Flask, librarian: FlaskClient, usia: str) -> None:
    people.account(app, "rini")
    address = opened(app, librarian, "rini")
    assert sites.post(librarian, f"{address}/usia", {"usia": usia}).status_code == 400
    assert "18 tahun ke atas" in librarian.get(address).get_data(as_text=True)
