"""The documentation: its examples run, its links lead somewhere, and the files that it names exist."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import BotSettings
from tests.conftest import ROOT
from tests.examples import Example, commands, programs

README = ROOT / "README.md"
GUIDES = (README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
PAGES = (*GUIDES, ROOT / "CHANGELOG.md", *sorted((ROOT / "benchmarks").rglob("*.md")))
LONGEST_README = 150
"""Lines: two screens of guide."""

ROOMS = ("qa", "bot", "vectorstore")
CODE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FILE = re.compile(rf"`((?:{'|'.join(ROOMS)}|tests|benchmarks|docs|seeds)/[\w/.-]*)`")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


COMMANDS = [
    pytest.param(one, id=f"{name_of(page)}: {one.source}") for page in GUIDES for one in commands(text_of(page))
]
PROGRAMS = [pytest.param(one, id=name_of(page)) for page in GUIDES for one in programs(text_of(page))]


@pytest.fixture
def user(environment: dict[str, str], seeds_library: Path) -> dict[str, str]:
    """The environment of somebody whose library holds the seeds."""
    return {**environment, "PULLQUOTE_LIBRARY": str(seeds_library)}


def output_of(command: list[str], typed: str, user: dict[str, str], folder: Path) -> str:
    """Return what a command prints in a folder, with the seeds named as in the project's own folder."""
    run = subprocess.run(command, cwd=folder, env=user, input=typed, capture_output=True, text=True, check=False)
    assert run.stderr == ""
    return run.stdout.replace(f"{ROOT}/", "")


@pytest.mark.parametrize("example", COMMANDS)
def test_a_command_prints_what_the_page_shows(example: Example, user: dict[str, str], tmp_path: Path) -> None:
    program, *arguments = shlex.split(example.source)
    assert program == "pullquote"
    output = output_of([sys.executable, "-m", "qa", *arguments], example.typed, user, tmp_path)
    assert example.matches(output), output


@pytest.mark.parametrize("example", PROGRAMS)
def test_python_prints_what_the_page_says(example: Example, user: dict[str, str], tmp_path: Path) -> None:
    source = example.source.replace('".pullquote"', repr(user["PULLQUOTE_LIBRARY"]))
    output = output_of([sys.executable, "-c", source], "", user, tmp_path)
    assert example.matches(output), output


def test_there_are_examples_to_run() -> None:
    assert [one.source.split()[1] for one in commands(text_of(README))] == ["ask", "ask", "chat"]
    assert len(PROGRAMS) == 2


def test_an_example_is_its_command_what_is_typed_and_what_is_printed() -> None:
    page = "```console\n$ pullquote chat\n› Who?\nNobody ... knows.\n$ pullquote status\n```\n```\n$ no example\n```\n"
    chat, status = commands(page)
    assert chat == Example("pullquote chat", "Who?\n", "Nobody ... knows.\n")
    assert status == Example("pullquote status", "", "")
    assert chat.matches("Nobody here knows.\n")
    assert not chat.matches("Somebody here knows.\n")


def test_the_readme_is_two_screens() -> None:
    assert len(text_of(README).splitlines()) <= LONGEST_README


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", CODE.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> Iterator[str]:
    for target in LINK.findall(CODE.sub("", text_of(page))):
        path, _, anchor = target.partition("#")
        if re.match(r"\w+:", target):
            continue
        file = page.parent / path if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            yield target


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(broken_links(page)) == []


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A page\n[a](page.md#a-page) [b](page.md#b) [c](none.md) [d](https://example.org) [e](#a-page)\n")
    assert list(broken_links(page)) == ["page.md#b", "none.md"]


@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    assert [name for name in FILE.findall(text_of(page)) if not (ROOT / name).exists()] == []


def test_the_architecture_names_every_room() -> None:
    named = set(FILE.findall(text_of(ROOT / "docs" / "architecture.md")))
    rooms = {f"{name_of(file.parent)}/" for room in ROOMS for file in (ROOT / room).glob("*/__init__.py")}
    assert rooms - named == set()


def test_the_operations_name_every_setting_and_no_other() -> None:
    named = re.findall(r"^\| `(PULLQUOTE_\w+)` \|", text_of(ROOT / "docs" / "operations.md"), re.MULTILINE)
    assert sorted(named) == sorted(f"PULLQUOTE_{name.upper()}" for name in BotSettings.model_fields)
