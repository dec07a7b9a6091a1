"""Passwords: what is stored of them, and what trying one costs."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from literasi.infra import passwords
from tests.makers.people import hashed


def test_a_hash_is_argon2id_at_the_cost_that_owasp_asks_for() -> None:
    found = extract_parameters(hashed("lereng lokon"))
    assert (found.type, found.memory_cost, found.time_cost, found.parallelism) == (Type.ID, 19 * 1024, 2, 1)


def test_the_password_matches_its_hash_and_nothing_else_does() -> None:
    stored = hashed("lereng lokon")
    assert passwords.matches(stored, "lereng lokon")
    assert not any(passwords.matches(stored, other) for other in ("Lereng lokon", "lereng lokon ", ""))


@pytest.mark.parametrize("stored", ["", "rusak", "$argon2id$", passwords.NOBODYS])
@pytest.mark.parametrize("typed", ["", "lereng lokon"])
def test_where_no_password_is_stored_none_matches(stored: str, typed: str) -> None:
    assert not passwords.matches(stored, typed)


def test_nobodys_hash_costs_what_a_real_one_costs() -> None:
    assert not passwords.outdated(passwords.NOBODYS)
    assert extract_parameters(passwords.NOBODYS) == extract_parameters(hashed("lereng lokon"))


def test_a_letter_composed_by_another_keyboard_is_the_same_letter() -> None:
    assert passwords.matches(hashed("kopi susu pén\u0303a"), "kopi susu pe\u0301ña")


def test_a_hash_of_another_cost_is_known_as_outdated() -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("lereng lokon")
    assert passwords.matches(cheap, "lereng lokon") and passwords.outdated(cheap)
