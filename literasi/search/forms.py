"""Shape of a search."""

from __future__ import annotations

from wtforms import Form, StringField

from literasi.infra.i18n import _l


class SearchForm(Form):
    """Words to look for."""

    q = StringField(_l("Cari pelajaran"))
