"""What a new site still lacks before it is the library's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from literasi.kernel.sentence import Sentence

CHECKS_LAST = timedelta(days=183)


@dataclass(frozen=True)
class State:
    """What is there: as much as the steps depend on."""

    named: bool
    contact: bool
    colleagues: int
    """People who work here, invitations under way included."""
    schools: int
    channels: int
    channels_overdue: int
    checked_on: date | None


@dataclass(frozen=True)
class Step:
    """One thing to do. `page` is the endpoint where it is done; `for_admin` says that only a pengelola can."""

    page: str
    title: Sentence
    why: Sentence
    done: bool
    for_admin: bool = False


def steps(state: State, today: date) -> tuple[Step, ...]:
    """Everything there is to do, in the order in which it is asked, done or not."""
    checked = state.checked_on is not None and today - state.checked_on <= CHECKS_LAST
    return (
        Step(
            "office.profile",
            Sentence("Profil Perpustakaan"),
            Sentence("Nama, alamat, jam buka, dan kontak data: tampil di kaki halaman dan kepala surat."),
            state.named and state.contact,
            for_admin=True,
        ),
        Step(
            "office.staff",
            Sentence("Petugas"),
            Sentence("Undang paling sedikit satu orang lagi, supaya situs tidak bergantung pada satu orang."),
            state.colleagues > 1,
            for_admin=True,
        ),
        Step(
            "office.schools",
            Sentence("Sekolah"),
            Sentence("Undangan yang dicetak membuat guru langsung dapat masuk sebagai guru."),
            state.schools > 0,
        ),
        Step(
            "office.channels",
            Sentence("Kanal resmi"),
            Sentence("Daftar tempat warga memeriksa kabar, dilihat ulang setiap enam bulan."),
            state.channels > 0 and not state.channels_overdue,
        ),
        Step(
            "operations.checks",
            Sentence("Pemeriksaan"),
            Sentence("Cadangan, HTTPS, surat, jam, dan ruang: lihat sekali, lalu setiap enam bulan."),
            checked,
            for_admin=True,
        ),
    )
