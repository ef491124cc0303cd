"""`pullquote show`: an article, the quote marked."""

import json
import re

from tests.command import OCTOPUS, Cli


def test_a_quote_is_marked_in_its_article(seeds_cli: Cli) -> None:
    (quote,) = json.loads(seeds_cli("ask", OCTOPUS, "--json", "--limit", "1"))["quotes"]
    article = quote["article"]["id"]
    at = f"{quote['start']}-{quote['end']}"
    value = json.loads(seeds_cli("show", article, "--json"))
    assert value["text"][quote["start"] : quote["end"]] == "An octopus has three hearts."
    lines = seeds_cli("show", article, "--at", at).splitlines()
    assert lines[0] == "Three Hearts and Blue Blood: How an Octopus Lives"
    marked = seeds_cli.at_terminal("show", article, "--at", at, columns=100, rows=60)
    assert "\x1b[1;7mAn octopus has three hearts.\x1b[0m" in marked


def test_a_long_article_goes_through_the_pager(seeds_cli: Cli) -> None:
    (article,) = json.loads(seeds_cli("ask", OCTOPUS, "--json"))["nearest"][:1]
    shown = seeds_cli.at_terminal("show", article["id"], columns=30, rows=8, PAGER="sed s/^/through:/")
    assert "through:" in shown


def test_a_pager_that_knows_no_styles_shows_the_marked_words_bold(seeds_cli: Cli) -> None:
    (quote,) = json.loads(seeds_cli("ask", OCTOPUS, "--json", "--limit", "1"))["quotes"]
    at = f"{quote['start']}-{quote['start'] + 10}"
    shown = seeds_cli.at_terminal("show", quote["article"]["id"], "--at", at, columns=40, rows=8, PAGER="cat")
    assert "\x1b" not in shown
    assert "A\bAn\bn o\boc\bct\bto\bop\bpu\bus\bs has three hearts." in shown


def test_no_line_at_a_terminal_ends_in_a_blank(seeds_cli: Cli) -> None:
    (article,) = json.loads(seeds_cli("ask", OCTOPUS, "--json"))["nearest"][:1]
    shown = re.sub(r"\x1b\[[\d;]*m|\r", "", seeds_cli.at_terminal("show", article["id"], columns=60, rows=90))
    assert 50 < max(map(len, shown.splitlines())) <= 60
    assert [line for line in shown.splitlines() if line != line.rstrip()] == []


def test_an_article_or_a_slice_that_is_not_there(seeds_cli: Cli) -> None:
    assert "There is no article 'none'" in seeds_cli("show", "none", code=1)
    (article,) = json.loads(seeds_cli("ask", OCTOPUS, "--json"))["nearest"][:1]
    assert "characters." in seeds_cli("show", article["id"], "--at", "5-99999999", code=2)
