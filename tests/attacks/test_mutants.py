"""MUTANT: every permission check is removed, one after the other, and each time a quick test must notice."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.mutation import Mutant, mutants, returns

ROOT = Path(__file__).resolve().parents[2]
CHECKS = {
    "literasi.infra.access": ["_admitted"],
    "literasi.accounts.rules.consent": ["may_become", "in_force"],
    "literasi.accounts.rules.tickets": ["good"],
    "literasi.accounts.rules.ages": ["may_have_account", "agrees_herself"],
    "literasi.accounts.rules.guests": ["shared_session_over"],
    "literasi.infra.csrf": ["same_origin"],
    "literasi.accounts.actions.account": ["use_second_step", "confirm_email"],
}
"""Checks whose names do not begin with `may_`, and those that stand in no rule."""
TESTS = {
    "literasi.infra.access": ["tests/infra/test_access.py"],
    "literasi.infra.csrf": ["tests/infra/test_csrf.py"],
    "literasi.accounts.actions.account": ["tests/accounts/test_actions_accounts.py"],
    "literasi.accounts.rules.guests": ["tests/accounts/test_views.py"],
}
"""Which tests must notice, where it is not the tests of the feature's rules."""


def predicates() -> dict[str, list[str]]:
    """Every `may_…` of every rule of the house, and CHECKS."""
    found = {module: list(names) for module, names in CHECKS.items()}
    for path in sorted((ROOT / "literasi").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "rules" not in parts:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        names = [
            one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("may_")
        ]
        if names:
            held = found.setdefault(".".join(parts), [])
            held += [name for name in names if name not in held]
    return found


ALL = [one for module, names in predicates().items() for one in mutants(module, names)]


def watchers(mutant: Mutant) -> list[str]:
    """The tests that must notice."""
    feature = mutant.module.split(".")[1]
    rules = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / feature).glob("test_rules*.py"))
    return TESTS.get(mutant.module, rules)


def test_every_check_that_is_named_exists() -> None:
    for module, names in predicates().items():
        tree = ast.parse(Mutant(module, "", 0).file.read_text("utf-8"))
        assert all(list(returns(tree, name)) for name in names), module


def test_a_mutant_differs_from_what_it_was_made_of_in_one_place() -> None:
    for mutant in ALL:
        source = mutant.file.read_text("utf-8")
        whole, changed = ast.unparse(ast.parse(source)), ast.unparse(mutant.applied(source))
        differing = [
            pair for pair in zip(whole.split("\n"), changed.split("\n"), strict=True) if pair[0] != pair[1]
        ]
        assert len(differing) == 1 and differing[0][1].strip() == "return True", mutant


@pytest.mark.pure
@pytest.mark.slow
@pytest.mark.parametrize("mutant", ALL, ids=str)
def test_a_check_that_is_missing_is_noticed(mutant: Mutant) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "tests.attacks.mutation",
        "--mutant",
        str(mutant),
    ]
    run = subprocess.run([*command, *watchers(mutant)], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == pytest.ExitCode.TESTS_FAILED, run.stdout[-2000:] + run.stderr[-2000:]
