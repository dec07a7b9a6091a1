"""What markers read of an attempt that was handed in."""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.catalogue.rules.question import Kind
from literasi.kernel.work import Answered, Work
from literasi.quizzes.queries.attempts import Asked, handed_in
from literasi.quizzes.rules.describing import describe


def work(session: Session, origin: str) -> Work | None:
    """An attempt as whoever marks reads it. Who may, marking decides."""
    sheet = handed_in(session, origin)
    if sheet is None or sheet.submitted_at is None:
        return None
    return Work(
        origin=sheet.public_id,
        person_id=sheet.person_id,
        module_key=sheet.module_key,
        language=sheet.language,
        handed_in_at=sheet.submitted_at,
        percent=sheet.percent,
        passed=sheet.passed,
        answers=tuple(map(_answered, sheet.asked)),
    )


def _answered(asked: Asked) -> Answered:
    lines = tuple((line.label_html, line.given_html) for line in describe(asked.question, asked.answer))
    scored = asked.question.kind is not Kind.SURVEY
    return Answered(asked.position, asked.question.key, asked.key_digest, lines, asked.mark, scored)
