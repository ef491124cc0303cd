"""`pullquote transfer`: brings the library to another store."""

import json

from tests.command import Cli


def test_a_library_is_brought_to_another_store_and_asked_there(cli: Cli) -> None:
    (cli.folder / "a.txt").write_text("The mill\nThe mill was closed in March.\n")
    cli("index", "a.txt")
    assert cli("transfer", "--to", "elsewhere").splitlines() == [
        "1 article, 1 passage brought to elsewhere",
        "1 vector sent, none computed; generation 1",
    ]
    asked = "When was the mill closed?"
    assert cli("ask", "--library", "elsewhere", asked) == cli("ask", asked)
    assert "There is 1 article already. Nothing was changed." in cli("transfer", "--to", "elsewhere", code=1)
    assert json.loads(cli("transfer", "--to", "elsewhere", "--replace", "--json")) == {
        "articles": 1, "passages": 1, "vectors": 0, "generation": 2,
    }  # fmt: skip
    assert "The library is there already" in cli("transfer", "--to", ".pullquote", code=2)


def test_an_address_that_is_none_is_said(cli: Cli) -> None:
    (cli.folder / "a.txt").write_text("The mill\nThe mill was closed in March.\n")
    cli("index", "a.txt")
    assert cli("transfer", "--to", "milvus://db.example.org", code=2) == (
        "pullquote: The setting store is no address: write milvus://HOST:PORT/NAME, with a NAME of letters, digits "
        "and _.\n"
    )
