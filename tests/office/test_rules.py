"""What may stand in the profile, which pictures are logos, when channels and steps are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.kernel.sentence import Sentence
from literasi.office.rules import channels, logo, profile
from literasi.office.rules.first_steps import CHECKS_LAST, State, steps

TODAY = date(2026, 11, 23)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (300).to_bytes(4, "big") + (100).to_bytes(4, "big") + bytes(9)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"><path d="M0 0h9v9z"/></svg>'
WHOLE = State(
    named=True, contact=True, colleagues=2, schools=1, channels=1, channels_overdue=0, checked_on=TODAY
)
LACKING = {
    "office.profile": {"named": False},
    "office.staff": {"colleagues": 1},
    "office.schools": {"schools": 0},
    "office.channels": {"channels_overdue": 1},
    "operations.checks": {"checked_on": TODAY - CHECKS_LAST - timedelta(days=1)},
}


@pytest.mark.parametrize("text", ["", "198001012005011001", "19800101 200501 1 001"])
def test_a_staff_number_is_18_digits_or_none(text: str) -> None:
    assert profile.number_problem(text) is None


@pytest.mark.parametrize("text", ["123", "1980010120050110011", "١٩٨٠٠١٠١٢٠٠٥٠١١٠٠١", "NIP 1"])
def test_anything_else_is_no_staff_number(text: str) -> None:
    assert profile.number_problem(text) is profile.NUMBER_ODD


def test_a_name_that_disguises_itself_is_refused() -> None:
    assert profile.name_problem("Perpustakaan \u202egro.elpmaxe") is profile.ODD
    assert profile.name_problem("…") is profile.NAME_MISSING


@given(st.text())
def test_a_tidy_line_is_tidy(text: str) -> None:
    assert profile.tidy(profile.tidy(text)) == profile.tidy(text)


@given(st.lists(st.ip_addresses().map(str), max_size=5))
def test_every_address_is_a_range_of_one(addresses: list[str]) -> None:
    assert len(profile.networks(", ".join(addresses))) == len(set(addresses))


def test_a_range_that_is_none_is_named() -> None:
    assert "192.168.300.0/24" in str(profile.networks_problem("10.0.0.0/8 192.168.300.0/24"))
    assert profile.networks_problem(" ".join(f"10.{n}.0.0/16" for n in range(21))) is not None


def test_a_logo_is_known_by_its_bytes_and_printed_in_its_box() -> None:
    found = logo.read_logo(PNG)
    assert isinstance(found, logo.Logo)
    assert (found.content_type, found.width, found.height) == ("image/png", 192, 64)


def test_a_drawing_is_cleaned_and_keeps_its_proportions() -> None:
    found = logo.read_logo(SVG)
    assert isinstance(found, logo.Logo)
    assert (found.content_type, found.width, found.height) == ("image/svg+xml", 32, 64)


REFUSED = {
    "nothing": (b"", logo.UNKNOWN),
    "a page": (b"<!doctype html><script>alert(1)</script>", logo.UNKNOWN),
    "half a head": (PNG[:20], logo.UNKNOWN),
    "a flood of pixels": (PNG.replace((300).to_bytes(4, "big"), (90_000).to_bytes(4, "big")), logo.TOO_WIDE),
    "a large file": (PNG + bytes(logo.MAX_BYTES), logo.TOO_LARGE),
    "a drawing that runs": (SVG.replace(b"<path", b"<script>alert(1)</script><path"), logo.UNSAFE),
    "a drawing that loads": (SVG.replace(b"<path", b'<image href="http://e.test"/><path'), logo.UNSAFE),
}


@pytest.mark.parametrize("what", REFUSED)
def test_no_logo_is(what: str) -> None:
    body, sentence = REFUSED[what]
    assert logo.read_logo(body) is sentence


@given(st.binary(max_size=80))
def test_any_bytes_are_a_logo_or_a_sentence(body: bytes) -> None:
    assert isinstance(logo.read_logo(body), logo.Logo | Sentence)


@given(st.integers(1, 4000), st.integers(1, 4000))
def test_a_logo_never_leaves_its_box(width: int, height: int) -> None:
    fitted = logo.fitted(width, height)
    assert 1 <= fitted[0] <= logo.BOX[0] and 1 <= fitted[1] <= logo.BOX[1]


def test_a_channel_is_due_after_half_a_year_and_not_before() -> None:
    assert not channels.overdue(TODAY - timedelta(days=183), TODAY)
    assert channels.overdue(TODAY - timedelta(days=184), TODAY)


@pytest.mark.parametrize("typed", ["", "23-11-2026", "2026-02-30", "2026-11-24", "besok"])
def test_a_day_that_is_none_or_still_to_come_is_not_taken(typed: str) -> None:
    assert channels.day_of(typed, TODAY) is None


@pytest.mark.parametrize("address", ["javascript:alert(1)", "0431 123456", "//e.test", "https://e.test x"])
def test_only_a_web_address_becomes_a_link(address: str) -> None:
    assert channels.link_of(address) == ""
    assert channels.link_of("https://contoh.example/cek") == "https://contoh.example/cek"


def test_a_whole_site_has_nothing_left_to_do() -> None:
    assert all(step.done for step in steps(WHOLE, TODAY))


@pytest.mark.parametrize("page", LACKING)
def test_what_is_lacking_leaves_its_step_open_and_no_other(page: str) -> None:
    state = replace(WHOLE, **LACKING[page])  # type: ignore[arg-type]  # fields of State by name
    assert [step.page for step in steps(state, TODAY) if not step.done] == [page]
