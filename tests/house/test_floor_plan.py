"""The floor plan of CONTRIBUTING.md holds, and every contract that states it can be broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.house import tree

pytestmark = pytest.mark.pure

_LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def _contracts() -> list[dict[str, Any]]:
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return found


def _contract(name: str) -> dict[str, Any]:
    return next(one for one in _contracts() if one["name"] == name)


def _lint(place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _LINT], cwd=place, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The house as it stands, to be damaged."""
    shutil.copy(tree.ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        tree.PACKAGE, tmp_path / "literasi", ignore=shutil.ignore_patterns("__pycache__", "static")
    )
    return tmp_path


def test_the_house_stands() -> None:
    done = _lint(tree.ROOT)
    assert done.returncode == 0, done.stdout


def test_no_contract_makes_an_exception() -> None:
    assert [
        one["name"] for one in _contracts() if "ignore_imports" in one or "exhaustive_ignores" in one
    ] == []


def test_floors_and_rooms_are_exhaustive() -> None:
    assert _contract("Floors")["exhaustive"] and _contract("Rooms")["exhaustive"]


def test_every_feature_has_rooms() -> None:
    assert set(_contract("Rooms")["containers"]) == {f"literasi.{name}" for name in tree.features()}


DAMAGE = {
    "a drawer": ("quizzes/helpers.py", "Rooms"),
    "a folder that stands on no floor": ("teacher/__init__.py", "Floors"),
    "a lower feature that knows a higher one": (
        "progress/actions.py:import literasi.quizzes.queries",
        "Floors",
    ),
    "strangers on one floor": ("search/rules.py:import literasi.accounts.rules", "Floors"),
    "a query that runs an action": ("quizzes/queries/attempts.py:import literasi.quizzes.actions", "Rooms"),
    "a rule that asks the database": ("quizzes/rules/saving.py:import sqlalchemy", "Rules"),
    "a rule that reads a file": ("home/rules/cards.py:import pathlib", "Rules"),
    "a clock that knows the settings": ("kernel/clock.py:import literasi.config", "Rules"),
    "an action that sees the request": ("lessons/actions.py:import flask", "Actions, queries and tables"),
    "an action that commits": ("lessons/actions.py:import literasi.infra.db", "Actions and queries"),
    "a door opened from elsewhere": ("operations/cli.py:import literasi.authoring.cli", "Doors"),
    "news past the wiring": ("home/views/pages.py:import literasi.search.handlers", "News"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_the_plan_refuses(copy: Path, what: str) -> None:
    place, contract = DAMAGE[what]
    name, _colon, line = place.partition(":")
    path = copy / "literasi" / name
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = _lint(copy)
    broken = [row for row in done.stdout.splitlines() if row.rstrip().endswith("BROKEN")]
    assert done.returncode == 1 and any(row.startswith(contract) for row in broken), done.stdout
