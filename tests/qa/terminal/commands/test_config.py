"""`pullquote config`: each value, and where it comes from."""

import json

from tests.command import Cli


def test_each_setting_comes_with_its_origin_and_no_secret(cli: Cli) -> None:
    (cli.folder / "pullquote.toml").write_text("limit = 5\n")
    cli.environment |= {"PULLQUOTE_WORKERS": "4", "PULLQUOTE_DISCORD_TOKEN": "much-too-secret"}
    out = cli("config", "--json")
    values = {one["name"]: (one["value"], one["from"]) for one in map(json.loads, out.splitlines())}
    assert values["limit"] == (5, "pullquote.toml")
    assert values["workers"] == (4, "PULLQUOTE_WORKERS")
    assert values["discord_token"] == ("set", "PULLQUOTE_DISCORD_TOKEN")
    assert values["model"] == ("all-MiniLM-L6-v2", "default")
    shown = cli("config")
    assert "limit                5  (pullquote.toml)\n" in shown
    assert "secret" not in out + shown
