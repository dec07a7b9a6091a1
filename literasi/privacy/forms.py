"""Shapes of what is typed about personal data."""

from __future__ import annotations

from wtforms import Form, PasswordField, StringField, TextAreaField, ValidationError
from wtforms.fields.core import Field

from literasi.accounts.forms import SignedPaper, refuse
from literasi.infra.i18n import _l, said
from literasi.kernel.sentence import Sentence
from literasi.privacy.rules import requests

__all__ = ["AnswerForm", "EraseForm", "RequestForm", "SignedPaper", "refuse"]


def _tidied(text: str | None) -> str:
    return requests.tidy(text or "")


class _TextForm(Form):
    """A form with one longer text. `missing` says what to write where there is none."""

    missing: Sentence

    def validate_text(self, field: Field) -> None:
        """Something has to be said, and not too much."""
        if problem := requests.text_problem(field.data or "", self.missing):
            raise ValidationError(said(problem))


class RequestForm(_TextForm):
    """A question to the library about one's data."""

    kind = StringField(_l("Yang diminta"))
    text = TextAreaField(_l("Permintaan"), filters=[_tidied])
    kinds = requests.NAMES
    missing = requests.TEXT_MISSING

    def validate_kind(self, field: Field) -> None:
        """One of those on the list."""
        if field.data not in set(requests.Kind):
            raise ValidationError(said(requests.KIND_MISSING))

    @property
    def chosen(self) -> requests.Kind:
        """What is asked for; only once the form has been found good."""
        return requests.Kind(self.kind.data or "")


class AnswerForm(_TextForm):
    """What the library answers."""

    text = TextAreaField(_l("Jawaban"), filters=[_tidied])
    missing = requests.ANSWER_MISSING


class EraseForm(Form):
    """Erasing is confirmed by the password of whoever has one."""

    password = PasswordField(_l("Kata sandi"))
