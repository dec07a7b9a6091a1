"""How an account stands, for how long its data stays open, and what a line of the trail names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.accounts.rules import looking, trail
from literasi.accounts.rules.consent import State, in_force
from literasi.accounts.rules.standing import NAMES, Standing, standing_named, standing_of

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.mark.parametrize("state", State)
def test_an_account_is_active_only_when_consent_is_in_force_and_nobody_closed_it(state: State) -> None:
    assert (standing_of(state, False) is Standing.ACTIVE) is in_force(state)
    assert standing_of(state, True) is Standing.SUSPENDED


@pytest.mark.parametrize("one", Standing)
def test_every_standing_has_a_name_and_an_address(one: Standing) -> None:
    assert one in NAMES and standing_named(one.value) is one


@given(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=30))
def test_the_newest_permissions_are_good_and_their_number_stays_small(opened: list[str]) -> None:
    held: dict[str, int] = {}
    for seconds, one in enumerate(opened):
        held = looking.permitted(held, one, NOW + timedelta(seconds=seconds))
    assert looking.may_look(held, opened[-1], NOW + timedelta(minutes=5)) and len(held) <= 5
    assert not looking.may_look(held, opened[-1], NOW + timedelta(seconds=30) + looking.LOOKING)
    assert not looking.may_look(held, "somebody else", NOW)


@pytest.mark.parametrize("found", [None, "x", 3, []])
def test_a_session_that_holds_something_else_permits_nothing(found: object) -> None:
    assert looking.kept(found) == {}


def test_an_empty_place_means_the_system_only_when_it_was_empty_from_the_beginning() -> None:
    facts = dict.fromkeys(trail.absent(None, 3), 1)
    assert trail.actor(None, False, facts) is trail.SYSTEM
    assert trail.actor(None, False, {}) is trail.ERASED
    assert trail.subject(None, False, facts) is trail.ERASED
    assert trail.subject(None, False, {trail.NO_SUBJECT: 1}) == ""


@pytest.mark.parametrize("way", ["tautan", "wali"])
def test_a_guardian_who_agreed_by_her_link_or_withdrew_by_her_code_is_not_taken_for_the_system(
    way: str,
) -> None:
    facts = {trail.NO_ACTOR: 1, "way": way}
    assert trail.actor(None, False, facts) is trail.GUARDIAN


def test_a_role_that_came_by_a_school_s_invitation_says_so() -> None:
    assert trail.actor(None, False, {trail.NO_ACTOR: 1, "role": "guru", "by_school": 3}) is trail.INVITATION


def test_a_person_without_a_name_is_a_guest() -> None:
    assert trail.actor(None, True, {}) is trail.subject(None, True, {}) is trail.GUEST
    assert trail.actor("Rini", True, {}) == "Rini"


def test_every_act_has_its_words() -> None:
    assert set(trail.SENTENCES) == set(trail.Act)
