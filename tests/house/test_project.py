"""What stands around the code: README, locks, settings, courses."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import click
import pytest
from flask import Flask
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from literasi.config import settings
from tests.house import tree

README = (tree.ROOT / "README.md").read_text("utf-8")
PROJECT: dict[str, Any] = tomllib.loads((tree.ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = {"requirements.lock": ("build",), "requirements-dev.lock": ("build", "test", "e2e", "lint")}
# In pieces, so that this file does not name what it forbids.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"),
        ("npmmirror", "com"), ("jsdelivr", "net"), ("unpkg", "com"), ("cdnjs", "cloudflare"),
    )
)  # fmt: skip
FRAMEWORK_COMMANDS = frozenset({"db"})
"""Flask-Migrate's own; people are told of `serve`, which brings the tables up to date."""


def _names_of_settings() -> list[str]:
    by_file = [f"LITERASI_{name}_FILE" for name in settings.NAMES if name in settings.SECRETS]
    return [*(f"LITERASI_{name}" for name in settings.NAMES), *by_file, "HOST", "PORT"]


@pytest.mark.parametrize("name", _names_of_settings())
def test_the_readme_explains_every_setting(name: str) -> None:
    assert re.search(rf"(?<!\w){name}(?!\w)", README)


def _commands(app: Flask) -> dict[str, click.Command]:
    """The terminal's commands; they are imported only when asked for."""
    context = click.Context(app.cli)
    found = {name: app.cli.get_command(context, name) for name in app.cli.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def test_the_readme_names_every_command(app: Flask) -> None:
    ours = {name: command for name, command in _commands(app).items() if name not in FRAMEWORK_COMMANDS}
    named = [f"literasi {line}" for name, command in ours.items() for line in _lines(name, command)]
    assert named and [line for line in named if line not in README] == []


def _lines(name: str, command: click.Command) -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield name
        return
    for inner, one in command.commands.items():
        yield from (f"{name} {line}" for line in _lines(inner, one))


def test_every_command_explains_itself(app: Flask) -> None:
    silent = [name for name, command in _commands(app).items() if not command.help]
    assert silent == []


def test_the_contributing_file_names_every_feature_and_room() -> None:
    plan = (tree.ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rooms = {module.room for module in tree.modules() if module.feature in tree.features()} - {"__init__"}
    wanted = tree.features() | tree.FOUNDATIONS | rooms
    assert {name for name in wanted if not re.search(rf"\b{name}\b", plan)} == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    assert "://" not in (tree.ROOT / lock).read_text("utf-8")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_hash_for_everything(lock: str) -> None:
    entries = _locked(lock)
    assert entries and [name for name, (_version, hashes) in entries.items() if not hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_in_step_with_the_project(lock: str) -> None:
    asked = [*PROJECT["project"]["dependencies"]]
    for extra in PROJECT["project"]["optional-dependencies"].values():
        asked += extra
    for group in LOCKS[lock]:
        asked += PROJECT["dependency-groups"][group]
    entries = _locked(lock)
    behind = [one for one in map(Requirement, asked) if not _meets(one, entries)]
    assert behind == []


def _meets(asked: Requirement, entries: dict[str, tuple[str, int]]) -> bool:
    name = canonicalize_name(asked.name)
    return name in entries and asked.specifier.contains(entries[name][0])


def test_what_runs_is_what_is_tested() -> None:
    run, develop = (_locked(lock) for lock in LOCKS)
    assert {name: version for name, (version, _hashes) in run.items() if develop[name][0] != version} == {}


def _locked(lock: str) -> dict[str, tuple[str, int]]:
    """Package -> (version, number of hashes)."""
    found: dict[str, tuple[str, int]] = {}
    name = ""
    for line in (tree.ROOT / lock).read_text("utf-8").splitlines():
        if pinned := re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", line):
            name = canonicalize_name(pinned.group(1))
            found[name] = (pinned.group(2), 0)
        elif line.strip().startswith("--hash=sha256:"):
            found[name] = (found[name][0], found[name][1] + 1)
    return found


def test_no_file_names_a_package_registry() -> None:
    naming = [
        path.relative_to(tree.ROOT).as_posix()
        for path in tree.tracked()
        if any(host.encode() in path.read_bytes() for host in REGISTRIES)
    ]
    assert naming == []


def test_nothing_of_an_installation_is_kept() -> None:
    kept = [path.relative_to(tree.ROOT).as_posix() for path in tree.tracked()]
    assert [
        name for name in kept if re.search(r"(^instance/(?!\.gitkeep)|\.db$|secret_key$|\.pyc$)", name)
    ] == []


def test_every_file_of_text_is_utf_8_and_ends_with_a_line() -> None:
    texts = [
        path for path in tree.tracked() if path.suffix in (".py", ".md", ".html", ".css", ".js", ".yaml")
    ]
    assert [
        path.name for path in texts if (body := path.read_text("utf-8")) and not body.endswith("\n")
    ] == []


def test_the_courses_of_the_project_have_no_problem(library: Flask) -> None:
    done = library.test_cli_runner().invoke(args=["course", "check", str(tree.ROOT / "courses")])
    assert done.exit_code == 0, done.output
    assert "tidak ada masalah" in done.output and len(done.output.splitlines()) == 1
