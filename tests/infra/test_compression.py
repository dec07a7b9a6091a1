"""Pages go out in the cheapest form that the visitor can read."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.infra.compression import MINIMUM_BYTES, chosen_encoding, compress

PAGE = b"<p>Telusuri sumbernya, lalu bandingkan.</p>" * 100


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP ; q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip;q=0", None),
        ("*", "br"),
        ("*;q=0", None),
        ("br;q=0, *", "gzip"),
        ("identity", None),
        ("br;q=banyak", None),
        ("", None),
    ],
)
def test_the_visitor_decides_what_may_be_used(accepted: str, encoding: str | None) -> None:
    assert chosen_encoding(accepted) == encoding


@given(st.binary(min_size=MINIMUM_BYTES, max_size=5_000))
def test_what_is_compressed_comes_back_as_it_was(body: bytes) -> None:
    assert brotli.decompress(compress(body, "br")[0]) == body
    assert gzip.decompress(compress(body, "gzip")[0]) == body


def test_a_page_becomes_smaller() -> None:
    assert all(len(compress(PAGE, name)[0]) < len(PAGE) / 10 for name in ("br", "gzip"))


def test_a_short_body_and_a_visitor_without_compression_get_the_body_itself() -> None:
    short = b"x" * (MINIMUM_BYTES - 1)
    assert compress(short, "br") == (short, None)
    assert compress(PAGE, "") == (PAGE, None)


def test_equal_pages_compress_to_equal_bytes() -> None:
    assert compress(PAGE, "gzip") == compress(PAGE, "gzip")


@given(st.text())
def test_no_header_is_too_strange(accepted: str) -> None:
    assert chosen_encoding(accepted) in {None, "br", "gzip"}
