"""What --json prints: one value per line, of the shape that docs/json.md gives."""

import json
import re
from typing import Any

import jsonschema_rs
import pytest
import typer
from pydantic import BaseModel

from bot.cli import app
from bot.settings import BotSettings
from qa.answers import Answer, Quote
from qa.evaluation.figures import Evaluation
from qa.reports import (
    Diagnosis,
    Explanation,
    Followed,
    ForgetReport,
    IndexReport,
    LibraryStatus,
    MoveReport,
    TransferReport,
)
from qa.values import Article, ArticleInfo, Match
from qa.verification.verdict import Change, Place, Verdict
from tests.command import OCTOPUS, Cli
from tests.conftest import ROOT

DOCUMENTED = (ROOT / "docs" / "json.md").read_text()

PRINTED: tuple[tuple[tuple[str, ...], int, type[BaseModel]], ...] = (
    (("ask", OCTOPUS), 0, Answer),
    (("ask", "Who won the World Cup?"), 3, Answer),
    (("verify", "An octopus has four hearts."), 3, Verdict),
    (("search", "octopus"), 0, Match),
    (("sources",), 0, ArticleInfo),
    (("status",), 0, LibraryStatus),
    (("doctor",), 0, Diagnosis),
    (("index", str(ROOT / "seeds"), "--dry-run"), 0, IndexReport),
    (("index", str(ROOT / "seeds" / "science"), "--explain"), 0, Explanation),
)
UNPRINTED = {"matches", "evidence", "withheld"}
"""The keys that explain an answer, which only --explain prints."""


@pytest.mark.parametrize(
    ("arguments", "code", "model"), PRINTED, ids=lambda one: one[0] if isinstance(one, tuple) else ""
)
def test_each_line_is_a_value_of_its_shape(
    seeds_cli: Cli, arguments: tuple[str, ...], code: int, model: type[BaseModel]
) -> None:
    lines = seeds_cli(*arguments, "--json", code=code).splitlines()
    assert lines
    validator = jsonschema_rs.validator_for(model.model_json_schema(mode="serialization"))
    for line in lines:
        value = json.loads(line)
        validator.validate(value)
        assert value.keys() == set(model.model_fields) - UNPRINTED


def test_what_commands_that_change_a_library_print_is_of_its_shape(cli: Cli) -> None:
    for name in ("old", "other"):
        (cli.folder / name).mkdir()
        (cli.folder / name / "a.txt").write_text(f"The {name} bridge\nThe {name} bridge was closed on Monday.\n")
    cli("index", "old", "other")
    (cli.folder / "old").rename(cli.folder / "new")
    (cli.folder / "questions.jsonl").write_text('{"question": "When was it closed?", "answers": ["Monday"]}\n')
    for arguments, model in (
        (("move", "old", "new"), MoveReport),
        (("eval", "questions.jsonl"), Evaluation),
        (("forget", "other", "--yes"), ForgetReport),
    ):
        value = json.loads(cli(*arguments, "--json"))
        jsonschema_rs.validator_for(model.model_json_schema(mode="serialization")).validate(value)
        assert value.keys() == set(model.model_fields)


def test_every_command_has_its_row_or_is_named_as_one_without_json() -> None:
    rows = set(re.findall(r"^\| `(\w+)` \|", DOCUMENTED, re.MULTILINE))
    program: Any = typer.main.get_command(app)
    context = program.make_context("pullquote", [], resilient_parsing=True)
    names = program.list_commands(context)
    assert rows & set(names) == set(names) - {"chat", "bot"}
    for name in names:
        command = program.get_command(context, name)
        assert ("as_json" in {one.name for one in command.params}) == (name in rows), name


def test_a_setting_is_its_name_its_value_and_where_it_comes_from(cli: Cli) -> None:
    lines = [json.loads(line) for line in cli("config", "--json").splitlines()]
    assert {one["name"] for one in lines} == set(BotSettings.model_fields)
    for one in lines:
        assert one.keys() == documented("Setting")
        assert isinstance(one["value"], str | int | float | bool | None)


def documented(heading: str) -> set[str]:
    """The keys that are documented under a heading."""
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", DOCUMENTED, re.DOTALL | re.MULTILINE)
    assert found is not None
    return {key for row in re.findall(r"^\| (`.*?) \|", found[1], re.MULTILINE) for key in re.findall(r"`(\w+)`", row)}


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("Answer", Answer),
        ("Quote", Quote),
        ("Article", ArticleInfo),
        ("Match", Match),
        ("Verdict", Verdict),
        ("Verdict", Place),
        ("Verdict", Change),
        ("Status", LibraryStatus),
        ("Report", IndexReport),
        ("Explanation", Explanation),
        ("Status", Followed),
        ("Forgotten", ForgetReport),
        ("Moved", MoveReport),
        ("Transferred", TransferReport),
        ("Diagnosis", Diagnosis),
        ("Figures", Evaluation),
    ],
)
def test_every_key_is_documented(heading: str, model: type[BaseModel]) -> None:
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", DOCUMENTED, re.DOTALL | re.MULTILINE)
    assert found is not None
    for key in model.model_fields.keys() - UNPRINTED:
        assert f"`{key}`" in found[1], key


def test_show_prints_what_is_documented_of_an_article(seeds_cli: Cli) -> None:
    first = json.loads(seeds_cli("sources", "--json").splitlines()[0])
    value: dict[str, Any] = json.loads(seeds_cli("show", first["id"], "--json"))
    assert value.keys() == {*ArticleInfo.model_fields, "authors", "text"}
    assert value.keys() <= Article.model_fields.keys()
