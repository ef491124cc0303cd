"""`pullquote chat`, over a pipe."""

import re

from tests.command import OCTOPUS, Cli


def test_chat_over_a_pipe(seeds_cli: Cli) -> None:
    lines = [OCTOPUS, "/context 1", "/more", "/context 99", "/nonsense", "/sources octopus", "/help", "/quit", "unread"]
    out = seeds_cli("chat", stdin="\n".join(lines))
    assert "1. > An octopus has three hearts." in out
    assert "An octopus has three hearts. Two of them pump blood through the gills" in out
    assert re.search(r"^4\. > ", out, re.MULTILINE)
    assert "Name a quote by its number, from 1 to" in out
    assert "There is no /nonsense" in out
    assert "Three Hearts and Blue Blood" in out
    assert "/open N" in out


def test_bytes_that_are_no_text_are_no_traceback(seeds_cli: Cli) -> None:
    run = seeds_cli.raw("chat", stdin=b"How many hearts\xff has an octopus?\n")
    assert run.returncode == 0
    assert "1. > An octopus has three hearts." in run.stdout.decode()
    assert b"Traceback" not in run.stderr


def test_chat_goes_on_after_an_error(seeds_cli: Cli) -> None:
    out = seeds_cli("chat", stdin="/more\n/context 1\nWho won the World Cup?\n" + OCTOPUS + "\n")
    assert out.splitlines()[:3] == [
        "Ask something first.",
        "Ask something first.",
        "No sentence answers this surely. Nearest:",
    ]
    assert "1. > An octopus has three hearts." in out
