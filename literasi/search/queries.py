"""Finding."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from literasi.search import rules
from literasi.search.rules import Candidate, Result

_MOST = 200
_FIND = {
    "sqlite": text(
        "SELECT e.key, e.language, e.address, e.title, e.text, s.title AS title_stems, s.body AS text_stems "
        "FROM search_stems s JOIN search_entry e ON e.id = s.rowid "
        "WHERE search_stems MATCH :match ORDER BY s.rowid LIMIT :most"
    ),
    "postgresql": text(
        "SELECT e.key, e.language, e.address, e.title, e.text, s.title AS title_stems, s.body AS text_stems "
        "FROM search_stems s JOIN search_entry e ON e.id = s.rowid "
        "WHERE s.words @@ CAST(:match AS tsquery) ORDER BY s.rowid LIMIT :most"
    ),
}
_QUOTED = {"sqlite": '"{}"', "postgresql": "'{}'"}
"""Stems hold letters and digits only; the quotes keep words such as `not` from being read as operators."""
_JOINED = {"sqlite": {True: " ", False: " OR "}, "postgresql": {True: " & ", False: " | "}}


def search(session: Session, query: str, language: str) -> list[Result]:
    """Pages that hold every word of the query; when there are none, those that hold any."""
    wanted = rules.terms(query)
    if not wanted:
        return []
    found = _candidates(session, wanted, every=True) or _candidates(session, wanted, every=False)
    return rules.ranked(found, wanted, language)


def _candidates(session: Session, wanted: tuple[str, ...], *, every: bool) -> list[Candidate]:
    """What holds every word, or any. The database finds, our own rule decides, so that both databases agree."""
    name = session.get_bind().dialect.name
    match = _JOINED[name][every].join(_QUOTED[name].format(word) for word in wanted)
    rows = session.execute(_FIND[name], {"match": match, "most": _MOST})
    found = [
        Candidate(
            row.key, row.language, row.address, row.title, row.text,
            tuple(row.title_stems.split()), tuple(row.text_stems.split()),
        )
        for row in rows
    ]  # fmt: skip
    return [one for one in found if rules.holds(one, wanted, every=every)]
