"""Decisions about running a site, pure. findings: what the doctor says; demo: who lives in the demo."""

from literasi.operations.rules.findings import (
    Finding,
    Server,
    backup,
    backup_place,
    clock_set,
    courses,
    disk,
    https,
    integrity,
    jobs,
    journal,
    mail,
    redis,
    schema,
    secret_key,
    server,
)

__all__ = [
    "Finding",
    "Server",
    "backup",
    "backup_place",
    "clock_set",
    "courses",
    "disk",
    "https",
    "integrity",
    "jobs",
    "journal",
    "mail",
    "redis",
    "schema",
    "secret_key",
    "server",
]
