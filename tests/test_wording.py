"""The words that users read: outdated wordings are nowhere printed any more."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(path for package in ("qa", "bot", "vectorstore") for path in (ROOT / package).rglob("*.py"))

OUTDATED = (
    r"shelf of articles",
    r"^not there$",
    r"^(well|wrong) +$",
    r"files have changed and",
    r"^follow them",
    r"made again when something is asked",
    r"move the library away",
    r"make it anew",
    r"one that is none",
    r"each its slice",
    r"added .*, changed .*, unchanged",
    r"would be added",
    r"^Following ",
    r"Ctrl-C ends it",
    r"one line a commit",
    r"question a line",
    r"only when so sure",
    r"those of an intranet",
    r"lets that be",
    r"^Tell what",
    r"swap the dates",
    r"no quote for the last question",
    r"Discord takes the token",
    r"is withheld",
    r"too many\\.$",
    r"^the setting ",
    r"are being read just now",
    r"^skipped: ",
)
"""The wordings that were replaced, each as a pattern of what was printed."""


def printed(path: Path) -> Iterator[str]:
    """Yield the strings of a module that are not its docstrings; of formatted strings, the fixed parts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not _is_command(node)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)} - documented
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented | notes:
            yield node.value


def _is_command(node: ast.AST) -> bool:
    """Return whether a function's docstring is the help of a command."""
    return isinstance(node, ast.FunctionDef) and bool(node.args.args) and node.name in COMMANDS


COMMANDS = {path.stem for path in (ROOT / "qa" / "terminal" / "commands").glob("*.py")} | {"bot", "gaps", "about"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_outdated_wording_is_printed(path: Path) -> None:
    for text in printed(path):
        for pattern in OUTDATED:
            assert not re.search(pattern, text), f"{pattern!r} in {text!r}"


def test_the_check_sees_a_text(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""Documented."""\nX = f"added {1}, changed {2}"\n"""A note."""\n')
    assert list(printed(module)) == ["added ", ", changed "]
