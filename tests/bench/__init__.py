"""Measuring literasi against the anchor: `python -m tests.bench --help`. Never part of the test suite."""
