"""What the doctor says: a finding each, fine or with its mend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from literasi.accounts.rules import sealed
from literasi.accounts.rules.sealed import Shut
from literasi.backups.rules.record import Record
from literasi.kernel import clock
from literasi.kernel.sentence import Sentence

OLDEST_SERVER = 14
"""The oldest PostgreSQL that its makers still mend."""
LEAST_CONNECTIONS = 5
LEAST_FREE_BYTES = 500_000_000
WAL_ALARM_BYTES = 200_000_000


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `mend` says what to do when it is not fine, or only `worth` a look."""

    what: Sentence
    fine: bool
    said: Sentence
    mend: Sentence
    worth: bool = False


@dataclass(frozen=True)
class Server:
    """What a PostgreSQL server says of itself. `number` is 150018 for 15.18; `free` connections are those left for us."""

    version: str
    number: int
    durable: bool
    standby: bool
    free: int


def disk(free: int) -> Finding:
    """Whether there is room left to write; a full disk refuses every answer."""
    return Finding(
        Sentence("Ruang penyimpanan"),
        free >= LEAST_FREE_BYTES,
        Sentence("%(size)s GB bebas", {"size": free // 10**9})
        if free >= 10**10
        else Sentence("%(size)s MB bebas", {"size": free // 10**6}),
        Sentence("Sediakan paling sedikit 0,5 GB ruang bebas."),
    )


def schema(present: str | None, head: str | None) -> Finding:
    """Whether the tables are those of this version."""
    return Finding(
        Sentence("Skema basis data"),
        present == head,
        Sentence("%(present)s, versi ini: %(head)s", {"present": present or "–", "head": head or "–"}),
        Sentence("Jalankan `flask --app literasi.app db upgrade`."),
    )


def integrity(problems: list[str]) -> Finding:
    """What SQLite says of its own file, and of rows that point nowhere."""
    return Finding(
        Sentence("Keutuhan basis data"),
        not problems,
        Sentence("%(problems)s", {"problems": "; ".join(problems[:3])}) if problems else Sentence("utuh"),
        Sentence("Pulihkan dari cadangan terakhir."),
    )


def server(said: Server | str) -> list[Finding]:
    """Whether PostgreSQL can be reached and may be written to, keeps what it acknowledges, and has room for our lines."""
    name = Sentence("Basis data")
    if isinstance(said, str):
        mend = Sentence("Jalankan PostgreSQL, lalu periksa LITERASI_DATABASE_URL.")
        return [Finding(name, False, Sentence("tidak terjangkau: %(reason)s", {"reason": said}), mend)]
    version, oldest = {"version": said.version}, {"oldest": OLDEST_SERVER}
    return [
        Finding(
            name,
            said.number // 10_000 >= OLDEST_SERVER and not said.standby,
            Sentence("PostgreSQL %(version)s, hanya dapat dibaca", version)
            if said.standby
            else Sentence("PostgreSQL %(version)s", version),
            Sentence("Pakai PostgreSQL %(oldest)s atau lebih baru yang dapat ditulisi.", oldest),
        ),
        Finding(
            Sentence("Ketahanan basis data"),
            said.durable,
            Sentence("tahan padam listrik")
            if said.durable
            else Sentence("jawaban dapat hilang bila listrik padam"),
            Sentence("Nyalakan fsync, full_page_writes, dan synchronous_commit di postgresql.conf."),
        ),
        Finding(
            Sentence("Sambungan basis data"),
            said.free >= LEAST_CONNECTIONS,
            Sentence("%(count)s bebas", {"count": said.free}),
            Sentence("Naikkan max_connections di postgresql.conf, atau kurangi proses pelayan."),
        ),
    ]


def journal(size: int) -> Finding:
    """Whether the write-ahead log is folded back; a reader that never ends keeps it growing."""
    return Finding(
        Sentence("Berkas WAL"),
        size < WAL_ALARM_BYTES,
        Sentence("%(size)s MB", {"size": f"{size / 1e6:.0f}"}),
        Sentence("Hentikan program lain yang membuka basis data, lalu mulai ulang."),
    )


def clock_set(year: int, newest: int) -> Finding:
    """Whether the clock can be right: not before the newest answer that is stored (both as years since 0)."""
    return Finding(
        Sentence("Jam server"),
        year >= newest,
        Sentence("tahun %(year)s", {"year": year}),
        Sentence("Betulkan jam server; tenggat dan jeda mengikutinya."),
    )


def courses(published: int, problems: int) -> Finding:
    """Whether there is something to learn and every course file can be published."""
    fine = published > 0 and problems == 0
    return Finding(
        Sentence("Kursus"),
        fine,
        Sentence(
            "%(published)s terbit, %(problems)s masalah", {"published": published, "problems": problems}
        ),
        Sentence("Jalankan `literasi course check` dan perbaiki yang disebut."),
    )


def jobs(moving: bool, *, elsewhere: bool) -> Finding:
    """Whether jobs run; without them idle guests are not deleted. `elsewhere`: Redis hands them to a worker."""
    return Finding(
        Sentence("Pekerjaan latar"),
        moving,
        Sentence("bergerak") if moving else Sentence("diam"),
        Sentence("Jalankan `literasi worker`.")
        if elsewhere
        else Sentence("Jalankan `literasi serve`; pekerjaan ikut berjalan."),
    )


def collected(stuck: int) -> Finding:
    """Whether everything whose time is over was handed in. `stuck`: attempts that ended an hour ago and were not."""
    return Finding(
        Sentence("Kuis yang habis waktu"),
        stuck == 0,
        Sentence("semua terkirim") if stuck == 0 else Sentence("%(count)s belum terkirim", {"count": stuck}),
        Sentence("Lihat log pada “cannot be marked”: jawabannya aman, tetapi nilainya tidak dapat dihitung."),
    )


def redis(reachable: bool) -> Finding:
    """Whether the queue of jobs answers. The site goes on without it; what is due waits."""
    return Finding(
        Sentence("Antrean Redis"),
        reachable,
        Sentence("terjangkau")
        if reachable
        else Sentence("tidak terjangkau; halaman tetap berjalan, pekerjaan latar menunggu"),
        Sentence("Jalankan Redis, lalu periksa LITERASI_REDIS_URL."),
    )


def https(on: bool) -> Finding:
    """Whether the way to the site is private. Plain HTTP works, so this is said and does not fail."""
    return Finding(
        Sentence("HTTPS"),
        True,
        Sentence("ya") if on else Sentence("tidak: sandi dan jawaban lewat jaringan tanpa dikunci"),
        Sentence("Pasang HTTPS seperti contoh di deploy/nginx, lalu tulis alamatnya di LITERASI_BASE_URL."),
        worth=not on,
    )


def backup(last: Record, *, covered: bool, nightly: bool) -> Finding:
    """Whether a disk that dies takes little with it."""
    return Finding(
        Sentence("Cadangan terakhir"),
        covered,
        _last_backup(last),
        Sentence("Perbaiki folder LITERASI_BACKUP_DIR, atau jalankan `literasi backup BERKAS`.")
        if nightly
        else Sentence("Atur LITERASI_BACKUP_DIR, atau jalankan `literasi backup BERKAS`."),
        worth=covered and last.at is None,
    )


def _last_backup(last: Record) -> Sentence:
    """When and where the last one was made, and what became of a later try."""
    facts = {
        "at": _moment(last.at),
        "place": last.place,
        "failed": _moment(last.failed_at),
        "why": last.reason,
    }
    if last.at and last.failed_at:
        return Sentence("%(at)s, %(place)s; gagal %(failed)s: %(why)s", facts)
    if last.at:
        return Sentence("%(at)s, %(place)s", facts)
    if last.failed_at:
        return Sentence("belum pernah; gagal %(failed)s: %(why)s", facts)
    return Sentence("belum pernah")


def _moment(at: datetime | None) -> str:
    return f"{clock.wita(at):%Y-%m-%d %H:%M} WITA" if at else ""


def backup_place(same_disk: bool | None) -> Finding:
    """Whether backups outlive the disk. The same disk still helps against mistakes, so this is said and does not fail."""
    said = {
        None: Sentence("tidak diatur atau tidak terpasang"),
        True: Sentence("disk yang sama: tidak menolong bila disk itu rusak"),
        False: Sentence("disk lain"),
    }
    mend = Sentence("Atur LITERASI_BACKUP_DIR ke disk lain atau folder jaringan.")
    return Finding(Sentence("Tempat cadangan"), True, said[same_disk], mend, worth=same_disk is not False)


def secret_key(mode: int | None) -> Finding:
    """Whether the key is for the server's account alone. None: it is kept elsewhere, by setting."""
    fine = mode is None or not mode & 0o077
    said = (
        Sentence("di luar folder ini") if mode is None else Sentence("izin %(mode)s", {"mode": f"{mode:04o}"})
    )
    mend = Sentence("Jalankan `chmod 600` pada berkas secret_key di folder instance.")
    return Finding(Sentence("Kunci rahasia"), fine, said, mend)


def opening(shut: Shut) -> Finding:
    """Whether the secret keys open what the database holds; they do not after a restore without its keys."""
    return Finding(Sentence("Kunci dan basis data"), not shut, sealed.said(shut), sealed.MEND)


def mail(url: str) -> Finding:
    """Whether letters leave by themselves. Without a server they lie in a folder, which is fine for a small site."""
    server = url.rpartition("@")[2].partition("?")[0].removeprefix("smtp://").removeprefix("smtps://")
    return Finding(
        Sentence("Surat"),
        True,
        Sentence("lewat %(server)s", {"server": server})
        if url
        else Sentence("disimpan sebagai berkas di instance/mail/"),
        Sentence("Atur LITERASI_MAIL_URL, atau serahkan kode sekali pakai dari meja pustakawan."),
        worth=not url,
    )
