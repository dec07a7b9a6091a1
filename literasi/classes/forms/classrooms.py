"""What a class is, who teaches along, and how people come in."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import Form, PasswordField, StringField, ValidationError
from wtforms.fields.core import Field

from literasi.accounts.forms import Said, folded, stripped, tidied
from literasi.accounts.rules.ages import AgeBand, band_of
from literasi.classes.actions import NewClass
from literasi.classes.queries import Taught
from literasi.classes.rules.calendar import Term, term_of, year_of
from literasi.classes.rules.naming import class_problem
from literasi.infra.i18n import _, _l

YEARS_AROUND = 1
"""How many school years before and after this one a class may be in."""


class ClassForm(Form):
    """What a class is. Year and term are those of today unless somebody says otherwise."""

    name = StringField(_l("Nama kelas"), [Said(class_problem)], [tidied])
    school = StringField(_l("Sekolah atau kampus"))
    age = StringField(_l("Usia kebanyakan siswa"))
    year = StringField(_l("Tahun ajaran"))
    term = StringField(_l("Semester"))

    def __init__(self, *args: Any, today: date, own_year: int | None = None, **kwargs: Any) -> None:
        """`own_year`: that of a class which exists already, however old: opening its page must not move it."""
        super().__init__(*args, **kwargs)
        self.today, self.own_year = today, own_year
        self.year.data = self.year.data or str(year_of(today))
        self.term.data = self.term.data or term_of(today)

    @property
    def years(self) -> list[int]:
        """The school years to choose from."""
        now = year_of(self.today)
        near = range(now - YEARS_AROUND, now + YEARS_AROUND + 1)
        return sorted({*near, now if self.own_year is None else self.own_year})

    def validate_age(self, field: Field) -> None:
        """One of the bands that an account may have, or younger with a teacher."""
        if band_of(field.data or "") is None:
            raise ValidationError(_("Pilih kelompok usia kebanyakan siswa."))

    def validate_year(self, field: Field) -> None:
        """A year near this one."""
        if field.data not in {str(year) for year in self.years}:
            raise ValidationError(_("Pilih tahun ajaran dari daftar."))

    def validate_term(self, field: Field) -> None:
        """One of the two."""
        if field.data not in set(Term):
            raise ValidationError(_("Pilih semester ganjil atau genap."))

    @property
    def told(self) -> NewClass:
        """What was said; only once the form has been found good."""
        band = band_of(self.age.data or "") or AgeBand.FROM_13
        return NewClass(
            self.name.data or "",
            self.school.data or "",
            int(self.year.data or 0),
            Term(self.term.data or Term.ODD),
            band,
        )

    @classmethod
    def of(cls, one: Taught, school: str, today: date) -> ClassForm:
        """The form as a class stands. `school`: its public id."""
        told = {"name": one.name, "school": school, "age": one.age_band, "year": str(one.year)}
        return cls(data={**told, "term": one.term}, today=today, own_year=one.year)


class TeacherForm(Form):
    """A colleague who is to teach along."""

    login = StringField(_l("Nama pengguna atau surel guru"), filters=[folded])


class JoinForm(Form):
    """The code of a class."""

    code = StringField(_l("Kode kelas"))


class PinForm(Form):
    """How a pupil comes in without a card. The PIN is a password to every page that keeps what was typed."""

    code = StringField(_l("Kode kelas"))
    name = StringField(_l("Nama panggilan, seperti di daftar kelas"), filters=[tidied])
    password = PasswordField(_l("PIN"), filters=[stripped])
