"""What a teacher sends on to a class: a message without names, the way into WhatsApp, and a picture for cameras."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from flask import url_for

from literasi.classes.queries import Given, Taught
from literasi.classes.rules import recap
from literasi.classes.views.blueprint import title_of
from literasi.infra.i18n import _, moment
from literasi.infra.qr import drawn


@dataclass(frozen=True)
class Share:
    """`text` to be copied, at most recap.LONGEST_MESSAGE letters; `whatsapp` opens it there; `picture` shows `address`."""

    text: str
    whatsapp: str
    address: str
    picture: str


def tasks(one: Taught, lines: Sequence[str]) -> Share:
    """What a class has to do now."""
    head = _("Salam literasi. Tugas kelas %(name)s:", name=one.name) if lines else _("Salam literasi dari kelas %(name)s.", name=one.name)  # fmt: skip
    address = url_for("home.learning_room", _external=True)
    return _share(one, head, lines, _("Buka Ruang Belajar: %(address)s", address=address), address)


def task(one: Taught, given: Given, address: str) -> Share:
    """One assignment, with the `address` of its lesson. The note stays inside: a teacher may have named somebody in it."""
    head = _("Salam literasi. Tugas kelas %(name)s:", name=one.name)
    line = _("– %(title)s, tenggat %(time)s", title=title_of(given.module_key), time=moment(given.window.due_at))  # fmt: skip
    return _share(one, head, [line], _("Buka pelajarannya: %(address)s", address=address), address)


def joining(one: Taught, code: str) -> Share:
    """The way into a class by its code, as it is read out."""
    head = _("Salam literasi. Gabung kelas %(name)s dengan kode %(code)s.", name=one.name, code=code)
    address = url_for("classes.join_class", code=code.replace(" ", ""), _external=True)
    return _share(one, head, [], _("Buka: %(address)s", address=address), address)


def _share(one: Taught, head: str, lines: Sequence[str], foot: str, address: str) -> Share:
    if one.sample:
        head = f"({_('Data latihan')}) {head}"
    text = recap.message(head, lines, foot)
    return Share(text, f"https://wa.me/?text={quote(text, safe='')}", address, drawn(address))
