"""The figures as Markdown, ready for the README."""

import os
import platform
from collections.abc import Iterable, Sequence

from tests.bench.backups import BackedUp
from tests.bench.classrooms import Pair, Taken
from tests.bench.compare import Measured, Row
from tests.bench.eight import Morning
from tests.bench.growth import Grown
from tests.bench.load import has_wrk
from tests.bench.publishing import Published
from tests.bench.servers import Server
from tests.bench.signin import AT_ONCE, PROCESSES, Rates, Reader
from tests.bench.stalled import Beside
from tests.bench.weight import Weight

MOST_PSS = 1.6
MOST_GROWTH = 1.2
MOST_LECTURE = 1.5
MOST_MORNING_SECONDS, MOST_SAVE_MS = 60, 300
MOST_MARKS_SECONDS, MOST_MARKS_MB = 5, 150
MOST_READY_MS = 2000
MOST_BACKUP_SECONDS, MOST_RESTORE_SECONDS, MOST_BACKUP_MB = 60, 300, 200
LEAST_SIGN_INS = 0.9
MOST_BESIDE_MS = 300


def machine() -> str:
    """One line on where this was measured and with what."""
    own = "pembangkit sendiri"
    generator = f"wrk dan {own}" if has_wrk() else f"{own} (wrk tidak terpasang: apt install wrk)"
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return (
        f"{os.cpu_count()} inti, {system}; 8 koneksi; {generator}; nilai tengah beberapa putaran bergantian"
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def verdict(met: bool) -> str:
    return "ya" if met else "**belum**"


def routes(rows: Iterable[Row]) -> str:
    """Literasi beside the anchor, route by route."""
    return table(
        [
            "",
            "jangkar: /s; p50/p99 ms; CPU ms",
            "literasi: /s; p50/p99 ms; CPU ms",
            "rasio /s",
            "syarat",
            "tercapai",
        ],
        [
            [
                row.route.name,
                _measured(row.anchor),
                _measured(row.literasi),
                f"{row.ratio:.2f}",
                _asked(row),
                verdict(row.met),
            ]
            for row in rows
        ],
    )


def _measured(one: Measured) -> str:
    wrong = f"; {one.load.failed} gagal" if one.load.failed else ""
    return f"{one.load.per_second:,.0f}; {one.load.p50:.1f}/{one.load.p99:.1f}; {one.cpu_ms:.2f}{wrong}"


def _asked(row: Row) -> str:
    limit = row.route.p99_at_most
    return f"≥ {row.route.at_least}" + (f"; p99 {row.p99_ratio:.2f} ≤ {limit}" if limit else "")


def processes(anchor: tuple[Server, float], literasi: tuple[Server, float], first_ms: float) -> str:
    """Start and memory at rest after the load; each server comes with its PSS in MB. `first_ms` is a start on nothing."""
    (bare, bare_mb), (ours, our_mb) = anchor, literasi
    ratio = our_mb / bare_mb
    return table(
        ["", "jangkar", "literasi", "syarat", "tercapai"],
        [
            ["mulai pertama (skema, terbit), ms", f"{bare.ready_ms:.0f}", f"{first_ms:.0f}", "", ""],
            [
                "mulai lagi sampai siap, ms",
                "",
                f"{ours.ready_ms:.0f}",
                f"< {MOST_READY_MS}",
                verdict(ours.ready_ms < MOST_READY_MS),
            ],
            [
                "PSS semua proses, MB",
                f"{bare_mb:.0f}",
                f"{our_mb:.0f} ({ratio:.2f}x)",
                f"≤ {MOST_PSS}x",
                verdict(ratio <= MOST_PSS),
            ],
        ],
    )


def weights(found: Iterable[tuple[str, Weight]]) -> str:
    """The first view of a lesson, by encoding."""
    return table(
        [
            "kunjungan pertama",
            "HTML + CSS, kB (≤ 14)",
            "JS, kB (≤ 6)",
            "lain, kB",
            "permintaan (≤ 4)",
            "tercapai",
        ],
        [
            [
                encoding,
                f"{(one.html + one.css) / 1000:.1f}",
                f"{one.js / 1000:.1f}",
                f"{one.other / 1000:.1f}",
                str(one.requests),
                verdict(one.html + one.css <= 14_000 and one.js <= 6_000 and one.requests <= 4),
            ]
            for encoding, one in found
        ],
    )


def stalls(found: Iterable[Beside]) -> str:
    """The ordinary visitor beside stalled ones."""
    head = [
        "1.000 soket macet di",
        "tertahan",
        "p50 ms",
        "p95 ms (< 1000)",
        "terlama ms",
        "gagal",
        "tercapai",
    ]
    return table(head, map(_stall, found))


def _stall(one: Beside) -> list[str]:
    times = [f"{one.p50:.1f}", f"{one.p95:.1f}", f"{one.worst:.0f}"]
    return [one.kind, str(one.held), *times, str(one.failed), verdict(one.p95 < 1000 and not one.failed)]


def growth(found: Iterable[Grown]) -> str:
    """Few people beside many."""
    head = [
        "",
        "sedikit orang: /s; p50/p99 ms; CPU ms",
        "banyak orang",
        f"CPU (≤ {MOST_GROWTH}x)",
        "tercapai",
    ]
    return table(head, map(_grown, found))


def _grown(one: Grown) -> list[str]:
    met = verdict(one.ratio <= MOST_GROWTH)
    return [one.name, _measured(one.few), _measured(one.many), f"{one.ratio:.2f}x", met]


def class_pages(found: Iterable[Pair], most: Sequence[float]) -> str:
    """Pages of classes where little is and where much is; `most` times the CPU is asked for of each."""
    head = ["GET /kelas/ID", "sedikit: /s; p50/p99 ms; CPU ms", "banyak", "CPU", "syarat", "tercapai"]
    return table(
        head,
        [
            [
                one.name,
                _measured(one.little),
                _measured(one.much),
                f"{one.ratio:.2f}x",
                f"≤ {limit}x",
                verdict(one.ratio <= limit),
            ]
            for one, limit in zip(found, most, strict=True)
        ],
    )


def marks(found: Iterable[Taken]) -> str:
    """Files of the marks of a lecture."""
    head = [
        "3.000 siswa x 60 modul",
        "detik (< 5)",
        "puncak MB (< 150)",
        "kemajuan terlihat",
        "kB",
        "tercapai",
    ]
    return table(
        head,
        [
            [
                one.kind.upper(),
                f"{one.seconds:.1f}",
                f"{one.peak_mb:.0f}",
                f"{one.steps} kali",
                f"{one.size / 1000:.0f}",
                verdict(one.seconds < MOST_MARKS_SECONDS and one.peak_mb < MOST_MARKS_MB),
            ]
            for one in found
        ],
    )


def morning(one: Morning) -> str:
    """Eight o'clock."""
    met = one.seconds <= MOST_MORNING_SECONDS and one.p95.get("simpan", 0.0) <= MOST_SAVE_MS
    whole = one.saved == one.pupils and not one.wrong and not one.lost
    figures = [
        (
            f"detik, kedatangan tersebar {one.spread:.0f} detik (≤ {MOST_MORNING_SECONDS})",
            f"{one.seconds:.1f}",
        ),
        (f"menyimpan: p50/p95 ms (p95 ≤ {MOST_SAVE_MS})", f"{one.p50:.0f}/{one.p95.get('simpan', 0.0):.0f}"),
        ("p95 ms lainnya", ", ".join(f"{name} {value:.0f}" for name, value in one.p95.items())),
        ("jawaban tersimpan", f"{one.saved:,}"),
        ("jawaban hilang (0)", str(one.lost)),
        ("503 dengan Retry-After", str(one.paced)),
        ("gagal (0)", ", ".join(f"{name}: {count}" for name, count in one.wrong.items()) or "0"),
        ("CPU server tiap siswa, ms", f"{one.cpu_ms:.1f}"),
        ("tercapai", verdict(met and whole)),
    ]
    return table([f"pukul delapan: {one.pupils:,} siswa", ""], figures)


def publishing(one: Published) -> str:
    """The large shelf."""
    met = verdict(one.seconds < 60 and one.peak_mb < 500)
    return table(
        ["menerbitkan", "detik (< 60)", "puncak MB (< 500)", "lagi tanpa perubahan, detik", "tercapai"],
        [["rak besar", f"{one.seconds:.1f}", f"{one.peak_mb:.0f}", f"{one.again_seconds:.2f}", met]],
    )


def backups(responses: int, one: BackedUp) -> str:
    """Backup and restore of a large database."""
    head = [f"{responses:,} respons, {one.database_mb:,.0f} MB", "detik", "puncak MB", "syarat", "tercapai"]
    during = f"PUT selama itu: p99 {one.busy_p99:.0f} ms (sebelumnya {one.calm_p99:.0f}), {one.failed} gagal"
    rows = [
        (f"backup, {one.file_mb:,.0f} MB; {during}", one.backup, MOST_BACKUP_SECONDS),
        ("restore", one.restore, MOST_RESTORE_SECONDS),
    ]
    return table(
        head,
        [
            [
                name,
                f"{ran.seconds:.1f}",
                f"{ran.peak_mb:.0f}",
                f"< {most} detik, < {MOST_BACKUP_MB} MB",
                verdict(ran.seconds < most and ran.peak_mb < MOST_BACKUP_MB),
            ]
            for name, ran, most in rows
        ],
    )


def signing_in(rates: Rates, beside: Reader) -> str:
    """Signing in beside argon2id alone; a lesson beside a class that signs in."""
    fast = rates.ratio >= LEAST_SIGN_INS and not rates.site.failed
    calm = beside.p95 < MOST_BESIDE_MS and not beside.failed
    entering = f"{rates.site.per_second:.1f}/s, rasio {rates.ratio:.2f}"
    lesson = f"{beside.p50:.0f}/{beside.p95:.0f}/{beside.worst:.0f} ms"
    return table(
        ["masuk", "terukur", "pembanding", "syarat", "tercapai"],
        [
            [
                f"{AT_ONCE} orang sekaligus",
                entering,
                f"argon2id saja, {PROCESSES} proses: {rates.alone:.1f}/s",
                f"≥ {LEAST_SIGN_INS}",
                verdict(fast),
            ],
            [
                f"pelajaran orang lain selama {AT_ONCE} orang masuk",
                f"p50/p95/terlama {lesson}",
                "",
                f"p95 < {MOST_BESIDE_MS}",
                verdict(calm),
            ],
        ],
    )
