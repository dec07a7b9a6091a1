"""`python -m tests.bench [compare|signed-up|signin|stalled|publish|backup|growth|classes|marks|eight|all]`: measure, print Markdown."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import (
    backups,
    classrooms,
    eight,
    growth,
    publishing,
    report,
    servers,
    signin,
    sites,
    stalled,
    weight,
)
from tests.bench.compare import compare
from tests.bench.modules import Shelf
from tests.bench.people import Crowd
from tests.bench.routes import ROUTES
from tests.bench.schools import Classes
from tests.makers import databases, postgres


def compared(options: argparse.Namespace, folder: Path) -> str:
    """Every route beside the anchor, memory and start, weight of the first view."""
    with emptied(options.database) as (for_anchor, for_literasi):
        place = folder / "literasi"
        with servers.literasi(place, for_literasi) as first:
            first_ms = first.ready_ms
        with servers.anchor(folder, for_anchor) as anchor, servers.literasi(place, for_literasi) as literasi:
            both = sites.signed_in_anchor(anchor), sites.guest_of_literasi(literasi)
            rows = [
                compare(route, (anchor, literasi), both, options.rounds, options.seconds) for route in ROUTES
            ]
            resting = (anchor, anchor.pss_mb()), (literasi, literasi.pss_mb())
            views = [(kind, weight.first_view(literasi.port, sites.MODULE, kind)) for kind in ("br", "gzip")]
    return "\n\n".join([report.routes(rows), report.processes(*resting, first_ms), report.weights(views)])


@contextmanager
def emptied(database: str) -> Iterator[tuple[str, str]]:
    """Addresses of two empty databases on one server that fsyncs; on SQLite none, since files need none."""
    if database == "sqlite":
        yield "", ""
        return
    server = postgres.Server(durable=True)
    try:
        with databases.at(server.url):
            places = Path("jangkar"), Path("literasi")
            for place in places:
                databases.ready(place)
            yield databases.url(places[0]), databases.url(places[1])
    finally:
        server.end()


def signed_up(options: argparse.Namespace, folder: Path) -> str:
    """Every route beside the anchor again, for somebody with an account."""
    with (
        emptied(options.database) as (for_anchor, for_literasi),
        servers.anchor(folder, for_anchor) as anchor,
        servers.literasi(folder / "literasi", for_literasi) as literasi,
    ):
        both = sites.signed_in_anchor(anchor), sites.account_of_literasi(literasi)
        rows = [compare(route, (anchor, literasi), both, options.rounds, options.seconds) for route in ROUTES]
    return report.routes(rows)


def signed_in(options: argparse.Namespace, folder: Path) -> str:
    """Signing in beside argon2id alone, and a reader beside forty who sign in."""
    with servers.literasi(folder / "literasi") as server:
        hits = signin.class_of(server.port, signin.AT_ONCE)
        turns = signin.rates(server, hits, options.rounds, options.seconds)
        beside = signin.reader(server, sites.guest_of_literasi(server), hits)
    return report.signing_in(signin.middle(turns), beside)


def stalled_sockets(options: argparse.Namespace, folder: Path) -> str:
    """A visitor beside 1,000 half-sent headers, then beside 1,000 half-sent bodies."""
    with servers.literasi(folder / "literasi") as server:
        cookie = sites.guest_of_literasi(server).cookie
        return report.stalls(stalled.measure(server.port, sites.MODULE, cookie, f"{sites.MODULE}/kuis"))


def grown(options: argparse.Namespace, folder: Path) -> str:
    """Few people beside many."""
    many = Crowd(options.people, options.responses_each)
    found = growth.grow(folder, Crowd(1_000, options.responses_each), many, options.rounds, options.seconds)
    return report.growth(found)


def published(options: argparse.Namespace, folder: Path) -> str:
    """A large shelf."""
    return report.publishing(publishing.publish(folder, Shelf(options.modules, options.questions)))


def backed_up(options: argparse.Namespace, folder: Path) -> str:
    """A large database, while people save."""
    crowd = Crowd(options.kept_responses // 20, 20)
    return report.backups(crowd.people * crowd.responses_each, backups.back_up(folder, crowd))


def classes(options: argparse.Namespace, folder: Path) -> str:
    """The page of a class among many, and of a lecture."""
    many = Classes(options.classes, 40, 4, 2)
    with emptied(options.database) as both:
        found = classrooms.compare_pages(folder, many, both, options.rounds)
    return report.class_pages(found, (report.MOST_GROWTH, report.MOST_LECTURE))


def marks(options: argparse.Namespace, folder: Path) -> str:
    """The marks of a lecture as files."""
    with emptied(options.database) as (_for_anchor, for_literasi):
        return report.marks(classrooms.take_marks(folder, for_literasi))


def eight_o_clock(options: argparse.Namespace, folder: Path) -> str:
    """Thousands of pupils come in by their cards within a minute."""
    with emptied(options.database) as (_for_anchor, for_literasi):
        return report.morning(eight.morning(folder, for_literasi, options.pupils, options.spread))


PARTS: dict[str, Callable[[argparse.Namespace, Path], str]] = {
    "compare": compared,
    "signed-up": signed_up,
    "signin": signed_in,
    "stalled": stalled_sockets,
    "publish": published,
    "backup": backed_up,
    "growth": grown,
    "classes": classes,
    "marks": marks,
    "eight": eight_o_clock,
}


def read(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("part", nargs="?", default="all", choices=[*PARTS, "all"])
    parser.add_argument(
        "--database",
        default="sqlite",
        choices=["sqlite", "postgresql"],
        help="of compare, signed-up, classes, marks and eight (sqlite)",
    )
    parser.add_argument("--rounds", type=int, default=5, help="rounds in turn (5)")
    parser.add_argument("--seconds", type=int, default=4, help="of a round of wrk (4)")
    parser.add_argument("--people", type=int, default=200_000, help="the crowd of growth (200000)")
    parser.add_argument("--responses-each", type=int, default=25, help="responses a person left (25)")
    parser.add_argument("--kept-responses", type=int, default=1_000_000, help="of backup (1000000)")
    parser.add_argument("--modules", type=int, default=500)
    parser.add_argument(
        "--classes", type=int, default=5_000, help="beside the one measured, of 40 each (5000)"
    )
    parser.add_argument("--pupils", type=int, default=5_000, help="of eight (5000)")
    parser.add_argument("--spread", type=float, default=50.0, help="seconds in which they come in (50)")
    parser.add_argument("--questions", type=int, default=10_000)
    return parser.parse_args(arguments)


def say(text: str) -> None:
    """Print at once: a whole run takes a quarter of an hour."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    """Run the chosen parts, each in a folder of its own that is removed afterwards."""
    options = read(arguments)
    say(report.machine())
    for name in PARTS if options.part == "all" else [options.part]:
        with tempfile.TemporaryDirectory(prefix=f"literasi-bench-{name}-") as folder:
            say("\n" + PARTS[name](options, Path(folder)))


if __name__ == "__main__":
    main(sys.argv[1:])
