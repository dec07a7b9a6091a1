"""The shape of a grid as it is sent.

The row of a member is called by her public id M: `v-M` the version, `h-M` the letters, `j-M-8` the cell of question 8,
`lihat-M` what its reading on the page before was made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from literasi.handouts.rules.grid import Typed
from literasi.kernel import ids

_VERSION = "v-"


def typed_rows(form: Mapping[str, str], members: Iterable[str], numbers: Sequence[int]) -> dict[str, Typed]:
    """The rows of these members, whose questions `numbers` have cells of their own."""
    return {
        one: Typed(
            form.get(_VERSION + one, ""),
            form.get(f"h-{one}", ""),
            {at: form.get(f"j-{one}-{at}", "") for at in numbers},
        )
        for one in members
    }


def members_of(form: Mapping[str, str]) -> frozenset[str]:
    """The members whose rows a form holds."""
    return frozenset(name.removeprefix(_VERSION) for name in form if name.startswith(_VERSION))


def seal(typed: Typed) -> str:
    """What a page says to have shown a row by: it changes with the row."""
    return ids.digest(repr(typed.words()))[:16]


def seen(form: Mapping[str, str], rows: Mapping[str, Typed]) -> frozenset[str]:
    """The members whose rows are sent as the page before showed them."""
    return frozenset(one for one, typed in rows.items() if form.get(f"lihat-{one}") == seal(typed))
