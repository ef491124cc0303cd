"""`pullquote move`: follows what was moved; indexing the new place instead says how."""

import json

from tests.command import Cli


def test_a_folder_that_was_moved_is_said_and_followed(cli: Cli) -> None:
    old, new = cli.folder / "old news", cli.folder / "new"
    old.mkdir()
    for name in ("a", "b"):
        (old / f"{name}.txt").write_text(f"The {name}\nThe {name} is read on Monday.\n")
    cli("index", "old news")
    old.rename(new)
    assert cli("index", "new", code=1) == (
        f"pullquote: The 2 articles of '{old}' stand at {new} now. Nothing was changed. "
        f"To follow them: pullquote move '{old}' {new}\n"
    )
    assert cli("move", "old news", "new").splitlines() == ["2 articles moved", "2 articles; generation 2"]
    assert cli("index").splitlines()[0] == "Nothing has changed."
    new.rename(old)
    assert json.loads(cli("move", "new", "old news", "--json")) == {
        "old": str(new), "new": str(old), "moved": 2, "removed": 0, "changed": 0, "articles": 2, "generation": 3,
    }  # fmt: skip
    assert "is not followed, so it cannot be moved" in cli("move", "new", "old news", code=1)
