"""`pullquote sources`: a line per article."""

import json

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
