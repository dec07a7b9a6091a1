"""Shapes of what a quiz page sends.

Fields of question 3 are called `s3.…`: its answer's own fields (`j`, `j0`, …), `s3.dasar` the number of the answer the
page showed, `s3.kunci` the UUID of this save.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from literasi.quizzes.actions import Sent

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SEQ = re.compile(r"\d{1,6}", re.ASCII)
_FIELD = re.compile(r"s(\d{1,3})\.", re.ASCII)
_MOST_FIELDS = 60


def positions(form: Any) -> list[int]:
    """The positions of the questions that the page carried."""
    return sorted({int(found.group(1)) for name in form if (found := _FIELD.match(name))})


def from_form(form: Any, position: int) -> Sent | None:
    """The answer to one question out of a whole page's form, or None when the page did not carry that question."""
    prefix = f"s{position}."
    save_id, base = form.get(f"{prefix}kunci", ""), form.get(f"{prefix}dasar", "")
    if not _UUID.fullmatch(save_id) or not _SEQ.fullmatch(base):
        return None
    own = {"kunci", "dasar"}
    fields = {
        name.removeprefix(prefix): form.getlist(name)
        for name in form
        if name.startswith(prefix) and name.removeprefix(prefix) not in own
    }
    return Sent(fields, save_id, int(base))


def from_json(data: Mapping[str, Any]) -> Sent | None:
    """The answer that our script sends: {"uuid": …, "base": n, "fields": {name: [text]}}, or None when it is not that."""
    save_id, base, fields = data.get("uuid"), data.get("base"), data.get("fields")
    if not isinstance(save_id, str) or not _UUID.fullmatch(save_id):
        return None
    if isinstance(base, bool) or not isinstance(base, int) or not 0 <= base < 1_000_000:
        return None
    if not isinstance(fields, dict) or len(fields) > _MOST_FIELDS:
        return None
    if not all(
        isinstance(values, list) and all(isinstance(one, str) for one in values) for values in fields.values()
    ):
        return None
    return Sent(fields, save_id, base)


@dataclass(frozen=True)
class Press:
    """The button that was pressed: what to do, and for which question (0: the page)."""

    act: str
    position: int = 0


def press_from(form: Any) -> Press:
    """Read `aksi`: simpan, kirim, kirim-juga, or petunjuk:3, ragu:3, yakin:3. Anything else only saves."""
    act, _colon, number = str(form.get("aksi", "")).partition(":")
    if act in ("petunjuk", "ragu", "yakin") and number.isascii() and number.isdigit() and len(number) < 4:
        return Press(act, int(number))
    return Press(act) if act in ("kirim", "kirim-juga") else Press("simpan")
