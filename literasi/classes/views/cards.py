"""Doors for teachers: login cards, made and printed in one go, since of what stands on them only digests are kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import segno
from flask import make_response, render_template, request, url_for

from literasi.classes import actions, queries
from literasi.classes.actions import Key
from literasi.classes.queries import Holder, Taught
from literasi.classes.views.blueprint import Page, blueprint, class_with_pupils
from literasi.infra import identity, passwords
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.infra.settings import settings
from literasi.infra.slow import slow
from literasi.kernel import clock, ids, paging
from literasi.kernel.paging import Page as Paged


@dataclass(frozen=True)
class Wanted:
    """For whom cards are to be made, with a PIN or not. `again`: that old cards die has been read."""

    chosen: Collection[str]
    pins: bool
    again: bool


@dataclass(frozen=True)
class Card:
    """What is printed for one pupil. `picture` is the QR code of her address as a data URI."""

    name: str
    number: int | None
    picture: str
    pin: str


@blueprint.get("/kelas/<classroom>/kartu")
@may(Who.TEACHER)
def cards(classroom: str) -> Page:
    """Choose for whom cards are made; those who have none are chosen already."""
    one = class_with_pupils(classroom)
    found = _holders(one)
    missing = {holder.public_id for holder in found.rows if not holder.has_card}
    return _page(one, found, Wanted(missing, pins=True, again=False))


def _holders(one: Taught) -> Paged[Holder]:
    """Those on the page that is asked for. Cards are made for one page at a time: hashing a PIN takes some 25 ms, drawing
    a code 5, and a request should not take longer than a few seconds."""
    return queries.holders_on(db.session(), one.id, paging.number_of(request.args.get("hal", "")))


def _page(
    one: Taught, found: Paged[Holder], wanted: Wanted, problem: str = "", status: int = 200
) -> tuple[str, int]:
    page = render_template("classes/cards.html", one=one, page=found, wanted=wanted, problem=problem)
    return page, status


@blueprint.post("/kelas/<classroom>/kartu")
@may(Who.TEACHER)
@slow
def make_cards(classroom: str) -> Page:
    """Make the cards and show them, this once; what was on cards before opens nothing any more."""
    one, form = class_with_pupils(classroom), request.form
    found = _holders(one)
    everybody = [holder.public_id for holder in found.rows] if form.get("semua") == "ya" else []
    wanted = Wanted({*form.getlist("siapa"), *everybody}, form.get("pin") == "ya", form.get("ganti") == "ya")
    chosen = [holder for holder in found.rows if holder.public_id in wanted.chosen]
    if problem := _problem(chosen, wanted):
        return _page(one, found, wanted, problem, 422)
    db.session.rollback()  # nothing is held while PINs are hashed
    keys = {holder.public_id: _key(holder, pins=wanted.pins) for holder in chosen}
    now, by = clock.now(), identity.visitor().person_id
    given = write(lambda session: actions.give_keys(session, one.id, list(keys.values()), now, by=by))
    code = queries.code_of(one, settings().secret_keys)
    made = [_card(holder, keys[holder.public_id]) for holder in chosen if holder.public_id in given]
    response = make_response(
        render_template("classes/printed_cards.html", one=one, cards=made, code=ids.spaced(code))
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _problem(chosen: Sequence[Holder], wanted: Wanted) -> str:
    """What has to be mended before cards are made; "" for nothing."""
    if not chosen:
        return _("Pilih dulu sedikitnya satu siswa.")
    if any(holder.has_card for holder in chosen) and not wanted.again:
        return _(
            "Di antara yang dipilih ada yang sudah punya kartu. Centang “Ganti kartu yang sudah ada”, atau pilih siswa lain."
        )
    return ""


def _key(holder: Holder, *, pins: bool) -> Key:
    pin = ids.new_pin() if pins else ""
    return Key(holder.public_id, ids.new_token(), pin, passwords.hashed(pin) if pin else "")


def _card(holder: Holder, key: Key) -> Card:
    address = url_for("classes.card", ticket=key.ticket, _external=True)
    picture = segno.make(address, error="m").svg_data_uri(scale=4, border=2, dark="#000", light="#fff")
    return Card(holder.name, holder.number, picture, key.pin)
