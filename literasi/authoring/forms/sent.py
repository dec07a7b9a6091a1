"""What a browser sent, before WTForms counts the rows in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

_NAME = re.compile(r"[A-Za-z_]\w*(?:-[0-9]{1,3}(?:-\w+)?)?", re.ASCII)


def orderly(sent: MultiDict[str, str] | None) -> MultiDict[str, str] | None:
    """Without names that no form has: WTForms takes `rows-²` for a number and stumbles over it."""
    if sent is None:
        return None
    return MultiDict([(name, text) for name, text in sent.items(multi=True) if _NAME.fullmatch(name)])


def numbers(sent: Mapping[str, str], name: str) -> list[int]:
    """The numbers of the rows of a list, which WTForms counts anew from 0."""
    found = (re.match(rf"{name}-([0-9]{{1,3}})(?:-|$)", key) for key in sent)
    return sorted({int(match[1]) for match in found if match})
