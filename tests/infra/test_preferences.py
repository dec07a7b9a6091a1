"""How a browser wants to be served."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from literasi.infra.preferences import LANGUAGES, Preferences, changed, decode
from tests.makers import sites

choices = st.builds(Preferences, st.sampled_from(LANGUAGES), st.integers(0, 2), st.booleans(), st.booleans())
fields = st.none() | st.text() | st.sampled_from(["id", "en", "A", "A+", "A++", "0", "1"])


@given(choices)
def test_what_was_chosen_is_read_again(choice: Preferences) -> None:
    assert decode(choice.encode()) == choice


@given(st.text() | st.text("iden.012AB", max_size=12))
def test_a_cookie_may_hold_anything(text: str) -> None:
    assert decode(decode(text).encode()) == decode(text)


@given(choices, fields, fields, fields, fields)
def test_a_form_changes_only_what_it_knows(
    before: Preferences, language: str | None, size: str | None, save: str | None, shared: str | None
) -> None:
    after = changed(before, language, size, save, shared)
    assert decode(after.encode()) == after
    assert after.language == (language if language in LANGUAGES else before.language)


def test_an_empty_form_changes_nothing() -> None:
    assert changed(Preferences("en", 2, True, True), None, "", "x", "2") == Preferences("en", 2, True, True)


@pytest.mark.parametrize("cookie", ["", "en", "xx.9.9.9", "en.1.1.1.1", "🙂", "en.²0.0"])
def test_no_cookie_breaks_a_page(client: FlaskClient, cookie: str) -> None:
    client.set_cookie("tampilan", cookie)
    assert client.get("/kursus").status_code == 200


def test_choosing_a_language_leads_back_and_holds(client: FlaskClient) -> None:
    done = sites.post(client, "/tampilan", {"bahasa": "en", "kembali": "/kursus?menit=20"})
    assert (done.status_code, done.headers["Location"]) == (303, "/kursus?menit=20")
    assert '<html lang="en"' in client.get("/kursus").get_data(as_text=True)
