"""What the doctor says: a finding each, fine or with its mend."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_FREE_BYTES = 500_000_000
WAL_ALARM_BYTES = 200_000_000


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `mend` says what to do when it is not fine."""

    what: str
    fine: bool
    said: str
    mend: str = ""


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


def jobs(moving: bool) -> Finding:
    """Whether jobs run; without them idle guests are not deleted."""
    return Finding(
        "Pekerjaan latar",
        moving,
        "bergerak" if moving else "diam",
        "Jalankan `literasi serve`; pekerjaan ikut berjalan.",
    )


def https(on: bool) -> Finding:
    """Whether the way to the site is private. Plain HTTP works, so this is said and does not fail."""
    return Finding("HTTPS", True, "ya" if on else "tidak: sandi dan jawaban lewat jaringan tanpa dikunci")
