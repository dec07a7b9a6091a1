"""Consent as a path: who agrees, what follows, and which papers can be recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.accounts.rules import consent
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import Relation, State, at_first, in_force, may_be_signed_on, may_become

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def walked(start: State, wanted: list[State]) -> list[State]:
    """The states that are really reached when these steps are tried one after another."""
    path = [start]
    for state in wanted:
        if may_become(path[-1], state):
            path.append(state)
    return path


@given(st.sampled_from(AgeBand), st.booleans(), st.lists(st.sampled_from(State), max_size=12))
def test_a_childs_account_works_only_after_somebody_agreed(
    band: AgeBand, from_17: bool, steps: list[State]
) -> None:
    path = walked(at_first(band, from_17), steps)
    agreed_herself = band is AgeBand.ADULT or (from_17 and band is AgeBand.SEVENTEEN)
    for at, state in enumerate(path):
        if in_force(state) and not agreed_herself:
            assert State.ASKED in path[:at] and path[at - 1] in (State.ASKED, State.REFUSED)


@given(st.sampled_from(State), st.lists(st.sampled_from(State), max_size=12))
def test_nothing_follows_a_withdrawal(start: State, steps: list[State]) -> None:
    path = walked(start, steps)
    assert State.WITHDRAWN not in path[:-1]


@given(st.sampled_from(State))
def test_no_step_leads_to_where_one_is(state: State) -> None:
    assert not may_become(state, state)


@pytest.mark.parametrize("days", [0, 1, 365])
def test_a_paper_of_the_last_year_can_be_recorded(days: int) -> None:
    assert may_be_signed_on(TODAY - timedelta(days=days), TODAY)


@pytest.mark.parametrize("days", [-1, 366, 4000])
def test_a_paper_of_tomorrow_or_of_long_ago_cannot(days: int) -> None:
    assert not may_be_signed_on(TODAY - timedelta(days=days), TODAY)


def test_an_account_waits_thirty_days() -> None:
    assert consent.waited_since(NOW) == NOW - timedelta(days=30)


def test_a_guardian_is_kept_with_what_she_is_to_the_child() -> None:
    assert consent.guardian("Meiske Lumi", Relation.MOTHER) == "Meiske Lumi (ibu)"


@pytest.mark.parametrize(
    ("present", "signed_up", "by_herself", "band", "then"),
    [
        (State.ASKED, True, True, AgeBand.ADULT, State.GRANTED),
        (State.REFUSED, True, False, AgeBand.ADULT, State.GRANTED),
        (State.GRANTED, True, True, AgeBand.ADULT, State.GRANTED),
        (State.ASKED, False, True, AgeBand.ADULT, State.ASKED),
        (State.GRANTED, False, False, AgeBand.ADULT, State.GRANTED),
        (State.GRANTED, True, True, AgeBand.FROM_13, State.ASKED),
        (State.GRANTED, True, False, AgeBand.FROM_13, State.GRANTED),
        (State.ASKED, True, True, AgeBand.SIXTEEN, State.ASKED),
    ],
)
def test_a_corrected_age_brings_consent_to_where_it_belongs(
    present: State, signed_up: bool, by_herself: bool, band: AgeBand, then: State
) -> None:
    found = consent.after_correction(
        present, signed_up=signed_up, by_herself=by_herself, band=band, from_17=False
    )
    assert found is then
