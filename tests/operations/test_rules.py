"""What the doctor says of a server and of jobs."""

from __future__ import annotations

from literasi.operations.rules import Server, jobs, server

SOUND = Server("15.18", 150_018, durable=True, standby=False, free=80)


def faults(said: Server | str) -> list[str]:
    return [str(finding.what) for finding in server(said) if not finding.fine and finding.mend]


def test_jobs_that_stand_still_are_mended_where_they_run() -> None:
    assert "literasi serve" in str(jobs(False, elsewhere=False).mend)
    assert "literasi worker" in str(jobs(False, elsewhere=True).mend)
