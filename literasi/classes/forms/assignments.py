"""What is given, until when, and more time. Days and hours come in fields of their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from wtforms import Form, StringField, ValidationError
from wtforms.fields.core import Field

from literasi.accounts.forms import DAY_ODD, day_of, stripped
from literasi.classes.queries import Classmate, Given
from literasi.classes.rules.assigning import (
    GRACES,
    LONGEST_NOTE,
    LONGEST_REASON,
    MOST_TRIES,
    NO_NUMBER,
    NUMBERS_ODD,
    REASONS,
    Told,
    in_ranges,
    numbers,
)
from literasi.classes.rules.days import due_at
from literasi.classes.rules.deadline import USUAL_GRACE
from literasi.infra.i18n import _, _l, said
from literasi.kernel import clock
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.policy import ShowKeys

WHOLE_CLASS, SOME = "semua", "sebagian"
OTHER = "lain"
"""A reason for an extension that is none of the ready ones."""
HOUR_ODD = Sentence("Tulis jam sebagai jam:menit. Contohnya 20:00")


class DueForm(Form):
    """Something is due: on a day, at an hour."""

    due_day = StringField(_l("Tenggat: hari"), filters=[stripped])
    due_time = StringField(_l("Tenggat: jam"), filters=[stripped])

    def validate_due_day(self, field: Field) -> None:
        """A day of the calendar."""
        if day_of(field.data or "") is None:
            raise ValidationError(said(DAY_ODD))

    def validate_due_time(self, field: Field) -> None:
        """An hour of the day."""
        if hour_of(field.data or "") is None:
            raise ValidationError(said(HOUR_ODD))

    @property
    def due_at(self) -> datetime | None:
        """When it is due; None for what is no moment."""
        return moment_of(self.due_day.data or "", self.due_time.data or "")


class AssignmentForm(DueForm):
    """What a teacher says of an assignment. `members`: the ticked ones; without them it is for the whole class."""

    module = StringField(_l("Modul"))
    audience = StringField(_l("Untuk siapa"), default=WHOLE_CLASS)
    numbers = StringField(_l("Nomor absen"), filters=[stripped])
    opens_day = StringField(_l("Dibuka: hari"), filters=[stripped])
    opens_time = StringField(_l("Dibuka: jam"), filters=[stripped])
    grace = StringField(_l("Masa toleransi"), default=str(int(USUAL_GRACE / timedelta(minutes=1))))
    tries = StringField(_l("Kesempatan mengerjakan"), filters=[stripped])
    threshold = StringField(_l("KKTP, dalam persen"), filters=[stripped])
    show_keys = StringField(_l("Pembahasan terlihat"), default="")
    note = StringField(_l("Catatan untuk siswa"), filters=[stripped])

    def __init__(self, *args: Any, members: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = frozenset(members)
        self.unknown = frozenset[int]()

    def choose(self, mates: Sequence[Classmate], kept: Collection[str]) -> None:
        """Take the members whose numbers were typed, in a class too large to tick them, besides those `kept`."""
        asked = numbers(self.numbers.data or "") or frozenset()
        self.members = frozenset(mate.public_id for mate in mates if mate.number in asked).union(kept)
        self.unknown = asked.difference(mate.number for mate in mates if mate.number is not None)

    def validate_numbers(self, field: Field) -> None:
        """Numbers of the class list, where some of a large class are meant."""
        if self.audience.data != SOME or not field.data:
            return
        if numbers(field.data) is None:
            raise ValidationError(said(NUMBERS_ODD))
        if self.unknown:
            raise ValidationError(said(Sentence(NO_NUMBER.text, {"numbers": in_ranges(self.unknown)})))

    def validate_opens_day(self, field: Field) -> None:
        """At once, or from a day on."""
        if field.data and day_of(field.data) is None:
            raise ValidationError(said(DAY_ODD))

    def validate_opens_time(self, field: Field) -> None:
        """From an hour on; the first of the day when only the day is said."""
        if field.data and hour_of(field.data) is None:
            raise ValidationError(said(HOUR_ODD))

    def validate_grace(self, field: Field) -> None:
        """One of those offered."""
        if field.data not in {str(minutes) for minutes in GRACES}:
            raise ValidationError(_("Pilih masa toleransi dari daftar."))

    def validate_tries(self, field: Field) -> None:
        """As many as one likes, or a number."""
        if field.data and not _whole(field.data, 1, MOST_TRIES):
            raise ValidationError(_("Tulis angka 1 sampai %(most)s, atau kosongkan.", most=MOST_TRIES))

    def validate_threshold(self, field: Field) -> None:
        """The quiz's own, or a percentage."""
        if field.data and not _whole(field.data, 1, 100):
            raise ValidationError(_("Tulis angka 1 sampai 100, atau kosongkan."))

    def validate_show_keys(self, field: Field) -> None:
        """One of those offered."""
        if field.data and field.data not in set(ShowKeys):
            raise ValidationError(_("Pilih dari daftar."))

    def validate_note(self, field: Field) -> None:
        """A few sentences."""
        if len(field.data or "") > LONGEST_NOTE:
            raise ValidationError(_("Catatan paling panjang %(most)s huruf.", most=LONGEST_NOTE))

    def told(self, now: datetime) -> Told:
        """What was said; only once the form has been found good."""
        keys = self.show_keys.data
        return Told(
            module_key=self.module.data or "",
            opens_at=moment_of(self.opens_day.data or "", self.opens_time.data or "00:00") or now,
            due_at=self.due_at or now,
            grace=timedelta(minutes=int(self.grace.data or 0)),
            tries=_whole(self.tries.data or "", 1, MOST_TRIES),
            threshold=_whole(self.threshold.data or "", 1, 100),
            show_keys=ShowKeys(keys) if keys else None,
            note=self.note.data or "",
            members=self.members if self.audience.data == SOME else None,
        )

    @classmethod
    def of(cls, one: Given, mates: Sequence[Classmate]) -> AssignmentForm:
        """The form as an assignment stands. `mates`: whom it means, where it is not for all."""
        opens, due = clock.wita(one.window.opens_at), clock.wita(one.window.due_at)
        told = {
            "module": one.module_key,
            "audience": WHOLE_CLASS if one.for_all else SOME,
            "numbers": in_ranges(mate.number for mate in mates if mate.number is not None),
            "due_day": due.date().isoformat(),
            "due_time": due.strftime("%H:%M"),
            "opens_day": opens.date().isoformat(),
            "opens_time": opens.strftime("%H:%M"),
            "grace": str(int(one.grace / timedelta(minutes=1))),
            "tries": str(one.tries or ""),
            "threshold": str(one.threshold or ""),
            "show_keys": one.show_keys or "",
            "note": one.note,
        }
        return cls(data=told, members=[mate.public_id for mate in mates])


