"""What is held of a person here: the quizzes on paper that she made."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.handouts.models import PaperQuiz
from literasi.infra.holdings import rows
from literasi.kernel.holding import Holding
from literasi.kernel.sentence import Sentence


def export(session: Session, person_id: int) -> list[Holding]:
    """Papers. Seeds and questions are no data of hers: with them the key could be told."""
    made = (
        select(PaperQuiz.public_id, PaperQuiz.module_key, PaperQuiz.language, PaperQuiz.made_at)
        .where(PaperQuiz.person_id == person_id)
        .order_by(PaperQuiz.id)
    )
    labels = {"module_key": Sentence("Modul"), "made_at": Sentence("Dibuat")}
    return [Holding("paper_quiz", Sentence("Kuis kertas yang Anda buat"), labels, rows(session, made))]
