"""Finding."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from literasi.search import rules
from literasi.search.rules import Candidate, Result

_MOST = 200
_FIND = text(
    "SELECT e.key, e.language, e.address, e.title, e.text, s.title AS title_stems, s.body AS text_stems "
    "FROM search_stems s JOIN search_entry e ON e.id = s.rowid WHERE search_stems MATCH :match LIMIT :most"
)


def search(session: Session, query: str, language: str) -> list[Result]:
    """Pages that hold every word of the query; when there are none, those that hold any."""
    wanted = rules.terms(query)
    if not wanted:
        return []
    found = _candidates(session, wanted, " ") or _candidates(session, wanted, " OR ")
    return rules.ranked(found, wanted, language)


def _candidates(session: Session, wanted: tuple[str, ...], joined: str) -> list[Candidate]:
    """Stems hold letters and digits only; the quotes keep words such as `not` from being read as operators."""
    match = joined.join(f'"{word}"' for word in wanted)
    rows = session.execute(_FIND, {"match": match, "most": _MOST})
    return [
        Candidate(
            row.key, row.language, row.address, row.title, row.text,
            tuple(row.title_stems.split()), tuple(row.text_stems.split()),
        )
        for row in rows
    ]  # fmt: skip
