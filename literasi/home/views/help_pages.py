"""Bantuan: what somebody can do here and where, a page for each role."""

from __future__ import annotations

from flask import render_template

from literasi.home import files
from literasi.home.views.blueprint import blueprint
from literasi.infra.access import Who, may
from literasi.infra.i18n import _, language
from literasi.kernel.errors import Missing


@blueprint.get("/bantuan")
@may(Who.EVERYONE)
def help_index() -> str:
    """All pages of help."""
    return render_template(
        "home/help_index.html", pages=[files.help_page(name, language()) for name in files.NAMES]
    )


@blueprint.get("/bantuan/<page>")
@may(Who.EVERYONE)
def help_page(page: str) -> str:
    """Help for one role; open to everybody, so that anybody can see what others may do."""
    if page not in files.NAMES:
        raise Missing(_("Halaman bantuan ini tidak ada. Pilih salah satu dari daftar di /bantuan."))
    return render_template("home/help_page.html", page=files.help_page(page, language()))
