"""Who may see whose work: asked as SQL, so that a role taken back or a colleague taken out ends it with the next request."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from literasi.accounts.models import Account, Grant
from literasi.accounts.rules.consent import State
from literasi.classes.models import Assignment, Classroom, ClassTeacher, Member, Recipient
from literasi.kernel.roles import TEACHING


def given_by(teacher_id: int) -> Select[int, str]:
    """Whose work at which module a teacher may see, as a statement to be asked within another: members of her classes
    whose consent is in force, with what they were given there. Whoever only asked to teach sees who is made up."""
    return (
        _given_to_anybody()
        .join(ClassTeacher, ClassTeacher.class_id == Member.class_id)
        .join(Classroom, Classroom.id == Member.class_id)
        .join(Account, and_(Account.person_id == Member.person_id, Account.consent == State.GRANTED))
        .where(ClassTeacher.person_id == teacher_id, sees_pupils(teacher_id))
    )


def _teaches_still(teacher: int | SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether somebody holds a role that teaches: one that was taken back ends sight of every class."""
    return exists().where(Grant.person_id == teacher, Grant.role.in_(TEACHING), Grant.ended_at.is_(None))


def sees_pupils(teacher: int | SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether somebody who teaches the class of the statement around may see its pupils: those who are made up, in any
    case."""
    return or_(_teaches_still(teacher), Classroom.sample)


def _able_teacher() -> ColumnElement[bool]:
    """Whether the class of the statement around has a teacher who may see its pupils, and whose account is open."""
    hers = aliased(Account)
    return exists().where(
        ClassTeacher.class_id == Classroom.id,
        hers.person_id == ClassTeacher.person_id,
        hers.suspended_at.is_(None),
        _teaches_still(ClassTeacher.person_id),
    )


def has_teacher(session: Session, class_id: int) -> bool:
    """Whether somebody of those who teach a class may see its pupils. A request that waits is not enough."""
    found = select(Classroom.id).where(Classroom.id == class_id, _able_teacher())
    return session.execute(found).first() is not None


def given_with_a_teacher() -> Select[int, str]:
    """Everybody who learns in some class and whose work some teacher of it may see, with each module that she was given,
    as a statement to be asked within another. What is not in it no teacher marks: consent is not in force, or the
    teacher is not confirmed or gone."""
    return (
        _given_to_anybody()
        .join(Classroom, Classroom.id == Member.class_id)
        .join(Account, and_(Account.person_id == Member.person_id, Account.consent == State.GRANTED))
        .where(_able_teacher())
    )


def _given_to_anybody() -> Select[int, str]:
    """Everybody who learns in some class, with each module that she was given."""
    return (
        select(Member.person_id, Assignment.module_key)
        .join(Assignment, Assignment.class_id == Member.class_id)
        .outerjoin(
            Recipient, and_(Recipient.assignment_id == Assignment.id, Recipient.member_id == Member.id)
        )
        .where(or_(Assignment.for_all, Recipient.member_id.is_not(None)))
    )
