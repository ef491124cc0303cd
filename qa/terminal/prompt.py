"""The lines that a person types into a chat, with history and completion, or pastes, several at once."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from platformdirs import user_state_path
from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

MARK = "› "
"""The prompt before a typed line."""


class Prompt:
    """Lines from a terminal; `redraw` is called when its width has changed, `show` before each of several lines."""

    def __init__(self, commands: Sequence[str], redraw: Callable[[], None], show: Callable[[str], None]) -> None:
        self._session: PromptSession[str] = PromptSession(
            history=_history(), completer=WordCompleter(list(commands), sentence=True)
        )
        self._redraw = redraw
        self._show = show
        self._columns = self._session.output.get_size().columns
        self._session.app.before_render += self._look

    def __iter__(self) -> Iterator[str]:
        """Yield each typed line until Ctrl-D. Ctrl-C clears the line, as in a shell."""
        while True:
            try:
                lines = pasted(self._session.prompt(MARK))
            except KeyboardInterrupt:
                continue
            except EOFError:
                return
            for line in lines:
                if len(lines) > 1:
                    self._show(line)
                yield line

    def _look(self, application: Any) -> None:
        """Redraw what is above the prompt if the width of the terminal has changed."""
        columns = application.output.get_size().columns
        if columns != self._columns:
            self._columns = columns
            run_in_terminal(self._redraw)


def plain_lines() -> Iterator[str]:
    """Yield each line typed at a dumb terminal."""
    while True:
        try:
            typed = input(MARK).strip()
        except EOFError:
            return
        if typed:
            yield typed


def pasted(text: str) -> list[str]:
    """Return the nonempty lines of a text."""
    return [line for raw in text.splitlines() if (line := raw.strip())]


def _history() -> History:
    """The questions from earlier chats, in the user's own folder, readable by no one else."""
    try:
        folder = user_state_path("pullquote", ensure_exists=True)
        path = folder / "history"
        path.touch(mode=0o600)
        return FileHistory(str(path))
    except OSError:
        return InMemoryHistory()
