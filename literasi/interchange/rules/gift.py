"""GIFT, Moodle's text format, read: https://docs.moodle.org/en/GIFT_format and the importer's own habits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from literasi.catalogue.rules.question import Gap, Kind

from .foreign import WHOLE, Foreign, Reply
from .gift_text import Block, blocks, cut_format, markdown, plain, plain_partner, title
from .incoming import bring, gap_text
from .report import Brought, Remarks

_TITLE = re.compile(r"^\s*::(.*?)::", re.DOTALL)
_PERCENT = re.compile(r"^\s*%(-?\d{1,3}(?:[.,]\d{1,9})?)%")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
GAP_LINE = "\\_\\_\\_\\_\\_"
_GAP_MARK = "\ue5a1"
"""A letter of no language keeps the gap's place while the text around it is read."""


def read(source: str) -> Iterator[Brought]:
    """Every question of a GIFT file, in order."""
    for number, block in enumerate(blocks(source), 1):
        remarks = Remarks()
        reader = _Reader(block, remarks)
        yield bring(number, reader.read(), plain(block.text)[:80], remarks)


class _Reader:
    def __init__(self, block: Block, remarks: Remarks) -> None:
        self._block, self._remarks = block, remarks
        self._format = ""

    def read(self) -> Foreign | None:
        text = self._block.text
        match = _TITLE.match(text)
        rest = text[match.end() :] if match else text
        self._format, rest = cut_format(rest)
        start, end = rest.find("{"), rest.rfind("}")
        if start < 0 and end < 0:
            self._remarks.dropped("Teks tanpa pertanyaan tidak dibawa. Pindahkan ke bacaan modul.")
            return None
        if start < 0 or end < start:
            self._remarks.dropped("Kurung kurawal `{ }` soal ini belum berpasangan. Lengkapi di asalnya.")
            return None
        answer, _, general = rest[start + 1 : end].partition("####")
        found = self._answered(rest[:start], answer.strip(), rest[end + 1 :])
        return found and self._named(found, match[1] if match else "", general)

    def _named(self, found: Foreign, named: str, general: str) -> Foreign:
        return Foreign(
            found.kind,
            title(named),
            found.stem,
            found.replies,
            weighted=found.weighted,
            explanation=self._text(general),
            tags=(*self._block.tags, *self._category()),
            key=self._block.key,
        )

    def _category(self) -> tuple[str, ...]:
        last = self._block.category.rsplit("/", 1)[-1].strip()
        return (last,) if last and last not in ("top", "$course$") else ()

    def _text(self, text: str) -> str:
        return markdown(text, self._format, self._remarks) if text.strip() else ""

    def _answered(self, before: str, answer: str, after: str) -> Foreign | None:
        truth = answer.partition("#")[0].strip().upper()
        if after.strip() and answer and not answer.startswith("#") and "->" not in answer:
            return self._missing_word(before, answer, after)
        stem = self._text(f"{before}\n{after}" if after.strip() else before)
        if not answer:
            return Foreign(Kind.ESSAY, stem=stem)
        if answer.startswith("#"):
            return self._number(stem, answer[1:].strip())
        if "~" in answer:
            return self._choice(stem, answer)
        if "=" in answer and "->" in answer:
            return self._matching(stem, answer)
        if truth in _TRUTH:
            return self._truth(stem, _TRUTH[truth], answer)
        return Foreign(Kind.SHORT, stem=stem, replies=self._keys(answer))

    def _replies(self, answer: str) -> list[tuple[bool, Decimal | None, str, str]]:
        """Every answer as: whether `=` stands before it, its percentage, its text, its feedback."""
        found = []
        for part in re.split(r"(?=[=~])", answer):
            if not part.strip():
                continue
            sign, body = (part[0], part[1:]) if part[0] in "=~" else ("=", part)
            percent = _PERCENT.match(body)
            text, _, feedback = body[percent.end() if percent else 0 :].partition("#")
            share = Decimal(percent[1].replace(",", ".")) if percent else None
            found.append((sign == "=", share, text, feedback))
        return found

    def _choice(self, stem: str, answer: str) -> Foreign:
        found = self._replies(answer)
        single = any(right for right, *_ in found)
        replies = tuple(
            Reply(
                self._text(text),
                share if share is not None else WHOLE if right else Decimal(0),
                self._text(feedback),
            )
            for right, share, text, feedback in found
        )
        kind = Kind.CHOICE if single else Kind.MULTIPLE
        return Foreign(kind, stem=stem, replies=replies)

    def _keys(self, answer: str) -> tuple[Reply, ...]:
        return tuple(
            Reply(
                " ".join(plain(cut_format(text)[1]).split()),
                share if share is not None else WHOLE,
                self._text(feedback),
            )
            for _right, share, text, feedback in self._replies(answer)
        )

    def _truth(self, stem: str, truth: bool, answer: str) -> Foreign:
        """`{T#when wrong#when right}`."""
        _, wrong, right = [*answer.split("#"), "", ""][:3]
        notes = (self._text(right), self._text(wrong))
        return Foreign(Kind.TRUE_FALSE, stem=stem, replies=truth_replies(truth, *notes))

    def _matching(self, stem: str, answer: str) -> Foreign:
        replies = []
        for part in answer.split("=")[1:]:
            left, arrow, right = part.partition("->")
            if "#" in right:
                self._remarks.dropped("Umpan balik sebuah pasangan tidak dibawa.")
            if arrow and right.strip():
                replies.append(Reply(self._text(left), partner=plain_partner(right.partition("#")[0])))
        return Foreign(Kind.MATCHING, stem=stem, replies=tuple(replies))

    def _number(self, stem: str, answer: str) -> Foreign | None:
        replies = []
        for right, share, text, feedback in self._replies(answer):
            ends = number_ends(plain(text))
            if ends is None and not right:
                self._remarks.dropped("Umpan balik untuk jawaban lain tidak dibawa.")
            elif ends is None:
                self._remarks.dropped("“%(text)s” bukan angka.", text=plain(text)[:60])
                return None
            else:
                percent = share if share is not None else WHOLE if right else Decimal(0)
                replies.append(Reply("", percent, self._text(feedback), low=ends[0], high=ends[1]))
        return Foreign(Kind.NUMBER, stem=stem, replies=tuple(replies))

    def _missing_word(self, before: str, answer: str, after: str) -> Foreign:
        """A text with one gap. What a gap cannot hold (feedback, weights) makes it a question below a line."""
        gap = self._gap(answer)
        if gap:
            return Foreign(Kind.CLOZE, stem=self._around(before, gap, after))
        self._remarks.changed("Rumpang berumpan balik menjadi pertanyaan dengan garis di teksnya.")
        stem = self._around(before, GAP_LINE, after)
        if "~" in answer:
            return self._choice(stem, answer)
        return Foreign(Kind.SHORT, stem=stem, replies=self._keys(answer))

    def _around(self, before: str, gap: str, after: str) -> str:
        sides = [side.replace(_GAP_MARK, "") for side in (before, after)]
        return self._text(_GAP_MARK.join(sides)).replace(_GAP_MARK, gap)

    def _gap(self, answer: str) -> str | None:
        found = self._replies(answer)
        rights = tuple(" ".join(plain(text).split()) for right, _, text, _ in found if right)
        texts = tuple(" ".join(plain(text).split()) for _, _, text, _ in found)
        if any(share is not None or feedback.strip() for _, share, _, feedback in found) or not rights:
            return None
        if "~" not in answer:
            return gap_text(Gap(rights))
        return gap_text(Gap(rights, texts)) if len(rights) == 1 and len(set(texts)) == len(texts) else None


def truth_replies(truth: bool, when_right: str, when_wrong: str) -> tuple[Reply, ...]:
    """Benar and Salah, each with what is said to whom chooses it."""
    said = {truth: when_right, not truth: when_wrong}
    return tuple(
        Reply(word, WHOLE if value is truth else Decimal(0), said[value])
        for word, value in (("Benar", True), ("Salah", False))
    )


def number_ends(text: str) -> tuple[Decimal, Decimal] | None:
    """`3.14:0.01` and `1..5` as ends, both included; None for what is no number."""
    try:
        if ".." in text:
            low, _, high = text.partition("..")
            ends = Decimal(low.strip()), Decimal(high.strip())
        else:
            middle, _, tolerance = text.partition(":")
            width = abs(Decimal(tolerance.strip() or "0"))
            ends = Decimal(middle.strip()) - width, Decimal(middle.strip()) + width
    except InvalidOperation:
        return None
    return ends if all(end.is_finite() for end in ends) and ends[0] <= ends[1] else None
