"""Fixtures: a database is migrated and filled once, then copied for every test. On SQLite, or with
`--database=postgresql` on a PostgreSQL server that this run starts, or that LITERASI_TEST_DATABASE_URL names.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy.orm import Session

from literasi.infra import holes
from literasi.infra.db import db
from tests.makers import databases, postgres, redis, sites

# The same examples in every run, and no stopwatch: a run tells of the code, not of chance or of a busy machine.
settings.register_profile("tetap", deadline=None, derandomize=True)
settings.load_profile("tetap")
_HTML_VALIDATE = Path(__file__).parent / "html" / "node_modules" / ".bin" / "html-validate"


@dataclass(frozen=True)
class Kind:
    """Tests that plain `pytest` leaves out: a marker, what they do, what they need and how to get it."""

    marker: str
    does: str
    needs: str
    mend: str
    ready: Callable[[], bool]


KINDS = (
    Kind("browser", "drive a real browser", "Chromium", "apt install chromium", lambda: bool(shutil.which("chromium"))),
    Kind("node", "judge the HTML", "html-validate", "apt install npm, npm ci --prefix tests/html", _HTML_VALIDATE.exists),
    Kind("strace", "record a server's system calls", "strace", "apt install strace", lambda: bool(shutil.which("strace"))),
    Kind("redis", "need a Redis server", "redis-server", "apt install redis-server", redis.installed),
    Kind("slow", "take minutes", "time", "", lambda: True),
)  # fmt: skip
DATABASES = ("sqlite", "postgresql")
PURE_FOLDERS = frozenset({"bench", "config", "kernel", "markup", "querylang"})
SERVER = pytest.StashKey[postgres.Server]()
LACKING = pytest.StashKey[dict[str, int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--all` runs what a quick run leaves out; `--database` says where."""
    parser.addoption("--all", action="store_true", help="also the tests that need a browser, Node or minutes")
    parser.addoption(
        "--database", default="sqlite", choices=DATABASES, help="where sites keep their data (sqlite)"
    )
    parser.addoption("--kills", type=int, default=100, help="kill -9s of the slow tests of faults (100)")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often a process is killed while a hundred times as many answers are saved."""
    return int(request.config.getoption("--kills"))


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Make the markers known, and find the database."""
    config.stash[LACKING] = {}
    for name in DATABASES:
        config.addinivalue_line("markers", f"{name}: tests of what this database alone does")
    if config.getoption("--database") == "postgresql":
        databases.use(_server(config))
    config.addinivalue_line("markers", "pure: tests of what meets no database; one pass is enough for them")
    for kind in KINDS:
        config.addinivalue_line("markers", f"{kind.marker}: tests that {kind.does}; run with --all")


def _server(config: pytest.Config) -> str:
    """The server of this run: the one that the parent of a parallel run has, a given one, or a new one."""
    given = os.environ.get("LITERASI_TEST_DATABASE_URL", "")
    if shared := getattr(config, "workerinput", {}).get("server"):
        return str(shared)
    if given:
        parts = urlsplit(given)
        return parts._replace(scheme="postgresql+psycopg", path="/{name}").geturl()
    if postgres.programs() is None:
        raise pytest.UsageError(
            "PostgreSQL is not installed: apt install postgresql, or set LITERASI_TEST_DATABASE_URL"
        )
    config.stash[SERVER] = server = postgres.Server()
    return server.url


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """All processes of a parallel run share one server."""
    if databases.on_postgresql():
        node.workerinput["server"] = databases.server()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server that this run started."""
    if server := config.stash.get(SERVER, None):
        server.end()


def pytest_report_header(config: pytest.Config) -> list[str]:
    """A run says where it is, and a quick one what it leaves out."""
    chosen = config.getoption("--database")
    others = " and ".join(name for name in DATABASES if name != chosen)
    lines = [f"database: {chosen}; left out: tests of what {others} alone does"]
    if not config.getoption("--all"):
        lines.append("left out (run them with --all): tests that " + ", ".join(kind.does for kind in KINDS))
    return lines


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out what belongs to the other database and what was not asked for; count what cannot run."""
    for item in items:
        if item.path.parent.name in PURE_FOLDERS or item.path.name.startswith("test_rules"):
            item.add_marker("pure")
        if item.get_closest_marker("browser"):
            # A browser beside other work is late now and then. A second go is no secret: the run counts and names it.
            item.add_marker(pytest.mark.flaky(reruns=1))
    others = set(DATABASES) - {config.getoption("--database")}
    foreign = [item for item in items if any(item.get_closest_marker(name) for name in others)]
    items[:] = [item for item in items if item not in foreign]
    config.hook.pytest_deselected(items=foreign)
    for kind in KINDS:
        chosen = [item for item in items if item.get_closest_marker(kind.marker)]
        if not chosen or (config.getoption("--all") and kind.ready()):
            continue
        items[:] = [item for item in items if item not in chosen]
        config.hook.pytest_deselected(items=chosen)
        if config.getoption("--all"):
            config.stash[LACKING][kind.marker] = len(chosen)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Each process of a parallel run collects the same tests; what one of them lacks, all lack."""
    node.config.stash[LACKING].update(getattr(node, "workeroutput", {}).get("lacking", {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run that could not do everything it was asked to do is no success."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["lacking"] = session.config.stash[LACKING]
    elif session.config.stash[LACKING]:
        session.exitstatus = pytest.ExitCode.INTERRUPTED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The last lines say what to install."""
    for kind in KINDS:
        if count := config.stash[LACKING].get(kind.marker):
            terminalreporter.write_line(f"{count} tests need {kind.needs}: {kind.mend}", red=True)


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder for one test; the databases of the sites in it go with it."""
    yield tmp_path
    databases.drop_below(tmp_path)


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site whose database has all tables and nothing in them."""
    place = tmp_path_factory.mktemp("kosong")
    sites.migrate(sites.build(place))
    return place


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Path:
    """The folder of a site in whose database the course of tests/makers is published."""
    place = tmp_path_factory.mktemp("terisi")
    databases.copy(blank_database, place)
    app = sites.build(place)
    done = sites.publish(app)
    assert done.changed, done.problems
    sites.close(app)
    return place


def _site(tmp_path: Path, database: Path) -> Iterator[Flask]:
    databases.copy(database, tmp_path)
    holes.forget()
    app = sites.build(tmp_path)
    yield app
    sites.close(app)


@pytest.fixture
def app(tmp_path: Path, filled_database: Path) -> Iterator[Flask]:
    """A site with the small course published."""
    yield from _site(tmp_path, filled_database)


@pytest.fixture
def empty_app(tmp_path: Path, blank_database: Path) -> Iterator[Flask]:
    """A site on which nothing was published."""
    yield from _site(tmp_path, blank_database)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser nobody has used yet."""
    return app.test_client()


@pytest.fixture
def guest(app: Flask) -> FlaskClient:
    """A browser with a guest."""
    return sites.guest(app)


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session for tests of actions and queries. Do not mix with a client: the pushed context would be shared."""
    with app.app_context():
        yield db.session()
        db.session.rollback()
