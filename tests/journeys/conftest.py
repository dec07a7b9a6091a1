"""One server and one browser for all journeys; a fresh profile for each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    WebError,
    sync_playwright,
)

from tests.journeys import site as sites
from tests.journeys.site import Site

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 640}
LAPTOP = {"width": 1280, "height": 800}
Open = Callable[..., Page]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server, with the real courses and nobody in its database."""
    instance, port = tmp_path_factory.mktemp("situs"), sites.free_port()
    address = f"http://127.0.0.1:{port}"
    server = sites.begin(instance, port)
    try:
        sites.await_ready(address, server, instance / "log.txt")
        yield Site(address, sites.window(instance))
    finally:
        sites.finish(server)


@pytest.fixture(scope="package")
def driver() -> Iterator[Playwright]:
    """Playwright. It keeps an event loop running in this thread, so it must not outlive this folder."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """The machine's own Chromium."""
    browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
    yield browser
    browser.close()


class Witness:
    """Notes what no page of ours may ever do: break its own content policy, throw, or ask another host."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.seen: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Look at everything that happens in this profile from now on."""
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", self._threw)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.seen.append(f"asked {request.url}")

    def _threw(self, error: WebError) -> None:
        said = str(error.error)
        # Chromium gives up its own animation between two pages when one comes late: no script of ours awaits it.
        if "ViewTransition" not in said and not said.startswith("Transition was "):
            self.seen.append(f"threw {error.error}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.seen.append(f"said {message.text}")


@pytest.fixture
def witness(site: Site) -> Iterator[Witness]:
    """What went wrong in any page of this test; nothing may."""
    noted = Witness(site.address)
    yield noted
    assert not noted.seen


@pytest.fixture
def profile(chromium: Browser, site: Site, witness: Witness) -> Iterator[Callable[..., BrowserContext]]:
    """Make fresh profiles: `profile(viewport=PHONE, java_script_enabled=False)`."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = chromium.new_context(
            base_url=site.address, **{"viewport": PHONE, "locale": "id-ID", **options}
        )
        context.set_default_timeout(15_000)
        witness.watch(context)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def phone(profile: Callable[..., BrowserContext]) -> Page:
    """A phone in somebody's hand: 360 by 640."""
    return profile(viewport=PHONE, has_touch=True).new_page()


@pytest.fixture
def laptop(profile: Callable[..., BrowserContext]) -> Page:
    """A laptop: 1280 by 800."""
    return profile(viewport=LAPTOP).new_page()
