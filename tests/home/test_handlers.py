"""Kabar hears the news: who is told what, and that the count on the account keeps step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts import queries as members
from literasi.accounts.actions.account import SECOND_STEP_OFF
from literasi.accounts.actions.guests import new_person
from literasi.accounts.models import Account
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.catalogue import queries as catalogue
from literasi.home import actions, queries
from literasi.home.models import Notice
from literasi.home.rules.notices import Kind
from literasi.infra.db import db, write
from literasi.infra.news import announce
from literasi.kernel import clock
from literasi.kernel.events import NightFell
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence
from literasi.operations import tasks
from literasi.progress import actions as progress
from tests.makers import people, sites

NOW = clock.now()


def kinds(session: Session, person_id: int) -> list[Kind]:
    return [told.kind for told in queries.notices(session, person_id, 1).rows]


def in_step(session: Session, person_id: int) -> bool:
    """Whether the account counts what is really unread."""
    unread = select(func.count()).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    counted = select(Account.news).where(Account.person_id == person_id)
    return session.execute(unread).scalar_one() == session.execute(counted).scalar_one()


def test_whoever_gets_a_role_is_told(session: Session) -> None:
    person = people.make(session, "rini", [Role.TEACHER])
    assert kinds(session, person) == [Kind.ROLE_GIVEN] and in_step(session, person)


def test_a_request_is_told_to_all_who_may_answer_it_and_to_nobody_else(session: Session) -> None:
    asker, learner = people.make(session, "rini"), people.make(session, "joko")
    givers = [people.make(session, "bu", [Role.LIBRARIAN]), people.make(session, "pak", [Role.ADMIN])]
    head = people.make(session, "kepala", [Role.HEAD])
    accounts.ask_for_role(session, asker, Role.TEACHER, "SMP Contoh", NOW)
    assert all(Kind.ROLE_ASKED in kinds(session, one) for one in givers)
    assert not any(Kind.ROLE_ASKED in kinds(session, one) for one in (asker, learner, head))


def test_a_refusal_is_told(session: Session) -> None:
    asker, giver = people.make(session, "rini"), people.make(session, "bu", [Role.LIBRARIAN])
    accounts.ask_for_role(session, asker, Role.TEACHER, "SMP Contoh", NOW)
    number = _request(session)
    accounts.decide_request(session, number, False, NOW, by=giver, actor=[Role.LIBRARIAN])
    assert kinds(session, asker) == [Kind.ROLE_REFUSED]


def _request(session: Session) -> int:
    return members.role_requests(session)[0].number


def test_a_child_is_told_that_her_guardian_agreed_and_an_adult_is_not(session: Session) -> None:
    child = people.make(session, "anak", age=AgeBand.FROM_13)
    adult = people.make(session, "rini")
    waiting = people.make(session, "tunggu", age=AgeBand.FROM_13, consent=State.ASKED)
    assert [kinds(session, one) for one in (child, adult, waiting)] == [[Kind.CONSENT], [], []]


def test_a_change_of_how_one_signs_in_is_told_in_its_own_words(session: Session) -> None:
    person = people.make(session, "rini")
    accounts.end_second_step(session, person, NOW, by=None)
    told = queries.notices(session, person, 1).rows[0]
    assert told.kind is Kind.CREDENTIALS
    assert Sentence(told.facts["text"]) == SECOND_STEP_OFF


def test_a_full_flower_is_told_and_a_petal_is_not(session: Session) -> None:
    person, course = people.make(session, "rini"), catalogue.shelf(session).courses[0]
    *petals, last = course.modules
    for module in petals:
        progress.complete(session, person, module.key, module.release_id, None, NOW)
    assert kinds(session, person) == []
    progress.complete(session, person, last.key, last.release_id, None, NOW)
    assert kinds(session, person) == [Kind.COURSE_DONE]


def test_a_guest_is_told_nothing(session: Session) -> None:
    guest = new_person(session, sites.KEY, NOW)
    actions.tell(session, [guest], Kind.CONSENT, NOW)
    assert kinds(session, guest) == []


def test_what_came_after_the_page_was_made_stays_unread(session: Session) -> None:
    person = people.make(session, "rini")
    for minutes in (0, 1, 2):
        actions.tell(session, [person], Kind.CONSENT, NOW + timedelta(minutes=minutes))
    actions.read_all(session, person, NOW + timedelta(minutes=1), NOW + timedelta(minutes=3))
    assert [told.read for told in queries.notices(session, person, 1).rows] == [False, True, True]
    assert in_step(session, person)


def test_reading_twice_counts_once(session: Session) -> None:
    person = people.make(session, "rini", [Role.TEACHER])
    for _time in range(2):
        actions.read_all(session, person, clock.now(), clock.now())
    assert in_step(session, person)


@pytest.mark.parametrize(("days", "left"), [(180, 1), (181, 0)])
def test_what_was_read_goes_after_half_a_year_at_night(session: Session, days: int, left: int) -> None:
    person = people.make(session, "rini")
    actions.tell(session, [person], Kind.CONSENT, NOW)
    actions.read_all(session, person, NOW, NOW)
    announce(session, NightFell(NOW + timedelta(days=days)))
    assert len(kinds(session, person)) == left


def test_what_was_not_read_stays(session: Session) -> None:
    person = people.make(session, "rini")
    actions.tell(session, [person], Kind.CONSENT, NOW)
    announce(session, NightFell(NOW + timedelta(days=999)))
    assert kinds(session, person) == [Kind.CONSENT]


def test_who_is_erased_leaves_no_notice(session: Session) -> None:
    person = people.make(session, "rini", [Role.TEACHER])
    accounts.erase(session, [person], NOW)
    assert session.execute(select(func.count()).select_from(Notice)).scalar_one() == 0


def test_the_night_is_announced_by_a_job(app: Flask) -> None:
    person = _told_long_ago(app)
    tasks.announce_night(app)
    with app.app_context():
        assert kinds(db.session(), person) == []
        db.session.remove()


def _told_long_ago(app: Flask) -> int:
    def act(session: Session) -> int:
        person = people.make(session, "rini")
        long_ago = clock.now() - timedelta(days=200)
        actions.tell(session, [person], Kind.CONSENT, long_ago)
        actions.read_all(session, person, long_ago, long_ago)
        return person

    with app.app_context():
        person = write(act)
        db.session.remove()
    return person
