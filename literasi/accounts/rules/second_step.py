"""Codes of an authenticator app (TOTP, RFC 6238)."""

from __future__ import annotations

from datetime import datetime

import pyotp

STEP_SECONDS = 30
_SKEW = 1
"""Steps before and after now that are taken too: phones' clocks differ."""


def new_secret() -> str:
    """A secret of 160 bits, as apps take it."""
    return pyotp.random_base32()


def address(secret: str, name: str, issuer: str) -> str:
    """What the square picture for the app holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The time step whose code this is, or None. Spaces do not matter."""
    code = "".join(typed.split())
    present = int(now.timestamp()) // STEP_SECONDS
    steps = range(present - _SKEW, present + _SKEW + 1)
    clock = pyotp.TOTP(secret)
    return next((step for step in steps if pyotp.utils.strings_equal(clock.generate_otp(step), code)), None)
