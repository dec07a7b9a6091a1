"""Who may do what to whom among people who work here or teach."""

from __future__ import annotations

from collections.abc import Collection

from literasi.accounts.rules.ages import AgeBand, minor
from literasi.accounts.rules.consent import State, in_force
from literasi.kernel.roles import STAFF, TEACHING, Role
from literasi.kernel.sentence import Sentence

_GIVES = {
    Role.ADMIN: frozenset(Role),
    Role.LIBRARIAN: frozenset({Role.TEACHER}),
}
NAMES = {
    Role.TEACHER: Sentence("Guru"),
    Role.LIBRARIAN: Sentence("Pustakawan"),
    Role.HEAD: Sentence("Kepala"),
    Role.ADMIN: Sentence("Pengelola"),
}
LAST_ADMIN = Sentence("Ini pengelola terakhir. Angkat pengelola lain dulu, supaya situs tetap ada yang mengurus.")  # fmt: skip
NOT_ONESELF = Sentence("Akun sendiri tidak dapat dinonaktifkan dari sini. Minta pengelola lain.")

ADULTS_ONLY = Sentence(
    "Peran guru dan petugas hanya untuk orang berusia 18 tahun ke atas yang akunnya sudah aktif. Bila kelompok usia pada akun keliru, pustakawan dapat membetulkannya."
)


def may_hold(band: AgeBand, consent: State) -> bool:
    """Whether somebody may have a role at all: whoever sees the work of others is an adult and has agreed to it."""
    return not minor(band) and in_force(consent)


def may_give(actor: Collection[Role], role: Role) -> bool:
    """Whether people with these roles give, and take back, this role."""
    return any(role in _GIVES.get(one, ()) for one in actor)


def may_see_people(actor: Collection[Role]) -> bool:
    """Whether she may look people up: those who help them with their accounts."""
    return Role.LIBRARIAN in actor or Role.ADMIN in actor


def may_help(actor: Collection[Role], subject: Collection[Role]) -> bool:
    """Whether she may give this person a one-time code, record consent on paper, suspend her account.

    Staff is helped by an admin only: otherwise a librarian could take over an admin's account.
    """
    if Role.ADMIN in actor:
        return True
    return Role.LIBRARIAN in actor and not STAFF & set(subject)


def may_see_pupils(actor: Collection[Role]) -> bool:
    """Whether somebody who teaches a class may see who learns in it. To teach it is not enough: a role that was taken
    back ends sight of every class."""
    return bool(TEACHING & set(actor))


def may_prepare(actor: Collection[Role], asked: bool) -> bool:
    """Whether she may make classes, assign and print. One who has asked to be a teacher may, and sees no pupils yet."""
    return asked or may_see_pupils(actor)


def may_run_site(actor: Collection[Role]) -> bool:
    """Whether she may change the profile of the library and its settings."""
    return Role.ADMIN in actor


def may_read_trail(actor: Collection[Role]) -> bool:
    """Whether she may read the audit trail."""
    return Role.ADMIN in actor or Role.HEAD in actor


def would_leave_nobody(role: Role, holders: int) -> bool:
    """Whether taking this role from one of `holders` people leaves the site without anybody who runs it."""
    return role is Role.ADMIN and holders <= 1
