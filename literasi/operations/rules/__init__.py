"""Decisions about running a site, pure. findings: what the doctor and the pulse say; demo: who lives in the demo."""

from literasi.operations.rules.findings import (
    Finding,
    Gap,
    Heart,
    Server,
    clock_set,
    courses,
    disk,
    gap,
    https,
    integrity,
    jobs,
    journal,
    moving,
    redis,
    schema,
    server,
)

__all__ = [
    "Finding",
    "Gap",
    "Heart",
    "Server",
    "clock_set",
    "courses",
    "disk",
    "gap",
    "https",
    "integrity",
    "jobs",
    "journal",
    "moving",
    "redis",
    "schema",
    "server",
]
