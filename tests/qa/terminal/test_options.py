"""The settings that options give, and the library that is used where none is named."""

import os
from datetime import date
from pathlib import Path

import pytest
import typer

from qa.terminal.options import date_option, settings, where_of


def test_a_library_of_another_user_above_is_named_and_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PULLQUOTE_LIBRARY", raising=False)
    library = tmp_path / ".pullquote"
    library.mkdir()
    (library / "catalogue.sqlite").touch()
    below = tmp_path / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    assert settings().library == library
    monkeypatch.setattr(os, "getuid", lambda: library.stat().st_uid + 1)
    assert settings().library == Path(".pullquote")
    assert capsys.readouterr().err == (f"pullquote: {library} is another user's; to use it, name it with --library.\n")
    assert settings(library=library).library == library
    assert capsys.readouterr().err == ""


def test_the_options_say_which_articles_are_asked() -> None:
    where = where_of(["world", "sport"], "id", "2024-02-01", "3 March 2024")
    assert (where.collections, where.article) == (frozenset({"world", "sport"}), "id")
    assert (where.since, where.until) == (date(2024, 2, 1), date(2024, 3, 3))
    assert where_of(None) == where_of([])


@pytest.mark.parametrize(("since", "until"), [("2024-02-01", "2024-01-01"), ("someday", None)])
def test_days_in_the_wrong_order_or_none_are_refused(since: str, until: str | None) -> None:
    with pytest.raises(typer.BadParameter):
        where_of(None, None, since, until)
    assert date_option("--since", None) is None
