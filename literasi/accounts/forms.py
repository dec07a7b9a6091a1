"""Shapes of what people type about themselves."""

from __future__ import annotations

from wtforms import Form, StringField

from literasi.infra.i18n import _l


class ResumeForm(Form):
    """A kode lanjut, as typed or copied from paper."""

    kode = StringField(_l("Kode lanjut"))
