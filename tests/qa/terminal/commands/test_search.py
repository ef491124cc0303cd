"""`pullquote search`: words -> passages and scores."""

import json
import re

from tests.command import Cli


def test_passages_come_with_scores_best_first(seeds_cli: Cli) -> None:
    matches = [
        json.loads(line) for line in seeds_cli("search", "octopus", "arms", "--json", "--limit", "3").splitlines()
    ]
    assert matches[0]["article"]["title"].startswith("Three Hearts")
    scores = [match["score"] for match in matches]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1.0
    shown = seeds_cli("search", "octopus arms", "--limit", "3").splitlines()
    assert re.match(r"1\.00  An octopus is built", shown[0])
    assert len(shown) == 6


def test_what_search_names_can_be_shown(seeds_cli: Cli) -> None:
    source = seeds_cli("search", "octopus", "--limit", "1").splitlines()[1]
    found = re.search(r"(\w{16}) --at (\d+-\d+)", source)
    assert found is not None
    assert "An octopus has three hearts." in seeds_cli("show", found[1], "--at", found[2])


def test_nothing_to_look_for(seeds_cli: Cli) -> None:
    assert "There is nothing to look for" in seeds_cli("search", " ", code=1)
