"""What stands on disk beside the database."""

from __future__ import annotations

from pathlib import Path


def newest_version(migrations: Path) -> str:
    """The migration that this version of literasi needs.

    Files are named by their revision, which rises (a test holds names and revisions together), so the last name tells
    it without importing Alembic.
    """
    return max(path.stem.split("_")[0] for path in (migrations / "versions").glob("*.py"))
