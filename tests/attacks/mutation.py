"""A plugin for a pytest of its own: loads the house with one permission check removed.

`pytest -p tests.attacks.mutation --mutant literasi.accounts.rules.roles:may_give:0` makes the first `return` of
`may_give` say True, whatever it is asked.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

_FLAG = "--mutant"
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Mutant:
    """One `return` that says True."""

    module: str
    function: str
    place: int

    def __str__(self) -> str:
        return f"{self.module}:{self.function}:{self.place}"

    @property
    def file(self) -> Path:
        return _ROOT / (self.module.replace(".", "/") + ".py")

    def applied(self, source: str) -> ast.Module:
        """The module without the check. Raises LookupError when there is no such `return`."""
        tree = ast.parse(source)
        found = list(returns(tree, self.function))
        if self.place >= len(found):
            raise LookupError(str(self))
        found[self.place].value = ast.copy_location(ast.Constant(True), found[self.place])
        return ast.fix_missing_locations(tree)


def returns(tree: ast.Module, function: str) -> Iterator[ast.Return]:
    """Every `return` of a function of this module that can say no."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and ast.unparse(inner) != "return True":
                    yield inner


def mutants(module: str, functions: Sequence[str]) -> list[Mutant]:
    """All mutants of these functions."""
    tree = ast.parse(Mutant(module, "", 0).file.read_text("utf-8"))
    return [
        Mutant(module, name, place) for name in functions for place, _one in enumerate(returns(tree, name))
    ]


class _Loader(SourceFileLoader):
    """Compiles the mutated source; nothing of it is written down."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.module, str(mutant.file))
        self._mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        tree = self._mutant.applied(self._mutant.file.read_text("utf-8"))
        return compile(tree, str(self._mutant.file), "exec")


class _Finder(MetaPathFinder):
    """Finds one module mutated, and leaves the others to Python."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._mutant.module:
            return None
        assert PathFinder.find_spec(fullname, path) is not None
        return importlib.util.spec_from_loader(fullname, _Loader(self._mutant))


def _install(arguments: Sequence[str]) -> None:
    """Before anything of the house is imported, or it would hold the whole one."""
    if _FLAG in arguments:
        module, function, place = arguments[arguments.index(_FLAG) + 1].split(":")
        assert module not in sys.modules, "imported too early to be mutated"
        sys.meta_path.insert(0, _Finder(Mutant(module, function, int(place))))


_install(sys.argv)


def pytest_addoption(parser: object) -> None:
    """Make the option known; it was read already."""
    parser.addoption(_FLAG, default="", help="MODULE:FUNCTION:N")  # type: ignore[attr-defined]
