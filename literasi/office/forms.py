"""Shapes of what is typed at the library's desk. What is wrong is said by rules, beside its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from wtforms import BooleanField, Form, StringField, ValidationError
from wtforms.fields.core import Field

from literasi.accounts.forms import Said, folded
from literasi.accounts.rules.names import email_problem
from literasi.infra.i18n import _, _l, said
from literasi.infra.site import Site
from literasi.kernel.roles import STAFF, Role
from literasi.kernel.sentence import Sentence
from literasi.office.actions import ToldChannel
from literasi.office.rules import channels, profile

_ROLES = tuple(role for role in Role if role in STAFF)


def _tidied(text: str | None) -> str:
    return profile.tidy(text or "")


def _line(label: Any, check: Callable[[str], Sentence | None] = profile.line_problem) -> StringField:
    return StringField(label, [Said(check)], [_tidied])


def _optional_email(text: str) -> Sentence | None:
    return email_problem(text) if text else None


def _needed(text: str) -> Sentence | None:
    return profile.line_problem(text) if text else channels.NEEDED


class ProfileForm(Form):
    """Everything the library says of itself but its logo."""

    name = _line(_l("Nama perpustakaan"), profile.name_problem)
    short_name = _line(_l("Nama pendek"), profile.short_name_problem)
    address = _line(_l("Alamat"))
    hours = _line(_l("Jam buka"))
    head = _line(_l("Kepala perpustakaan"))
    signatory = _line(_l("Nama penanda tangan"))
    signatory_title = _line(_l("Jabatan penanda tangan"))
    signatory_number = _line(_l("NIP"), profile.number_problem)
    contact = _line(_l("Nama kontak data pribadi"))
    contact_email = StringField(_l("Surel kontak"), [Said(_optional_email)], [folded])
    contact_phone = _line(_l("Telepon kontak"), profile.phone_problem)
    agrees_from = StringField(_l("Usia menyetujui sendiri"))
    shared_networks = _line(_l("Jaringan komputer perpustakaan"), profile.networks_problem)
    essays = BooleanField(_l("Pustakawan menilai uraian pelajar yang tidak diberi tugas oleh guru"))

    def validate_agrees_from(self, field: Field) -> None:
        """One of the two ages that the law leaves open."""
        if field.data not in ("17", "18"):
            raise ValidationError(_("Pilih 17 atau 18 tahun."))

    @classmethod
    def of(cls, site: Site) -> ProfileForm:
        """The form as it stands."""
        texts = {key: getattr(site, key) for key in cls().data}
        return cls(
            data={
                **texts,
                "agrees_from": str(site.agrees_from),
                "shared_networks": " ".join(site.shared_networks),
            }
        )

    @property
    def told(self) -> dict[str, Any]:
        """What was said, by fields of Site; only once the form has been found good."""
        return {
            **self.data,
            "agrees_from": int(self.agrees_from.data or "18"),
            "shared_networks": profile.networks(self.shared_networks.data or ""),
        }


class ChannelForm(Form):
    """An official channel."""

    name = _line(_l("Nama kanal"), _needed)
    purpose = _line(_l("Untuk memeriksa apa"), _needed)
    address = _line(_l("Alamat web, telepon, atau tempat"), _needed)
    source = _line(_l("Sumber keterangan ini"), _needed)
    checked_on = StringField(_l("Diperiksa pada"))

    def told(self, today: date) -> ToldChannel | None:
        """What was said, or None with the reasons beside the fields."""
        day = channels.day_of(self.checked_on.data or "", today)
        good = self.validate()
        if day is None:
            self.checked_on.errors = [said(channels.DAY_ODD)]
        if day is None or not good:
            return None
        return ToldChannel(
            self.name.data or "",
            self.purpose.data or "",
            self.address.data or "",
            self.source.data or "",
            day,
        )


def _school_problem(text: str) -> Sentence | None:
    if not any(ch.isalnum() for ch in text):
        return Sentence("Tulis nama sekolah atau kampus.")
    return profile.line_problem(text, profile.LONGEST_NAME)


class SchoolForm(Form):
    """A school or campus."""

    name = _line(_l("Nama sekolah atau kampus"), _school_problem)


class InvitationForm(Form):
    """Which role an invitation brings."""

    role = StringField(_l("Peran"))
    roles = _ROLES

    def validate_role(self, field: Field) -> None:
        """One of those who work here; teachers come by their school's invitation."""
        if field.data not in {role.value for role in _ROLES}:
            raise ValidationError(_("Pilih satu peran."))
