"""axe finds nothing on any page, in light and dark, on a phone and on a laptop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, ViewportSize

from tests.journeys import tour
from tests.journeys.conftest import LAPTOP, PHONE
from tests.journeys.site import Site

SCRIPT = Axe().axe_script
RUN = "async only => (await axe.run({resultTypes: ['violations'], ...only})).violations"
ONLY: dict[str, dict[str, Any]] = {"light": {}, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}
"""What is asked in each scheme: they differ in nothing but colours."""


def _violations(page: Page, scheme: str) -> list[str]:
    """What axe says about the page as it stands."""
    found: list[dict[str, Any]] = page.evaluate(RUN, ONLY[scheme])
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]
    ]


def violations(page: Page) -> list[str]:
    """What axe says about the page that is open, in light and in dark."""
    page.evaluate(SCRIPT)
    found = []
    for scheme in ONLY:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{scheme}: {one}" for one in _violations(page, scheme)]
    return found


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["360", "1280"])
def test_axe_finds_nothing(profile: Callable[..., BrowserContext], site: Site, size: ViewportSize) -> None:
    page, found = profile(viewport=size, reduced_motion="reduce").new_page(), []
    for name in tour.everything(page, site):
        found += [f"{name} in {one}" for one in violations(page)]
    assert not found, "\n".join(found)
