"""The browser dies with answers it could not send; its profile opens again and they arrive."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, expect

from tests.journeys import ways
from tests.journeys.conftest import FLAGS, LAPTOP
from tests.journeys.site import Site, free_port

_PATIENCE = 60.0


@contextmanager
def _browser(driver: Playwright, profile: Path) -> Iterator[tuple[Page, subprocess.Popen[bytes]]]:
    """A Chromium of our own on a lasting profile, and its process."""
    port = free_port()
    command = [str(shutil.which("chromium")), "--headless", *FLAGS, f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        [*command, f"--remote-debugging-port={port}", "about:blank"],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        browser = _connected(driver, port)
        page = browser.contexts[0].new_page()
        page.set_viewport_size(LAPTOP)
        yield page, process
    finally:
        _kill(process)


def _connected(driver: Playwright, port: int) -> Browser:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return driver.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the browser with all its processes, without a word of warning."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _quit(page: Page, process: subprocess.Popen[bytes]) -> None:
    """Close the browser as people do; it writes its cookies then."""
    page.context.new_cdp_session(page).send("Browser.close")
    process.wait(timeout=_PATIENCE)


def _await_on_disk(profile: Path) -> None:
    """Wait until Chromium wrote its local storage: it gathers writes for some seconds."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        logs = profile.glob("Default/Local Storage/leveldb/*.log")
        if any(b"literasi-kotak" in log.read_bytes() for log in logs):
            return
        time.sleep(0.2)
    raise AssertionError("the outbox never reached the disk")


def test_answers_in_the_outbox_survive_a_killed_browser(
    driver: Playwright, site: Site, tmp_path: Path
) -> None:
    with _browser(driver, tmp_path) as (page, process):
        page.goto(site.address + ways.QUIZ)
        page.get_by_role("button", name="Mulai kuis").click()
        page.wait_for_url("**/pengerjaan/*")
        attempt = page.url
        _quit(page, process)
    with _browser(driver, tmp_path) as (page, process):
        page.goto(attempt)
        page.context.set_offline(True)
        fields = ways.right_fields(site, attempt)
        for position in (1, 2):
            ways.fill(page, f"s{position}.", fields[position])
        expect(ways.mark(page)).to_contain_text("Menunggu jaringan: 2")
        _await_on_disk(tmp_path)
        _kill(process)
    assert not ways.saves(site, attempt)
    with _browser(driver, tmp_path) as (page, _process):
        page.goto(attempt)
        ways.wait_saved(page)
    assert {position for position, _seq, _answer in ways.saves(site, attempt)} == {1, 2}
