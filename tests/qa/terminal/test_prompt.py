"""Lines that a person types or pastes, and a window that changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from qa.terminal.prompt import Prompt, pasted

CTRL_C, CTRL_D = "\x03", "\x04"


class Window(DummyOutput):
    """A terminal that can be made wider or narrower."""

    columns = 80

    def get_size(self) -> Size:
        return Size(rows=24, columns=self.columns)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[PipeInput]:
    """Where a test types."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with create_pipe_input() as keys:
        yield keys


def lines(typed: PipeInput, window: Window, shown: list[str], drawn: list[int]) -> Iterator[str]:
    with create_app_session(input=typed, output=window):
        yield from Prompt(["/more", "/quit"], lambda: drawn.append(window.columns), shown.append)


def test_lines_end_with_ctrl_d_and_ctrl_c_clears_one(typed: PipeInput, tmp_path: Path) -> None:
    typed.send_text(f" Who? \r\rWhat{CTRL_C}When?\r{CTRL_D}")
    shown: list[str] = []
    assert list(lines(typed, Window(), shown, [])) == ["Who?", "When?"]
    assert shown == []
    history = tmp_path / "pullquote" / "history"
    assert "+When?" in history.read_text()
    assert history.stat().st_mode & 0o777 == 0o600


def test_several_pasted_lines_come_one_after_the_other_each_shown_before_its_answer(typed: PipeInput) -> None:
    typed.send_text(f"\x1b[200~Who?\n\nAnd when?\n\x1b[201~\r{CTRL_D}")
    shown: list[str] = []
    found = lines(typed, Window(), shown, [])
    assert next(found) == "Who?"
    assert shown == ["Who?"]
    assert list(found) == ["And when?"]
    assert shown == ["Who?", "And when?"]


def test_the_talk_is_drawn_again_when_the_window_changes(typed: PipeInput) -> None:
    window, drawn = Window(), list[int]()
    found = lines(typed, window, [], drawn)
    typed.send_text("Who?\r")
    assert next(found) == "Who?"
    assert drawn == []
    window.columns = 40
    typed.send_text(f"What?\r{CTRL_D}")
    assert list(found) == ["What?"]
    assert drawn == [40]


def test_pasted_lines_are_stripped_and_empty_ones_left_out() -> None:
    assert pasted(" one \r\n\n two") == ["one", "two"]
    assert pasted(" \n") == []
