"""Whatever anybody sends, the answer is 2xx to 4xx: every route with random paths, queries, forms, JSON and headers."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from literasi.operations import tasks
from tests.attacks.oracles import dangers, routes
from tests.makers import courses, sites

NASTY = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "9" * 40,
        "１",
        "\x00",
        "\ud800",
        "../",
        "%",
        "%00",
        "<b>",
        "'",
        '"',
        "\\",
        "//e.test",
        "\r\n",
        "{{7*7}}",
        "\u202e",
        "kirim-juga",
        "petunjuk:1",
        "satu",
        "akhir",
        "x-latihan",
        "q" * 3000,
        courses.SLUG,
        "lengkap",
        "ZZZZ ZZZZ",
    ]
)
TEXT = st.one_of(NASTY, st.text(max_size=30))
NAMES = st.one_of(
    st.sampled_from(
        [
            "q",
            "bagian",
            "ke",
            "aksi",
            "kode",
            "j",
            "j0",
            "kunci",
            "rilis",
            "pilihan",
            "kembali",
            "bahasa",
            "huruf",
            "hemat",
            "bersama",
            "mampu",
            "khalayak",
            "menit",
            "tampil",
            "s1.j",
            "s1.dasar",
            "s1.kunci",
            "s1.j0",
        ]
    ),
    TEXT,
)
FIELDS = st.dictionaries(NAMES, TEXT, max_size=6)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(NAMES, inner)),
    max_leaves=6,
)
SHAPES = st.fixed_dictionaries(
    {"uuid": TEXT | st.just("11111111-1111-4111-8111-111111111111"), "base": JSON, "fields": JSON}
)
PLACE = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("course", "module", "item_key", "kode", "name", "public_id"), TEXT)
)
ENDING = {"accounts.leave_now"}  # it would end the session that the other requests need
FUZZ = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def site(shared_site: Flask) -> Flask:
    """One site for the whole fuzz. /siap says 503 while no job moves, and means it; so one moves."""
    tasks.move(shared_site)
    return shared_site


@pytest.fixture(scope="module")
def browser(site: Flask) -> FlaskClient:
    """A guest with an open attempt."""
    return sites.guest(site)


@pytest.fixture(scope="module")
def attempt(browser: FlaskClient) -> str:
    """The public id of that attempt."""
    return sites.start_quiz(browser).rpartition("/")[2]


@pytest.fixture(scope="module")
def token(browser: FlaskClient, attempt: str) -> str:
    """A token for this browser's forms; good for all of them."""
    return sites.token(browser)


def encodable(fields: dict[str, str]) -> dict[str, str]:
    """Fields as a client can put them on the wire: lone surrogates have no UTF-8."""
    return {
        name.encode(errors="replace").decode(): value.encode(errors="replace").decode()
        for name, value in fields.items()
    }


def filled(place: dict[str, str], attempt: str) -> dict[str, str]:
    """What stands in the address, escaped; the open attempt unless something else is drawn."""
    return {
        "public_id": attempt,
        **{name: quote(value, safe="", errors="replace") or "-" for name, value in place.items()},
    }


@FUZZ
@given(place=PLACE, query=FIELDS, form=FIELDS, data=st.data())
def test_no_form_and_no_address_ends_in_a_server_error(
    site: Flask,
    browser: FlaskClient,
    attempt: str,
    token: str,
    place: dict[str, str],
    query: dict[str, str],
    form: dict[str, str],
    data: st.DataObject,
) -> None:
    route = data.draw(
        st.sampled_from([one for one in routes(site, **filled(place, attempt)) if one.endpoint not in ENDING])
    )
    sent = {**encodable(form), "csrf_token": token} if route.method == "POST" else None
    response = browser.open(route.path, method=route.method, query_string=encodable(query), data=sent)
    assert 200 <= response.status_code < 500, route
    if response.mimetype == "text/html":
        assert dangers(response.get_data(as_text=True)) == []


@FUZZ
@given(body=st.one_of(JSON, SHAPES), position=st.integers(-5, 10**25))
def test_no_json_ends_in_a_server_error(
    browser: FlaskClient, attempt: str, token: str, body: object, position: int
) -> None:
    path, headers = (
        f"/pengerjaan/{attempt}/soal/{position}",
        {"X-CSRFToken": token, "X-Requested-By": "literasi"},
    )
    response = browser.put(path, json=body, headers=headers)
    assert 200 <= response.status_code < 500


@FUZZ
@given(
    body=st.binary(max_size=200),
    kind=st.sampled_from(
        [
            "application/json",
            "multipart/form-data; boundary=b",
            "application/x-www-form-urlencoded",
            "text/plain",
        ]
    ),
    data=st.data(),
)
def test_no_bytes_end_in_a_server_error(
    site: Flask, browser: FlaskClient, attempt: str, token: str, body: bytes, kind: str, data: st.DataObject
) -> None:
    route = data.draw(
        st.sampled_from([one for one in routes(site, public_id=attempt) if one.endpoint not in ENDING])
    )
    headers = {"X-CSRFToken": token}
    response = browser.open(route.path, method=route.method, data=body, content_type=kind, headers=headers)
    assert 200 <= response.status_code < 500, route


@FUZZ
@given(
    headers=st.dictionaries(
        st.sampled_from(
            [
                "Accept",
                "Accept-Encoding",
                "Accept-Language",
                "Cookie",
                "Origin",
                "Referer",
                "Range",
                "If-None-Match",
                "X-Requested-By",
                "X-CSRFToken",
                "Content-Type",
                "Authorization",
            ]
        ),
        st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40),
    ),
    data=st.data(),
)
def test_no_header_ends_in_a_server_error(site: Flask, headers: dict[str, str], data: st.DataObject) -> None:
    route = data.draw(st.sampled_from(routes(site)))
    response = site.test_client().open(route.path, method=route.method, headers=headers)
    assert 200 <= response.status_code < 500, route
