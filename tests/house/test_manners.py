"""What the floor plan cannot see: who commits, what SQL is made of, what a template trusts, how long a thing is."""

from __future__ import annotations

import ast
import re

import pytest
from jinja2 import Environment, nodes

from tests.house import tree

pytestmark = pytest.mark.pure

DOORS = frozenset({"views", "tasks", "cli"})
DRAWERS = frozenset({"util", "utils", "helpers", "common", "misc", "tools", "admin", "teacher", "base"})
FORBIDDEN_CALLS = frozenset({"eval", "exec", "compile", "print", "breakpoint", "input", "__import__"})
FORBIDDEN_MODULES = frozenset({"pickle", "marshal", "shelve", "subprocess", "requests", "http"})
RUNS_PROGRAMS = frozenset({("literasi/backups/remote.py", "subprocess")})
"""pg_dump and pg_restore: what they know of a database nobody should write again."""
SQL_BY_HAND = frozenset({"literasi/infra/postgres.py", "literasi/infra/sqlite.py"})
"""PRAGMA, SET and BEGIN take no parameters; what is joined into them are constants of those files and whole numbers."""
CLOCK = DOORS | {"identity"}
"""Doors ask for the time and hand it on; infra.identity notes when a shared computer was last touched."""
OURS = frozenset({"Markup(_catalogue().gettext(text))", "Markup(catalogue.gettext(text))", "Markup(_catalogue().ngettext(one, many, num))"})  # fmt: skip
"""In infra/i18n.py: texts of our catalogue for our templates; whatever fills their places is escaped."""
TRUSTED = {
    "choice.html": "an option, rendered and cleaned by markup",
    "row.html": "a row of a question, rendered and cleaned by markup",
    "piece": "cloze text between gaps, rendered and cleaned by markup",
    "block.html": "a lesson's block, rendered and cleaned by markup",
    "body": "feedback(): an option's or rule's text, cleaned by markup",
    "html": "hint(): a question's hint, cleaned by markup",
    "reference": "catalogue.rules.citation, which escapes what authors wrote",
    "course.description()": "front matter, rendered and cleaned by markup",
    "kept_piece()": "a template of ours, rendered and escaped once for many requests",
}


def test_only_doors_write() -> None:
    writers = {
        str(module): name
        for module in tree.modules()
        for source, name in module.imports()
        if source == "literasi.infra.db" and name == "write" and module.room not in DOORS
    }
    assert writers == {}


def test_only_the_write_helper_commits() -> None:
    commits = {str(one) for one in tree.modules() for name, _call in one.calls() if name.endswith(".commit")}
    assert commits == {"literasi/infra/db.py"}


def test_only_doors_ask_for_the_time() -> None:
    askers = {
        str(module)
        for module in tree.modules()
        for name, _call in module.calls()
        if name in ("clock.now", "datetime.now", "date.today", "datetime.utcnow") and module.room not in CLOCK
    }
    assert askers == {"literasi/kernel/clock.py"}


def test_sql_is_never_put_together_from_text() -> None:
    loose = [
        f"{module}:{call.lineno}"
        for module in tree.modules()
        for name, call in module.calls()
        if name.split(".")[-1] in ("text", "exec_driver_sql", "execute", "executescript") and _joined(call)
        if str(module) not in SQL_BY_HAND
    ]
    assert loose == []


def _joined(call: ast.Call) -> bool:
    """Whether the first argument is an f-string, a sum, a % or a .format()."""
    if not call.args:
        return False
    first = call.args[0]
    by_format = isinstance(first, ast.Call) and ast.unparse(first.func).endswith((".format", ".join"))
    by_operator = isinstance(first, ast.BinOp) and isinstance(first.op, ast.Add | ast.Mod)
    return isinstance(first, ast.JoinedStr) or by_format or by_operator


def test_nothing_runs_text_or_prints() -> None:
    found = [
        f"{module}:{call.lineno} {name}"
        for module in tree.modules()
        for name, call in module.calls()
        if name in FORBIDDEN_CALLS
    ]
    assert found == []


