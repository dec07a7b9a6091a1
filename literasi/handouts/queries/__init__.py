"""Questions about quizzes on paper, and about the grid into which they are typed."""

from literasi.handouts.queries.grids import Grid, Row, grid, papers_of_class
from literasi.handouts.queries.holdings import export
from literasi.handouts.queries.papers import (
    Draft,
    Listed,
    Paper,
    assigned_now,
    draft,
    may_make,
    paper,
    papers_of,
    session_running,
)

__all__ = [
    "Draft",
    "Grid",
    "Listed",
    "Paper",
    "Row",
    "assigned_now",
    "draft",
    "export",
    "grid",
    "may_make",
    "paper",
    "papers_of",
    "papers_of_class",
    "session_running",
]
