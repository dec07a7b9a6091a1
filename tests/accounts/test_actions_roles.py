"""Roles, invitations, schools, suspension: who may give what, and when it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.accounts import actions, queries
from literasi.accounts.actions.devices import on_device
from literasi.accounts.models import Grant, School
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.trail import Act
from literasi.kernel.errors import Forbidden, Invalid, Missing, Refusal
from literasi.kernel.roles import Role
from tests.accounts.steps import KEYS, NOW, acts, count, seen
from tests.makers import people
from tests.makers.sites import KEY


def give(session: Session, person: int, role: Role, actor: set[Role] | None = None) -> None:
    actions.give_role(session, person, role, NOW, by=None, actor=actor)


def test_a_role_that_is_held_is_not_given_twice(session: Session) -> None:
    rini = people.make(session, "rini", [Role.TEACHER])
    give(session, rini, Role.TEACHER)
    assert count(session, Grant) == 1 and acts(session, rini).count(Act.ROLE_GIVEN) == 1


@pytest.mark.parametrize("role", [Role.LIBRARIAN, Role.HEAD, Role.ADMIN])
def test_a_librarian_neither_gives_nor_takes_a_role_of_the_staff(session: Session, role: Role) -> None:
    people.make(session, "pak-urus", [Role.ADMIN])
    rini = people.make(session, "rini", [role])
    for act in (actions.give_role, actions.take_role):
        with pytest.raises(Forbidden):
            act(session, rini, role, NOW, by=1, actor={Role.LIBRARIAN})
    assert queries.roles_of(session, rini) == {role}


def test_a_role_that_is_taken_ends_with_the_next_request(session: Session) -> None:
    rini = people.make(session, "rini", [Role.TEACHER, Role.LIBRARIAN])
    device = on_device(session, rini, NOW, shared=False)
    actions.take_role(session, rini, Role.LIBRARIAN, NOW, by=None, actor={Role.ADMIN})
    assert seen(session, device).roles == {Role.TEACHER}  # type: ignore[union-attr]


def test_the_last_admin_keeps_the_role_and_stays_in(session: Session) -> None:
    admin = people.make(session, "pak-urus", [Role.ADMIN])
    with pytest.raises(Refusal):
        actions.take_role(session, admin, Role.ADMIN, NOW, by=None, actor=None)
    with pytest.raises(Refusal):
        actions.suspend(session, admin, True, NOW, by=None, actor=None)


def test_an_admin_who_cannot_sign_in_is_not_counted_and_can_go(session: Session) -> None:
    admin, other = (people.make(session, name, [Role.ADMIN]) for name in ("pak-urus", "bu-urus"))
    actions.suspend(session, other, True, NOW, by=admin, actor={Role.ADMIN})
    with pytest.raises(Refusal):
        actions.take_role(session, admin, Role.ADMIN, NOW, by=admin, actor={Role.ADMIN})
    actions.take_role(session, other, Role.ADMIN, NOW, by=admin, actor={Role.ADMIN})
    assert queries.holders(session, Role.ADMIN) == {admin}


def test_nobody_suspends_herself(session: Session) -> None:
    rini = people.make(session, "rini", [Role.LIBRARIAN])
    people.make(session, "pak-urus", [Role.ADMIN])
    with pytest.raises(Forbidden):
        actions.suspend(session, rini, True, NOW, by=rini, actor={Role.LIBRARIAN})
    with pytest.raises(Refusal):
        actions.suspend(session, rini, True, NOW, by=rini, actor={Role.ADMIN})


def test_who_is_suspended_is_nobody_on_every_device_until_she_is_restored(session: Session) -> None:
    rini = people.make(session, "rini", [Role.TEACHER])
    phones = [on_device(session, rini, NOW, shared=False) for _device in range(3)]
    actions.suspend(session, rini, True, NOW, by=None, actor=None)
    for phone in phones:
        visitor = seen(session, phone)
        assert visitor is not None and visitor.suspended
        assert not (visitor.known or visitor.account or visitor.roles or visitor.name)
    actions.suspend(session, rini, False, NOW, by=None, actor=None)
    assert all(seen(session, phone).account for phone in phones)  # type: ignore[union-attr]
    assert acts(session, rini)[-2:] == [Act.SUSPENDED, Act.RESTORED]


def invite(session: Session, by: int, role: Role = Role.LIBRARIAN) -> str:
    return actions.invite(session, role, KEY, NOW, by=by, actor=queries.roles_of(session, by))


def test_an_invitation_brings_its_role_once(session: Session) -> None:
    admin, rini = people.make(session, "pak-urus", [Role.ADMIN]), people.make(session, "rini")
    code = invite(session, admin)
    session.flush()
    assert actions.accept_invitation(session, rini, code, KEYS, NOW) is Role.LIBRARIAN
    with pytest.raises(Missing):
        actions.accept_invitation(session, people.make(session, "joko"), code, KEYS, NOW)
    assert session.execute(select(Grant.granted_by).where(Grant.person_id == rini)).scalar_one() == admin


@pytest.mark.parametrize("fall", ["suspended", "demoted"])
def test_an_invitation_does_not_outlive_the_power_behind_it(session: Session, fall: str) -> None:
    people.make(session, "bu-urus", [Role.ADMIN])
    admin, rini = people.make(session, "pak-urus", [Role.ADMIN]), people.make(session, "rini")
    code = invite(session, admin)
    if fall == "suspended":
        actions.suspend(session, admin, True, NOW, by=None, actor=None)
    else:
        actions.take_role(session, admin, Role.ADMIN, NOW, by=None, actor=None)
    with pytest.raises(Forbidden):
        actions.accept_invitation(session, rini, code, KEYS, NOW)
    assert queries.roles_of(session, rini) == frozenset()


def test_a_librarian_invites_teachers_and_no_colleagues(session: Session) -> None:
    librarian = people.make(session, "bu-pustaka", [Role.LIBRARIAN])
    assert invite(session, librarian, Role.TEACHER)
    with pytest.raises(Forbidden):
        invite(session, librarian, Role.LIBRARIAN)


def school(session: Session, name: str = "SMP Contoh") -> str:
    return actions.save_school(session, name, NOW, by=None)


def test_a_schools_printed_code_makes_many_teachers_of_that_school(session: Session) -> None:
    code = actions.invite_school(session, school(session), KEY, NOW, by=1)
    for name in ("rini", "joko"):
        person = people.make(session, name)
        assert (
            actions.join_school(session, person, f"{code[:4]} {code[4:]}".lower(), KEYS, NOW) == "SMP Contoh"
        )
        assert queries.roles_of(session, person) == {Role.TEACHER}
    assert set(session.execute(select(Grant.school_id)).scalars()) == {
        session.execute(select(School.id)).scalar_one()
    }


def test_a_schools_code_ends_with_its_term_its_successor_and_its_recall(session: Session) -> None:
    public_id, rini = school(session), people.make(session, "rini")
    first = actions.invite_school(session, public_id, KEY, NOW, by=1)
    second = actions.invite_school(session, public_id, KEY, NOW, by=1)
    for code, moment in ((first, NOW), (second, NOW + timedelta(days=180)), ("0" * 8, NOW), ("", NOW)):
        with pytest.raises(Missing):
            actions.join_school(session, rini, code, KEYS, moment)
    actions.end_invitation(session, public_id)
    with pytest.raises(Missing):
        actions.join_school(session, rini, second, KEYS, NOW)


def test_a_school_stands_on_the_list_once(session: Session) -> None:
    school(session)
    with pytest.raises(Invalid):
        school(session)


def test_a_request_is_asked_once_and_answered_once(session: Session) -> None:
    rini = people.make(session, "rini")
    for name in ("SMP Satu", "SMP Dua"):
        actions.ask_for_role(session, rini, Role.TEACHER, name, NOW)
    session.flush()
    assert acts(session, rini).count(Act.ASKED) == 1
    with pytest.raises(Forbidden):
        actions.decide_request(session, 1, True, NOW, by=rini, actor=())
    actions.decide_request(session, 1, True, NOW, by=rini, actor={Role.LIBRARIAN})
    with pytest.raises(Refusal):
        actions.decide_request(session, 1, False, NOW, by=rini, actor={Role.LIBRARIAN})
    assert queries.roles_of(session, rini) == {Role.TEACHER}


@pytest.mark.parametrize("told", [{"age": AgeBand.SEVENTEEN}, {"consent": State.ASKED}])
def test_only_an_adult_with_consent_in_force_gets_a_role_whichever_way_it_comes(
    session: Session, told: dict[str, Any]
) -> None:
    admin, kiki = people.make(session, "pak-urus", [Role.ADMIN]), people.make(session, "kiki", **told)
    printed = actions.invite_school(session, school(session), KEY, NOW, by=admin)
    invitation = invite(session, admin, Role.TEACHER)
    session.flush()
    for attempt in (
        lambda: give(session, kiki, Role.TEACHER, {Role.ADMIN}),
        lambda: actions.join_school(session, kiki, printed, KEYS, NOW),
        lambda: actions.accept_invitation(session, kiki, invitation, KEYS, NOW),
        lambda: actions.ask_for_role(session, kiki, Role.TEACHER, "SMP Contoh", NOW),
    ):
        with pytest.raises(Refusal, match="18 tahun"):
            attempt()
    assert queries.roles_of(session, kiki) == frozenset()


def test_a_teacher_whose_age_turns_out_to_be_a_childs_is_no_teacher_any_more(session: Session) -> None:
    kiki = people.make(session, "kiki", [Role.TEACHER])
    actions.correct_age(session, kiki, AgeBand.SIXTEEN, NOW, by=1, actor={Role.LIBRARIAN})
    assert queries.roles_of(session, kiki) == frozenset()
