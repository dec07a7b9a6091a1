"""People of the demo come: as guests, by signing up, by an invitation; a child with her guardian's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.accounts.rules import consent_words
from literasi.accounts.rules.ages import AgeBand, minor
from literasi.accounts.rules.consent import Relation, guardian
from literasi.accounts.rules.tickets import Purpose
from literasi.kernel import clock
from literasi.kernel.roles import Role
from literasi.kernel.visitor import NOBODY, Visitor
from literasi.operations.actions.demo.learning import learn
from literasi.operations.actions.demo.stage import Stage
from literasi.operations.rules.demo import ADMIN, LIBRARIAN, SCHOOLS, Fate, Life

GUARDIAN = guardian("Nama Wali (contoh)", Relation.GUARDIAN)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_Step = Callable[[Session, Stage, Life, int, datetime], None]


def arrive(session: Session, stage: Stage, now: datetime, life: Life) -> None:
    """Let somebody come, become what she is, and learn from then on until today."""
    visitor = accounts.recognise(session, NOBODY, stage.key, now)
    if life.age is not None:
        visitor = _sign_up(session, stage, life, life.age, visitor, now)
    stage.here[life.username] = visitor
    _STEPS[life.fate](session, stage, life, visitor.person_id, now)
    learn(session, stage, visitor, life, now)


def _sign_up(
    session: Session, stage: Stage, life: Life, age: AgeBand, visitor: Visitor, now: datetime
) -> Visitor:
    told = accounts.NewAccount(life.name, life.username, None, stage.password, age)
    words, kind = (consent_words.CHILD, "anak") if minor(age) else (consent_words.ADULT, "dewasa")
    text = accounts.text_of_consent(session, kind, "id", "\n".join(map(str, words)), now)
    from_17 = people.agrees_from_17(session)
    done = accounts.sign_up(session, visitor, told, text, stage.key, now, from_17=from_17, shared=False, label="Chrome · Android")  # fmt: skip
    return done.visitor


def _learns(session: Session, stage: Stage, life: Life, person_id: int, now: datetime) -> None:
    """Nothing more, but for a child, to whose account her guardian agrees on the next day."""
    if life.age is not None and minor(life.age):
        _by_link(session, stage, life, person_id, now, granted=True)


def _ask_guardian(session: Session, stage: Stage, life: Life, person_id: int, now: datetime) -> None:
    account = people.profile(session, person_id)
    assert account is not None
    stage.codes[life.username] = accounts.ask_guardian(session, account, stage.key, now)


def _by_link(
    session: Session, stage: Stage, life: Life, person_id: int, now: datetime, *, granted: bool
) -> None:
    """A guardian answers by the link; who agrees gets a code with which she can withdraw."""
    _ask_guardian(session, stage, life, person_id, now)
    link, answer = stage.codes.pop(life.username), _decision(session, now, granted)
    code = accounts.decide_by_link(session, link, stage.keys, answer, now + _DAY)
    stage.codes[life.username] = code or ""


def _on_paper(
    session: Session, stage: Stage, life: Life, person_id: int, now: datetime, *, granted: bool
) -> None:
    """A guardian signs at home, and the librarian copies it on the day after."""
    decision = _decision(session, now, granted)
    by, day = stage.person(LIBRARIAN), now + 2 * _DAY
    code = accounts.decide_on_paper(session, person_id, decision, stage.key, day, by=by)
    stage.codes[life.username] = code or ""


def _decision(session: Session, now: datetime, granted: bool) -> accounts.Decision:
    words = "\n".join(map(str, consent_words.CHILD))
    digest = accounts.text_of_consent(session, "anak", "id", words, now)
    return accounts.Decision(granted, GUARDIAN, digest, clock.wita_date(now + _DAY))


def _first(session: Session, stage: Stage, life: Life, person_id: int, now: datetime) -> None:
    """The first one comes by the link that the terminal prints."""
    code = accounts.make_first_ticket(session, stage.key, now)
    accounts.use_ticket(session, Purpose.FIRST_RUN, code, stage.keys, now)
    accounts.give_role(session, person_id, Role.ADMIN, now, by=None, actor=None)


def _invited(session: Session, stage: Stage, life: Life, person_id: int, now: datetime) -> None:
    """To the staff by whoever runs the site, as a teacher by what was printed for her school."""
    if life.role is Role.TEACHER and life.school is not None:
        accounts.join_school(session, person_id, stage.codes[SCHOOLS[life.school]], stage.keys, now + _HOUR)
    elif life.role is not None:
        by, made = stage.person(ADMIN), now - 3 * _HOUR
        code = accounts.invite(session, life.role, stage.key, made, by=by, actor=[Role.ADMIN])
        accounts.accept_invitation(session, person_id, code, stage.keys, now)


def ask_for_role(session: Session, stage: Stage, now: datetime, life: Life) -> None:
    """Ask to be known as a teacher of one's school."""
    school = SCHOOLS[life.school or 0]
    accounts.ask_for_role(session, stage.person(life.username), Role.TEACHER, school, now)


def _decided(
    session: Session, stage: Stage, life: Life, person_id: int, now: datetime, *, granted: bool
) -> None:
    """She asks to be known as a teacher, and the librarian answers on the next day."""
    ask_for_role(session, stage, now + _HOUR, life)
    number = next(one.number for one in people.role_requests(session) if one.username == life.username)
    by, roles = stage.person(LIBRARIAN), [Role.LIBRARIAN]
    accounts.decide_request(session, number, granted, now + _DAY, by=by, actor=roles)


def _suspended(
    session: Session, stage: Stage, life: Life, person_id: int, now: datetime, *, reopened: bool
) -> None:
    """Her account is closed after three weeks and, maybe, opened again five days later."""
    by, closed = stage.person(ADMIN), now + 21 * _DAY
    accounts.suspend(session, person_id, True, closed, by=by, actor=[Role.ADMIN])
    if reopened:
        accounts.suspend(session, person_id, False, closed + 5 * _DAY, by=by, actor=[Role.ADMIN])


def _waits(session: Session, stage: Stage, life: Life, person_id: int, now: datetime) -> None:
    """Nobody has answered yet."""


_STEPS: Mapping[Fate, _Step] = {
    Fate.LEARNS: _learns,
    Fate.FIRST: _first,
    Fate.INVITED: _invited,
    Fate.APPROVED: partial(_decided, granted=True),
    Fate.ASKS: _waits,  # she asks when her day comes, so that those who work here by then hear of it
    Fate.TURNED_DOWN: partial(_decided, granted=False),
    Fate.CLOSED: partial(_suspended, reopened=False),
    Fate.REOPENED: partial(_suspended, reopened=True),
    Fate.WAITS_FOR_LINK: _ask_guardian,
    Fate.WAITS_FOR_PAPER: _waits,
    Fate.AGREED_ON_PAPER: partial(_on_paper, granted=True),
    Fate.REFUSED_BY_LINK: partial(_by_link, granted=False),
    Fate.REFUSED_ON_PAPER: partial(_on_paper, granted=False),
    Fate.WITHDRAWN_BY_CODE: partial(_by_link, granted=True),
    Fate.WITHDRAWN_ON_PAPER: partial(_on_paper, granted=True),
}
