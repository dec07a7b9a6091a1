"""Fixtures: a database is migrated and filled once, then copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from literasi.infra import holes
from literasi.infra.db import db
from tests.makers import sites

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
    Kind("slow", "take minutes", "time", "", lambda: True),
)  # fmt: skip
LACKING = pytest.StashKey[dict[str, int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--all` runs what a quick run leaves out."""
    parser.addoption("--all", action="store_true", help="also the tests that need a browser, Node or minutes")


def pytest_configure(config: pytest.Config) -> None:
    """Make the markers known."""
    config.stash[LACKING] = {}
    for kind in KINDS:
        config.addinivalue_line("markers", f"{kind.marker}: tests that {kind.does}; run with --all")


def pytest_report_header(config: pytest.Config) -> str | None:
    """A quick run says what it leaves out."""
    if config.getoption("--all"):
        return None
    return "left out (run them with --all): tests that " + ", ".join(kind.does for kind in KINDS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out what was not asked for; count what was asked for and cannot run."""
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


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and nothing in them."""
    place = tmp_path_factory.mktemp("kosong")
    sites.migrate(sites.build(place))
    return place / "literasi.db"


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Path:
    """A database in which the course of tests/makers is published."""
    place = tmp_path_factory.mktemp("terisi")
    shutil.copy(blank_database, place / "literasi.db")
    app = sites.build(place)
    done = sites.publish(app)
    assert done.changed, done.problems
    with app.app_context():
        db.session.connection().exec_driver_sql("SELECT 1")
        db.session.remove()
        db.engine.dispose()
    return place / "literasi.db"


def _site(tmp_path: Path, database: Path) -> Iterator[Flask]:
    shutil.copy(database, tmp_path / "literasi.db")
    holes.forget()
    app = sites.build(tmp_path)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


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
