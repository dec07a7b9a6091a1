"""The project's files as the house tests look at them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "literasi"
FOUNDATIONS = frozenset({"config", "infra", "kernel", "markup", "querylang"})
"""Folders without rooms: what every feature stands on."""


@dataclass(frozen=True)
class Module:
    """A Python file of the application. `feature` and `room` are "" for app.py and wiring.py."""

    path: Path
    tree: ast.Module

    @property
    def parts(self) -> tuple[str, ...]:
        """Its place below literasi/, without .py."""
        return self.path.relative_to(PACKAGE).with_suffix("").parts

    @property
    def feature(self) -> str:
        """The folder on the floor plan."""
        return self.parts[0] if len(self.parts) > 1 else ""

    @property
    def room(self) -> str:
        """The kind of file: views, actions, rules, ..."""
        return self.parts[1] if len(self.parts) > 1 else self.parts[0]

    def __str__(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with its name as it is written: `text`, `session.commit`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node

    def imports(self) -> Iterator[tuple[str, str]]:
        """Every `from module import name` and `import module`, as (module, name or "")."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom):
                yield from ((node.module or "", one.name) for one in node.names)
            elif isinstance(node, ast.Import):
                yield from ((one.name, "") for one in node.names)


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the application, parsed once."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return tuple(Module(path, ast.parse(path.read_text("utf-8"))) for path in paths)


def features() -> set[str]:
    """The folders with rooms."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return folders - FOUNDATIONS


def templates() -> list[Path]:
    """Every page template."""
    return sorted(PACKAGE.rglob("templates/**/*.html"))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the project: what git keeps or would keep."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listing = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(path for name in listing.split("\0") if name and (path := ROOT / name).is_file())
