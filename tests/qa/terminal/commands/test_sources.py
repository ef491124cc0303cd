"""`pullquote sources`: a line per article."""

import json
import os
import subprocess

from tests.command import Cli


def test_sources_for_other_programs(seeds_cli: Cli) -> None:
    rows = [line.split("\t") for line in seeds_cli("sources", "vellmar", "--collection", "economy").splitlines()]
    assert [row[3] for row in rows] == [
        "Town Library of Vellmar Lends Tools Now",
        "Vellmar Bakery Fined for Short Loaves",
    ]
    articles = [json.loads(line) for line in seeds_cli("sources", "--json").splitlines()]
    assert len(articles) == 19
    rows = [line.split("\t") for line in seeds_cli("sources", "--author", "lindqvist").splitlines()]
    assert [row[-1] for row in rows] == ["https://tabletalk.example.com/coffee-history"]
    assert "There is no article by 'x'" in seeds_cli("sources", "--author", "x", code=1)
    assert "There is no collection 'x'" in seeds_cli("sources", "--collection", "x", code=1)


def test_sources_by_date_within_days_and_without_a_date(seeds_cli: Cli) -> None:
    days = [line.split("\t")[1] for line in seeds_cli("sources", "--sort", "date").splitlines()]
    assert (len(days), days) == (19, sorted(days, reverse=True))
    newest = [line.split("\t")[1] for line in seeds_cli("sources", "--sort", "date", "--limit", 2).splitlines()]
    assert newest == days[:2]
    assert "is of no day" in seeds_cli("sources", "--undated", "--since", "2024-01-01", code=2)


def test_a_reader_that_has_read_enough_ends_it_quietly(seeds_cli: Cli) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing) as closed:
        command = seeds_cli.command("sources")
        run = subprocess.run(command, env=seeds_cli.environment, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
