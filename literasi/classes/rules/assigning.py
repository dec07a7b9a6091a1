"""What an assignment may ask, and until when it may be moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from literasi.classes.rules.deadline import USUAL_GRACE
from literasi.kernel import clock
from literasi.kernel.errors import Invalid
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.policy import ShowKeys

LONGEST_NOTE = 1000
MOST_TICKED = 60
"""Members that are offered to be ticked one by one; in a larger class they are chosen by their numbers on its list."""
LONGEST_REASON = 200
MOST_TRIES = 20
FURTHEST = timedelta(days=400)
GRACES = {
    0: Sentence("Tidak ada: ditutup tepat pada tenggat"),
    6 * 60: Sentence("6 jam"),
    24 * 60: Sentence("24 jam"),
    72 * 60: Sentence("3 hari"),
    7 * 24 * 60: Sentence("7 hari"),
}
"""Masa toleransi to choose from, in minutes."""
KEYS = {
    None: Sentence("Seperti kuisnya"),
    ShowKeys.AFTER_SUBMISSION: Sentence("Sesudah dikirim"),
    ShowKeys.AFTER_DEADLINE: Sentence("Sesudah tugas ditutup"),
    ShowKeys.NEVER: Sentence("Tidak ditampilkan"),
}
REASONS = {
    "listrik": Sentence("gangguan listrik"),
    "jaringan": Sentence("gangguan jaringan"),
    "sakit": Sentence("sakit"),
}
"""Ready reasons for an extension; the value is stored. Another one is stored as it was written."""

PAST = Sentence("Tenggat ini sudah lewat. Pilih hari dan jam yang masih akan datang.")
TOO_FAR = Sentence("Tenggat ini terlalu jauh. Pilih hari dalam satu tahun ke depan.")
OPENS_LATE = Sentence("Tugas baru dibuka sesudah tenggatnya. Majukan pembukaan atau mundurkan tenggat.")
NOBODY = Sentence("Belum ada siswa yang dipilih. Pilih sedikitnya satu, atau seluruh kelas.")
NUMBERS_ODD = Sentence("Tulis nomor absen atau rentangnya, dipisahkan koma. Contohnya 1-40, 57")
NO_NUMBER = Sentence("Tidak ada siswa dengan nomor %(numbers)s di kelas ini. Periksa daftar siswa.")
NOT_LATER = Sentence(
    "Perpanjangan harus lebih lama dari tenggat sekarang. Pilih hari atau jam yang lebih kemudian."
)
BEFORE_EXTENSION = Sentence(
    "Seluruh kelas sudah mendapat perpanjangan sampai sesudah hari itu. Pilih tenggat yang tidak lebih awal."
)
NOT_MEANT = Sentence("Pilih siswa yang mendapat tugas ini dari daftar.")
BEGUN = Sentence(
    "Sudah ada yang mengerjakan tugas ini, jadi modulnya tetap. Tarik tugas ini dan beri tugas baru bila modulnya keliru."
)


@dataclass(frozen=True)
class Told:
    """What a teacher says of an assignment. `members` are public ids, None for the whole class; `tries`, `threshold` in
    percent and `show_keys` None: as the quiz has them."""

    module_key: str
    opens_at: datetime
    due_at: datetime
    grace: timedelta = USUAL_GRACE
    tries: int | None = None
    threshold: int | None = None
    show_keys: ShowKeys | None = None
    note: str = ""
    members: Collection[str] | None = None


def check(told: Told, now: datetime) -> None:
    """Raise Invalid for what cannot be given now; its field is named as on the form."""
    if told.due_at <= now:
        raise Invalid("due_day", PAST)
    if told.due_at > now + FURTHEST:
        raise Invalid("due_day", TOO_FAR)
    if told.opens_at >= told.due_at:
        raise Invalid("opens_day", OPENS_LATE)
    if told.members is not None and not told.members:
        raise Invalid("audience", NOBODY)


LONGEST_NUMBERS = 254
"""Letters that a field takes."""
LONGEST_NUMBER = 5
"""Digits that no number of a class list has any more; a public id has more."""


def numbers(text: str) -> frozenset[int] | None:
    """The numbers of a class list that were typed: `1-40, 57`; None for what are none, and for more than a field takes."""
    if len(text) > LONGEST_NUMBERS:
        return None
    found = set[int]()
    for part in text.replace("–", "-").split(","):
        ends = [end.strip() for end in part.split("-")]
        if len(ends) > 2 or not all(
            end.isascii() and end.isdigit() and len(end) < LONGEST_NUMBER for end in ends
        ):
            return None
        found.update(range(int(ends[0]), int(ends[-1]) + 1))
    return frozenset(found) or None


def in_ranges(numbers: Iterable[int]) -> str:
    """Numbers as they are typed, whatever stands in a row as a range."""
    rows = list[list[int]]()
    for number in sorted(set(numbers)):
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return ", ".join(str(row[0]) if len(row) == 1 else f"{row[0]}-{row[-1]}" for row in rows)


def check_extension(before: datetime, later: datetime, now: datetime) -> None:
    """Raise Invalid unless `later` gives time: after the deadline that stands, `before`, and after now."""
    if later <= now:
        raise Invalid("due_day", PAST)
    if later > now + FURTHEST:
        raise Invalid("due_day", TOO_FAR)
    if later <= before:
        raise Invalid("due_day", NOT_LATER)


def shift(begin: datetime, dues: Iterable[datetime], now: datetime) -> timedelta:
    """By how many whole days a plan that began at `begin` moves so that it begins today: hours of the day stay.

    One day more when something of it would be due already.
    """
    days = timedelta(days=(clock.wita_date(now) - clock.wita_date(begin)).days)
    return days + timedelta(days=1) if any(due + days <= now for due in dues) else days