class ExtensionForm(DueForm):
    """More time: until when, for whom ("" for all), and why."""

    member = StringField(_l("Untuk siapa"))
    due_day = StringField(_l("Tenggat baru: hari"), filters=[stripped])
    due_time = StringField(_l("Tenggat baru: jam"), filters=[stripped])
    reason = StringField(_l("Alasan"))
    other = StringField(_l("Alasan lain"), filters=[stripped])

    def validate_reason(self, field: Field) -> None:
        """A ready one, or one's own words."""
        if field.data not in {*REASONS, OTHER}:
            raise ValidationError(_("Pilih alasan dari daftar."))

    def validate_other(self, field: Field) -> None:
        """Said when no ready reason fits."""
        if self.reason.data == OTHER and not 0 < len(field.data or "") <= LONGEST_REASON:
            raise ValidationError(
                _("Tulis alasannya dengan singkat, paling banyak %(most)s huruf.", most=LONGEST_REASON)
            )

    @property
    def why(self) -> str:
        """The reason as it is stored."""
        return (self.other.data if self.reason.data == OTHER else self.reason.data) or ""


def hour_of(text: str) -> time | None:
    """The hour that a time field sends, `20:00`; None for what is none."""
    try:
        found = time.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is None else None


def moment_of(day: str, hour: str) -> datetime | None:
    """A moment from a day and an hour as fields send them; None when one of them is none."""
    on, at = day_of(day), hour_of(hour)
    return due_at(on, at) if on and at is not None else None


def _whole(text: str, least: int, most: int) -> int | None:
    """The whole number that was typed, or None when it is none of those between."""
    readable = text.isascii() and text.isdigit() and len(text) < 4
    return int(text) if readable and least <= int(text) <= most else None
