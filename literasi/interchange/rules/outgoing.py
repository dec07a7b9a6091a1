"""From ours to other systems: what every format can be told of a question, and what none of them knows."""

from __future__ import annotations

from decimal import Decimal

from literasi.catalogue.rules.question import Kind, Question
from literasi.catalogue.rules.question_source import parse_question
from literasi.catalogue.rules.written import Answer, Written
from literasi.markup import Findings, Links, MediaRef, Page

from .foreign import WHOLE, Foreign, Reply, even_percents
from .incoming import sections_of
from .report import Remarks
from .wording import bare

_AS_TAGS = ("kesukaran", "indikator", "akm", "konteks", "wajib_benar")


def foreign_of(written: Written, remarks: Remarks) -> Foreign | None:
    """The question for another system; None when it has no like there, with the reason."""
    question = _question(written)
    if question is None:
        remarks.dropped("Soal ini masih bermasalah. Periksa dahulu dengan `literasi course check`.")
        return None
    if question.kind is Kind.SURVEY:
        remarks.dropped("Survei tidak punya kunci; sistem lain tidak mengenalnya.")
        return None
    if question.kind is Kind.QUERY:
        remarks.changed("Kueri menjadi isian singkat: di sana hurufnya yang dicocokkan, bukan maknanya.")
    meta = dict(written.meta)
    return Foreign(
        kind=Kind.SHORT if question.kind is Kind.QUERY else question.kind,
        title=_plain(written.heading, remarks),
        stem=written.stem,
        replies=_replies(written, question, remarks),
        gaps=question.gaps,
        gap_html=question.cloze_html,
        weighted=question.weighted,
        hints=written.hints,
        explanation="\n\n".join(written.explanations),
        rubric=written.rubric,
        points=Decimal(str(question.points)),
        tags=(*question.tags, *_data_tags(meta)),
        key=written.key,
    )


def _question(written: Written) -> Question | None:
    sections = sections_of(written)
    if len(sections) != 1:
        return None
    return parse_question(sections[0], Page(Findings(), Links(media=MediaRef)), level=2)


def _data_tags(meta: dict[str, str]) -> list[str]:
    return [
        f"{name}: {value.strip()}" for name in _AS_TAGS if name in meta for value in meta[name].split(",")
    ]


def _plain(markdown: str, remarks: Remarks) -> str:
    text, exact = bare(markdown)
    if not exact:
        remarks.changed("Hiasan pada “%(text)s” dihapus: di sana tempatnya teks polos.", text=text[:60])
    return text


def _replies(written: Written, question: Question, remarks: Remarks) -> tuple[Reply, ...]:
    answers = written.answers
    if question.kind is Kind.NUMBER:
        return tuple(
            Reply(one.text, WHOLE if one.right else Decimal(0), answer.feedback, low=one.low, high=one.high)
            for answer, one in zip(answers, question.numbers, strict=True)
        )
    if question.kind is Kind.MATCHING:
        return tuple(
            Reply(one.text, feedback=one.feedback, partner=_plain(one.partner, remarks)) for one in answers
        )
    if question.kind is Kind.MULTIPLE and not question.weighted:
        remarks.changed("Nilai sebagian dihitung lain: di sana setiap kotak punya bobot.")
        rights = sum(one.right for one in answers)
        right, wrong = even_percents(rights, len(answers) - rights)
        return tuple(Reply(one.text, right if one.right else wrong, one.feedback) for one in answers)
    return tuple(Reply(one.text, _percent(one), one.feedback) for one in answers)


def _percent(answer: Answer) -> Decimal:
    if answer.percent:
        return Decimal(answer.percent.replace(",", ".").replace("−", "-").strip())
    return WHOLE if answer.right else Decimal(0)
