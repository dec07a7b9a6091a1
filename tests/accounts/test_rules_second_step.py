"""Codes of an authenticator app, against the vectors of RFC 6238 and by their laws."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.accounts.rules import second_step
from literasi.accounts.rules.second_step import STEP_SECONDS

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890" of appendix B
NOW = datetime(2026, 11, 23, 4, 0, 10, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(moment: datetime, secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(moment)


@pytest.mark.parametrize(
    ("seconds", "eight"), [(59, "94287082"), (1111111109, "07081804"), (2000000000, "69279037")]
)
def test_the_codes_are_those_of_the_rfc(seconds: int, eight: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    assert second_step.step_of(RFC_SECRET, eight[2:], now) == seconds // STEP_SECONDS


@pytest.mark.parametrize("off", [-30, 0, 30])
def test_a_phone_whose_clock_is_half_a_minute_off_is_understood(off: int) -> None:
    typed = code(NOW + timedelta(seconds=off))
    assert second_step.step_of(SECRET, typed, NOW) == (int(NOW.timestamp()) + off) // STEP_SECONDS


@pytest.mark.parametrize("off", [-90, 90, 3600])
def test_a_code_of_another_minute_is_not(off: int) -> None:
    assert second_step.step_of(SECRET, code(NOW + timedelta(seconds=off)), NOW) is None


def test_spaces_do_not_matter() -> None:
    typed = code(NOW)
    assert second_step.step_of(SECRET, f" {typed[:3]} {typed[3:]}\n", NOW) is not None


@given(st.text(max_size=30).filter(lambda text: not text.strip().isdecimal()))
def test_whatever_is_no_six_digits_is_no_code(typed: str) -> None:
    assert second_step.step_of(SECRET, typed, NOW) is None


def test_two_secrets_are_never_alike_and_have_160_bits() -> None:
    made = {second_step.new_secret() for _one in range(50)}
    assert len(made) == 50 and {len(one) * 5 for one in made} == {160}
