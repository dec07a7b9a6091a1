"""Shapes of what people type about themselves, and of what they carry along. What is wrong is said by rules, beside its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, PasswordField, StringField, ValidationError
from wtforms.fields.core import Field

from literasi.accounts.queries import Profile, Wanted
from literasi.accounts.rules import names, passwords
from literasi.accounts.rules.ages import NAMES, TOO_YOUNG, AgeBand, band_of, may_have_account
from literasi.accounts.rules.consent import (
    DATE_ODD,
    RELATIONS,
    Relation,
    guardian,
    may_be_signed_on,
)
from literasi.accounts.rules.trail import act_named
from literasi.accounts.rules.whose import ASKED, whose_of
from literasi.accounts.rules.whose import NAMES as WHOSE
from literasi.infra.i18n import _, _l, said
from literasi.infra.paths import safe_path
from literasi.kernel import clock
from literasi.kernel.sentence import Sentence

_CARRIED = "isian."
FIRST_YEAR, LAST_YEAR = 2000, 2200
DAY_ODD = Sentence("Tulis tanggal sebagai tahun-bulan-hari. Contohnya 2026-11-23")
ACT_ODD = Sentence("Pilih salah satu perbuatan dari daftar.")
Check = Callable[[str], Sentence | None]


class Said:
    """A validator that lets a rule speak, in the reader's language."""

    def __init__(self, problem: Check) -> None:
        self._problem = problem

    def __call__(self, form: Form, field: Field) -> None:
        if problem := self._problem(field.data or ""):
            raise ValidationError(said(problem))


def tidied(text: str | None) -> str:
    """A name as it is kept."""
    return names.tidy(text or "")


def folded(text: str | None) -> str:
    """A user name or address as it is compared."""
    return names.fold(text or "")


def stripped(text: str | None) -> str:
    """What was typed, without the space around it."""
    return (text or "").strip()


def day_of(text: str) -> date | None:
    """The day that a date field sends, `2026-11-23`; None for what is no day that a clock can show."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _login_problem(login: str) -> Sentence | None:
    return names.email_problem(login) if "@" in login else names.username_problem(login)


class ResumeForm(Form):
    """A kode lanjut, as typed or copied from paper."""

    kode = StringField(_l("Kode lanjut"))


class SignInForm(Form):
    """How somebody who has an account comes in."""

    login = StringField(_l("Nama pengguna atau surel"))
    password = PasswordField(_l("Kata sandi"))


class CodeForm(Form):
    """Six digits of an authenticator app, or a code that a librarian gave."""

    code = StringField(_l("Kode"))


class PasswordForm(Form):
    """A new password, typed once and shown on wish: two fields make more mistakes than they find."""

    password = PasswordField(_l("Kata sandi baru"))

    def __init__(self, *args: Any, about: Profile | None = None, **kwargs: Any) -> None:
        """`about` is whose password it becomes: what everybody calls her is no secret."""
        super().__init__(*args, **kwargs)
        told = (about.name, about.username, about.email, about.email_asked) if about else ()
        self._about = [word for word in told if word]

    def validate_password(self, field: Field) -> None:
        """Not what everybody, or everybody who knows her, would try."""
        if problem := passwords.problem(field.data or "", self._about):
            raise ValidationError(said(problem))


class AccountForm(Form):
    """What every account needs: how to call her, how she signs in, and that she agrees."""

    name = StringField(_l("Nama panggilan"), [Said(names.name_problem)], [tidied])
    login = StringField(_l("Nama pengguna atau surel"), [Said(_login_problem)], [folded])
    password = PasswordField(_l("Kata sandi"))
    agreed = BooleanField(_l("Saya sudah membaca dan setuju"))

    def validate_password(self, field: Field) -> None:
        """Not what everybody, or everybody who knows her, would try."""
        if problem := passwords.problem(field.data or "", (self.name.data or "", self.login.data or "")):
            raise ValidationError(said(problem))

    def validate_agreed(self, field: Field) -> None:
        """Consent is given by an act; nothing is ticked beforehand."""
        if not field.data:
            raise ValidationError(_("Akun hanya dibuat bila Anda setuju. Belajar tanpa akun selalu bisa."))

    @property
    def username(self) -> str | None:
        """The login as a user name, if it is one."""
        login = self.login.data or ""
        return None if "@" in login else login

    @property
    def email(self) -> str | None:
        """The login as an address, if it is one."""
        login = self.login.data or ""
        return login if "@" in login else None


class SignUpForm(AccountForm):
    """Everything that is asked at signing up, and nothing more."""

    age = StringField(_l("Kelompok usia"))
    ages = NAMES
    whose = StringField()
    answers = WHOSE

    def __init__(self, *args: Any, waits: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waits = waits

    def validate_whose(self, field: Field) -> None:
        """Asked where an account waits already: writing over it must be meant."""
        if self._waits and whose_of(field.data or "") is None:
            raise ValidationError(said(ASKED))

    def validate_age(self, field: Field) -> None:
        """A band has to be chosen, and one that may have an account."""
        band = band_of(field.data or "")
        if band is None:
            raise ValidationError(_("Pilih kelompok usia. Tanggal lahir tidak ditanyakan."))
        if not may_have_account(band):
            raise ValidationError(said(TOO_YOUNG))

    @property
    def band(self) -> AgeBand:
        """The band chosen; only once the form has been found good."""
        return AgeBand(self.age.data or "")


def _optional_username(text: str) -> Sentence | None:
    return names.username_problem(text) if text else None


def _optional_email(text: str) -> Sentence | None:
    return names.email_problem(text) if text else None


class ProfileForm(Form):
    """What an account is called."""

    name = StringField(_l("Nama panggilan"), [Said(names.name_problem)], [tidied])
    username = StringField(_l("Nama pengguna"), [Said(_optional_username)], [folded])


class Proved(Form):
    """A change that could lock the owner out: who stands at an open screen must also know the password."""

    old = PasswordField(_l("Kata sandi sekarang"))


class EmailForm(Proved):
    """An address for letters of the account; empty gives it up."""

    email = StringField(_l("Surel"), [Said(_optional_email)], [folded])


class ChangePasswordForm(Proved, PasswordForm):
    """A new password, proved by the old one."""


class SecondStepForm(Proved, CodeForm):
    """A code that proves that the authenticator app works."""


class TeacherForm(Form):
    """How somebody becomes a teacher: by a school's printed code, or by asking."""

    school = StringField(_l("Sekolah atau kampus"), filters=[tidied])
    code = StringField(_l("Kode undangan sekolah"))

    def validate_school(self, field: Field) -> None:
        """A name is needed where there is no code."""
        if not self.code.data and not field.data:
            raise ValidationError(_("Tulis nama sekolah atau kampus, atau kode dari undangan yang dicetak."))
        if len(field.data or "") > 120:
            raise ValidationError(_("Nama ini terlalu panjang. Tulis paling banyak 120 huruf."))


