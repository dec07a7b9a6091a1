"""`make shots`: the main pages as a guest sees them, photographed, and what each of them weighs on the line.

Pictures go to shots/NAME-WIDTH-SCHEME.png. The weights are compressed bytes of a first visit without a cache.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Page, Request, StorageState, sync_playwright

from tests.bench import servers
from tests.makers import quizzes, sites

SHOTS = servers.ROOT / "shots"
READ = "/kursus/membaca-seperti-pemeriksa-fakta/membaca-lateral"
PASSED = "/kursus/merancang-penelusuran/jenis-sumber"
WIDTHS, SCHEMES = (360, 1280), ("light", "dark")
KINDS = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "image": "gambar"}


@dataclass(frozen=True)
class Life:
    """What the guest left behind: her cookies, and the addresses of her two attempts."""

    cookies: StorageState
    passed: str
    open: str

    @property
    def pages(self) -> dict[str, str]:
        """The pages worth a picture, by name."""
        return {
            "beranda": "/",
            "kursus": "/kursus",
            "satu-kursus": READ.rpartition("/")[0],
            "pelajaran": READ,
            "pelajaran-utuh": f"{READ}?tampil=utuh",
            "pelajaran-akhir": f"{READ}?bagian=akhir",
            "kuis-awal": f"{READ}/kuis",
            "kuis": self.open,
            "hasil": f"{self.passed}/hasil",
            "ruang-belajar": "/ruang-belajar",
            "kode": "/kode",
            "cari": "/cari?q=sumber",
            "tidak-ada": "/tidak-ada",
            "gaya": "/gaya",
        }


def _read_half(page: Page, base: str) -> None:
    """Move on through the first half of the lesson."""
    page.goto(base + READ)
    for _part in range(page.locator(".outline .path li").count() // 2):
        page.locator(".bar.steps .go").click()


def _start(page: Page, base: str, module: str) -> str:
    """Begin the quiz of a module; the path of the attempt."""
    page.goto(f"{base}{module}/kuis")
    page.locator("main form .btn").click()
    page.wait_for_url("**/pengerjaan/*")
    return page.url.removeprefix(base).partition("#")[0]


def _answer(page: Page, base: str, instance: Path, path: str, *, most: int, press: str) -> None:
    """Answer the first `most` questions rightly, as a page without JavaScript would, and press a button."""
    asked = quizzes.sheet(sites.build(instance), path).asked[:most]
    form = quizzes.page_form({one.position: quizzes.right_fields(one) for one in asked})
    token = page.locator("#kuis [name=csrf_token]").first.input_value()
    page.request.post(
        base + path,
        data=urlencode({**form, "csrf_token": token, "aksi": press}, doseq=True),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )


def live(browser: Browser, base: str, instance: Path) -> Life:
    """A guest who passed one quiz, read half a lesson and left its quiz open with three answers and a doubt."""
    context = browser.new_context()
    page = context.new_page()
    passed = _start(page, base, PASSED)
    _answer(page, base, instance, passed, most=99, press="kirim-juga")
    _read_half(page, base)
    left = _start(page, base, READ)
    _answer(page, base, instance, left, most=3, press="ragu:2")
    cookies = context.storage_state()
    context.close()
    return Life(cookies, passed, left)


def photograph(context: BrowserContext, base: str, pages: dict[str, str], width: int, scheme: str) -> None:
    """One picture of each page from top to bottom."""
    page = context.new_page()
    for name, path in pages.items():
        page.goto(base + path, wait_until="networkidle")
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size(
            {"width": width, "height": height}
        )  # so that the bar below does not lie across the text
        page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png")
        page.set_viewport_size({"width": width, "height": 740})
    page.close()


def weigh(browser: Browser, cookies: StorageState, address: str) -> Counter[str]:
    """Bytes on the line by kind of file, and how many requests, for a browser with an empty cache."""
    found: Counter[str] = Counter()

    def count(request: Request) -> None:
        found[KINDS.get(request.resource_type, "lain")] += max(
            0, request.sizes()["responseBodySize"]
        )  # -1 when it came from the cache
        found["permintaan"] += 1

    context = browser.new_context(storage_state=cookies, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.on("requestfinished", count)
    page.goto(address, wait_until="networkidle")
    context.close()
    return found


def table(browser: Browser, base: str, life: Life) -> str:
    """The weights as a table in Markdown."""
    columns = (*KINDS.values(), "lain", "permintaan")
    lines = ["| halaman | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name, path in life.pages.items():
        found = weigh(browser, life.cookies, base + path)
        numbers = (f"{found[column]:,}".replace(",", ".") for column in columns)
        lines.append(f"| {name} | " + " | ".join(numbers) + " |")
    return "\n".join(lines) + "\n"


def main(wanted: str = "") -> None:
    """Photograph the pages whose names match the pattern `wanted`, else all, and print what they weigh."""
    SHOTS.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.literasi(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        base = f"http://127.0.0.1:{server.port}"
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        life = live(browser, base, Path(folder))
        pages = {name: path for name, path in life.pages.items() if re.search(wanted, name)}
        for width in WIDTHS:
            for scheme in SCHEMES:
                context = browser.new_context(
                    storage_state=life.cookies,
                    viewport={"width": width, "height": 740},
                    color_scheme=scheme,
                    reduced_motion="reduce",
                )
                photograph(context, base, pages, width, scheme)
                context.close()
        sys.stdout.write(table(browser, base, life))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
