"""The command line as a whole: how it begins, how it ends, and what it says when it cannot go on."""

import re
import signal
import subprocess

import pytest

from tests.command import OCTOPUS, Cli
from tests.conftest import ROOT
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore
from vectorstore.store import Changes

COMMANDS = ("index", "watch", "ask", "chat", "verify", "search", "show", "sources", "status", "doctor", "eval", "bot")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("ask", "hello", "--library", "none"), 1, "There is no library at none. Make one with: pullquote index PATH"),
        (("sources", "--library", "none"), 1, "There is no library at none."),
        (("ask", "what", "--since", "2024-02-01", "--until", "2024-01-01"), 2, "--since is after --until: swap them."),
        (("show", "x", "--at", "9-3"), 2, "is not START-END"),
        (("--library", "none", "ask", "hello"), 1, "There is no library at none."),
        (("index",), 1, "There is nothing to index: name files or folders"),
        (("index", "missing"), 1, "/missing: no such file or folder"),
        (("ask",), 2, "Ask something"),
        (("ask", "what", "--since", "yesteryear"), 2, "is not a date"),
        (("ask", "what", "--limit", "0"), 2, "--limit"),
        (("ask", "--stdin"), 2, "--stdin needs --json"),
        (("nonsense",), 2, "No such command"),
        (("index", ""), 2, "Invalid value for 'PATHS': it is empty."),
        (("watch", "news", " "), 2, "it is empty."),
        (("forget", "", "--yes"), 2, "it is empty."),
        (("move", "", "news"), 2, "Invalid value for 'OLD': it is empty."),
        (("status", "--library", ""), 2, "Invalid value for '--library': it is empty."),
        (("--library", "", "status"), 2, "Invalid value for '--library': it is empty."),
        (("status", "--library", "x" * 300), 1, "/catalogue.sqlite: File name too long."),
        (("ask", "hello", "--model", "no/such"), 1, "There is no model 'no/such' on this machine"),
        (("index", "x", "--device", "abacus"), 2, "--device must be auto, cpu or cuda."),
    ],
)
def test_an_error_is_one_message_and_a_code(cli: Cli, arguments: tuple[str, ...], code: int, message: str) -> None:
    run = cli.run(*arguments)
    assert run.returncode == code
    assert run.stdout == ""
    assert message in " ".join(run.stderr.replace("│", "").split())
    assert "Traceback" not in run.stderr
    if code == 1:
        assert len(run.stderr.splitlines()) == 1


def test_a_damaged_library_and_another_models_are_told_in_one_line(cli: Cli) -> None:
    other = WordEmbedder()
    with LocalStore(cli.folder / "other", other.dimension).writer() as writer:
        writer.commit(Changes(attributes={"model": "words", "model_digest": "x", "dimension": "256", "window": "40"}))
    (line,) = cli("ask", "What is it?", "--library", "other", code=1).splitlines()
    assert line.startswith("pullquote: The library was made with the model words (x, 256 dimensions, 40 tokens)")
    (cli.folder / "other" / "catalogue.sqlite").write_bytes(b"broken" * 1000)
    (line,) = cli("ask", "What is it?", "--library", "other", code=1).splitlines()
    assert "is damaged" in line


def test_pipes_get_no_colours_and_terminals_do(seeds_cli: Cli) -> None:
    assert "\x1b" not in seeds_cli("ask", OCTOPUS) + seeds_cli("status") + seeds_cli("sources") + seeds_cli("--help")
    assert "\x1b[36m" in seeds_cli.at_terminal("ask", OCTOPUS).replace("\x1b[2;36m", "\x1b[36m")
    assert "36m" not in seeds_cli.at_terminal("ask", OCTOPUS, NO_COLOR="1")
    assert "\x1b" not in seeds_cli.at_terminal("ask", OCTOPUS, TERM="dumb")


