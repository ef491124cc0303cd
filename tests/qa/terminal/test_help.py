"""What --help says: every command's options have names for people, and defaults."""

import re
import subprocess
import sys
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import app

PROGRAM: Any = typer.main.get_command(app)
CONTEXT = PROGRAM.make_context("pullquote", [], resilient_parsing=True)
NAMES = PROGRAM.list_commands(CONTEXT)
PYTHON = re.compile(r"<\w+(?:\[\w+\])?(?: range)?>|\bPath\b|\blist\[")
"""A type as Python has it."""


def help_of(*command: str) -> str:
    done = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})
    assert done.exit_code == 0
    return done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_no_type_of_python_stands_beside_an_option_or_an_argument(name: str) -> None:
    assert PYTHON.findall(help_of(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_option_says_what_it_does(name: str) -> None:
    command = PROGRAM.get_command(CONTEXT, name)
    assert command.params
    for parameter in command.params:
        assert getattr(parameter, "help", ""), (name, parameter.name)


def test_the_list_of_commands_has_what_each_does_and_no_exit_codes() -> None:
    shown = help_of()
    assert "Exit code" not in shown
    for name in NAMES:
        assert re.search(rf"^│ {name} +[A-Z]", shown, re.MULTILINE), name


def test_what_stands_in_brackets_is_not_taken_for_a_style() -> None:
    assert "[bot]" in help_of("config")
    assert "[default: 3]" in help_of("ask")


@pytest.mark.parametrize("name", NAMES)
def test_no_flag_shows_bool_and_a_limit_shows_its_default(name: str) -> None:
    shown = help_of(name)
    assert "<bool>" not in shown
    assert "[default: " in shown or "--limit" not in shown


def test_a_command_is_loaded_when_it_is_used() -> None:
    code = "import sys, bot.cli; print([name for name in sys.modules if name.startswith('qa.terminal.commands.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['qa.terminal.commands.config']\n"  # which shows the bot's settings, too
    assert PROGRAM.get_command(CONTEXT, "nothing") is None
