"""One question a page, without Markdown: fields for what is asked, its answers, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Self

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, Form, FormField, SelectMultipleField, StringField

from literasi.authoring.forms.sent import numbers, orderly
from literasi.authoring.rules.question_data import Data
from literasi.authoring.rules.question_fields import Criterion, Fields, Row
from literasi.catalogue.rules.question_answers import MAX_OPTIONS
from literasi.infra.i18n import _l, said
from literasi.kernel.sentence import Sentence

TOO_MANY = Sentence("Paling banyak %(most)s jawaban dalam satu soal.", {"most": MAX_OPTIONS})


class RowForm(Form):
    """An option, a key, a pair or a step."""

    text = StringField(_l("Jawaban"), default="")
    partner = StringField(_l("Pasangannya"), default="")
    right = BooleanField(_l("Benar"))
    percent = StringField(_l("Bobot dalam persen"), default="")
    feedback = StringField(_l("Umpan balik"), default="")

    @property
    def row(self) -> Row:
        """The row as it was typed."""
        return Row(
            self.text.data or "",
            bool(self.right.data),
            self.percent.data or "",
            self.partner.data or "",
            self.feedback.data or "",
        )


class CriterionForm(Form):
    """A line of an essay's rubric."""

    text = StringField(_l("Kriteria"), default="")
    points = StringField(_l("Poin"), default="")


class QuestionForm(Form):
    """A question. `right` names the row that is the key where there is only one; `indicators` get their choices by the door."""

    heading = StringField(_l("Judul soal"), default="")
    stem = StringField(_l("Pokok soal"), default="")
    rows = FieldList(FormField(RowForm), _l("Jawaban"))
    right = StringField(_l("Jawaban yang benar"), default="")
    hints = FieldList(StringField(_l("Petunjuk"), default=""), _l("Petunjuk"))
    explanation = StringField(_l("Pembahasan"), default="")
    rubric = FieldList(FormField(CriterionForm), _l("Rubrik"))
    points = StringField(_l("Poin"), default="")
    difficulty = StringField(_l("Kesukaran"), default="")
    tags = StringField(_l("Tag"), default="")
    indicators = SelectMultipleField(_l("Indikator"), validate_choice=False)
    akm = StringField(_l("Kompetensi AKM"), default="")
    context = StringField(_l("Konteks"), default="")
    critical = BooleanField(_l("Wajib benar"))

    def __init__(self, sent: MultiDict[str, str] | None = None, **kwargs: Any) -> None:
        sent = orderly(sent)
        super().__init__(sent, **kwargs)
        places = {str(number): str(at) for at, number in enumerate(numbers(sent or {}, "rows"))}
        self.right.data = places.get(self.right.data or "", "") if sent else self.right.data

    @classmethod
    def showing(cls, fields: Fields) -> Self:
        """The form with a question in it."""
        data = {key: value for key, value in asdict(fields.data).items() if key != "key"}
        rows = [asdict(row) for row in fields.rows]
        return cls(
            data={
                **data,
                "tags": ", ".join(fields.data.tags),
                "heading": fields.heading,
                "stem": fields.stem,
                "rows": rows,
                "right": next((str(at) for at, row in enumerate(fields.rows) if row.right), ""),
                "hints": list(fields.hints),
                "explanation": fields.explanation,
                "rubric": [asdict(one) for one in fields.rubric],
            }
        )

    def fields(self, was: Fields) -> Fields:
        """The question as it was typed. Its kind, its shape and its names are those of `was`."""
        return replace(
            was,
            heading=self.heading.data or "",
            stem=self.stem.data or "",
            rows=tuple(self._row(entry, was) for entry in self._used_rows()),
            hints=tuple(hint or "" for hint in self.hints.data),
            explanation=self.explanation.data or "",
            rubric=tuple(
                Criterion(one.form.text.data, one.form.points.data) for one in self._used_criteria()
            ),
            data=Data(
                was.data.key,
                self.points.data or "",
                self.difficulty.data or "",
                tuple((self.tags.data or "").split(",")),
                tuple(self.indicators.data or ()),
                self.akm.data or "",
                self.context.data or "",
                bool(self.critical.data),
            ),
        )

    def add_row(self) -> None:
        """One empty row more, with all that was typed still there; the form comes back with it."""
        if len(self.rows) < MAX_OPTIONS:
            self.rows.append_entry()

    def told(self, problems: Mapping[str, Sentence]) -> None:
        """Put the sentences of `filling.fill` beside their fields; those of no field are in `form_errors`."""
        rows, criteria = self._used_rows(), self._used_criteria()
        for place, sentence in problems.items():
            name, _dash, at = place.partition("-")
            entries = {"rows": rows, "rubric": criteria}.get(name)
            if entries and int(at) < len(entries):
                entries[int(at)].form.text.errors = [said(sentence)]
            elif name in self._fields:
                self._fields[name].errors = [said(sentence)]
            else:
                self.form_errors.append(said(sentence))

    def validate_rows(self, field: FieldList[Any]) -> None:
        """No more answers than there are letters."""
        if len(field) > MAX_OPTIONS:
            self.form_errors.append(said(TOO_MANY))

    def _used_rows(self) -> list[FormField[Any]]:
        """The rows that are not empty, which alone a rule sees and counts."""
        return [entry for entry in self.rows if any(text.strip() for text in _texts(entry.form.row))]

    def _used_criteria(self) -> list[FormField[Any]]:
        return [entry for entry in self.rubric if any((text or "").strip() for text in entry.data.values())]

    def _row(self, entry: FormField[Any], was: Fields) -> Row:
        row: Row = entry.form.row
        if was.shape != "round":
            return row
        return replace(row, right=entry.name.rsplit("-", 1)[1] == self.right.data)


def _texts(row: Row) -> tuple[str, ...]:
    return (row.text, row.partner, row.feedback)
