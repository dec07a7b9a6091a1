"""Bytes become clean text, or a sentence says why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.markup import Findings, read_text, webp_size


def problems_of(data):
    findings = Findings("a.md")
    assert read_text(data, findings) is None
    return [str(one) for one in findings]


def test_byte_order_mark_and_windows_line_ends_are_normalised():
    assert read_text(b"\xef\xbb\xbfa\r\nb\rc", Findings()) == "a\nb\nc"


def test_wrong_bytes_are_found_by_line():
    assert problems_of(b"a\nb\xff")[0].startswith("a.md:2: Ada bita yang bukan UTF-8")


@pytest.mark.parametrize("data", [b"a\nb\0", b"a\n\x1b[0m", "a\n\ufdd0".encode()])
def test_hidden_characters_are_refused_by_line(data):
    assert problems_of(data)[0].startswith("a.md:2: Ada karakter tak terlihat")


@pytest.mark.parametrize("data", [b"a" * 1_000_001, b"a" * 10_001])
def test_files_and_lines_past_all_reason_are_refused(data):
    assert len(problems_of(data)) == 1


@given(st.binary())
def test_reading_bytes_never_raises(data):
    read_text(data, Findings())
    webp_size(data)


def header(form, body):
    return b"RIFF\0\0\0\0WEBP" + form + b"\0\0\0\0" + body.ljust(20, b"\0")


@pytest.mark.parametrize(
    "data",
    [
        header(b"VP8X", b"\0\0\0\0" + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")),
        header(b"VP8L", b"\x2f" + (639 | 479 << 14).to_bytes(4, "little")),
        header(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + (640).to_bytes(2, "little") + (480).to_bytes(2, "little")),
    ],
)
def test_webp_headers_of_three_forms_give_the_size(data):
    assert webp_size(data) == (640, 480)
