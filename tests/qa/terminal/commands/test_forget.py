"""`pullquote forget`: asks first, and says what was erased."""

import json

from tests.command import Cli


def test_a_folder_is_forgotten_after_a_yes_only(cli: Cli) -> None:
    for name in ("news", "poems"):
        (cli.folder / name).mkdir()
        (cli.folder / name / "a.txt").write_text(f"The {name}\nThe {name} are read on Monday.\n")
    cli("index", "news", "poems")
    assert "There is no terminal to ask at: add --yes if you mean it." in cli("forget", "news", code=2)
    assert cli("forget", "nope", code=1) == (
        "pullquote: nope is not followed, and is no collection. See: pullquote status\n"
    )
    assert json.loads(cli("status", "--json"))["articles"] == 2
    seen = cli.at_terminal("forget", "poems", typed="n\n")
    assert "Erase 1 article from the library, and no longer follow poems? [y/N]: " in seen
    assert seen.endswith("pullquote: Nothing was changed.\n")
    report = json.loads(cli("forget", "poems", "--yes", "--json"))
    assert report == {
        "paths": [f"{cli.folder}/poems"], "addresses": [], "removed": 1, "articles": 1, "generation": 2,
    }  # fmt: skip
    seen = cli.at_terminal("forget", "news/", typed="y\n")
    assert "1 article erased." in seen
    assert "0 articles left; generation 3" in seen
    assert cli("ask", "When are the news read?", code=1) == (
        "pullquote: The library is empty. Fill it with: pullquote index PATH\n"
    )
