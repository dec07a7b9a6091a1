"""Which migration this version of literasi needs, told without importing Alembic."""

from __future__ import annotations

from pathlib import Path


def newest_version(migrations: Path) -> str:
    """The last migration in a folder.

    Files are named by their revision, which rises (a test holds names and revisions together), so the last name tells
    it without importing Alembic.
    """
    return max(path.stem.split("_")[0] for path in (migrations / "versions").glob("*.py"))


def clear(instance: Path, database: Path | None) -> None:
    """Delete the demo's database before it is built anew; anywhere else this is refused."""
    if instance.name != "demo" or database is None or database.parent != instance:
        raise ValueError(f"not the demo: {instance}")
    for end in ("", "-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
