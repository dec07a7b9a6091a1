"""Giving work as a teacher does it, on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.kernel.roles import Role
from tests.attacks.oracles import rows
from tests.house.pages import problems
from tests.makers import classes, people, sites

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
FORM = {"module": classes.MODULE, "due_day": "2026-12-04", "due_time": "20:00", "grace": "1440"}
SUNDAY = "2026-12-06"


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def teacher(app: Flask, clock: time_machine.Coordinates) -> FlaskClient:
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def address(app: Flask, teacher: FlaskClient) -> str:
    people.account(app, "rini")
    return f"{classes.made(app, 'bu-guru', learners=['rini'])[0]}/tugas"


def page(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def test_a_module_is_all_that_has_to_be_chosen(teacher: FlaskClient, address: str) -> None:
    shown = page(teacher, f"{address}/baru")
    assert 'value="2026-11-30"' in shown and 'value="20:00"' in shown
    assert problems(shown) == []


def test_friday_at_eight_is_given_and_listed(teacher: FlaskClient, address: str) -> None:
    assert sites.post(teacher, f"{address}/baru", FORM).status_code == 303
    shown = page(teacher, address)
    assert "Tenggat Jumat, 4 Desember 2026 pukul 20.00 WITA." in shown
    assert problems(shown) == []


def test_a_sunday_is_asked_about_with_the_monday_beside_it(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    answer = sites.post(teacher, f"{address}/baru", {**FORM, "due_day": SUNDAY})
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422 and rows(app, "assignment") == []
    assert "Tenggatnya, 6 Desember 2026, jatuh pada hari Minggu." in shown
    assert "Usul: Senin, 7 Desember 2026 pukul 20.00 WITA." in shown
    assert problems(shown) == []


@pytest.mark.parametrize("pressed", [SUNDAY, "2026-12-07"])
def test_either_button_gives(app: Flask, teacher: FlaskClient, address: str, pressed: str) -> None:
    sites.post(teacher, f"{address}/baru", {**FORM, "due_day": SUNDAY, "pilih": pressed})
    assert f"{int(pressed[-2:])} Desember 2026" in page(teacher, address)


def test_an_estimated_holiday_is_said_to_be_one(teacher: FlaskClient, address: str) -> None:
    shown = sites.post(teacher, f"{address}/baru", {**FORM, "due_day": "2027-03-10"}).get_data(as_text=True)
    assert "Idul Fitri" in shown and "masih perkiraan" in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"module": ""}, "Pilih modul dari daftar"),
        ({"due_day": "besok"}, "tahun-bulan-hari"),
        ({"due_time": "25:00"}, "jam:menit"),
        ({"due_day": "2026-11-20"}, "sudah lewat"),
        ({"tries": "nol"}, "angka 1 sampai 20"),
        ({"threshold": "0"}, "angka 1 sampai 100"),
        ({"grace": "5"}, "masa toleransi"),
        ({"show_keys": "kapan-kapan"}, "Pilih dari daftar"),
        ({"note": "a" * 1001}, "paling panjang"),
        ({"audience": "sebagian"}, "Belum ada siswa yang dipilih"),
        ({"opens_day": "2026-12-05"}, "sesudah tenggatnya"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    app: Flask, teacher: FlaskClient, address: str, wrong: dict[str, str], said: str
) -> None:
    answer = sites.post(teacher, f"{address}/baru", {**FORM, "note": "Ingat catatanmu", **wrong})
    shown = answer.get_data(as_text=True)
    assert (answer.status_code, rows(app, "assignment")) == (422, [])
    assert said in shown and ("Ingat catatanmu" in shown or "note" in wrong)


def test_one_assignment_is_changed_extended_and_taken_back(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    one = classes.given(app, "bu-guru", address.removesuffix("/tugas"), due_at=NOW + timedelta(days=4))
    assert problems(page(teacher, one)) == []
    assert sites.post(teacher, one, {**FORM, "note": "Baru"}).status_code == 303
    more = {"due_day": "2026-12-08", "due_time": "20:00", "reason": "listrik"}
    assert sites.post(teacher, f"{one}/perpanjang", more).status_code == 303
    assert "Semua siswa: Selasa, 8 Desember 2026 pukul 20.00 WITA (gangguan listrik)" in " ".join(page(teacher, one).split())  # fmt: skip
    assert sites.post(teacher, f"{one}/tarik").status_code == 303
    assert teacher.get(one).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"due_day": "2026-11-24"}, "lebih lama dari tenggat"),
        ({"due_day": "x"}, "tahun-bulan-hari"),
        ({"reason": "bosan"}, "Pilih alasan"),
        ({"reason": "lain"}, "Tulis alasannya"),
        ({"member": "tidak-ada"}, "Pilih siswa"),
    ],
)
def test_more_time_that_cannot_be_given_is_explained(
    app: Flask, teacher: FlaskClient, address: str, wrong: dict[str, str], said: str
) -> None:
    one = classes.given(app, "bu-guru", address.removesuffix("/tugas"), due_at=NOW + timedelta(days=4))
    more = {"due_day": "2026-12-08", "due_time": "20:00", "reason": "listrik", **wrong}
    answer = sites.post(teacher, f"{one}/perpanjang", more)
    assert answer.status_code == 422 and said in answer.get_data(as_text=True)
    assert rows(app, "extension") == []


def waiting_again(app: Flask) -> tuple[FlaskClient, str]:
    """Somebody who was a teacher and asks to be one once more, and her class with Rini in it."""
    browser = people.account(app, "bu-calon", Role.TEACHER)
    people.account(app, "rini")
    address = classes.made(app, "bu-calon", learners=["rini"])[0]
    people.roles_end(app, "bu-calon")
    people.asked_for_role(app, "bu-calon")
    return browser, address


def test_whoever_waits_to_be_a_teacher_may_give_and_sees_no_name(app: Flask, clock: object) -> None:
    waiting, address = waiting_again(app)
    address = f"{address}/tugas"
    assert sites.post(waiting, f"{address}/baru", FORM).status_code == 303
    assert "Rini" not in page(waiting, f"{address}/baru")
    more = {"due_day": "2026-12-08", "due_time": "20:00", "reason": "sakit", "member": "x"}
    one = page(waiting, address).split('<h2><a href="')[1].split('"')[0]
    assert sites.post(waiting, f"{one}/perpanjang", more).status_code == 404


def test_whoever_sees_no_pupil_changes_a_deadline_and_not_who_is_meant(
    app: Flask, teacher: FlaskClient
) -> None:
    waiting, address = waiting_again(app)
    rini = classes.members_of(app, "bu-calon", address)["rini"]
    one = classes.given(app, "bu-calon", address, members=[rini])
    assert sites.post(waiting, one, FORM).status_code == 303
    assert len(rows(app, "assignment_recipient")) == 1


def test_a_path_proposes_a_week_each_and_gives_what_keeps_its_day(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    shown = page(teacher, f"{address}/jalur")
    assert "2 dari 3 modul sudah terbit" in shown and problems(shown) == []
    opened = page(teacher, f"{address}/jalur?jalur=percobaan")
    assert 'value="2026-11-30"' in opened and 'value="2026-12-07"' in opened
    days = {"jalur": "percobaan", "tenggat-X01-01": "2026-11-30", "tenggat-X01-02": ""}
    assert sites.post(teacher, f"{address}/jalur", days).status_code == 303
    assert [row["module_key"] for row in rows(app, "assignment")] == ["X01-01"]


@pytest.mark.parametrize(("pressed", "day"), [("usul", "2026-12-07"), ("tetap", "2026-12-06")])
def test_a_path_that_falls_on_a_sunday_is_asked_about(
    app: Flask, teacher: FlaskClient, address: str, pressed: str, day: str
) -> None:
    days = {"jalur": "percobaan", "tenggat-X01-01": SUNDAY, "tenggat-X01-02": ""}
    asked = sites.post(teacher, f"{address}/jalur", days)
    shown = asked.get_data(as_text=True)
    assert (
        asked.status_code == 422 and "6 Desember 2026, hari Minggu" in shown and rows(app, "assignment") == []
    )
    assert problems(shown) == []
    assert sites.post(teacher, f"{address}/jalur", {**days, "pilih": pressed}).status_code == 303
    assert [str(row["due_at"])[:10] for row in rows(app, "assignment")] == [day]


def test_more_time_until_a_sunday_is_asked_about(app: Flask, teacher: FlaskClient, address: str) -> None:
    one = classes.given(app, "bu-guru", address.removesuffix("/tugas"), due_at=NOW + timedelta(days=4))
    more = {"due_day": SUNDAY, "due_time": "20:00", "reason": "listrik"}
    asked = sites.post(teacher, f"{one}/perpanjang", more)
    shown = asked.get_data(as_text=True)
    assert asked.status_code == 422 and "jatuh pada hari Minggu." in shown and problems(shown) == []
    assert rows(app, "extension") == []
    assert sites.post(teacher, f"{one}/perpanjang", {**more, "pilih": "2026-12-07"}).status_code == 303
    assert [str(row["due_at"])[:10] for row in rows(app, "extension")] == ["2026-12-07"]


def test_a_plan_longer_than_a_year_is_copied_as_far_as_it_may_be_given(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    other = classes.made(app, "bu-guru")[0]
    classes.assigned(app, other, "X01-01", opens=-timedelta(days=600), due=-timedelta(days=590))
    classes.assigned(app, other, "X01-02", opens=-timedelta(days=600), due=timedelta(days=2))
    assert sites.post(teacher, f"{other}/salin").status_code == 303
    assert [row["module_key"] for row in rows(app, "assignment")].count("X01-01") == 2
    assert [row["module_key"] for row in rows(app, "assignment")].count("X01-02") == 1


def test_a_path_with_an_odd_day_is_given_back_as_typed(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    days = {"jalur": "percobaan", "tenggat-X01-01": "2026-11-30", "tenggat-X01-02": "kapan"}
    answer = sites.post(teacher, f"{address}/jalur", days)
    assert answer.status_code == 422 and 'value="2026-11-30"' in answer.get_data(as_text=True)
    assert rows(app, "assignment") == []


def test_a_plan_of_another_class_is_copied_on_the_page(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    other = classes.made(app, "bu-guru")[0]
    classes.given(app, "bu-guru", address.removesuffix("/tugas"))
    sites.post(teacher, f"{other}/tugas/salin", {"dari": address.split("/")[2]})
    assert len(rows(app, "assignment")) == 2


@pytest.mark.parametrize(("pressed", "day"), [("usul", "2026-12-07"), ("tetap", "2026-12-06")])
def test_a_copied_plan_that_falls_on_a_sunday_is_asked_about(
    app: Flask, teacher: FlaskClient, address: str, pressed: str, day: str
) -> None:
    other, told = classes.made(app, "bu-guru")[0], {"dari": address.split("/")[2]}
    classes.given(app, "bu-guru", address.removesuffix("/tugas"), due_at=NOW + timedelta(days=13, hours=3))
    asked = sites.post(teacher, f"{other}/tugas/salin", told)
    shown = asked.get_data(as_text=True)
    assert asked.status_code == 422 and "6 Desember 2026, hari Minggu" in shown and problems(shown) == []
    assert len(rows(app, "assignment")) == 1
    assert sites.post(teacher, f"{other}/tugas/salin", {**told, "pilih": pressed}).status_code == 303
    assert str(rows(app, "assignment")[1]["due_at"])[:13] == f"{day} 07"


def test_a_plan_of_somebody_else_is_not_there_to_copy(app: Flask, teacher: FlaskClient, address: str) -> None:
    people.account(app, "pak-lain", Role.TEACHER)
    foreign = classes.made(app, "pak-lain")[0].rsplit("/", 1)[1]
    assert sites.post(teacher, f"{address}/salin", {"dari": foreign}).status_code == 404


def test_librarians_keep_the_local_days_by_which_teachers_are_warned(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    desk, days = people.account(app, "bu-pustaka", Role.LIBRARIAN), "/pengelola/hari-libur"
    assert sites.post(desk, days, {"day": "2026-12-04", "name": "Pengucapan"}).status_code == 303
    shown = page(desk, days)
    assert "Pengucapan" in shown and problems(shown) == []
    warned = sites.post(teacher, f"{address}/baru", FORM)
    assert warned.status_code == 422 and "jatuh pada hari libur: Pengucapan." in warned.get_data(as_text=True)
    assert sites.post(desk, f"{days}/2026-12-04/hapus").status_code == 303
    assert sites.post(teacher, f"{address}/baru", FORM).status_code == 303


@pytest.mark.parametrize("form", [{"day": "x", "name": "A"}, {"day": "2026-12-04", "name": ""}])
def test_a_local_day_needs_a_day_and_a_name(app: Flask, form: dict[str, str]) -> None:
    desk = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    assert sites.post(desk, "/pengelola/hari-libur", form).status_code == 422
    assert rows(app, "local_day") == []


def test_of_two_teachers_who_edit_at_once_the_second_is_told_and_keeps_her_words(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    one = classes.given(app, "bu-guru", address.removesuffix("/tugas"))
    seen = re.search(r'name="dilihat" value="(\w+)"', page(teacher, one))
    assert seen
    assert sites.post(teacher, one, {**FORM, "dilihat": seen[1], "note": "Bawa buku."}).status_code == 303
    answer = sites.post(teacher, one, {**FORM, "dilihat": seen[1], "note": "Bawa pena."})
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "baru saja diubah orang lain" in shown and "Bawa pena." in shown
    assert [row["note"] for row in rows(app, "assignment")] == ["Bawa buku."]
    again = re.search(r'name="dilihat" value="(\w+)"', shown)
    assert (
        again
        and sites.post(teacher, one, {**FORM, "dilihat": again[1], "note": "Bawa pena."}).status_code == 303
    )
