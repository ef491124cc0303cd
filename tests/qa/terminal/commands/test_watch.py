"""`pullquote watch`: a line per update, until Ctrl-C."""

import json
import re
import signal
import subprocess

import pytest

from qa.reports import IndexReport
from tests.command import Cli


def test_watch_follows_until_ctrl_c(cli: Cli) -> None:
    articles = cli.folder / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("Bridge\nThe bridge is closed.")
    command = cli.command("watch", articles)
    command.insert(1, "-u")
    with subprocess.Popen(command, cwd=cli.folder, env=cli.environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert re.fullmatch(r"\S+ 1 added; 1 article, generation 1 \(.*\)\n", run.stdout.readline())
        assert run.stdout.readline() == f"Watching {articles}. Press Ctrl-C to stop.\n"
        (articles / "b.txt").write_text("Fair\nThe fair is open.")
        assert re.fullmatch(r"\S+ 1 added; 2 articles, generation 2 \(.*\)\n", run.stdout.readline())
        run.send_signal(signal.SIGINT)
        assert run.stdout.readline() == "Stopped.\n"
        assert run.wait(20) == 0


def test_watch_prints_json_lines(cli: Cli) -> None:
    (cli.folder / "a.txt").write_text("Bridge\nThe bridge is closed.")
    command = cli.command("watch", "a.txt", "--json")
    with subprocess.Popen(command, cwd=cli.folder, env=cli.environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        report = json.loads(run.stdout.readline())
        assert (report["added"], report.keys()) == (1, set(IndexReport.model_fields))
        run.send_signal(signal.SIGINT)
        assert run.wait(20) in (0, 130)


def test_in_a_new_library_all_that_is_not_there_is_said_a_line_each(cli: Cli) -> None:
    assert cli("watch", "nope", "gopher://x", code=1).splitlines() == [
        "pullquote: gopher://x: only http and https addresses without a user name are fetched",
        f"pullquote: {cli.folder}/nope: no such file or folder",
    ]


@pytest.mark.parametrize("command", ["watch", "status", "sources", "chat"])
def test_without_a_library_it_is_said_what_to_do(cli: Cli, command: str) -> None:
    assert "There is no library" in cli(command, code=1)