def test_no_home_and_a_home_that_cannot_be_written_are_no_traceback(seeds_cli: Cli) -> None:
    home = seeds_cli.folder / "home"
    home.mkdir(0o500)
    seeds_cli.environment.pop("XDG_STATE_HOME")
    for changed in ({"HOME": str(home)}, {"HOME": str(home / "none")}):
        seeds_cli.environment |= changed
        assert "three hearts" in seeds_cli("ask", OCTOPUS)
        assert "three hearts" in seeds_cli("chat", stdin=OCTOPUS)
    del seeds_cli.environment["HOME"]
    assert "three hearts" in seeds_cli("ask", OCTOPUS)


def test_a_current_folder_that_is_gone_is_told_in_one_line(cli: Cli) -> None:
    (cli.folder / "gone").mkdir()
    command = f"cd gone; rmdir ../gone; {' '.join(cli.command('status'))}"
    environment = {**cli.environment, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(["bash", "-c", command], cwd=cli.folder, env=environment, capture_output=True, check=False)
    assert (run.returncode, run.stdout) == (1, b"")
    assert run.stderr == b"pullquote: The folder that you are in no longer exists.\n"


def test_version_and_help(cli: Cli) -> None:
    assert cli("--version") == "pullquote 0.1.0\n"
    help_ = cli("--help")
    for command in COMMANDS:
        assert re.search(rf"^│ {command} ", help_, re.MULTILINE), command


def test_a_reader_that_goes_away_is_no_error(seeds_cli: Cli) -> None:
    for command in ("ask --stdin --json", "sources", "sources --json", "search octopus --limit 50", "--help"):
        run = subprocess.run(
            ["bash", "-c", f'{" ".join(seeds_cli.command(command))} | head -c 1; echo "${{PIPESTATUS[0]}}"'],
            cwd=seeds_cli.folder,
            env=seeds_cli.environment,
            input=(OCTOPUS + "\n") * 50,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.stdout[1:] == "0\n", command
        assert run.stderr == ""


@pytest.mark.parametrize("module", ["qa.errors", "qa.values", "rich.console", "qa.assistant", "onnxruntime"])
def test_ctrl_c_while_it_loads_is_no_traceback(seeds_cli: Cli, module: str) -> None:
    command = seeds_cli.command("ask", OCTOPUS)
    command[1:1] = ["-X", "importtime"]
    with subprocess.Popen(
        command,
        cwd=seeds_cli.folder,
        env=seeds_cli.environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        while not process.stderr.readline().endswith(f" {module}\n"):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("limit = 5\nlibary = 'x'\n", "pullquote.toml:2: there is no setting libary."),
        ("limit = 500\n", "pullquote.toml:1: limit must be a whole number, 1 to 50."),
        ("limit = \n", "pullquote.toml cannot be read: "),
        ("[bot]\ndiscord-token = 'x'\n", "pullquote.toml:2: discord_token: a token does not belong in a file."),
    ],
)
def test_a_wrong_config_file_is_one_message_with_its_line_and_key(cli: Cli, file: str, message: str) -> None:
    (cli.folder / "pullquote.toml").write_text(file)
    run = cli.run("ask", OCTOPUS)
    assert (run.returncode, run.stdout) == (2, "")
    (line,) = run.stderr.splitlines()
    assert message in line


def test_a_terminal_of_twenty_columns_has_messages_and_answers_broken_between_words(seeds_cli: Cli) -> None:
    error = seeds_cli.at_terminal("ask", "hello", "--library", "none", columns=20)
    assert error.splitlines()[:2] == ["pullquote: There is", "no library at none."]
    shown = seeds_cli.at_terminal("ask", OCTOPUS, columns=20, NO_COLOR="1")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert lines[:2] == ["1. An octopus has", "   three hearts."]


def test_a_chat_at_a_dumb_terminal_answers_without_an_escape(seeds_cli: Cli) -> None:
    shown = seeds_cli.at_terminal("chat", typed=f"{OCTOPUS}\n/quit\n", TERM="dumb")
    assert "1. An octopus has three hearts." in shown
    assert "\x1b" not in shown
