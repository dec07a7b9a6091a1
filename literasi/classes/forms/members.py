"""A class list, and what somebody is called on it."""

from __future__ import annotations

from wtforms import Form, StringField, ValidationError
from wtforms.fields.core import Field

from literasi.accounts.forms import Said, stripped, tidied
from literasi.accounts.rules.names import name_problem
from literasi.classes.queries import Classmate
from literasi.classes.rules.roster import number_of
from literasi.infra.i18n import _l, said


class RosterForm(Form):
    """A class list, pasted or read from a file; a file takes the place of what was pasted."""

    daftar = StringField(_l("Daftar siswa"))


class MemberForm(Form):
    """What somebody is called in a class, and her place on its list."""

    name = StringField(_l("Nama panggilan di kelas ini"), [Said(name_problem)], [tidied])
    number = StringField(_l("Nomor absen"), filters=[stripped])

    def validate_number(self, field: Field) -> None:
        """A number of a class list, or none."""
        if problem := number_of(field.data or "")[1]:
            raise ValidationError(said(problem))

    @property
    def place(self) -> int | None:
        """The number; only once the form has been found good."""
        return number_of(self.number.data or "")[0]

    @classmethod
    def of(cls, one: Classmate) -> MemberForm:
        """The form as a member stands."""
        return cls(data={"name": one.name, "number": str(one.number or "")})
