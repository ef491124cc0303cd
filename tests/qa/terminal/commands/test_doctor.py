"""`pullquote doctor`: ok, or how to fix it."""

import json

from tests.command import Cli


def test_a_sound_library_is_ok_and_a_changed_file_fails(cli: Cli) -> None:
    (cli.folder / "a.txt").write_text("The bridge\nThe old bridge was closed on Monday.\n")
    cli("index", "a.txt")
    assert {line[:6] for line in cli("doctor").splitlines()} == {"ok    "}
    (cli.folder / "a.txt").write_text("The bridge\nThe old bridge was opened on Monday.\n")
    run = cli.run("doctor")
    assert run.returncode == 1
    assert run.stdout.splitlines()[-2:] == [
        f'FAIL  1 file has changed: "{cli.folder}/a.txt"',
        "      To fix: pullquote index",
    ]
    assert json.loads(cli.run("doctor", "--json").stdout.splitlines()[-1])["mend"] == "To fix: pullquote index"
