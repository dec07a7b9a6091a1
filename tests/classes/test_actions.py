"""What happens to classes, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.accounts import queries as accounts
from literasi.accounts.actions.guests import new_person
from literasi.accounts.models import Account
from literasi.classes import actions, handlers, queries
from literasi.classes.models import Member
from literasi.classes.rules.retention import closed_before
from literasi.kernel.errors import Missing, Refusal
from literasi.kernel.events import NightFell, PersonsErased, PersonsMerged
from literasi.kernel.roles import Role
from tests.makers import people
from tests.makers.classes import VIII_B
from tests.makers.sites import KEY

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """One moment for all."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def teacher(session: Session) -> int:
    """Somebody who teaches."""
    return people.make(session, "bu-guru", [Role.TEACHER])


@pytest.fixture
def one(session: Session, teacher: int) -> queries.Taught:
    """Her class."""
    return queries.taught(session, actions.make_class(session, VIII_B, KEY, NOW, by=teacher), teacher)


def _joined(session: Session, one: queries.Taught, name: str) -> int:
    person_id = people.make(session, name)
    actions.join(session, one, person_id, NOW)
    return person_id


def test_two_of_one_name_are_told_apart(session: Session, one: queries.Taught) -> None:
    first, second = people.make(session, "rini"), people.make(session, "rini.dua")
    for person_id in (first, second):
        session.get_one(Account, person_id).name = "Rini"
    session.flush()
    assert [actions.join(session, one, person_id, NOW) for person_id in (first, second)] == ["Rini", "Rini 2"]


def test_a_teacher_is_no_pupil_of_her_own_class(session: Session, one: queries.Taught, teacher: int) -> None:
    with pytest.raises(Refusal):
        actions.join(session, one, teacher, NOW)


def test_a_full_class_takes_nobody_else(
    session: Session, one: queries.Taught, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("literasi.classes.actions.joining.MOST", 1)
    _joined(session, one, "rini")
    with pytest.raises(Refusal):
        _joined(session, one, "joko")


def test_without_an_account_nobody_joins_by_code(session: Session, one: queries.Taught) -> None:
    with pytest.raises(Missing):
        actions.join(session, one, new_person(session, KEY, NOW), NOW)


def test_classes_come_along_when_a_guest_turns_out_to_be_somebody(
    session: Session, one: queries.Taught
) -> None:
    guest, rini = _joined(session, one, "tamu"), people.make(session, "rini")
    handlers.merge_persons(session, PersonsMerged(guest, rini))
    assert [mate.person_id for mate in queries.classmates(session, one.id)] == [rini]


def test_who_is_in_it_with_both_is_in_it_once(session: Session, one: queries.Taught) -> None:
    guest, rini = _joined(session, one, "tamu"), _joined(session, one, "rini")
    assert handlers.merge_persons(session, PersonsMerged(guest, rini)) is None
    assert [mate.person_id for mate in queries.classmates(session, one.id)] == [rini]


def test_whoever_is_erased_leaves_her_classes(session: Session, one: queries.Taught, teacher: int) -> None:
    rini = _joined(session, one, "rini")
    handlers.erase_persons(session, PersonsErased([rini, teacher], NOW))
    assert (queries.classmates(session, one.id), queries.colleagues(session, one.id)) == ([], [])


def test_a_class_that_is_over_forgets_its_people_after_a_year(session: Session, one: queries.Taught) -> None:
    _joined(session, one, "rini")
    actions.close(session, one.id, NOW)
    assert actions.forget_closed(session, closed_before(NOW + timedelta(days=364), 12)) == 0
    assert actions.forget_closed(session, closed_before(NOW + timedelta(days=366), 12)) == 1
    assert queries.classmates(session, one.id) == []


def test_what_a_night_forgets_follows_the_setting(session: Session, one: queries.Taught) -> None:
    _joined(session, one, "rini")
    actions.close(session, one.id, NOW - timedelta(days=400))
    handlers.forget_closed_classes(session, NightFell(NOW))
    assert session.execute(select(Member)).first() is None


def test_an_account_that_only_the_class_opened_goes_with_it(session: Session, one: queries.Taught) -> None:
    rini, joko = _joined(session, one, "rini"), _joined(session, one, "joko")
    for member in session.execute(select(Member)).scalars():
        member.made_here = True
    made = session.get_one(Account, rini)
    made.username, made.password = None, ""
    session.flush()
    actions.close(session, one.id, NOW - timedelta(days=400))
    handlers.forget_closed_classes(session, NightFell(NOW))
    assert (accounts.profile(session, rini), accounts.profile(session, joko) is None) == (None, False)
