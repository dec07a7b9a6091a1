"""Shapes of what a quiz page sends.

Fields of question 3 are called `s3.…`: its answer's own fields (`j`, `j0`, …), `s3.dasar` the number of the answer the
page showed, `s3.kunci` the UUID of this save.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from literasi.kernel import ids
from literasi.quizzes.actions import Sent

_SEQ = re.compile(r"\d{1,6}", re.ASCII)
_FIELD = re.compile(r"s(\d{1,3})\.", re.ASCII)
_PRESS = re.compile(r"(petunjuk|ragu|yakin|simpan|tersimpan):(\d{1,3})", re.ASCII)
_INSTEAD = re.compile(r"pakai:(\d{1,3}):(\d{1,6})", re.ASCII)
_MOST_FIELDS = 60


def from_page(form: MultiDict[str, str]) -> dict[int, Sent]:
    """The answers that a whole page carried, by position. A question without its two tokens is passed over."""
    found: dict[int, dict[str, list[str]]] = {}
    for name, values in form.lists():
        if place := _FIELD.match(name):
            found.setdefault(int(place.group(1)), {})[name[place.end() :]] = values
    sent = {at: _sent(fields) for at, fields in sorted(found.items())}
    return {at: one for at, one in sent.items() if one is not None}


def _sent(fields: dict[str, list[str]]) -> Sent | None:
    save_id, base = fields.pop("kunci", [""])[0], fields.pop("dasar", [""])[0]
    if not ids.is_uuid(save_id) or not _SEQ.fullmatch(base):
        return None
    return Sent(fields, save_id, int(base))


def from_json(data: Mapping[str, Any]) -> Sent | None:
    """The answer that our script sends: {"uuid": …, "base": n, "fields": {name: [text]}}, or None when it is not that."""
    save_id, base, fields = data.get("uuid"), data.get("base"), data.get("fields")
    if not isinstance(save_id, str) or not ids.is_uuid(save_id):
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
    """The button that was pressed: what to do, for which question (0: the page), instead of which stored answer."""

    act: str
    position: int = 0
    seq: int = 0


def press_from(form: Any) -> Press:
    """Read `aksi`: simpan, kirim, kirim-juga, petunjuk:3, ragu:3, yakin:3, simpan:3, tersimpan:3 (keep what is stored),
    pakai:3:2 (put the page's answer in the place of stored number 2). Anything else only saves."""
    act = str(form.get("aksi", ""))
    if found := _PRESS.fullmatch(act):
        return Press(found[1], int(found[2]))
    if found := _INSTEAD.fullmatch(act):
        return Press("pakai", int(found[1]), int(found[2]))
    return Press(act) if act in ("kirim", "kirim-juga") else Press("simpan")


def as_chosen(sent: Mapping[int, Sent], press: Press) -> dict[int, Sent]:
    """What the page carried after the learner chose between two answers: hers knows the other one, or is left out."""
    chosen = dict(sent)
    if press.act == "tersimpan":
        chosen.pop(press.position, None)
    elif press.act == "pakai" and press.position in chosen:
        chosen[press.position] = replace(chosen[press.position], base=press.seq)
    return chosen
