"""Doors for teachers: their Kelas Contoh, opened by one tap, put back as it was, removed."""

from __future__ import annotations

from flask import flash, make_response, redirect, url_for
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.classes import actions
from literasi.classes.actions.sample import Begun
from literasi.classes.queries import Taught
from literasi.classes.views.blueprint import Page, blueprint, consent_text, own_class
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.infra.settings import settings
from literasi.infra.slow import slow
from literasi.kernel import clock
from literasi.kernel.errors import Missing


@blueprint.post("/kelas/contoh")
@may(Who.TEACHER)
@slow
def open_sample() -> Page:
    """Open it; the first tap makes it."""
    return _to(_made(anew=False).public_id)


def _made(*, anew: bool) -> Begun:
    """Her class, made now unless it is there or being made, in short transactions."""
    now, me, key = clock.now(), identity.visitor().person_id, settings().secret_keys[0]
    plan = actions.staged(db.session(), catalogue.shelf(db.session()))

    def begin(session: Session) -> tuple[Begun, str]:
        begun = actions.begin_sample(session, plan, key, now, by=me, anew=anew)
        return begun, consent_text(session, now, herself=False) if begun.mine else ""

    begun, text = write(begin)
    for step in actions.sample_steps(begun.public_id, plan, text, key, now, by=me) if begun.mine else ():
        write(step)
    if not (begun.mine or begun.ready):
        flash(_("Kelas Contoh sedang disiapkan. Muat ulang halaman ini sebentar lagi."))
    return begun


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
@slow
def restore_sample(classroom: str) -> Page:
    """Put it back as it was."""
    _sample(classroom)
    begun = _made(anew=True)
    if begun.mine:
        flash(_("Kelas Contoh kembali seperti semula, dengan tenggat yang dihitung dari hari ini."))
    return _to(begun.public_id)


@blueprint.post("/kelas/<classroom>/hapus")
@may(Who.TEACHER)
def remove_sample(classroom: str) -> Page:
    """Remove it with all that is in it; it can be opened anew at any time."""
    one, now = _sample(classroom), clock.now()
    write(lambda session: actions.remove_samples(session, [one.id], now))
    flash(_("Kelas Contoh dihapus. Anda dapat membukanya lagi kapan saja."))
    return make_response(redirect(url_for("classes.classes"), 303))
