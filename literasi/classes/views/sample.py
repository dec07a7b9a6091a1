"""Doors for teachers: their Kelas Contoh, opened by one tap, put back as it was, removed."""

from __future__ import annotations

from flask import flash, make_response, redirect, url_for
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.classes import actions
from literasi.classes.queries import Taught
from literasi.classes.views.blueprint import Page, blueprint, consent_text, own_class
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import write
from literasi.infra.i18n import _
from literasi.infra.settings import settings
from literasi.kernel import clock
from literasi.kernel.errors import Missing


@blueprint.post("/kelas/contoh")
@may(Who.TEACHER)
def open_sample() -> Page:
    """Open it; the first tap builds it."""
    now, me, key = clock.now(), identity.visitor().person_id, settings().secret_keys[0]

    def act(session: Session) -> str:
        text = consent_text(session, now, herself=False)
        return actions.open_sample(session, catalogue.shelf(session), text, key, now, by=me)

    return _to(write(act))


def _to(public_id: str) -> Page:
    return make_response(redirect(url_for("classes.classroom", classroom=public_id), 303))


def _sample(public_id: str) -> Taught:
    """A class of hers whose pupils are made up; nothing else is put back or removed by these doors."""
    found = own_class(public_id)
    if not found.sample:
        raise Missing(_("Ini bukan Kelas Contoh."))
    return found


@blueprint.post("/kelas/<classroom>/semula")
@may(Who.TEACHER)
def restore_sample(classroom: str) -> Page:
    """Put it back as it was."""
    _sample(classroom)
    now, me, key = clock.now(), identity.visitor().person_id, settings().secret_keys[0]

    def act(session: Session) -> str:
        text = consent_text(session, now, herself=False)
        return actions.restore_sample(session, catalogue.shelf(session), text, key, now, by=me)

    public_id = write(act)
    flash(_("Kelas Contoh kembali seperti semula, dengan tenggat yang dihitung dari hari ini."))
    return _to(public_id)


@blueprint.post("/kelas/<classroom>/hapus")
@may(Who.TEACHER)
def remove_sample(classroom: str) -> Page:
    """Remove it with all that is in it; it can be opened anew at any time."""
    one, now = _sample(classroom), clock.now()
    write(lambda session: actions.remove_samples(session, [one.id], now))
    flash(_("Kelas Contoh dihapus. Anda dapat membukanya lagi kapan saja."))
    return make_response(redirect(url_for("classes.classes"), 303))
