"""A class as large as a lecture: shown a page at a time, and costing what a small one costs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from literasi.classes.models import Member
from literasi.classes.queries import A_PAGE
from literasi.classes.rules.assigning import MOST_TICKED
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from tests.makers import classes, crowds, people, sites
from tests.makers.statements import counted, scanned

MODULE = "X01-01"
PAGES = ("", "/rekap", "/daftar", "/persetujuan", "/persetujuan/surat", "/kartu", "/pendampingan")


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    """A teacher's browser."""
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def address(app: Flask, teacher: FlaskClient) -> str:
    """A class of three who stand on the second page, behind those of the first."""
    found, _code = classes.made(app, "bu-guru")
    classes.assigned(app, found, MODULE)
    crowds.join(app, found, A_PAGE + 3)
    return found


def _text(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def _names(page: str) -> set[str]:
    return set(re.findall(r"Siswa \d{4}", page))


def _statements(app: Flask, client: FlaskClient, path: str) -> int:
    """How many a page asks for, without the one about the shelfmark, which is asked now and then."""
    client.get(path)
    with app.app_context(), counted(db.engine) as statements:
        assert client.get(path).status_code == 200
    return sum("FROM shelfmark" not in " ".join(one.split()) for one in statements)


@pytest.mark.parametrize("path", ["", "/rekap", "/daftar", "/kartu"])
def test_everybody_stands_on_one_page_and_no_more_than_a_page_on_any(
    teacher: FlaskClient, address: str, path: str
) -> None:
    first, second = (_names(_text(teacher, f"{address}{path}?hal={number}")) for number in (1, 2))
    assert (len(first), len(second)) == (A_PAGE, 3) and not first & second


def test_beyond_the_last_page_nobody_stands(teacher: FlaskClient, address: str) -> None:
    for path in PAGES:
        for number in ("9999", "0", "-1", "x"):
            assert teacher.get(f"{address}{path}?hal={number}").status_code == 200


def test_support_is_told_of_the_page_and_on_its_own_page_of_all(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    crowds.reading(app, address, MODULE, timedelta(days=3))
    page = _text(teacher, address)
    assert f"Perlu pendampingan di halaman ini ({A_PAGE})" in page and f"{address}/pendampingan" in page
    whole = [_text(teacher, f"{address}/pendampingan?hal={number}") for number in (1, 2)]
    assert all(f"Perlu pendampingan ({A_PAGE + 3})" in one for one in whole)
    assert len(_names(whole[0]) | _names(whole[1])) == A_PAGE + 3


def test_what_is_over_is_no_reason_for_support_in_the_whole_class(app: Flask, teacher: FlaskClient) -> None:
    found, _code = classes.made(app, "bu-guru")
    classes.assigned(app, found, MODULE, due=-timedelta(days=3))
    crowds.join(app, found, 2)
    assert "Tidak ada yang tertinggal" in _text(teacher, f"{found}/pendampingan")


def test_cards_for_all_are_those_of_the_page(teacher: FlaskClient, address: str) -> None:
    made = sites.post(teacher, f"{address}/kartu?hal=2", {"semua": "ya"}).get_data(as_text=True)
    assert _names(made) == {f"Siswa {number:04}" for number in range(A_PAGE + 1, A_PAGE + 4)}


@pytest.mark.parametrize("path", PAGES)
def test_a_large_class_costs_the_statements_of_a_small_one(
    app: Flask, teacher: FlaskClient, address: str, path: str
) -> None:
    small, _code = classes.made(app, "bu-guru")
    classes.assigned(app, small, MODULE)
    crowds.join(app, small, 1)
    assert _statements(app, teacher, f"{small}{path}") == _statements(app, teacher, f"{address}{path}")


def test_forty_pupils_and_thirty_assignments_cost_six_statements(app: Flask, teacher: FlaskClient) -> None:
    found, _code = classes.made(app, "bu-guru")
    given = [classes.assigned(app, found, f"X01-{number:02}", position=number) for number in range(1, 31)]
    crowds.join(app, found, 40)
    crowds.handed_in(app, found, MODULE)
    pupil = next(iter(classes.members_of(app, "bu-guru", found).values()))
    paths = (
        "",
        "/rekap",
        "/pendampingan",
        f"/siswa/{pupil}",
        f"/butir/{given[0]}",
        f"/tugas/{given[0]}",
        "/tugas",
    )
    counts = {path: _statements(app, teacher, f"{found}{path}") for path in paths}
    assert max(counts[path] for path in paths[:3]) <= 5, counts
    assert max(counts[path] for path in paths[:5]) <= 7, counts
    assert max(counts.values()) <= 11, counts


@pytest.mark.sqlite
def test_no_page_of_a_teacher_reads_a_large_table_from_end_to_end(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    given = classes.assigned(app, address, "X01-02", position=2)
    crowds.handed_in(app, address, MODULE)
    pupil = next(iter(classes.members_of(app, "bu-guru", address).values()))
    below = (*PAGES, "/tugas", "/tugas/baru", f"/siswa/{pupil}", f"/butir/{given}", f"/tugas/{given}")
    for browser in (teacher, people.account(app, "bu-pustaka", Role.LIBRARIAN)):
        found = {path: _scans(app, browser, path) for path in ("/penilaian", "/kelas")}
        assert not any(found.values()), found
    found = {path: _scans(app, teacher, f"{address}{path}") for path in below}
    assert not any(found.values()), found


def _scans(app: Flask, client: FlaskClient, path: str) -> set[tuple[str, str]]:
    with app.app_context(), scanned(db.engine) as found:
        assert client.get(path).status_code == 200
    return found


@pytest.fixture
def lecture(app: Flask, teacher: FlaskClient) -> str:
    """A class too large to tick its members: Siswa 0001 to 0061, numbered."""
    found, _code = classes.made(app, "bu-guru")
    crowds.join(app, found, MOST_TICKED + 1)
    return found


def _asked(**told: str) -> dict[str, str]:
    day = clock.wita_date(clock.now() + timedelta(days=5)).isoformat()
    return {
        "module": MODULE,
        "audience": "sebagian",
        "due_day": day,
        "due_time": "20:00",
        "pilih": day,
        "grace": "1440",
        **told,
    }


def test_in_a_large_class_some_are_chosen_by_number_and_none_is_lost(
    teacher: FlaskClient, lecture: str
) -> None:
    assert 'name="anggota"' not in _text(teacher, f"{lecture}/tugas/baru")
    assert sites.post(teacher, f"{lecture}/tugas/baru", _asked(numbers="1-40, 57")).status_code == 303
    path = re.findall(rf'href="({lecture}/tugas/[0-9a-z]{{16}})"', _text(teacher, f"{lecture}/tugas"))[0]
    page = _text(teacher, path)
    assert 'value="1-40, 57"' in page and "<option" in page and "Siswa 0061" not in page
    assert sites.post(teacher, path, _asked(numbers="1-40, 57", note="Baca dulu")).status_code == 303
    assert 'value="1-40, 57"' in _text(teacher, path)
    day = clock.wita_date(clock.now() + timedelta(days=9)).isoformat()
    more = {"reason": "sakit", "due_day": day, "due_time": "20:00", "pilih": day}
    assert sites.post(teacher, f"{path}/perpanjang", {**more, "member": "57"}).status_code == 303
    assert sites.post(teacher, f"{path}/perpanjang", {**more, "member": "58"}).status_code == 422


def test_who_was_ticked_before_the_class_grew_is_meant_as_well_as_whose_number_was_typed(
    teacher: FlaskClient, lecture: str
) -> None:
    some = list(classes.members_of(teacher.application, "bu-guru", lecture).values())[:5]
    asked = {**_asked(numbers="57"), "anggota": some}
    assert sites.post(teacher, f"{lecture}/tugas/baru", asked).status_code == 303
    path = re.findall(rf'href="({lecture}/tugas/[0-9a-z]{{16}})"', _text(teacher, f"{lecture}/tugas"))[0]
    assert 'value="1-5, 57"' in _text(teacher, path)


@pytest.mark.parametrize("numbers", ["", "1-62", "dua", "99", "0-9999," * 100])
def test_numbers_that_nobody_has_are_kept_beside_what_is_wrong(
    teacher: FlaskClient, lecture: str, numbers: str
) -> None:
    answer = sites.post(teacher, f"{lecture}/tugas/baru", _asked(numbers=numbers))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'role="alert"' in page and f'value="{numbers}"' in page


def test_a_member_without_a_number_is_ticked_also_in_a_large_class(
    app: Flask, teacher: FlaskClient, lecture: str
) -> None:
    with app.app_context():
        write(lambda session: session.execute(update(Member).where(Member.number == 7).values(number=None)))
        db.session.remove()
    page = _text(teacher, f"{lecture}/tugas/baru")
    assert page.count('name="anggota"') == 1 and "Siswa 0007" in page
    (member,) = re.findall(r'name="anggota" value="([0-9a-z]{16})"', page)
    told = {**_asked(numbers="1-2"), "anggota": member}
    assert sites.post(teacher, f"{lecture}/tugas/baru", told).status_code == 303
    path = re.findall(rf'href="({lecture}/tugas/[0-9a-z]{{16}})"', _text(teacher, f"{lecture}/tugas"))[0]
    page = _text(teacher, path)
    assert 'value="1-2"' in page and f'value="{member}" checked' in page
    assert sites.post(teacher, path, _asked(numbers="1-2")).status_code == 303
    assert f'value="{member}" checked' not in _text(teacher, path)
