"""What a person sees when something cannot be done. What was typed is never lost: the page offers to send it again."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from literasi.infra import csrf
from literasi.infra.i18n import _, said
from literasi.infra.identity import PAGE_OF
from literasi.infra.settings import ask_no_more
from literasi.infra.web import wants_json
from literasi.kernel.errors import Busy, Refusal, SessionEnded
from literasi.kernel.sentence import Sentence
from literasi.kernel.visitor import NOBODY

_log = logging.getLogger("literasi.errors")
_RETRY_SECONDS = 5
_TYPED_AGAIN = frozenset({"password", "old"})
"""Passwords: a page that offers to send again has an empty field for each (`kept_fields`)."""
_LONG = 80
"""What is longer than this is shown to be copied, even where sending it again would not help."""


def init(app: Flask) -> None:
    """Register the answers to everything that can go wrong."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(SessionEnded, _ended)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(NoConnectionFree, lambda _error: _busy(Busy()))
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def page(
    status: int, title: str, message: str, *, keep: bool = False, retry: bool = False, again: bool = True
) -> Response:
    """An error as a page, or as JSON for our own script. `again`: what was typed can be sent again from it."""
    if wants_json():
        response = jsonify(message=message, title=title, token=csrf.fresh_token())
    else:
        kept = [one for one in _typed() if again or len(one[1]) > _LONG] if keep else []
        target = request.path if again else ""
        response = make_response(
            render_template("error.html", title=title, message=message, kept=kept, target=target)
        )
    response.status_code = status
    if retry:
        response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def _typed() -> list[tuple[str, str]]:
    """What was typed, without what no page can hold: NUL, which is also what made it unreadable.

    A password is typed again: no page may hold it, for the next person at this computer may look at the page.
    """
    sent = request.form.items(multi=True)
    return [
        (_clean(name), "" if name in _TYPED_AGAIN else _clean(value))
        for name, value in sent
        if name != csrf.FIELD
    ]


def _clean(text: str) -> str:
    return text.replace("\x00", "")


def _refused(error: Refusal) -> Response:
    titles = {
        404: _("Tidak ditemukan"),
        400: _("Belum dapat dibaca"),
        403: _("Belum bisa dibuka"),
        429: _("Tunggu sebentar"),
    }
    unreadable = any("\x00" in value for value in request.form.values())
    title = titles.get(error.status, _("Belum bisa dilakukan"))
    return page(
        error.status, title, said(error.message), keep=unreadable or error.status == 403, again=unreadable
    )


def _ended(error: SessionEnded) -> Response:
    """The way back is the kode lanjut, which is asked for on this very page: what was typed goes along."""
    title, message = _("Sesi sudah berakhir"), said(error.message)
    if wants_json():
        return page(error.status, title, message)
    kept = [(name, value) for name, value in _typed() if name != PAGE_OF]
    shown = render_template("ended.html", title=title, message=message, kept=kept, target=request.path)
    return make_response(shown, error.status)


def _stale_form(error: CSRFError) -> Response:
    if not csrf.same_origin():
        message = _("Kiriman ini datang dari situs lain, jadi tidak dijalankan.")
        return page(400, _("Kiriman ditolak"), message)
    message = _("Halaman ini sudah lama terbuka, atau kuki dimatikan. Tekan “Kirim lagi” untuk melanjutkan.")
    return page(400, _("Formulir perlu dikirim lagi"), message, keep=True)


def _busy(error: Busy) -> Response:
    _ask_nothing_more()
    message = _(
        "Penyimpanan sedang tidak bisa ditulisi. Membaca tetap bisa. Isian Anda ada di halaman ini; kirim lagi sebentar lagi."
    )
    return page(503, _("Belum tersimpan"), message, keep=True, retry=True)


def _ask_nothing_more() -> None:
    """Asking the database again would only fail again."""
    g.visitor = g._login_user = NOBODY
    ask_no_more()


def _database(error: DBAPIError) -> Response:
    _log.error("database: %s", _refusal(error), extra={"facts": {"route": str(request.url_rule)}})
    return _busy(Busy())


def _refusal(error: DBAPIError) -> str:
    """What the database refused, by its code: its words may quote the row."""
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    return f"{type(error.orig).__name__} {code or ''}".strip()


_SENTENCES = {
    400: (
        Sentence("Belum dapat dibaca"),
        Sentence("Kiriman ini rusak atau tidak lengkap. Kembali, muat ulang halaman, lalu coba lagi."),
    ),
    404: (
        Sentence("Tidak ditemukan"),
        Sentence("Halaman ini tidak ada, atau sudah pindah. Periksa alamatnya, atau mulai dari beranda."),
    ),
    405: (
        Sentence("Cara ini tidak dikenal"),
        Sentence("Halaman ini tidak menerima kiriman seperti itu. Mulai lagi dari beranda."),
    ),
    413: (
        Sentence("Terlalu besar"),
        Sentence("Kiriman ini terlalu besar. Perpendek isian, lalu kirim lagi."),
    ),
    429: (
        Sentence("Tunggu sebentar"),
        Sentence("Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi."),
    ),
}


def _foreign_host(error: SecurityError) -> Response:
    """The Host header is not ours. Plain text: a page would hold links, and links are made from that header."""
    said_plainly = _("Situs ini tidak dikenal dengan nama itu. Periksa alamatnya, lalu coba lagi.")
    return Response(f"{said_plainly}\n", status=400, mimetype="text/plain")


def _http(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError):
        cause = (
            error.original_exception
        )  # of what went wrong after the view, where Flask asks no other handler
        return _database(cause) if isinstance(cause, DBAPIError) else _unexpected(error)
    if error.code is not None and error.code < 400:
        return make_response(error.get_response())
    title, message = _SENTENCES.get(error.code or 400, _SENTENCES[400])
    return page(error.code or 400, said(title), said(message))


def _unexpected(error: Exception) -> Response:
    _log.error("unexpected", exc_info=error, extra={"facts": {"route": str(request.url_rule)}})
    _ask_nothing_more()
    message = _("Ada kesalahan di pihak kami dan sudah dicatat. Jawaban yang sudah tersimpan tetap aman.")
    return page(500, _("Terjadi kesalahan"), message, keep=request.method != "GET")
