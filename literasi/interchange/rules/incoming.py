"""From other systems to ours: a foreign question becomes a written one that is sure to be read again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from literasi.catalogue.rules.number import MAX_LENGTH
from literasi.catalogue.rules.question import Gap, Kind
from literasi.catalogue.rules.question_meta import entries_of, read_meta
from literasi.catalogue.rules.question_source import parse_question
from literasi.catalogue.rules.written import Answer, Shape, Written, read_written, write
from literasi.markup import Findings, Links, MediaRef, Page, Passage, Section, clean_text, cut_sections

from .foreign import WHOLE, Foreign, Reply, is_even
from .report import Brought, Remarks
from .wording import clean, escaped_line, shortened, words

_SHAPES: dict[Kind, Shape] = {
    Kind.CHOICE: "round",
    Kind.TRUE_FALSE: "round",
    Kind.MULTIPLE: "square",
    Kind.SHORT: "key",
    Kind.NUMBER: "key",
    Kind.MATCHING: "arrow",
    Kind.ORDERING: "number",
    Kind.CLOZE: "gaps",
    Kind.ESSAY: "essay",
}
_DATA = ("kesukaran", "indikator", "akm", "konteks", "wajib_benar")
PLACEHOLDER = "baru"


def bring(number: int, foreign: Foreign | None, title: str, remarks: Remarks) -> Brought:
    """Question `number` as ours, with its report; `title` names it where it has none of its own."""
    written = _written(foreign, number, remarks) if foreign else None
    named = (foreign.title if foreign else "") or title
    if written:
        named = words(written.heading)
    return Brought(
        remarks.told(number, shortened(clean(named)) or str(number), carried=bool(written)), written
    )


def _written(foreign: Foreign, number: int, remarks: Remarks) -> Written | None:
    answers = _answers(foreign, remarks)
    if answers is None:
        return None
    title = foreign.title or shortened(words(foreign.stem)) or f"Soal {number}"
    squares = foreign.kind is Kind.MULTIPLE and any(one.percent for one in answers)
    return _settled(
        Written(
            heading=escaped_line(title),
            shape="square" if squares else _SHAPES[foreign.kind],
            meta=_meta(foreign, remarks),
            stem=foreign.stem,
            answers=answers,
            hints=foreign.hints,
            explanations=(foreign.explanation,) if foreign.explanation else (),
            rubric=foreign.rubric,
        ),
        remarks,
    )


def _answers(foreign: Foreign, remarks: Remarks) -> tuple[Answer, ...] | None:
    if foreign.kind in (Kind.CHOICE, Kind.TRUE_FALSE):
        return _choices(foreign.replies, remarks)
    if foreign.kind is Kind.MULTIPLE:
        return _boxes(foreign.replies)
    if foreign.kind is Kind.SHORT:
        return tuple(_key(one, one.text, remarks) for one in foreign.replies)
    if foreign.kind is Kind.NUMBER:
        return tuple(_key(one, _number(one), remarks) for one in foreign.replies)
    return tuple(Answer(one.text, partner=one.partner, feedback=one.feedback) for one in foreign.replies)


def _choices(replies: tuple[Reply, ...], remarks: Remarks) -> tuple[Answer, ...] | None:
    whole = [at for at, one in enumerate(replies) if one.percent == WHOLE]
    if len(whole) != 1:
        remarks.dropped(
            "Pilihan bernilai penuh ada %(number)s; perlu tepat satu. Perbaiki di asalnya.",
            number=len(whole),
        )
        return None
    if any(one.percent not in (0, WHOLE) for one in replies):
        remarks.changed("Nilai sebagian dihapus: pilihan tunggal di sini benar atau salah.")
    return tuple(Answer(one.text, at in whole, feedback=one.feedback) for at, one in enumerate(replies))


def _boxes(replies: tuple[Reply, ...]) -> tuple[Answer, ...]:
    if is_even(replies):
        return tuple(Answer(one.text, one.percent > 0, feedback=one.feedback) for one in replies)
    return tuple(Answer(one.text, percent=number_text(one.percent), feedback=one.feedback) for one in replies)


def _key(reply: Reply, text: str, remarks: Remarks) -> Answer:
    if reply.percent not in (0, WHOLE):
        remarks.changed("Jawaban “%(text)s” bernilai sebagian; di sini dihitung salah.", text=shortened(text))
    return Answer(text, reply.percent == WHOLE, feedback=reply.feedback)


def _number(reply: Reply) -> str:
    low, high = reply.low or Decimal(0), reply.high or Decimal(0)
    return number_text(low) if low == high else f"{number_text(low)}..{number_text(high)}"


def number_text(number: Decimal) -> str:
    """A number as it is written here: `0,5`. Longer ones than a key may have stay too long, and are refused there."""
    if number.adjusted() > MAX_LENGTH or not number:
        return "0" if not number else "9" * (MAX_LENGTH + 1)
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _meta(foreign: Foreign, remarks: Remarks) -> tuple[tuple[str, str], ...]:
    data, tags = _sorted_tags(foreign.tags)
    entries = [("id", foreign.key)] if foreign.key else []
    if foreign.points != 1 and foreign.kind is not Kind.ESSAY:
        entries.append(("poin", number_text(foreign.points)))
    if tags:
        entries.append(("tag", ", ".join(tags)))
    entries += data
    if foreign.kind is Kind.NUMBER:
        entries.append(("jenis", "angka"))
    elif foreign.kind is Kind.CLOZE:
        entries.append(("jenis", "isian rumpang"))
    return tuple(one for one in entries if _is_sound(one, remarks))


def _sorted_tags(tags: tuple[str, ...]) -> tuple[list[tuple[str, str]], list[str]]:
    """Tags such as `indikator: K4.2` are data of ours that went out as tags; the others stay tags."""
    data: dict[str, list[str]] = {}
    others = []
    for tag in tags:
        name, colon, value = tag.partition(":")
        if colon and name.strip() in _DATA:
            data.setdefault(name.strip(), []).append(value.strip())
        elif plain := " ".join(clean(tag).replace(",", " ").replace("|", " ").split()):
            others.append(plain)
    return [(name, ", ".join(values)) for name, values in data.items()], list(dict.fromkeys(others))


def _is_sound(entry: tuple[str, str], remarks: Remarks) -> bool:
    line = Passage(1, (f"{entry[0]}: {entry[1]}",))
    findings = Findings()
    read_meta(line, findings, None)
    if entries_of(line)[0] == (entry,) and not findings.errors:
        return True
    remarks.dropped("Data “%(name)s” tidak dikenal di sini.", name=shortened(": ".join(entry)))
    return False


def _settled(written: Written, remarks: Remarks) -> Written | None:
    """The question when it reads as it was meant; else None, with the reason that its author would be told."""
    sections = sections_of(written)
    why = "" if len(sections) == 1 else "Susunan teksnya memuat judul."
    if not why:
        findings = Findings()
        clean_text(write(written), findings)
        parse_question(sections[0], Page(findings, Links(media=MediaRef)), level=2)
        why = next((one.message for one in findings if one.severity == "error"), "")
    if not why:
        again = read_written(sections[0])
        if again is not None and _plainly(again) == _plainly(written):
            return replace(again, meta=written.meta)
        why = "Susunan teksnya terbaca lain."
    remarks.dropped("Soal tidak dapat ditulis di sini: %(why)s", why=why)
    return None


def sections_of(written: Written) -> list[Section]:
    """The question as it is found in a quiz. One that has no id yet gets one in passing, for nothing asks for it."""
    meta = written.meta if written.key else (("id", PLACEHOLDER), *written.meta)
    lines = tuple(write(replace(written, meta=meta)).split("\n"))
    return cut_sections(Passage(1, lines), 2, Findings())[1]


def _plainly(written: Written) -> Written:
    return replace(written, meta=())


def gap_text(gap: Gap) -> str | None:
    """A gap as our sources write it; None for an answer that a gap cannot hold."""
    parts = [_gap_part(text) for text in (gap.choices or gap.accepted)]
    if any(not part or "|" in part or "]]" in part or part[-1] == "\\" for part in parts):
        return None
    if gap.choices:
        right = _gap_part(gap.accepted[0])
        parts = [f"({part})" if part == right else part for part in parts]
    text = "|".join(parts)
    return f"[[{text}]]" if len(text) <= 400 and not text.endswith("]") else None


def _gap_part(text: str) -> str:
    part = " ".join(clean(text).split())
    return part.replace("(", "\\(").replace(")", "\\)")