def test_only_literals_are_called_markup() -> None:
    """Whatever else is put into them by .format() or % is escaped by it."""
    found = {
        (str(module), ast.unparse(call))
        for module in tree.modules()
        for name, call in module.calls()
        if name.split(".")[-1] == "Markup" and not all(isinstance(one, ast.Constant) for one in call.args)
    }
    assert found == {("literasi/infra/i18n.py", call) for call in OURS}


def test_nothing_imports_what_runs_or_fetches_by_itself() -> None:
    found = [
        (str(module), source)
        for module in tree.modules()
        for source, _name in module.imports()
        if source.split(".")[0] in FORBIDDEN_MODULES
    ]
    assert set(found) == RUNS_PROGRAMS


def test_only_settings_read_the_environment() -> None:
    readers = {
        str(module)
        for module in tree.modules()
        if any(ast.unparse(node) == "os.environ" for node in ast.walk(module.tree))
    }
    assert readers == {"literasi/config/settings.py"}


def test_a_template_trusts_only_cleaned_html() -> None:
    """What markup rendered and cleaned is called `…_html`; every other name that is trusted has its reason here."""
    trusted = {(name, path.name) for path in tree.templates() for name in _trusted(path.read_text("utf-8"))}
    cleaned = re.compile(r"[\w.]*\w_html(\|join)?")
    assert {one for one in trusted if one[0] not in TRUSTED and not cleaned.fullmatch(one[0])} == set()


def test_every_trusted_source_is_still_used() -> None:
    used = {name for path in tree.templates() for name in _trusted(path.read_text("utf-8"))}
    assert set(TRUSTED) <= used


def _trusted(template: str) -> set[str]:
    """What stands before `|safe` in a template."""
    parsed = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(template)
    return {_spelled(one.node) for one in parsed.find_all(nodes.Filter) if one.name == "safe"}


def _spelled(node: nodes.Node | None) -> str:
    """An expression as it is written, without arguments."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_spelled(node.node)}.{node.attr}"
    if isinstance(node, nodes.Call):
        return f"{_spelled(node.node)}()"
    if isinstance(node, nodes.Filter):
        return f"{_spelled(node.node)}|{node.name}"
    return type(node).__name__


def test_no_template_switches_escaping_off() -> None:
    text = {path.name: path.read_text("utf-8") for path in tree.templates()}
    assert [name for name, body in text.items() if "autoescape" in body] == []


def test_no_drawers() -> None:
    assert [str(one) for one in tree.modules() if set(one.parts) & DRAWERS] == []


def test_every_feature_has_a_door_sign() -> None:
    for module in tree.modules():
        if module.feature in tree.features() and module.parts[1:] == ("__init__",):
            sign = ast.get_docstring(module.tree) or ""
            assert len(sign) > 80 and len(module.tree.body) == 1, str(module)


def test_what_decides_and_changes_says_why() -> None:
    silent = [
        f"{module} {node.name}"
        for module in tree.modules()
        if module.room in ("rules", "actions", "queries")
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_file_says_what_it_is_for() -> None:
    assert [str(one) for one in tree.modules() if not ast.get_docstring(one.tree)] == []


def test_no_file_outgrows_easy_reading() -> None:
    long = {str(one): one.path.read_text("utf-8").count("\n") for one in tree.modules()}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_no_function_outgrows_a_screen() -> None:
    long = {
        f"{module} {node.name}": node.end_lineno - node.lineno
        for module in tree.modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno > 45
    }
    assert long == {}


def test_nothing_is_left_for_later() -> None:
    word = re.compile("TO" + r"DO|FIX" + r"ME|XX" + "X")
    code = [path for path in tree.tracked() if path.suffix in (".py", ".html", ".css", ".js", ".toml")]
    assert [path.name for path in code if word.search(path.read_text("utf-8"))] == []
