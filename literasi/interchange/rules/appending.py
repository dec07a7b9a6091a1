"""Questions that came in, put at the end of a quiz under ids of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from literasi.catalogue.rules.editing import placed
from literasi.catalogue.rules.written import Written, write
from literasi.kernel.sentence import Sentence
from literasi.markup import MAX_BYTES

from .report import Unreadable

NEW_QUIZ = "---\nkuis: Bank Soal\n---\n"


def appended(source: str, questions: Iterable[Written], new_id: Callable[[], str]) -> str:
    """The quiz with the questions below its own; an id that is missing or taken is made anew.

    Raises Unreadable when the quiz would be too large to be read again.
    """
    taken = {one.written.key for one in placed(source) if one.written}
    texts = [write(_keyed(written, taken, new_id)) for written in questions]
    body = source.replace("\r\n", "\n").rstrip("\n")
    longer = "\n\n".join([body, *texts]) + "\n"
    if len(longer.encode()) > MAX_BYTES:
        raise Unreadable(Sentence("Kuis ini akan lebih besar dari 1 MB. Bagi soalnya ke beberapa kuis."))
    return longer.replace("\n", "\r\n") if "\r\n" in source else longer


def _keyed(written: Written, taken: set[str], new_id: Callable[[], str]) -> Written:
    key = written.key
    while not key or key in taken:
        key = new_id()
    taken.add(key)
    rest = tuple(entry for entry in written.meta if entry[0] != "id")
    return replace(written, meta=(("id", key), *rest))
