"""The answer list of a question -> the fields of its kind. One small reader a kind; every slip is a problem.

Keys of typed answers are taken from the raw source. Only what is shown is rendered.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from literasi.markup import Page, Passage, plain_text
from literasi.querylang import QueryError, parse

from .number import is_interval, read_number, read_number_key
from .question import Criterion, Expected, Kind, NumberRange, Option, Pair, Question, Step
from .question_body import Item

MIN_OPTIONS, MAX_OPTIONS = 2, 26
ROUND = re.compile(r"^\(\s*([xX]?)\s*\)(?:\s+|$)(.*)$", re.DOTALL)
SQUARE = re.compile(r"^\[\s*([xX]?|[-+−]?\d{1,3}(?:,\d+)?\s*%)\s*\](?:\s+|$)(.*)$", re.DOTALL)
KEY = re.compile(r"^(!?=)\s*(.*)$", re.DOTALL)
ARROW = re.compile(r"(?:^|(?<=\s))->(?=\s|$)")
POINTS = re.compile(r"^(?:[-*]\s+)?(.*?)\s*\((\d{1,3}(?:,\d+)?)(?:\s*(?:poin|points?))?\)\s*\.?$")
_TRUE_FALSE = ({"benar", "salah"}, {"true", "false"})


def mark_of(text: str) -> str:
    """How an item is written as an answer: round, square, key, arrow, or "" for plain text."""
    if ROUND.match(text):
        return "round"
    if SQUARE.match(text):
        return "square"
    if KEY.match(text):
        return "key"
    return "arrow" if ARROW.search(text) else ""


class AnswerReader:
    """Reads the items of one question; `line` is the question's line, for what has no better one."""

    def __init__(self, page: Page, line: int, prefix: str) -> None:
        self._page = page
        self._findings = page.findings
        self._line = line
        self._prefix = prefix

    def check_count(self, items: tuple[Item, ...]) -> None:
        """Between 2 and 26 items: fewer is no choice, more has no letter."""
        if not MIN_OPTIONS <= len(items) <= MAX_OPTIONS:
            self._findings.error(
                self._line, f"Soal ini punya {len(items)} pilihan; perlu {MIN_OPTIONS} sampai {MAX_OPTIONS}."
            )

    def _feedback(self, item: Item) -> str:
        if item.feedback is None:
            return ""
        return self._page.blocks(item.feedback, prefix=f"{self._prefix}-f{item.line - self._line}").strip()

    def _show(self, text: str, line: int) -> str:
        """A side or option: one paragraph is shown without its own block."""
        if "\n\n" in text or re.search(r"^(?:[-*+|>]|```|\d+[.)])", text, re.MULTILINE):
            return self._page.blocks(
                Passage(line, tuple(text.split("\n"))), prefix=f"{self._prefix}-o"
            ).strip()
        html = self._page.inline(text, line)
        if not html:
            self._findings.error(line, "Pilihan ini kosong. Isi teksnya, atau hapus barisnya.")
        return html

    def choices(self, question: Question, items: tuple[Item, ...]) -> Question:
        """Round brackets: one key. `Benar` and `Salah` alone make it a benar-salah."""
        self.check_count(items)
        options = tuple(self._round(item) for item in items)
        keys = [item.line for item, option in zip(items, options, strict=True) if option.right]
        if len(keys) > 1:
            self._findings.error(
                keys[1],
                f"Kunci kedua; yang pertama di baris {keys[0]}. Pakai `[x]` bila yang benar lebih dari satu.",
            )
        elif not keys and question.kind is not Kind.SURVEY:
            self._findings.error(self._line, "Soal ini belum punya kunci. Tandai jawaban benar dengan `(x)`.")
        self._warn_repeated(items, [option.html for option in options])
        if question.kind is Kind.CHOICE and {_folded(option.html) for option in options} in _TRUE_FALSE:
            question = replace(question, kind=Kind.TRUE_FALSE)
        return replace(question, options=options)

    def _round(self, item: Item) -> Option:
        match = ROUND.match(item.text)
        right = bool(match and match[1])
        html = self._show(match[2] if match else "", item.line)
        return Option(html, right, float(right), self._feedback(item), item.line)

    def boxes(self, question: Question, items: tuple[Item, ...]) -> Question:
        """Square brackets: any number of right options, or percentages of the point."""
        self.check_count(items)
        marks = [match[1] if (match := SQUARE.match(item.text)) else "" for item in items]
        options = tuple(self._square(item) for item in items)
        weighted = any(mark.endswith("%") for mark in marks)
        self._warn_repeated(items, [option.html for option in options])
        if question.kind is not Kind.SURVEY:
            self._check_boxes(options, weighted)
        return replace(question, options=options, weighted=weighted)

    def _square(self, item: Item) -> Option:
        match = SQUARE.match(item.text)
        mark, text = (match[1], match[2]) if match else ("", "")
        weight = float(bool(mark))
        if mark.endswith("%"):
            weight = float(mark.rstrip("% ").replace(",", ".").replace("−", "-")) / 100
        if abs(weight) > 1:
            self._findings.error(item.line, f"Bobot `{mark}` di luar -100% sampai 100%. Perbaiki angkanya.")
        return Option(self._show(text, item.line), weight > 0, weight, self._feedback(item), item.line)

    def _check_boxes(self, options: tuple[Option, ...], weighted: bool) -> None:
        total = sum(option.weight for option in options if option.right)
        if not total:
            self._findings.error(self._line, "Soal ini belum punya kunci. Tandai jawaban benar dengan `[x]`.")
        elif weighted and total < 0.98:  # three options of 33% are meant as a whole
            self._findings.error(
                self._line, f"Bobot positif berjumlah {total:.0%}; nilai penuh tidak tercapai. Jadikan 100%."
            )

    def _warn_repeated(self, items: tuple[Item, ...], shown: list[str]) -> None:
        for item, html in zip(items, shown, strict=True):
            if html and shown.index(html) != items.index(item):
                self._findings.warn(item.line, "Pilihan ini sama dengan pilihan lain. Ubah salah satunya.")

    def keys(self, question: Question, items: tuple[Item, ...]) -> Question:
        """`- = …` and `- != …`: text, numbers or queries, by the question's kind."""
        if len(items) > MAX_OPTIONS:
            self.check_count(items)
        expected = tuple(self._expected(item) for item in items)
        if not any(one.right for one in expected):
            self._findings.error(self._line, "Soal ini belum punya kunci. Tambahkan baris `- = jawaban`.")
        if question.kind is Kind.NUMBER:
            numbers = (self._number(item, one) for item, one in zip(items, expected, strict=True))
            return replace(question, numbers=tuple(number for number in numbers if number))
        if question.kind is Kind.QUERY:
            for item, one in zip(items, expected, strict=True):
                self._check_query(one.text, item.line)
            return replace(question, queries=expected)
        self._warn_numeric(items, expected)
        return replace(question, expected=expected)

    def _expected(self, item: Item) -> Expected:
        match = KEY.match(item.text)
        sign, text = (match[1], match[2].strip()) if match else ("=", "")
        if not text:
            self._findings.error(item.line, f"Kunci sesudah `{sign}` masih kosong. Isi, atau hapus barisnya.")
        return Expected(" ".join(text.split("\n")), sign == "=", self._feedback(item))

    def _number(self, item: Item, expected: Expected) -> NumberRange | None:
        key = read_number_key(expected.text)
        if key is None:
            self._findings.error(
                item.line,
                f"`{expected.text}` bukan angka. Tulis seperti `1.234,5`, `1825 ± 1`, atau `10..20`.",
            )
            return None
        if key.foreign:
            self._findings.warn(
                item.line, f"`{expected.text}` dibaca dengan koma desimal. Tulis koma agar jelas."
            )
        return NumberRange(key.low, key.high, expected.right, expected.text, expected.feedback_html)

    def _check_query(self, text: str, line: int) -> None:
        try:
            parse(text)
        except QueryError as error:
            self._findings.error(
                line, f"Kueri `{text}` belum terbaca (huruf ke-{error.column}): {error.message}"
            )

    def _warn_numeric(self, items: tuple[Item, ...], expected: tuple[Expected, ...]) -> None:
        numeric = [read_number(one.text) is not None for one in expected]
        if all(numeric) and numeric:
            self._findings.warn(
                items[0].line,
                "Kunci ini dibaca sebagai teks. Tambahkan `jenis: angka` bila maksudnya bilangan.",
            )

    def pairs(self, question: Question, items: tuple[Item, ...]) -> Question:
        """`- kiri -> kanan`; without a left side it is a distractor."""
        self.check_count(items)
        pairs: list[Pair] = []
        distractors: list[str] = []
        for item in items:
            sides = [side.strip() for side in ARROW.split(item.text)]
            if len(sides) != 2 or not sides[1]:
                self._findings.error(
                    item.line, "Satu pasangan ditulis `- kiri -> kanan` dengan satu panah berspasi."
                )
            elif sides[0]:
                shown = [self._show(side, item.line) for side in sides]
                pairs.append(Pair(shown[0], shown[1], self._feedback(item)))
            else:
                distractors.append(self._show(sides[1], item.line))
        self._check_pairs(pairs, distractors)
        return replace(question, pairs=tuple(pairs), distractors_html=tuple(distractors))

    def _check_pairs(self, pairs: list[Pair], distractors: list[str]) -> None:
        if len(pairs) < MIN_OPTIONS:
            self._findings.error(
                self._line, "Soal menjodohkan perlu paling sedikit dua pasangan `kiri -> kanan`."
            )
        repeated = [html for html, count in Counter(pair.left_html for pair in pairs).items() if count > 1]
        if repeated:
            self._findings.error(
                self._line,
                f"Sisi kiri `{plain_text(repeated[0])}` ada dua kali. Satukan atau ubah salah satunya.",
            )
        rights = {pair.right_html for pair in pairs}
        if rights & set(distractors) or len(set(distractors)) < len(distractors):
            self._findings.error(
                self._line, "Sebuah pengecoh sama dengan sisi kanan lain. Ubah atau hapus pengecohnya."
            )

    def steps(self, question: Question, items: tuple[Item, ...]) -> Question:
        """A numbered list in the right order."""
        self.check_count(items)
        steps = tuple(Step(self._show(item.text, item.line), self._feedback(item)) for item in items)
        self._warn_repeated(items, [step.html for step in steps])
        return replace(question, steps=steps)

    def rubric(self, passages: list[Passage]) -> tuple[Criterion, ...]:
        """`> Rubrik: kriteria (2)`: one criterion a line; points default to 1."""
        return tuple(
            self._criterion(line, passage.line + offset)
            for passage in passages
            for offset, line in enumerate(passage.lines)
            if line.strip()
        )

    def _criterion(self, text: str, line: int) -> Criterion:
        match = POINTS.match(text.strip())
        if match is None or not match[1] or match[2].strip("0,") == "":
            self._findings.error(
                line, "Tulis kriteria dengan poinnya dalam kurung: `> Rubrik: menyebut dua sumber (2)`."
            )
            return Criterion(text.strip(), 1.0)
        return Criterion(match[1].strip(), float(match[2].replace(",", ".")))


def looks_numeric(items: tuple[Item, ...]) -> bool:
    """Whether a key is written as an interval, so that the question needs no `jenis: angka`."""
    return any((match := KEY.match(item.text)) and is_interval(match[2]) for item in items)


def _folded(html: str) -> str:
    return plain_text(html).casefold().rstrip(".")
