"""Tokens of forms: the same secret never looks the same twice."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from literasi.infra.csrf import mask, unmask
from tests.makers import courses, sites

tokens = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(tokens)
def test_a_masked_token_can_be_read_again(token: str) -> None:
    assert unmask(mask(token)) == token


@given(st.text(min_size=8))
def test_no_two_masks_are_alike(token: str) -> None:
    if token.isascii():
        assert mask(token) != mask(token)


@given(st.text())
def test_whatever_is_sent_as_a_token_is_read_or_refused(text: str) -> None:
    found = unmask(text)
    assert found is None or isinstance(found, str)


@given(tokens, st.integers(0, 20))
def test_a_token_cut_short_is_not_the_token(token: str, kept: int) -> None:
    whole = mask(token)
    assert unmask(whole[: min(kept, len(whole) - 4)]) != token


MOVE = {"bagian": "satu", "ke": "dua"}


def test_a_form_without_a_token_is_shown_again_with_what_was_typed(client: FlaskClient) -> None:
    page = client.post(courses.PLAIN_URL, data={**MOVE, "esai": "panjang " * 20})
    assert page.status_code == 400
    assert "panjang panjang" in page.get_data(as_text=True)
    assert "Kirim lagi" in page.get_data(as_text=True)


def test_a_page_of_another_site_is_refused_even_with_a_token(guest: FlaskClient) -> None:
    page = sites.post(guest, courses.PLAIN_URL, MOVE, headers={"Origin": "https://jahat.example"})
    assert page.status_code == 400
    assert "situs lain" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    "origin", ["null", "http://localhost.jahat.example", "http://jahat.example@localhost", "https://["]
)
def test_an_origin_that_only_looks_like_ours_is_refused(guest: FlaskClient, origin: str) -> None:
    assert sites.post(guest, courses.PLAIN_URL, MOVE, headers={"Origin": origin}).status_code == 400


def test_our_own_origin_is_accepted(guest: FlaskClient) -> None:
    assert (
        sites.post(guest, courses.PLAIN_URL, MOVE, headers={"Origin": "http://localhost"}).status_code == 303
    )


def test_the_token_of_another_browser_is_refused(app: Flask, guest: FlaskClient) -> None:
    stolen = sites.token(app.test_client())
    assert guest.post(courses.PLAIN_URL, data={**MOVE, "csrf_token": stolen}).status_code == 400


def test_a_token_in_the_address_is_refused(guest: FlaskClient) -> None:
    token = sites.token(guest)
    assert guest.post(f"{courses.PLAIN_URL}?csrf_token={token}", data=MOVE).status_code == 400


def test_our_script_gets_a_fresh_token_with_the_refusal(guest: FlaskClient) -> None:
    url = sites.start_quiz(guest)
    refused = guest.put(
        f"{url}/soal/1", json={}, headers={"X-Requested-By": "literasi", "X-CSRFToken": "lama"}
    )
    fresh = refused.get_json()["token"]
    again = guest.put(f"{url}/soal/1", json={}, headers={"X-Requested-By": "literasi", "X-CSRFToken": fresh})
    assert (refused.status_code, "tidak lengkap" in again.get_json()["message"]) == (400, True)
