"""The terminal's commands, each imported when it is asked for.

What checks courses or changes tables brings machinery along that a process which only serves would carry for nothing:
Alembic alone is 11 MB and 0.3 seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

import click
from flask import Flask
from flask.cli import AppGroup, FlaskGroup


class LazyCommands(AppGroup):
    """Commands by name, as `module:attribute`."""

    def __init__(self, places: Mapping[str, str]) -> None:
        super().__init__()
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, without importing anything."""
        return sorted({*super().list_commands(ctx), *self.places})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in self.places:
            return super().get_command(ctx, cmd_name)
        module, attribute = self.places[cmd_name].split(":")
        return cast(click.Command, getattr(import_module(module), attribute))


class Terminal(FlaskGroup):
    """`literasi`: our commands alone. Flask would import those of every installed package first."""

    def _load_plugin_commands(self) -> None:
        self._loaded_plugin_commands = True


class LazyMigrate:
    """Flask-Migrate's place in the application, taken by itself when somebody first asks it something."""

    def __init__(self, app: Flask, directory: str) -> None:
        self._app = app
        self.directory = directory

    def __getattr__(self, name: str) -> Any:
        from flask_migrate import Migrate

        from literasi.infra.db import db

        Migrate(self._app, db, directory=self.directory, render_as_batch=True)
        return getattr(self._app.extensions["migrate"], name)
