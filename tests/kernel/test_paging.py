"""Long lists, a page at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.kernel import paging


@pytest.mark.parametrize("text", ["", "0", "-1", "x", "1.5", "²", "١", "99999999999999999999", " 2"])
def test_what_is_no_page_is_the_first(text: str) -> None:
    assert paging.number_of(text) == 1


@given(st.lists(st.integers(), max_size=60), st.integers(1, 7))
def test_pages_one_after_the_other_are_the_whole_list(rows: list[int], size: int) -> None:
    seen, number, more = list[int](), 1, True
    while more:
        start = paging.before(number, size)
        page = paging.page(rows[start : start + size + 1], number, size)
        seen += page.rows
        number, more = number + 1, page.more
    assert seen == rows
