"""The one blueprint of this feature; every file of doors adds to it."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, g
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.rules import consent_words
from literasi.accounts.rules.ages import NAMES as AGES
from literasi.catalogue import queries as catalogue
from literasi.classes import queries
from literasi.classes.queries import Taught
from literasi.classes.rules import calendar
from literasi.infra import identity
from literasi.infra.db import db
from literasi.infra.i18n import _, language, said
from literasi.infra.settings import settings
from literasi.kernel import ids
from literasi.kernel.errors import Missing, Refusal

Page = Response | str | tuple[str, int]
"""What a door answers with."""

blueprint = Blueprint("classes", __name__)
ABOUT = {"terms": calendar.NAMES, "year_label": calendar.label, "ages": AGES}
"""What pages need to say which class they speak of."""


def sees_pupils(one: Taught) -> bool:
    """Whether the visitor may see who learns in this class of hers."""
    return one.shows_pupils(identity.visitor().roles)


def own_class(public_id: str) -> Taught:
    """A class that the visitor teaches; for everybody else it does not exist. The page says when its pupils are made up."""
    found = queries.taught(db.session(), public_id, identity.visitor().person_id)
    g.made_up = found.sample
    return found


def real_class(public_id: str) -> Taught:
    """The same, for what a class whose pupils are made up does not have: colleagues, a code, an end."""
    found = own_class(public_id)
    if found.sample:
        raise Refusal(
            _("Kelas Contoh hanya untuk berlatih. Untuk ini buat kelas sungguhan di halaman Kelas.")
        )
    return found


def class_with_pupils(public_id: str) -> Taught:
    """The same, for doors behind which pupils are seen: a request that waits does not open them."""
    found = own_class(public_id)
    if not sees_pupils(found):
        raise Missing(_("Halaman ini terbuka sesudah pustakawan mengenali Anda sebagai guru."))
    return found


def code_of(one: Taught) -> str:
    """The join code as it is read out; "" while it lets nobody in."""
    return ids.spaced(queries.code_of(one, settings().secret_keys)) if one.joining and one.open else ""


def title_of(module_key: str) -> str:
    """What a module is called in the reader's language; its key, for one that is no longer published."""
    module = catalogue.shelf(db.session()).by_key(module_key)
    return module.title(language()) if module else module_key


def consent_text(session: Session, now: datetime, *, herself: bool) -> str:
    """The digest of the words that an account waits for, as this page says them."""
    kind, lines = consent_words.asked(herself)
    return accounts.text_of_consent(session, kind, language(), "\n".join(said(line) for line in lines), now)
