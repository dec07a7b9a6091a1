"""What happens in a session, and what is left of it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.models import Person
from literasi.accounts.rules.consent import State
from literasi.catalogue import queries as catalogue
from literasi.gatherings import actions, queries
from literasi.gatherings.models import Gathering, Phone, Seat
from literasi.gatherings.rules.codes import Purpose, shown
from literasi.infra.db import db, write
from literasi.infra.news import announce
from literasi.kernel.errors import Invalid, Missing, Refusal
from literasi.kernel.events import NightFell
from literasi.kernel.roles import Role
from literasi.kernel.visitor import NOBODY, Visitor
from literasi.progress import queries as ledger
from literasi.progress.models import Response
from literasi.quizzes import actions as quizzes
from literasi.quizzes.models import AnswerEvent, Attempt
from literasi.quizzes.queries import found_sheet
from literasi.quizzes.rules.arrangement import Arrangement
from literasi.quizzes.rules.policy import AttemptPolicy
from tests.makers import gatherings, people, sites

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
KEYS = (sites.KEY,)
OWN = AttemptPolicy(80, None, None, None).to_data()


def held(session: Session, name: str = "bu-guru") -> queries.Held:
    """A session of a new teacher."""
    teacher = people.make(session, name, [Role.TEACHER])
    module = catalogue.shelf(session).by_key(gatherings.MODULE)
    assert module is not None
    found = queries.held(session, actions.hold(session, teacher, module, sites.KEY, NOW), teacher)
    assert found is not None
    return found


def seated(session: Session, found: queries.Held, *seats: int, visitor: Visitor = NOBODY) -> Visitor:
    code = queries.code_of(found, KEYS)
    return actions.sit(session, visitor, code, seats, KEYS, NOW, shared=False)[0]


def handed_in(session: Session, person: Visitor, now: datetime = NOW) -> str:
    module = catalogue.shelf(session).by_key(gatherings.MODULE)
    assert module is not None
    terms = queries.terms(session, person.person_id, module.key, OWN, now) or OWN
    attempt = quizzes.start(session, person.person_id, module, "id", AttemptPolicy.from_data(terms), now)
    quizzes.submit(session, attempt, person.person_id, now)
    return attempt


def claim_code(session: Session, number: int) -> str:
    seat = session.execute(select(Seat).where(Seat.number == number)).scalar_one()
    return shown(Purpose.CLAIM, seat.claim_salt, seat.claim_lookup, KEYS)


def count(session: Session, table: type) -> int:
    return session.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_lent_phone_takes_the_quiz_once_until_the_session_ends(session: Session) -> None:
    found = held(session)
    person = seated(session, found, 1)
    told = queries.terms(session, person.person_id, gatherings.MODULE, OWN, NOW)
    assert told is not None and AttemptPolicy.from_data({**told, "seed": ""}) == AttemptPolicy(
        80, 1, found.ends_at, essays=False
    )
    assert queries.terms(session, person.person_id, "X01-02", OWN, NOW) is None
    assert queries.terms(session, 9999, gatherings.MODULE, OWN, NOW) is None


def asked(session: Session, person: Visitor) -> list[tuple[str, Arrangement]]:
    """What a phone is asked, in its order, and how it is laid out."""
    sheet = found_sheet(session, handed_in(session, person), person.person_id)
    return [(one.question.key, one.arrangement) for one in sheet.asked]


def test_every_phone_of_a_session_is_asked_the_same_in_the_same_order(session: Session) -> None:
    found = held(session)
    first, second = (asked(session, seated(session, found, seat)) for seat in (1, 2))
    assert first == second


def test_a_lent_phone_is_nobodys_and_cannot_be_taken_over(session: Session) -> None:
    person, rini = seated(session, held(session), 1), people.make(session, "rini")
    assert person.lent and not person.account
    with pytest.raises(Refusal):
        accounts.sign_in(session, rini, person, NOW, shared=False, label="")
    assert count(session, Phone) == 1


def test_a_session_that_is_over_takes_no_seats(session: Session) -> None:
    found = held(session)
    code = queries.code_of(found, KEYS)
    with pytest.raises(Missing):
        actions.sit(session, NOBODY, code, [1], KEYS, found.ends_at, shared=False)


def test_a_phone_that_goes_to_another_session_leaves_its_seats_there(session: Session) -> None:
    person = seated(session, held(session), 1)
    other = held(session, "pak-guru")
    moved = seated(session, other, 1, visitor=person)
    assert moved.person_id != person.person_id and count(session, Seat) == 2


def test_forgetting_keeps_the_totals_and_nobody(session: Session) -> None:
    found = held(session)
    for seats in ((1, 2, 3), (4, 5)):
        handed_in(session, seated(session, found, *seats))
    silent = seated(session, found, 6)
    before, everybody = queries.totals(session, found), count(session, Person)
    announce(session, NightFell(found.ends_at + timedelta(days=6)))
    assert count(session, Seat) == 6
    announce(session, NightFell(found.ends_at + timedelta(days=8)))
    kept = queries.held(session, found.public_id, _teacher(session))
    assert kept is not None and queries.totals(session, kept) == before and before.sent == 5
    assert [count(session, table) for table in (Seat, Phone, Attempt, Response)] == [0, 0, 0, 0]
    assert count(session, Person) == everybody - 3 and session.get(Person, silent.person_id) is None


def _teacher(session: Session) -> int:
    return session.execute(select(Gathering.person_id)).scalar_one()


def test_the_night_hands_in_what_was_saved_and_never_sent(session: Session) -> None:
    found = held(session)
    person = seated(session, found, 1)
    module = catalogue.shelf(session).by_key(gatherings.MODULE)
    assert module is not None
    terms = AttemptPolicy.from_data(queries.terms(session, person.person_id, module.key, OWN, NOW) or {})
    quizzes.start(session, person.person_id, module, "id", terms, NOW)
    actions.forget(session, found.ends_at + timedelta(hours=12))
    assert queries.totals(session, found).sent == 1


def test_when_a_teacher_is_erased_the_phones_of_her_sessions_are_too(session: Session) -> None:
    found = held(session)
    person = seated(session, found, 1)
    handed_in(session, person)
    accounts.erase(session, [_teacher(session)], NOW)
    tables = (Gathering, Phone, Seat, Attempt, AnswerEvent)
    assert [count(session, table) for table in tables] == [0] * 5
    assert session.get(Person, person.person_id) is None


def test_a_claim_is_dated_to_the_session_and_comes_once(session: Session) -> None:
    found, rini = held(session), people.make(session, "rini")
    handed_in(session, seated(session, found, 1, 2), NOW + timedelta(minutes=20))
    later = NOW + timedelta(days=3)
    answers = actions.claim(session, rini, claim_code(session, 1), KEYS, later)
    rows = session.execute(select(Response).where(Response.person_id == rini)).scalars().all()
    assert answers == len(rows) > 0
    assert {(one.source, one.at) for one in rows} == {("sesi", NOW + timedelta(minutes=20))}
    with pytest.raises(Missing):
        actions.claim(session, rini, claim_code(session, 1), KEYS, later)
    with pytest.raises(Refusal):
        actions.claim(session, rini, claim_code(session, 2), KEYS, later)


def test_a_claim_waits_for_consent_and_ends_after_a_week(session: Session) -> None:
    found, waiting = held(session), people.make(session, "anak", consent=State.ASKED)
    handed_in(session, seated(session, found, 1))
    with pytest.raises(Refusal):
        actions.claim(session, waiting, claim_code(session, 1), KEYS, NOW)
    with pytest.raises(Missing):
        actions.claim(
            session,
            people.make(session, "rini"),
            claim_code(session, 1),
            KEYS,
            found.ends_at + timedelta(days=8),
        )
    assert ledger.finished(session, waiting) == {}


def test_a_claim_before_the_quiz_was_sent_gives_nothing_and_keeps_the_code(session: Session) -> None:
    found, rini = held(session), people.make(session, "rini")
    person = seated(session, found, 1)
    with pytest.raises(Refusal):
        actions.claim(session, rini, claim_code(session, 1), KEYS, NOW)
    handed_in(session, person)
    assert actions.claim(session, rini, claim_code(session, 1), KEYS, NOW) > 0


def test_two_hundred_who_want_the_same_seats_get_each_of_them_once(app: Flask) -> None:
    with app.app_context():
        found = write(held)
        db.session.remove()
    code, had, lock = queries.code_of(found, KEYS), list[int](), threading.Lock()

    def want(number: int) -> None:
        with app.app_context():
            try:
                write(lambda session: actions.sit(session, NOBODY, code, [number], KEYS, NOW, shared=False))
            except Invalid:
                return
            finally:
                db.session.remove()
        with lock:
            had.append(number)

    threads = [threading.Thread(target=want, args=(1 + at % 36,)) for at in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(had) == list(range(1, 37))
    with app.app_context():
        assert count(db.session(), Seat) == count(db.session(), Phone) == 36
