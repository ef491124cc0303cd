"""Who may import what and where, what may not be used at all, and that every module has its tests, in short files."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MODULES = sorted(path for package in ("qa", "bot", "vectorstore") for path in (ROOT / package).rglob("*.py"))

ONLY_IN = {
    "faiss": {"vectorstore/indexes/codes.py", "vectorstore/indexes/before.py"},
    "tantivy": {"vectorstore/indexes/lexical.py"},
    "sqlite3": {
        "vectorstore/catalogue.py",
        "vectorstore/connections.py",
        "vectorstore/pending.py",
        "vectorstore/errors.py",
        "vectorstore/check.py",
        "bot/operations/database.py",
        "bot/operations/schema.py",
    },
    "pymilvus": {"vectorstore/milvus/"},
    "ray": {"qa/cluster/ray_data.py"},
    "grpc": {"vectorstore/milvus/"},
    "onnxruntime": {"qa/models/runtime.py", "qa/models/export/graphs.py"},
    "sentence_transformers": {"qa/models/embedder.py", "qa/models/export/embedder.py"},
    "torch": {
        "qa/models/export/embedder.py",
        "qa/models/export/reader.py",
        "qa/models/export/graphs.py",
        "qa/bootstrap.py",
    },
    "transformers": {"qa/models/export/reader.py", "qa/models/export/graphs.py"},
    "sklearn": {"qa/evaluation/calibration.py"},
    "scipy": {"qa/evaluation/intervals.py"},
    "discord": {"bot/"},
    "aiohttp": {"bot/", "qa/web/"},
    "protego": {"qa/web/fetching.py"},
    "feedparser": {"qa/web/listing.py"},
    "prometheus_client": {"bot/operations/health.py"},
    "pickle": set(),
    "marshal": set(),
    "shelve": set(),
    "subprocess": set(),
}
SETTING_THE_ENVIRONMENT = ROOT / "qa" / "models" / "runtime.py"
"""The one place that sets a variable: ONNX Runtime heeds nothing else about its telemetry."""

HEAVY = (
    *("onnxruntime", "sentence_transformers", "torch", "transformers", "sklearn", "scipy", "trafilatura", "pypdf"),
    *("feedparser", "lxml", "yaml", "dateutil"),
)

DECLARING = ("__init__", "__main__", "answers", "errors", "reports", "settings", "store", "values")
"""Modules that only declare things: they may have a test file, but need none."""

WITHOUT_TESTS = {
    "bot/entry.py": "the first lines of the command, which tests/bot/test_cli.py runs",
    "bot/outgoing/help.py": "one text",
    "qa/library/options.py": "says what is, and does nothing",
    "qa/reading/version.py": "one number",
    "qa/web/state.py": "says what is, and does nothing",
    **dict.fromkeys(
        [f"qa/models/export/{name}.py" for name in ("default", "embedder", "graphs", "reader")],
        "tests/qa/models compares what each exports with the original",
    ),
}
"""Modules without a test file of their own, and the reason."""


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Each module imported, and whether the import runs when the file is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    late = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        or (isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING")
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        names = (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        for name in names:
            yield name.partition(".")[0], node not in late


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_libraries_stay_in_their_place(path: Path) -> None:
    own = path.relative_to(ROOT).as_posix()
    for name, is_at_import in imports(path):
        if name in ONLY_IN:
            assert any(own.startswith(place) for place in ONLY_IN[name]), f"{own} imports {name}"
        assert not (is_at_import and name in HEAVY), f"{own} loads {name} before it is needed"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_runs_text_and_only_settings_reads_the_environment(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec", "compile", "__import__")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            is_set = path == SETTING_THE_ENVIRONMENT and node.attr == "environ"
            assert is_set or node.attr not in ("environ", "getenv", "system", "popen")


def test_the_rules_above_see_an_import(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("import pickle\ndef late():\n    from torch import nn\n")
    assert sorted(imports(module)) == [("pickle", True), ("torch", False)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_has_its_test_file(path: Path) -> None:
    own = path.relative_to(ROOT)
    mirror = ROOT / "tests" / own.with_name(f"test_{own.name}")
    is_known = own.stem in DECLARING or own.as_posix() in WITHOUT_TESTS
    assert mirror.is_file() or is_known, f"{own} has no {mirror.relative_to(ROOT)}"
    assert not (mirror.is_file() and own.as_posix() in WITHOUT_TESTS), f"{own} has its tests: take it off the list"


def test_no_file_of_tests_is_too_long_to_find_things_in() -> None:
    lines = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in TESTS}
    assert {name: count for name, count in lines.items() if count > 300} == {}


def test_no_test_imports_from_another() -> None:
    for path in TESTS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                names = {(node.module or "").rpartition(".")[2], *(alias.name for alias in node.names)}
                assert not [name for name in names if name.startswith("test_")], path
