"""What accounts hold of a person, as she may see it. Secrets are left out: hashes and digests tell nobody anything."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from literasi.accounts.models import (
    Account,
    ConsentEvent,
    ConsentText,
    Device,
    Grant,
    Person,
    Request,
    School,
    Ticket,
    Trace,
)
from literasi.accounts.rules.trail import SENTENCES, Act
from literasi.infra.holdings import rows
from literasi.infra.mail import Letter
from literasi.kernel.holding import Holding
from literasi.kernel.sentence import Sentence

_SINCE, _UNTIL, _ROLE = Sentence("Sejak"), Sentence("Sampai"), Sentence("Peran")
_WHEN, _STATE, _SCHOOL = Sentence("Kapan"), Sentence("Keadaan"), Sentence("Sekolah")


def addresses(session: Session, person_ids: Sequence[int]) -> list[str]:
    """Every address at which these people get letters, confirmed or not."""
    rows = session.execute(
        select(Account.email, Account.email_asked).where(Account.person_id.in_(person_ids))
    )
    return [address for row in rows for address in row if address]


def export(session: Session, person_id: int) -> list[Holding]:
    """The person herself, her account, devices, consent, roles, tickets, letters under way and her trail."""
    return [
        *_person(session, person_id),
        *_consent(session, person_id),
        *_roles(session, person_id),
        *_secrets(session, person_id),
        _trail(session, person_id),
    ]


def _person(session: Session, person_id: int) -> list[Holding]:
    person = select(Person.created_at, Person.active_on).where(Person.id == person_id)
    account = select(
        Account.name,
        Account.username,
        Account.email,
        Account.email_asked,
        Account.age_band,
        Account.consent,
        Account.joined_at,
        Account.suspended_at,
        Account.second_step.is_not(None).label("second_step"),
        Account.public_id,
        Account.news,
    ).where(Account.person_id == person_id)
    devices = select(Device.label, Device.created_at, Device.shared, Device.ended_at).where(
        Device.person_id == person_id
    )
    said = {
        "name": Sentence("Nama panggilan"),
        "username": Sentence("Nama pengguna"),
        "email": Sentence("Surel"),
        "email_asked": Sentence("Surel yang belum dipastikan"),
        "age_band": Sentence("Kelompok usia"),
        "consent": Sentence("Persetujuan"),
        "joined_at": _SINCE,
        "suspended_at": Sentence("Dinonaktifkan sejak"),
        "second_step": Sentence("Dua langkah masuk"),
    }
    used = {"label": Sentence("Peramban"), "created_at": _SINCE, "shared": Sentence("Perangkat bersama"), "ended_at": _UNTIL}  # fmt: skip
    came = {"created_at": _SINCE, "active_on": Sentence("Terakhir belajar")}
    return [
        Holding("person", Sentence("Catatan hari belajar"), came, rows(session, person)),
        Holding("account", Sentence("Akun"), said, rows(session, account)),
        Holding("device", Sentence("Perangkat"), used, rows(session, devices)),
    ]


def _consent(session: Session, person_id: int) -> list[Holding]:
    asked = (
        select(
            ConsentEvent.state,
            ConsentEvent.way,
            ConsentEvent.at,
            ConsentEvent.signed_on,
            ConsentEvent.guardian,
            ConsentEvent.text_digest,
            ConsentText.body,
        )
        .join(ConsentText, ConsentText.digest == ConsentEvent.text_digest)
        .where(ConsentEvent.person_id == person_id)
        .order_by(ConsentEvent.id)
    )
    labels = {
        "at": _WHEN,
        "state": _STATE,
        "way": Sentence("Cara"),
        "guardian": Sentence("Oleh orang tua atau wali"),
        "signed_on": Sentence("Tanggal pada kertas"),
        "body": Sentence("Kata-kata yang disetujui"),
    }
    return [Holding("consent_event", Sentence("Persetujuan"), labels, rows(session, asked))]


def _roles(session: Session, person_id: int) -> list[Holding]:
    held = (
        select(Grant.role, School.name.label("school"), Grant.granted_at, Grant.ended_at)
        .outerjoin(School, School.id == Grant.school_id)
        .where(Grant.person_id == person_id)
        .order_by(Grant.id)
    )
    asked = select(Request.role, Request.school, Request.asked_at, Request.decided_at, Request.granted).where(
        Request.person_id == person_id
    )
    given = {"role": _ROLE, "school": _SCHOOL, "granted_at": _SINCE, "ended_at": _UNTIL}
    wanted = {"role": _ROLE, "school": _SCHOOL, "asked_at": _WHEN, "granted": Sentence("Diberikan")}
    return [
        Holding("role_grant", Sentence("Peran"), given, rows(session, held)),
        Holding("role_request", Sentence("Permintaan peran"), wanted, rows(session, asked)),
    ]


def _secrets(session: Session, person_id: int) -> list[Holding]:
    tickets = select(Ticket.purpose, Ticket.data, Ticket.made_at, Ticket.expires_at, Ticket.used_at).where(
        Ticket.person_id == person_id
    )
    letters = select(Letter.recipient, Letter.subject, Letter.written_at).where(
        Letter.recipient.in_(addresses(session, [person_id]))
    )
    labels = {"purpose": Sentence("Untuk"), "made_at": _SINCE, "expires_at": _UNTIL, "used_at": Sentence("Dipakai")}  # fmt: skip
    post = {"recipient": Sentence("Surel"), "subject": Sentence("Tentang"), "written_at": _WHEN}
    return [
        Holding("ticket", Sentence("Kode sekali pakai"), labels, rows(session, tickets)),
        Holding("letter", Sentence("Surat yang menunggu dikirim"), post, rows(session, letters)),
    ]


def _trail(session: Session, person_id: int) -> Holding:
    actor = select(Account.name).where(Account.person_id == Trace.actor_id).scalar_subquery()
    asked = (
        select(
            Trace.at,
            Trace.act,
            func.coalesce(actor, "").label("by"),
            (Trace.actor_id == person_id).label("by_you"),
            Trace.facts,
        )
        .where(or_(Trace.subject_id == person_id, Trace.actor_id == person_id))
        .order_by(Trace.id)
    )
    lines = [{**row, "what": SENTENCES[Act(row["act"])]} for row in rows(session, asked)]
    labels = {"at": _WHEN, "what": Sentence("Apa"), "by": Sentence("Oleh")}
    return Holding("trace", Sentence("Jejak: apa yang dilakukan dengan akun dan data"), labels, lines)
