"""What classes do when something happens elsewhere. People who are erased leave them with their rows (CASCADE)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.accounts import queries as people
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.guests import idle_since
from literasi.accounts.rules.roles import may_prepare
from literasi.classes import actions, queries
from literasi.classes.rules.retention import closed_before
from literasi.infra.settings import settings
from literasi.kernel import clock
from literasi.kernel.events import (
    ConsentChanged,
    NightFell,
    PersonsErased,
    PersonsMerged,
    RoleRefused,
    RoleTaken,
)
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence


def erase_persons(session: Session, news: PersonsErased) -> None:
    """People are deleted: so are their places in classes, and the pupils who were made up for them."""
    actions.remove_samples(session, queries.samples_of(session, news.person_ids), news.at)
    actions.erase(session, news.person_ids)


def role_lost(session: Session, news: RoleTaken | RoleRefused) -> None:
    """Somebody may teach no more, or not after all: what she tried things in goes. Should she come back, she opens it
    anew."""
    asked = people.asked_for_role(session, news.person_id, Role.TEACHER)
    if not may_prepare(people.roles_of(session, news.person_id), asked):
        actions.remove_samples(session, queries.samples_of(session, [news.person_id]), news.at)


def merge_persons(session: Session, news: PersonsMerged) -> Sentence | None:
    """A guest turned out to be somebody: the classes she was in are hers."""
    count = actions.merge(session, news.from_id, news.into_id)
    return Sentence("%(count)s kelas", {"count": count}) if count else None


def consent_changed(session: Session, news: ConsentChanged) -> None:
    """Consent for somebody ended: no file with her marks waits for her teachers any more."""
    if news.state != State.GRANTED:
        actions.forget_exports_with(session, [news.person_id])


def forget_closed_classes(session: Session, news: NightFell) -> None:
    """Classes that are over forget their people after a while."""
    actions.forget_closed(session, closed_before(news.at, settings().class_months))


def forget_unagreed(session: Session, news: NightFell) -> None:
    """Accounts to which nobody agreed in time were closed: their names leave the class lists. Those that nobody can open
    any more, since they left every class, are closed."""
    actions.forget_unagreed(session)
    actions.forget_left(session, idle_since(clock.wita_date(news.at)))
