"""The settings of the running application."""

from __future__ import annotations

from typing import cast

from flask import current_app

from literasi.config import Settings


def settings() -> Settings:
    """What this installation was told at its start."""
    return cast(Settings, current_app.extensions["literasi"])
