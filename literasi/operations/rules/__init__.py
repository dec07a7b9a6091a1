"""Decisions about running a site, pure. findings: what the doctor and the pulse say; demo: who lives in the demo."""

from literasi.operations.rules.findings import (
    Finding,
    Gap,
    clock_set,
    courses,
    disk,
    gap,
    https,
    integrity,
    jobs,
    journal,
    moving,
    schema,
)

__all__ = [
    "Finding",
    "Gap",
    "clock_set",
    "courses",
    "disk",
    "gap",
    "https",
    "integrity",
    "jobs",
    "journal",
    "moving",
    "schema",
]
