"""Builds what tests work on."""
