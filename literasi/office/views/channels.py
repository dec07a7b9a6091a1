"""Doors to the official channels: the public list, and the desk where it is kept."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for

from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.kernel import clock
from literasi.kernel.errors import Missing
from literasi.office import actions, queries
from literasi.office.actions import NO_CHANNEL
from literasi.office.forms import ChannelForm
from literasi.office.queries import Channel
from literasi.office.views.blueprint import Page, blueprint


@blueprint.get("/kanal-resmi")
@may(Who.EVERYONE)
def official_channels() -> Page:
    """Where citizens check what they were told, with the day on which the library looked last."""
    today = clock.wita_date(clock.now())
    return render_template("office/official_channels.html", channels=queries.channels(db.session(), today))


@blueprint.get("/pengelola/kanal")
@may(Who.LIBRARIAN)
def channels() -> Page:
    """The same list with what has to be looked at again."""
    return _desk(ChannelForm(data={"checked_on": clock.wita_date(clock.now()).isoformat()}))


def _desk(form: ChannelForm, status: int = 200) -> tuple[str, int]:
    today = clock.wita_date(clock.now())
    listed = queries.channels(db.session(), today)
    return render_template("office/channels.html", form=form, channels=listed), status


def _saved(message: str) -> Page:
    flash(message)
    return make_response(redirect(url_for("office.channels"), 303))


@blueprint.post("/pengelola/kanal")
@may(Who.LIBRARIAN)
def add_channel() -> Page:
    """Put a channel on the list."""
    form, me, now = ChannelForm(request.form), identity.visitor().person_id, clock.now()
    told = form.told(clock.wita_date(now))
    if told is None:
        return _desk(form, 422)
    write(lambda session: actions.add_channel(session, told, now, by=me))
    return _saved(_("Kanal ditambahkan ke daftar."))


@blueprint.get("/pengelola/kanal/<channel>")
@may(Who.LIBRARIAN)
def channel(channel: str) -> Page:
    """One channel, to be changed."""
    found = _found(channel)
    form = ChannelForm(data={**vars(found), "checked_on": found.checked_on.isoformat()})
    return render_template("office/channel.html", form=form, channel=found)


def _found(public_id: str) -> Channel:
    found = queries.channel(db.session(), public_id, clock.wita_date(clock.now()))
    if found is None:
        raise Missing(NO_CHANNEL)
    return found


@blueprint.post("/pengelola/kanal/<channel>")
@may(Who.LIBRARIAN)
def change_channel(channel: str) -> Page:
    """Say something else of a channel."""
    form, me, now, found = ChannelForm(request.form), identity.visitor().person_id, clock.now(), _found(channel)  # fmt: skip
    told = form.told(clock.wita_date(now))
    if told is None:
        return render_template("office/channel.html", form=form, channel=found), 422
    write(lambda session: actions.change_channel(session, channel, told, now, by=me))
    return _saved(_("Kanal diperbarui."))


@blueprint.post("/pengelola/kanal/<channel>/diperiksa")
@may(Who.LIBRARIAN)
def check_channel(channel: str) -> Page:
    """It was looked at today and still holds."""
    me, now = identity.visitor().person_id, clock.now()
    write(lambda session: actions.check_channel(session, channel, now, by=me))
    return _saved(_("Dicatat: kanal ini diperiksa hari ini."))


@blueprint.post("/pengelola/kanal/<channel>/hapus")
@may(Who.LIBRARIAN)
def remove_channel(channel: str) -> Page:
    """Take it off the list."""
    me, now = identity.visitor().person_id, clock.now()
    _found(channel)
    write(lambda session: actions.remove_channel(session, channel, now, by=me))
    return _saved(_("Kanal dihapus dari daftar."))
