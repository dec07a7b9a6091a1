"""A class as large as a lecture: shown a page at a time, and costing what a small one costs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.classes.queries import A_PAGE
from literasi.infra.db import db
from literasi.kernel.roles import Role
from tests.makers import classes, crowds, people, sites
from tests.makers.statements import counted

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
