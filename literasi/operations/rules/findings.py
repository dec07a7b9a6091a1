"""What the doctor says: a finding each, fine or with its mend."""

from __future__ import annotations

from dataclasses import dataclass

from literasi.backups.rules.record import Record
from literasi.kernel import clock

OLDEST_SERVER = 14
"""The oldest PostgreSQL that its makers still mend."""
LEAST_CONNECTIONS = 5
LEAST_FREE_BYTES = 500_000_000
WAL_ALARM_BYTES = 200_000_000


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `mend` says what to do when it is not fine."""

    what: str
    fine: bool
    said: str
    mend: str = ""


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
    said = f"{free / 1e9:.1f} GB bebas"
    return Finding(
        "Ruang penyimpanan", free >= LEAST_FREE_BYTES, said, "Sediakan paling sedikit 0,5 GB ruang bebas."
    )


def schema(present: str | None, head: str | None) -> Finding:
    """Whether the tables are those of this version."""
    return Finding(
        "Skema basis data",
        present == head,
        f"{present or 'kosong'} (versi ini: {head})",
        "Jalankan `flask --app literasi.app db upgrade`.",
    )


def integrity(problems: list[str]) -> Finding:
    """What SQLite says of its own file, and of rows that point nowhere."""
    return Finding(
        "Keutuhan basis data",
        not problems,
        "; ".join(problems[:3]) or "utuh",
        "Pulihkan dari cadangan terakhir.",
    )


def server(said: Server | str) -> list[Finding]:
    """Whether PostgreSQL can be reached and may be written to, keeps what it acknowledges, and has room for our lines."""
    if isinstance(said, str):
        mend = "Jalankan PostgreSQL, lalu periksa LITERASI_DATABASE_URL."
        return [Finding("Basis data", False, f"tidak terjangkau: {said}", mend)]
    return [
        Finding(
            "Basis data",
            said.number // 10_000 >= OLDEST_SERVER and not said.standby,
            f"PostgreSQL {said.version}{', hanya dapat dibaca' if said.standby else ''}",
            f"Pakai PostgreSQL {OLDEST_SERVER} atau lebih baru yang dapat ditulisi.",
        ),
        Finding(
            "Ketahanan basis data",
            said.durable,
            "tahan padam listrik" if said.durable else "jawaban dapat hilang bila listrik padam",
            "Nyalakan fsync, full_page_writes, dan synchronous_commit di postgresql.conf.",
        ),
        Finding(
            "Sambungan basis data",
            said.free >= LEAST_CONNECTIONS,
            f"{said.free} bebas",
            "Naikkan max_connections di postgresql.conf, atau kurangi proses pelayan.",
        ),
    ]


def journal(size: int) -> Finding:
    """Whether the write-ahead log is folded back; a reader that never ends keeps it growing."""
    return Finding(
        "Berkas WAL",
        size < WAL_ALARM_BYTES,
        f"{size / 1e6:.0f} MB",
        "Hentikan program lain yang membuka basis data, lalu mulai ulang.",
    )


def clock_set(year: int, newest: int) -> Finding:
    """Whether the clock can be right: not before the newest answer that is stored (both as years since 0)."""
    return Finding(
        "Jam server", year >= newest, f"tahun {year}", "Betulkan jam server; tenggat dan jeda mengikutinya."
    )


def courses(published: int, problems: int) -> Finding:
    """Whether there is something to learn and every course file can be published."""
    fine = published > 0 and problems == 0
    return Finding(
        "Kursus",
        fine,
        f"{published} terbit, {problems} masalah",
        "Jalankan `literasi course check` dan perbaiki yang disebut.",
    )


def jobs(moving: bool, *, elsewhere: bool) -> Finding:
    """Whether jobs run; without them idle guests are not deleted. `elsewhere`: Redis hands them to a worker."""
    return Finding(
        "Pekerjaan latar",
        moving,
        "bergerak" if moving else "diam",
        "Jalankan `literasi worker`." if elsewhere else "Jalankan `literasi serve`; pekerjaan ikut berjalan.",
    )


def redis(reachable: bool) -> Finding:
    """Whether the queue of jobs answers. The site goes on without it; what is due waits."""
    return Finding(
        "Antrean Redis",
        reachable,
        "terjangkau" if reachable else "tidak terjangkau; halaman tetap berjalan, pekerjaan latar menunggu",
        "Jalankan Redis, lalu periksa LITERASI_REDIS_URL.",
    )


def https(on: bool) -> Finding:
    """Whether the way to the site is private. Plain HTTP works, so this is said and does not fail."""
    return Finding("HTTPS", True, "ya" if on else "tidak: sandi dan jawaban lewat jaringan tanpa dikunci")


def backup(last: Record, *, covered: bool, nightly: bool) -> Finding:
    """Whether a disk that dies takes little with it."""
    said = f"{clock.wita(last.at):%Y-%m-%d %H:%M} WITA, {last.place}" if last.at else "belum pernah"
    if last.failed_at:
        said += f"; gagal {clock.wita(last.failed_at):%Y-%m-%d %H:%M} WITA: {last.reason}"
    mend = "Perbaiki folder LITERASI_BACKUP_DIR" if nightly else "Atur LITERASI_BACKUP_DIR"
    return Finding("Cadangan terakhir", covered, said, f"{mend}, atau jalankan `literasi backup BERKAS`.")


def backup_place(same_disk: bool | None) -> Finding:
    """Whether backups outlive the disk. The same disk still helps against mistakes, so this is said and does not fail."""
    places = {
        None: "tidak diatur atau tidak terpasang",
        True: "disk yang sama: tidak menolong bila disk itu rusak",
    }
    return Finding("Tempat cadangan", True, places.get(same_disk, "disk lain"))


def secret_key(mode: int | None) -> Finding:
    """Whether the key is for the server's account alone. None: it is kept elsewhere, by setting."""
    fine = mode is None or not mode & 0o077
    said = "di luar folder ini" if mode is None else f"izin {mode:04o}"
    return Finding(
        "Kunci rahasia", fine, said, "Jalankan `chmod 600` pada berkas secret_key di folder instance."
    )


def mail(url: str) -> Finding:
    """Whether letters leave by themselves. Without a server they lie in a folder, which is fine for a small site."""
    server = url.rpartition("@")[2].partition("?")[0].removeprefix("smtp://").removeprefix("smtps://")
    return Finding(
        "Surat",
        bool(url),
        f"lewat {server}" if url else "disimpan sebagai berkas di instance/mail/",
        "Atur LITERASI_MAIL_URL, atau serahkan kode sekali pakai dari meja pustakawan.",
    )
