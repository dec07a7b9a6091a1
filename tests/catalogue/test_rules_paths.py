"""jalur.yaml: ready-made paths as librarians write them."""

from __future__ import annotations

import pytest

from literasi.catalogue.rules.shared import read_paths
from literasi.markup import Findings

GOOD = 'jalur:\n  - id: cek-fakta\n    nama: {id: "Cek Fakta"}\n    tujuan: {id: "Memeriksa.", en: "Check."}\n    modul: [L01-01, L03-02]\n'


def test_a_path_is_read_with_its_names_by_language() -> None:
    findings = Findings("jalur.yaml")
    assert read_paths(GOOD, findings) == [
        {
            "slug": "cek-fakta",
            "names": {"id": "Cek Fakta"},
            "purposes": {"id": "Memeriksa.", "en": "Check."},
            "modules": ["L01-01", "L03-02"],
        }
    ]
    assert findings.problems == []


@pytest.mark.parametrize(
    "source",
    [
        "",
        "jalur: ya\n",
        "jalur:\n  - ya\n",
        GOOD.replace("cek-fakta", "Cek Fakta"),
        GOOD.replace('{id: "Cek Fakta"}', "Cek Fakta"),
        GOOD.replace("    modul: [L01-01, L03-02]\n", ""),
        GOOD + GOOD.removeprefix("jalur:\n"),
        GOOD + "    lain: ya\n",
    ],
)
def test_what_is_wrong_with_a_path_is_said(source: str) -> None:
    findings = Findings("jalur.yaml")
    read_paths(source, findings)
    assert findings.problems
