"""Letters that doors of this feature send, in the language of the one who asks.

A link stands in them only where the site knows its own address: one made of the Host header could lead anywhere.
Strangers can have letters sent to any address, so all of them ask `_has_room` first.
"""

from __future__ import annotations

from datetime import datetime

from flask import flash
from sqlalchemy.orm import Session

from literasi.accounts import actions
from literasi.accounts.rules import limits
from literasi.accounts.rules.tickets import Purpose
from literasi.infra import mail
from literasi.infra.i18n import _
from literasi.infra.settings import settings
from literasi.kernel import ids
from literasi.kernel.errors import TooMany


def count(session: Session, typed: str, now: datetime) -> None:
    """Count that a letter was asked for with this folded name or address.

    Raises TooMany when that was often of late, alike whether there is anybody to write to.
    """
    actions.count_failure(session, limits.of_letters(settings().secret_keys[0], typed), now)


def confirm(session: Session, person_id: int, address: str, now: datetime) -> None:
    """Ask whoever reads letters to an address whether it is hers. Raises TooMany like `count`."""
    count(session, address, now)
    if not _has_room(session, address, now):
        return
    code = actions.make_ticket(
        session, Purpose.EMAIL, person_id, settings().secret_keys[0], now, {"email": address}
    )
    body = _(
        "Seseorang memakai alamat ini untuk akun di situs belajar perpustakaan.\n\nBila itu Anda, buka %(where)s\n\nBila bukan, abaikan surat ini: tanpa dibuka, alamat ini tidak dipakai.",
        where=_where("surel", code),
    )
    mail.post(session, address, _("Benarkah ini alamat surel Anda?"), body, now, settings().secret_keys)


def announce() -> None:
    """Say to whoever gave an address as her login what its letter is for. The same words whoever has that address."""
    flash(
        _(
            "Kami mengirim surat ke alamat surel Anda. Masuk sudah bisa; buka surat itu dalam dua hari supaya kata sandi yang lupa dapat dipulihkan lewat surel."
        )
    )


def reset(session: Session, person_id: int, address: str, now: datetime) -> None:
    """Send the way to a new password."""
    if not _has_room(session, address, now):
        return
    code = actions.make_ticket(session, Purpose.RESET, person_id, settings().secret_keys[0], now)
    body = _(
        "Untuk memilih kata sandi baru, buka %(where)s\n\nBerlaku 30 menit, dan satu kali. Bila bukan Anda yang meminta, abaikan surat ini: kata sandi lama tetap berlaku.",
        where=_where("sandi-baru", code),
    )
    mail.post(session, address, _("Kata sandi baru"), body, now, settings().secret_keys)


def _has_room(session: Session, address: str, now: datetime) -> bool:
    """Count one more letter to a box; False when it got many of late, and the code in the last of them stays good.

    Nobody is told, for it would tell whose address it is.
    """
    try:
        actions.count_failure(session, limits.of_letter_box(settings().secret_keys[0], address), now)
    except TooMany:
        return False
    return True


def _where(page: str, code: str) -> str:
    """The address to open, or where to type the code on a site that does not know its address."""
    base, shown = settings().base_url, ids.spaced(code)
    if base:
        return f"{base}/{page}/{code}"
    return _("halaman /%(page)s di situs ini, lalu tulis kode %(code)s", page=page, code=shown)
