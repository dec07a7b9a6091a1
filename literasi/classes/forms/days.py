"""Free days of this place."""

from __future__ import annotations

from wtforms import Form, StringField, ValidationError
from wtforms.fields.core import Field

from literasi.accounts.forms import DAY_ODD, day_of, stripped
from literasi.infra.i18n import _, _l, said

LONGEST_DAY = 80


class LocalDayForm(Form):
    """A free day of this place."""

    day = StringField(_l("Hari"), filters=[stripped])
    name = StringField(_l("Nama hari libur"), filters=[stripped])

    def validate_day(self, field: Field) -> None:
        """A day of the calendar."""
        if day_of(field.data or "") is None:
            raise ValidationError(said(DAY_ODD))

    def validate_name(self, field: Field) -> None:
        """What people call it."""
        if not 0 < len(field.data or "") <= LONGEST_DAY:
            raise ValidationError(_("Tulis nama hari libur, paling banyak %(most)s huruf.", most=LONGEST_DAY))
