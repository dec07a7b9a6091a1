"""What an address may filter courses by."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from literasi.home.forms import filters_from


@given(st.dictionaries(st.sampled_from(["khalayak", "mampu", "menit", "bahasa"]), st.text()))
def test_a_filter_that_is_not_offered_counts_as_not_asked(args: dict[str, str]) -> None:
    found = filters_from(MultiDict(args))
    assert (found.audience, found.minutes, found.language) == ("", "", "") or found.any
    assert len(found.indicator) <= 60
