"""GIFT written. Texts go out as they are, marked `[markdown]`, so that nothing of them is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from literasi.catalogue.rules.question import Gap, Kind
from literasi.catalogue.rules.written import Written

from .foreign import WHOLE, Foreign, Reply
from .gift_text import head, typed
from .outgoing import foreign_of
from .report import Handed, Remarks, Told
from .wording import shortened

_GAP = re.compile(r"\[\[.{1,400}?\]\]")


def write(questions: Iterable[Written]) -> Handed:
    """A GIFT file of the questions it can carry, and what it says of every one."""
    texts: list[str] = []
    told: list[Told] = []
    for number, written in enumerate(questions, 1):
        remarks = Remarks()
        foreign = foreign_of(written, remarks)
        text = _text(foreign, remarks) if foreign else None
        if text:
            texts.append(text)
        told.append(
            remarks.told(number, shortened(foreign.title if foreign else written.heading), carried=bool(text))
        )
    return Handed("\n\n".join(texts) + "\n" if texts else "", tuple(told))


def _text(foreign: Foreign, remarks: Remarks) -> str | None:
    body = _body(foreign, remarks)
    if body is None:
        return None
    if foreign.points != 1:
        remarks.dropped("Poin tidak dikenal GIFT; di sana setiap soal bernilai 1.")
    if foreign.hints:
        remarks.dropped("Petunjuk tidak dikenal GIFT.")
    if foreign.rubric:
        remarks.dropped("Rubrik tidak dikenal GIFT.")
    title = f"::{typed(foreign.title)}::" if foreign.title else ""
    return f"{head(foreign.key, foreign.tags)}{title}[markdown]{body}"


def _body(foreign: Foreign, remarks: Remarks) -> str | None:
    stem = typed(foreign.stem)
    if foreign.kind is Kind.ORDERING:
        remarks.dropped("GIFT tidak mengenal soal mengurutkan. Pakai Moodle XML.")
        return None
    if foreign.kind is Kind.CLOZE:
        return _missing_word(foreign, remarks)
    if foreign.kind in (Kind.SHORT, Kind.MATCHING) and any(map(_has_arrow, foreign.replies)):
        remarks.dropped("Tanda `->` di dalam jawaban dibaca GIFT sebagai pasangan. Pakai kata lain.")
        return None
    lines = list(_lines(foreign, remarks))
    if foreign.explanation:
        lines.append(f"####{typed(foreign.explanation)}")
    if len(lines) < 2:
        return f"{stem} {{{''.join(lines)}}}"
    return "\n".join([f"{stem} {{", *lines, "}"])


def _missing_word(foreign: Foreign, remarks: Remarks) -> str | None:
    if len(foreign.gaps) != 1:
        remarks.dropped("GIFT hanya mengenal satu rumpang dalam satu soal. Pakai Moodle XML.")
        return None
    before, after = _GAP.split(foreign.stem, maxsplit=1)
    if not after.strip():
        remarks.changed("Rumpang di akhir teks menjadi pertanyaan biasa.")
    end = f"####{typed(foreign.explanation)}" if foreign.explanation else ""
    space = " " if after.startswith(" ") else ""
    lead = " " if before.endswith(" ") else ""
    return f"{typed(before)}{lead}{{{_gap(foreign.gaps[0])}{end}}}{space}{typed(after)}"


def _gap(gap: Gap) -> str:
    if not gap.choices:
        return " ".join(f"={typed(text)}" for text in gap.accepted)
    return " ".join(f"{'=' if text == gap.accepted[0] else '~'}{typed(text)}" for text in gap.choices)


def _lines(foreign: Foreign, remarks: Remarks) -> Iterator[str]:
    match foreign.kind:
        case Kind.TRUE_FALSE:
            yield _truth(foreign.replies)
        case Kind.CHOICE:
            yield from (
                f"{'=' if one.percent else '~'}{_with_feedback(typed(one.text), one)}"
                for one in foreign.replies
            )
        case Kind.MULTIPLE:
            yield from (
                f"~%{one.percent:f}%{_with_feedback(typed(one.text), one)}" for one in foreign.replies
            )
        case Kind.SHORT:
            yield from (f"={_share(one)}{_with_feedback(typed(one.text), one)}" for one in foreign.replies)
        case Kind.NUMBER:
            yield "#"
            yield from (f"={_share(one)}{_with_feedback(_number(one), one)}" for one in foreign.replies)
        case Kind.MATCHING:
            if any(one.feedback for one in foreign.replies):
                remarks.dropped("Umpan balik sebuah pasangan tidak dikenal GIFT.")
            yield from (f"={typed(one.text)} -> {typed(one.partner)}" for one in foreign.replies)


def _has_arrow(reply: Reply) -> bool:
    return any("->" in text for text in (reply.text, reply.partner, reply.feedback))


def _with_feedback(text: str, reply: Reply) -> str:
    return f"{text} #{typed(reply.feedback)}" if reply.feedback else text


def _share(reply: Reply) -> str:
    return "" if reply.percent == WHOLE else f"%{reply.percent:f}%"


def _number(reply: Reply) -> str:
    low, high = reply.low or Decimal(0), reply.high or Decimal(0)
    return f"{low:f}" if low == high else f"{low:f}..{high:f}"


def _truth(replies: tuple[Reply, ...]) -> str:
    truth = next(one for one in replies if one.percent)
    other = next(one for one in replies if not one.percent)
    word = "TRUE" if truth.text.strip().casefold().rstrip(".") in ("benar", "true") else "FALSE"
    if not truth.feedback:
        return f"{word}#{typed(other.feedback)}" if other.feedback else word
    return f"{word}#{typed(other.feedback)}#{typed(truth.feedback)}"
