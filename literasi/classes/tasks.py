"""What nobody waits for: files of marks, written beside the server while a page says how far they are, and word of what
has opened."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from flask import Flask

from literasi.catalogue import queries as catalogue
from literasi.classes import actions, files, queries
from literasi.classes.queries import Given
from literasi.classes.rules import exports, recap
from literasi.classes.rules.exports import Export
from literasi.classes.rules.xlsx import Add
from literasi.infra.db import db, write
from literasi.infra.i18n import moment, said, speak
from literasi.infra.settings import settings
from literasi.kernel import clock

_log = logging.getLogger("literasi.classes")
_TOLD_AT_ONCE = 30
_MOST_ROUNDS = 200


def write_exports(app: Flask) -> int:
    """Write what was asked for, and let go what has lain long enough; how many files came to be."""
    with app.app_context():
        asked, now = queries.exports(db.session()), clock.now()
        if any(one.over(now) for one in asked):
            write(lambda session: actions.forget_exports(session, now))
        files.sweep(settings().instance, {one.file for one in asked if not one.over(now)})
    return sum(_done(app, one) for one in asked if one.waiting and not one.over(now))


def _done(app: Flask, one: Export) -> bool:
    """Write one, and note how it went."""
    with app.app_context():
        speak(one.language)
        try:
            whole = _written(one)
        except Exception:
            _log.exception("classes: a file of marks could not be written")
            whole = False
        note = actions.finish_export if whole else actions.fail_export
        write(lambda session: note(session, one, clock.now()))
    return whole


def _written(one: Export) -> bool:
    """Write a file; False when whoever asked may not see its pupils any more."""
    session = db.session()
    about = queries.subject_of(session, one)
    if about is None:
        return False
    given = queries.assignments(session, one.class_id)
    titles = queries.titles(given, catalogue.shelf(session), one.language)
    made = recap.made(about.asker, moment(clock.now()))
    with files.sheet(settings().instance, one, about.name) as add:
        add(recap.head(titles, recap.about(about, made, said), said))
        _pupils(one, given, add)
    return True


def _pupils(one: Export, given: Sequence[Given], add: Add) -> None:
    """Write the pupils, a part at a time: of each what her teacher may see at that moment, and into her trail who took
    it."""
    session, told, done = db.session(), recap.telling(said), 0
    members, shelf = queries.member_ids(session, one.class_id), catalogue.shelf(session)
    for some in exports.batches(members):
        rows = queries.rows_of(
            session, queries.classmates_among(session, some), given, shelf, marks_only=True
        )
        add(
            recap.row(recap.Line(row.mate.number, row.mate.name, tuple(map(told, row.cells or ()))))
            for row in rows
        )
        done += len(some)
        note = partial(
            actions.note_progress,
            one=one,
            done=done,
            total=len(members),
            person_ids=[row.mate.person_id for row in rows if row.cells is not None],
            now=clock.now(),
        )
        write(note)


def tell_opened(app: Flask) -> int:
    """Tell pupils of assignments that have opened, a few to a transaction; of how many classes. Looks before it locks."""
    told = 0
    with app.app_context():
        for _round in range(_MOST_ROUNDS):
            if not queries.opened_untold(db.session(), clock.now(), 1):
                break
            told += write(lambda session: actions.tell_opened(session, clock.now(), _TOLD_AT_ONCE))
    return told
