"""Who teaches whom is asked of whoever knows it, and of nobody while nobody does."""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.infra import pupils
from tests.makers import marking, people


def test_without_classes_nobody_teaches_and_nobody_is_taught(session: Session) -> None:
    assert not pupils.teaches(session, 1)
    assert session.execute(pupils.given_by(1)).all() == session.execute(pupils.given()).all() == []


def test_whoever_has_a_pupil_teaches_until_the_class_is_gone(session: Session) -> None:
    teacher, pupil = people.make(session, "bu-guru"), people.make(session, "rini")
    with marking.a_class(teacher, [pupil]):
        assert pupils.teaches(session, teacher) and not pupils.teaches(session, pupil)
        assert set(session.execute(pupils.given_by(teacher)).scalars()) == {pupil}
        assert set(session.execute(pupils.given()).scalars()) == {pupil}
    assert not pupils.teaches(session, teacher)
