"""`pullquote status`: what is in the library."""

import json

from tests.command import Cli


def test_status_for_people_and_for_programs(seeds_cli: Cli) -> None:
    status = json.loads(seeds_cli("status", "--json"))
    assert (status["articles"], status["collections"]["world"]) == (19, 4)
    assert "articles    19\n" in seeds_cli("status")
