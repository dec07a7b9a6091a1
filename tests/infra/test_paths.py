"""Where a form may lead back to."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.infra.paths import safe_path

OURS = "https://belajar.contoh.example"
ELSEWHERE = [
    "//e", "///e", "/\\e", "\\\\e", "\\/e", "https:e", "https://e", "http:\\\\e", "/%09/e", "/%2f%2fe", "/%2fe", "%2f%2fe",
    "/\t/e", "/\n/e", "/\r\n/e", "/%5ce", "/%0d%0a/e", " //e", "e@h", "//e@h", "javascript:alert(1)", "data:x", "",
    "//ⓔ.example", "/%00/e", "\x00//e", "//[::1]", "?x", "#x", ".//e",
]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_what_could_lead_elsewhere_leads_to_the_front_page(target: str) -> None:
    assert safe_path(target) == "/"


@pytest.mark.parametrize(
    "target", ["/", "/kursus?menit=20&bahasa=en", "/cari?q=100%25", "/kursus/a/b#soal-1", "/a//b"]
)
def test_a_path_of_ours_is_kept(target: str) -> None:
    assert safe_path(target) == target


@given(st.text() | st.text("/\\%2f5c09:@.e?#[] \t", max_size=12).map(lambda text: "/" + text))
def test_a_path_never_leaves_the_site(target: str) -> None:
    kept = safe_path(target)
    try:
        assert urlsplit(urljoin(OURS, kept)).netloc == urlsplit(OURS).netloc
    except ValueError:
        assert kept.startswith("/")
