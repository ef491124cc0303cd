"""`pullquote verify`: is this quote real?"""

import json

from tests.command import Cli

REAL = "An octopus has “Three Hearts”."
WRONG = "An octopus has four hearts."


def test_a_real_quote_and_one_with_another_number(seeds_cli: Cli) -> None:
    lines = seeds_cli("verify", REAL).splitlines()
    assert lines[:2] == ["It stands word for word:", "> An octopus has three hearts."]
    assert seeds_cli("verify", WRONG, code=3).splitlines()[:3] == [
        "Nearly word for word, with 1 difference:",
        "A number differs: the article says “three”, not “four”.",
        "> An octopus has [-three-] {+four+} hearts.",
    ]


def test_many_come_through_a_pipe(seeds_cli: Cli) -> None:
    out = seeds_cli("verify", "--json", stdin=f"{REAL}\n\n{WRONG}\nThe moon is a cheese of green and blue.\n", code=3)
    verdicts = [json.loads(line) for line in out.splitlines()]
    assert [one["standing"] for one in verdicts] == ["word for word", "nearly", "nowhere"]
    assert verdicts[1]["places"][0]["changes"][0]["alarm"] == "number"


def test_without_words_there_is_nothing_to_check(seeds_cli: Cli) -> None:
    assert "Give the words to check" in seeds_cli("verify", code=2)
    assert "Give the words to be checked" in seeds_cli("verify", "…", code=1)