class GuardianForm(Form):
    """Who agrees or refuses for a child: nothing is chosen beforehand."""

    guardian = StringField(_l("Nama Anda"), [Said(names.name_problem)], [tidied])
    relation = StringField(_l("Hubungan dengan anak"))
    decision = StringField(_l("Keputusan"))
    relations = RELATIONS
    decisions: ClassVar = {"setuju": _l("Saya menyetujui"), "tolak": _l("Saya menolak")}

    def validate_relation(self, field: Field) -> None:
        """One of those who may agree for a child."""
        if field.data not in set(Relation):
            raise ValidationError(_("Pilih hubungan dengan anak."))

    def validate_decision(self, field: Field) -> None:
        """Agreed or refused, by a button that says so."""
        if field.data not in self.decisions:
            raise ValidationError(_("Pilih salah satu: menyetujui atau menolak."))

    @property
    def granted(self) -> bool:
        """What was decided."""
        return self.decision.data == "setuju"

    @property
    def who(self) -> str:
        """The guardian as she is kept."""
        return guardian(self.guardian.data or "", Relation(self.relation.data or ""))


class SignedPaper(Form):
    """What staff copies from a paper with a signature: its date."""

    signed_on = StringField(_l("Tanggal pada kertas"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def validate_signed_on(self, field: Field) -> None:
        """A day on which somebody can have signed."""
        if self.day is None or not may_be_signed_on(self.day, self._today):
            raise ValidationError(said(DATE_ODD))

    @property
    def day(self) -> date | None:
        """The date as browsers send it, `2026-11-23`; None when it is none."""
        try:
            return date.fromisoformat(self.signed_on.data or "")
        except ValueError:
            return None


class PaperForm(GuardianForm, SignedPaper):
    """The same as it stands on a signed paper, copied by somebody of the staff."""

    guardian = StringField(_l("Nama pada kertas"), [Said(names.name_problem)], [tidied])
    decisions: ClassVar = {"setuju": _l("Menyetujui"), "tolak": _l("Menolak")}


def refuse(form: Form, field: str, message: str) -> Mapping[str, Any]:
    """Put a message beside a field after the form itself was fine."""
    found = form[field]
    found.errors = [*found.errors, message]
    return {"form": form}


@dataclass(frozen=True)
class Carried:
    """What was typed on a page whose session had ended, and the path that it was meant for; both empty otherwise."""

    target: str = ""
    fields: tuple[tuple[str, str], ...] = ()


def carried_from(form: MultiDict[str, str]) -> Carried:
    """Read what came along with a code."""
    target = safe_path(form.get("tujuan", "/"))
    fields = tuple(
        (name.removeprefix(_CARRIED), value)
        for name, value in form.items(multi=True)
        if name.startswith(_CARRIED)
    )
    return Carried(target, fields) if target != "/" else Carried()


def _day_problem(text: str) -> Sentence | None:
    return None if not text or day_of(text) else DAY_ODD


def _act_problem(text: str) -> Sentence | None:
    return None if not text or act_named(text) else ACT_ODD


class TrailForm(Form):
    """Which lines of the audit trail are wanted; every field may stay empty."""

    perbuatan = StringField(_l("Perbuatan"), [Said(_act_problem)])
    orang = StringField(_l("Nama pengguna"), filters=[folded])
    dari = StringField(_l("Dari tanggal"), [Said(_day_problem)], [stripped])
    sampai = StringField(_l("Sampai tanggal"), [Said(_day_problem)], [stripped])

    def wanted(self, person_id: int | None) -> Wanted:
        """What to look for; only once the form has been found good. The last day counts whole."""
        since, last = day_of(self.dari.data or ""), day_of(self.sampai.data or "")
        return Wanted(
            act_named(self.perbuatan.data or ""),
            person_id,
            clock.beginning_of(since) if since else None,
            clock.beginning_of(last) + timedelta(days=1) if last else None,
        )
