"""Attacks 5 and 6: being sent to another site, and markup that comes back from the address bar."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.infra.paths import safe_path
from tests.attacks.oracles import dangers, words
from tests.makers import courses, sites

AWAY = [
    "//e.test", "/\\e.test", "\\\\e.test", "\\/e.test", "///e.test", "////e.test", "https:e.test", "https:/e.test",
    "https://e.test", "HtTpS://e.test", "/%09/e.test", "/\t/e.test", "\t//e.test", " //e.test", "/%2f%2fe.test",
    "%2f%2fe.test", "/%5ce.test", "/%2fe.test", "@e.test", "//situs.test@e.test", "/.//e.test", "/..//e.test",
    "//ｅ.test", "/／e.test", "//e。test", "javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
    "/\r\nLocation: https://e.test", "/%0d%0aSet-Cookie: a=b", "//[::1]", "//[", "http://[", "?next=//e.test", "#//e.test",
    "/\x00/e.test", "/\x0b/e.test", "/\x85/e.test", "", ".", "..", "e.test", "mailto:a@e.test", "/\u2028/e.test",
]  # fmt: skip

PAYLOADS = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'\"><svg/onload=alert(1)>", "</title><script>x</script>",
    '" autofocus onfocus=alert(1) x="', "javascript:alert(1)", "{{7*7}}", "{% raw %}", "${7*7}", "<!--", "]]>",
    "</textarea><script>x</script>", "&lt;script&gt;", "＜script＞", "<iframe srcdoc=x>", "%3Cscript%3E", "<a href=javascript:x>",
    "<math><mtext><script>x</script>", "<style>*{}</style>", "\u202e<script>", "`<img src=x onerror=x>`", "%(query)s %(x)d",
]  # fmt: skip


@pytest.fixture(scope="module")
def app(shared_site: Flask) -> Flask:
    """One site for the whole file."""
    return shared_site


def landing(location: str) -> str:
    """The host on which a browser lands: it takes a backslash for a slash and drops tabs and line ends."""
    plain = "".join(ch for ch in location.strip() if ch not in "\t\r\n").replace("\\", "/")
    return urlsplit(urljoin("http://situs.test/tampilan", plain)).netloc


@pytest.mark.parametrize("target", AWAY)
def test_going_back_never_leaves_the_site(client: FlaskClient, target: str) -> None:
    done = sites.post(client, "/tampilan", {"kembali": target, "bahasa": "en"})
    if "\x00" in target:
        assert done.status_code == 400
        return
    location = done.headers["Location"]
    assert done.status_code == 303
    assert location.startswith("/") and not location.startswith("//")
    assert landing(location) == "situs.test"
    assert "Set-Cookie: a=b" not in str(done.headers)


def test_an_honest_way_back_is_kept() -> None:
    assert safe_path("/cari?q=kopi%20susu") == "/cari?q=kopi%20susu"


ECHOES = [
    "/cari?q={}", "/lanjut/{}", "/{}", "/kursus/{}", "/kursus/" + courses.SLUG + "/{}", "/media/{}", "/pengerjaan/{}",
    "/kursus?mampu={}", "/kursus?khalayak={}&menit={}&bahasa={}", courses.LESSON_URL + "?bagian={}&tampil={}", "/?x={}",
]  # fmt: skip


@pytest.mark.parametrize("address", ECHOES)
def test_nothing_typed_into_an_address_runs_in_the_page(client: FlaskClient, address: str) -> None:
    for payload in PAYLOADS:
        response = client.get(address.replace("{}", quote(payload, safe="")))
        assert response.status_code < 500
        assert dangers(response.get_data(as_text=True)) == [], payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_search_shows_what_was_typed_as_text(client: FlaskClient, payload: str) -> None:
    page = client.get("/cari", query_string={"q": payload}).get_data(as_text=True)
    assert f"“{' '.join(payload.split())}”" in words(page)
    assert "49" not in words(page)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_refused_form_is_shown_again_as_text(client: FlaskClient, payload: str) -> None:
    long = payload + "x" * 90
    done = client.post("/lanjut", data={"kode": payload, payload: long, "csrf_token": "usang"})
    page = done.get_data(as_text=True)
    assert done.status_code == 400
    assert dangers(page) == []
    assert "Kirim lagi" in page


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_wrong_code_is_shown_again_as_text(client: FlaskClient, payload: str) -> None:
    assert dangers(sites.post(client, "/lanjut", {"kode": payload}).get_data(as_text=True)) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_unknown_page_does_not_repeat_its_address(client: FlaskClient, payload: str) -> None:
    page = client.get("/" + quote("tidak-ada" + payload, safe="")).get_data(as_text=True)
    assert "tidak-ada" not in words(page)
    assert dangers(page) == []
