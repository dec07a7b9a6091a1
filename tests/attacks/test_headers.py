"""Attack 8 and what every answer carries: caches, cookies, hosts, referrers."""

from __future__ import annotations

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.attacks.oracles import pages, routes
from tests.makers import courses, sites

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
EVIL_HOSTS = [
    "e.test",
    "e.test:80",
    "belajar.test.e.test",
    "e.test#belajar.test",
    "belajar.test@e.test",
    "localhost",
    "127.0.0.1",
    "[::1]",
    "",
]


@pytest.fixture
def safe_site(app: Flask) -> Flask:
    """The same site as people reach it by HTTPS."""
    return sites.build(app.extensions["literasi"].instance, base_url="https://belajar.test")


def answers(client: FlaskClient, app: Flask) -> list[TestResponse]:
    """One answer of each kind: every page, every refusal."""
    found = [client.open(route.path, method=route.method) for route in routes(app)]
    found += [client.get(path) for path in ("/tidak-ada", "/%00", courses.LESSON_URL)]
    found += [
        client.delete("/"),
        client.put("/pengerjaan/x/soal/1", json={}),
        client.post("/", data="x" * 600_000),
    ]
    return found


def test_every_answer_carries_the_protecting_headers(
    app: Flask, guest: FlaskClient, client: FlaskClient
) -> None:
    for response in answers(guest, app) + answers(client, app):
        assert {name: response.headers.get(name) for name in FIXED} == FIXED, response.request.path
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy and "unsafe-eval" not in policy and "*" not in policy


def test_pages_and_errors_may_run_only_the_script_with_their_own_nonce(
    app: Flask, client: FlaskClient
) -> None:
    seen = set()
    for response in answers(client, app):
        if response.mimetype != "text/html" or response.status_code == 303:
            continue
        nonce = response.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
        assert f'nonce="{nonce}"' in response.get_data(as_text=True)
        assert len(nonce) >= 22 and nonce not in seen
        seen.add(nonce)


def test_static_files_and_pictures_cannot_run_and_are_not_sniffed(app: Flask, client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    for name in ("literasi.", "bunga."):
        response = client.get("/static/" + name + page.split("/static/" + name)[1].split('"')[0])
        assert response.status_code == 200
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Set-Cookie" not in response.headers
        assert "Access-Control-Allow-Origin" not in response.headers


def test_no_page_of_a_person_may_be_kept_by_any_cache(app: Flask, guest: FlaskClient) -> None:
    attempt = sites.start_quiz(guest)
    for path in [*pages(app, public_id=attempt.rpartition("/")[2]), "/tidak-ada", courses.PLAIN_URL]:
        response = guest.get(path)
        if path == "/robots.txt":
            continue
        assert response.headers["Cache-Control"] == "no-store", path
        assert "Cookie" in response.headers["Vary"], path


def test_a_visitors_page_is_not_shared_by_caches_between_people(app: Flask, client: FlaskClient) -> None:
    for path in pages(app):
        response = client.get(path)
        if response.mimetype == "text/html":
            assert response.headers["Cache-Control"] in ("private, no-cache", "no-store"), path
            assert "Cookie" in response.headers["Vary"], path


@pytest.mark.parametrize(
    "tail",
    [
        "/x.css",
        "/x.js",
        ";x.css",
        "%2fx.css",
        ".css",
        "/%2e%2e/static/x.css",
        "/",
        "%00.css",
        "%0ax.css",
        "%3fx.css",
    ],
)
def test_a_private_page_under_a_static_looking_address_is_404(
    app: Flask, guest: FlaskClient, tail: str
) -> None:
    attempt = sites.start_quiz(guest)
    for path in ("/kode", "/ruang-belajar", "/keluar", attempt, f"{attempt}/hasil"):
        assert guest.get(path + tail).status_code in (400, 404), path


def test_what_everybody_may_keep_carries_nobodys_cookie(app: Flask, guest: FlaskClient) -> None:
    sites.post(guest, "/tampilan", {"bersama": "1"})
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False) as clock:
        clock.move_to(clock_of(guest))
        for path in ("/robots.txt",):
            response = guest.get(path)
            assert response.headers["Cache-Control"].startswith("public")
            assert "Set-Cookie" not in response.headers


def clock_of(client: FlaskClient) -> float:
    """A moment a minute after the shared session was last used."""
    with client.session_transaction() as session:
        return float(session["seen"]) + 60


def test_https_cookies_are_bound_to_the_host_and_out_of_reach_of_scripts(safe_site: Flask) -> None:
    client = safe_site.test_client()
    response = client.get("/lanjut", base_url="https://belajar.test")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-literasi=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain=" not in cookie


def test_http_cookies_are_still_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/lanjut").headers["Set-Cookie"]
    assert cookie.startswith("literasi=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


def test_the_cookie_of_reading_choices_is_guarded_the_same_way(safe_site: Flask, client: FlaskClient) -> None:
    plain = sites.post(client, "/tampilan", {"huruf": "A+"}).headers.getlist("Set-Cookie")
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in plain)


def test_https_pages_ask_to_be_fetched_by_https_only(safe_site: Flask) -> None:
    response = safe_site.test_client().get("/", base_url="https://belajar.test")
    assert int(response.headers["Strict-Transport-Security"].split("=")[1]) >= 31_536_000


@pytest.mark.parametrize("host", EVIL_HOSTS)
def test_another_host_name_is_refused_where_the_address_of_the_site_is_known(
    safe_site: Flask, host: str
) -> None:
    client = safe_site.test_client()
    for path in ("/", "/lanjut", "/tidak-ada", courses.LESSON_URL):
        response = client.get(path, headers={"Host": host})
        assert response.status_code == 400, host
        assert "e.test" not in response.get_data(as_text=True)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert client.post("/lanjut", headers={"Host": host}).status_code == 400


def test_the_host_of_the_site_is_served(safe_site: Flask) -> None:
    assert safe_site.test_client().get("/", base_url="https://belajar.test").status_code == 200


def test_a_forwarded_host_is_not_believed_without_a_trusted_proxy(
    client: FlaskClient, guest: FlaskClient
) -> None:
    for path in ("/kode", courses.LESSON_URL + "?bagian=akhir"):
        page = guest.get(
            path, headers={"X-Forwarded-Host": "e.test", "X-Host": "e.test", "Forwarded": "host=e.test"}
        )
        assert "e.test" not in page.get_data(as_text=True)


def test_no_other_site_may_read_an_answer(app: Flask, guest: FlaskClient) -> None:
    for route in routes(app):
        response = guest.open(
            route.path,
            method="OPTIONS",
            headers={"Origin": "https://e.test", "Access-Control-Request-Method": "PUT"},
        )
        assert not [name for name, _ in response.headers if name.lower().startswith("access-control")]
