"""Kabar is a reader of the news: what these reactions write down is what people find there.

Nobody is merged away who has notices: only a guest is, and a guest gets none.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.accounts import queries as people
from literasi.accounts.rules.ages import minor
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.roles import may_give, may_see_people
from literasi.catalogue import queries as catalogue
from literasi.home import actions
from literasi.home.rules.notices import Kind
from literasi.kernel.events import (
    AssignmentsGiven,
    ConsentChanged,
    CredentialsChanged,
    DataRequestAnswered,
    DataRequested,
    DeadlineExtended,
    ModuleCompleted,
    NightFell,
    PersonsErased,
    ResultSettled,
    RoleAsked,
    RoleGiven,
    RoleRefused,
)
from literasi.kernel.roles import Role
from literasi.progress import queries as progress
from literasi.progress.rules import petals


def role_given(session: Session, news: RoleGiven) -> None:
    """She should know what she may do from now on."""
    actions.tell(session, [news.person_id], Kind.ROLE_GIVEN, news.at, role=news.role)


def role_refused(session: Session, news: RoleRefused) -> None:
    """Whoever asked gets an answer."""
    actions.tell(session, [news.person_id], Kind.ROLE_REFUSED, news.at, role=news.role)


def role_asked(session: Session, news: RoleAsked) -> None:
    """Everybody who may decide it should know that somebody waits."""
    givers = people.holding(session, [role for role in Role if may_give([role], news.role)])
    actions.tell(session, givers - {news.person_id}, Kind.ROLE_ASKED, news.at, role=news.role)


def consent_changed(session: Session, news: ConsentChanged) -> None:
    """A child hears that her guardian agreed. An adult agrees herself and knows; what was refused or withdrawn leaves
    nobody who could read it here.
    """
    profile = people.profile(session, news.person_id)
    if profile and minor(profile.age_band) and news.state == State.GRANTED:
        actions.tell(session, [news.person_id], Kind.CONSENT, news.at)


def credentials_changed(session: Session, news: CredentialsChanged) -> None:
    """It may not have been she who changed them."""
    text, values = news.what.text, dict(news.what.values)
    actions.tell(session, [news.person_id], Kind.CREDENTIALS, news.at, text=text, values=values)


def module_completed(session: Session, news: ModuleCompleted) -> None:
    """The whole flower is worth a notice, a single petal is not."""
    module = catalogue.shelf(session).by_key(news.module_key)
    course = catalogue.shelf(session).course(module.course_slug) if module else None
    if course is None:
        return
    done = progress.finished(session, news.person_id)
    if petals([one.key for one in course.modules], done).done:
        actions.tell(session, [news.person_id], Kind.COURSE_DONE, news.at, course=course.key)


def data_requested(session: Session, news: DataRequested) -> None:
    """Seventy-two hours are short: those who answer should know at once."""
    helpers = people.holding(session, [role for role in Role if may_see_people([role])])
    actions.tell(session, helpers - {news.person_id}, Kind.DATA_ASKED, news.at)


def data_request_answered(session: Session, news: DataRequestAnswered) -> None:
    """Whoever asked about her data should find the answer."""
    if people.profile(session, news.person_id):
        actions.tell(session, [news.person_id], Kind.DATA_ANSWERED, news.at)


def result_settled(session: Session, news: ResultSettled) -> None:
    """Somebody read what she wrote, or a mark became another: she should look."""
    facts = {"attempt": news.attempt, "module": news.module_key, "why": news.why}
    actions.tell(session, [news.person_id], Kind.RESULT, news.at, **facts)


def assignments_given(session: Session, news: AssignmentsGiven) -> None:
    """Whoever is meant should find it before the deadline does."""
    facts = {"classroom": news.class_public_id, "name": news.class_name, "count": news.count}
    actions.tell(session, news.person_ids, Kind.ASSIGNED, news.at, **facts)


def deadline_extended(session: Session, news: DeadlineExtended) -> None:
    """More time is only a relief for whoever knows of it."""
    facts = {"classroom": news.class_public_id, "name": news.class_name}
    actions.tell(session, news.person_ids, Kind.EXTENDED, news.at, **facts)


def forget_old_notices(session: Session, news: NightFell) -> None:
    """Once a day what was read long ago goes."""
    actions.forget_old(session, news.at)


def erase_persons(session: Session, news: PersonsErased) -> None:
    """People are deleted: so is what they were told."""
    actions.erase(session, news.person_ids)
