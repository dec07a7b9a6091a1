"""Shapes of what people type about themselves, and of what they carry along."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from literasi.infra.i18n import _l
from literasi.infra.paths import safe_path

_CARRIED = "isian."


class ResumeForm(Form):
    """A kode lanjut, as typed or copied from paper."""

    kode = StringField(_l("Kode lanjut"))


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
