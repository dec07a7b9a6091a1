"""/privasi: what everybody may read before anything is stored."""

from __future__ import annotations

from flask import render_template

from literasi.infra import mail
from literasi.infra.access import Who, may
from literasi.infra.i18n import said
from literasi.infra.settings import settings
from literasi.kernel import ids
from literasi.privacy.rules import notice as words
from literasi.privacy.rules.notice import Section
from literasi.privacy.views.blueprint import blueprint


def _version(sections: tuple[Section, ...]) -> str:
    """A name for these words in this language: it changes when one of them does."""
    return ids.digest("\n".join(said(one) for one in words.sentences(sections)))[:12]


@blueprint.get("/privasi")
@may(Who.EVERYONE)
def notice() -> str:
    """For adults."""
    sections = words.adult(mail.MOST_TRIES, settings().class_months)
    return render_template("privacy/notice.html", sections=sections, version=_version(sections))


@blueprint.get("/privasi/anak")
@may(Who.EVERYONE)
def child_notice() -> str:
    """For children."""
    sections = words.child()
    return render_template("privacy/child_notice.html", sections=sections, version=_version(sections))
