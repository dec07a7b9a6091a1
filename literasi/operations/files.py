"""What stands on disk beside the database."""

from __future__ import annotations

from pathlib import Path

from literasi.privacy.rules import journal


def clear(instance: Path, database: Path | None) -> None:
    """Delete the demo's database, and what lies beside it of its people, before it is built anew; refused anywhere else."""
    if instance.name != "demo" or database is None or database.parent != instance:
        raise ValueError(f"not the demo: {instance}")
    for end in ("", "-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
    (instance / journal.FILE).unlink(missing_ok=True)
