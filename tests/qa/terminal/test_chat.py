"""A chat's commands, over articles of a few lines."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from qa.errors import QuestionError
from qa.terminal.chat import HELP, Chat
from qa.values import Where
from tests.conftest import Shelf

BRIDGE = "---\ndate: 2024-03-12\n---\n# The Old Bridge\n\nThe old bridge was closed on Monday for eleven months.\n"
FAIR = "---\ndate: 2023-06-17\n---\n# The Harbour Fair\n\nThe harbour fair drew many visitors in June.\n"


class Typed:
    """A chat, and what it prints."""

    def __init__(self, chat: Chat, out: io.StringIO) -> None:
        self.chat = chat
        self._out = out

    def __call__(self, line: str) -> str:
        """Return what the chat prints for a line."""
        self._out.seek(0)
        self._out.truncate()
        self.chat.answer(line)
        return self._out.getvalue()


@pytest.fixture
def typed(shelf: Shelf) -> Typed:
    """A chat over two collections."""
    assistant = shelf({"town/bridge.md": BRIDGE, "fairs/fair.md": FAIR})
    out = io.StringIO()
    return Typed(Chat(assistant, Console(file=out, width=80, highlight=False), Where(), 3), out)


def test_every_command_has_its_line_of_help(typed: Typed) -> None:
    shown = typed("/help")
    for usage in HELP:
        assert f"\n{usage} " in f"\n{shown}"
    unknown = typed("/nonsense")
    assert all(usage.split()[0] in unknown for usage in HELP)


def test_a_scope_says_what_is_asked_and_holds_for_the_sources(typed: Typed) -> None:
    assert typed("/scope") == "Asking all articles.\nCollections: fairs, town\n"
    assert typed("/scope town 2024-01-01") == "Asking town, since 2024-01-01.\n"
    assert [line.split("\t")[3] for line in typed("/sources").splitlines()] == ["The Old Bridge"]
    assert typed("/scope all") == "Asking all articles.\n"
    assert len(typed("/sources").splitlines()) == 2
    with pytest.raises(QuestionError, match="There is no collection 'sport'"):
        typed("/scope sport")


@pytest.mark.parametrize("does", [True, False])
def test_an_article_is_opened_or_its_place_is_told(typed: Typed, monkeypatch: pytest.MonkeyPatch, does: bool) -> None:
    opened: list[str] = []

    def browse(address: str) -> bool:
        opened.append(address)
        return does

    monkeypatch.setattr("webbrowser.open", browse)
    typed("When was the old bridge closed?")
    shown = typed("/open 1")
    assert [one.rpartition("/town/")[2] for one in opened] == ["bridge.md"]
    assert opened[0].startswith("file:///")
    assert ("No program here can open it" in shown) is not does


def test_a_line_in_quotation_marks_is_checked_within_the_scope(typed: Typed) -> None:
    line = "“The old bridge was closed on Monday for eleven months.”"
    assert typed(line).startswith("It stands word for word:\n")
    assert typed('"The old bridge was closed on Monday for nine months."').startswith("Nearly word for word")
    typed("/scope fairs")
    assert typed(line).startswith("It stands in none of the articles.")


def test_today_is_the_day_from_which_days_count(typed: Typed) -> None:
    assert typed("/today 2024-03-15") == "“This week” counts from 2024-03-15.\n"
    assert " to 2024-03-15)\n" in typed("What was closed this week?")
    assert typed("/today") == "“This week” counts from today.\n"
    with pytest.raises(QuestionError, match="is not a date"):
        typed("/today soon")


def test_a_talk_is_saved_and_an_undone_question_is_not(typed: Typed, tmp_path: Path) -> None:
    typed("What was closed on Monday?")
    typed("What drew many visitors?")
    typed("/undo")
    path = tmp_path / "talk.md"
    assert typed(f"/save {path}") == f"Saved to {path}.\n"
    assert path.read_text().splitlines()[0] == "## What was closed on Monday?"
    assert "visitors" not in path.read_text()
    with pytest.raises(QuestionError, match="Name a file"):
        typed("/save")


def test_the_talk_is_drawn_again(typed: Typed) -> None:
    first = typed("What was closed on Monday?")
    typed("/scope town")
    again = io.StringIO()
    typed.chat._console.file = again
    typed.chat.redraw()
    assert again.getvalue() == f"› What was closed on Monday?\n{first}\n"
