"""A local chat: a prompt with history and completion, and the same answers as `ask`."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import typer
from platformdirs import user_state_path
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console
from rich.text import Text

from qa import render
from qa.assistant import Assistant
from qa.types import Answer, Quote, Where
from vectorstore.errors import PullquoteError

HELP = {
    "/sources [WORDS]": "the articles, or those with these words",
    "/more": "more quotes for the last question",
    "/context N": "the passage around quote N",
    "/open N": "open the article of quote N",
    "/help": "this list",
    "/quit": "end (also Ctrl-D)",
}
PROMPT = "› "
MOST = 50
"""Quotes that one question can be asked for."""


class Chat:
    """One conversation at a terminal, or over a pipe, a line a question."""

    def __init__(self, assistant: Assistant, console: Console, where: Where, limit: int) -> None:
        self._assistant = assistant
        self._console = console
        self._where = where
        self._limit = limit
        self._question: str | None = None
        self._quotes: list[Quote] = []
        self._commands: dict[str, Callable[[str], None]] = {
            "/sources": self._show_sources,
            "/more": self._show_more,
            "/context": self._show_context,
            "/open": self._open,
            "/help": self._show_help,
        }

    def run(self) -> None:
        """Answer until the user ends it."""
        if self._console.is_terminal:
            self._console.print(Text("Ask the articles. /help shows what else can be done.", style="dim"))
        for line in self._lines():
            if line in ("/quit", "/exit", "/q"):
                return
            try:
                self._answer(line)
            except PullquoteError as error:
                self._say(str(error), "red")
            except KeyboardInterrupt:
                self._say("Stopped.", "dim")

    def _lines(self) -> Iterator[str]:
        if not (sys.stdin.isatty() and self._console.is_terminal):
            yield from (line for raw in sys.stdin if (line := raw.strip()))
            return
        session: PromptSession[str] = PromptSession(
            history=_history(), completer=WordCompleter([*self._commands, "/quit"], sentence=True)
        )
        while True:
            try:
                if line := session.prompt(PROMPT).strip():
                    yield line
            except KeyboardInterrupt:
                continue  # clears the line, as a shell does
            except EOFError:
                return

    def _answer(self, line: str) -> None:
        if not line.startswith("/"):
            self._ask(line)
            return
        name, _, rest = line.partition(" ")
        command = self._commands.get(name)
        if command is None:
            self._say(f"There is no {name}; there are {', '.join([*self._commands, '/quit'])}.", "yellow")
        else:
            command(rest.strip())

    def _ask(self, question: str) -> None:
        answer = self._assistant.ask(question, where=self._where, limit=self._limit)
        self._question, self._quotes = question, list(answer.quotes)
        render.show_answer(self._console, answer)

    def _show_more(self, _: str) -> None:
        if self._question is None:
            self._say("Ask something first.", "yellow")
            return
        limit = min(MOST, len(self._quotes) + self._limit)
        answer: Answer = self._assistant.ask(self._question, where=self._where, limit=limit, min_confidence=0)
        shown = {(quote.article.id, quote.start, quote.end) for quote in self._quotes}
        new = [quote for quote in answer.quotes if (quote.article.id, quote.start, quote.end) not in shown]
        if not new:
            self._say("There is no more.", "dim")
        for number, quote in enumerate(new, len(self._quotes) + 1):
            render.show_quote(self._console, quote, number)
        self._quotes += new

    def _show_context(self, number: str) -> None:
        if (quote := self._numbered(number)) is None:
            return
        context = self._assistant.context(quote)
        if context is None:
            self._say("The article no longer has this quote: ask again.", "yellow")
        else:
            render.show_context(self._console, context)

    def _open(self, number: str) -> None:
        if (quote := self._numbered(number)) is None:
            return
        target = quote.article.url or quote.article.path
        self._say(render.place(quote.article, quote.line), "dim")
        if typer.launch(target if quote.article.url else str(Path(target).absolute())) != 0:
            self._say("No program here opens it; that is where it is.", "yellow")

    def _show_sources(self, words: str) -> None:
        render.show_sources(self._console, self._assistant.sources(self._where, words))

    def _show_help(self, _: str) -> None:
        for name, meaning in HELP.items():
            self._console.print(Text.assemble((f"{name:<18}", "cyan"), meaning))

    def _numbered(self, number: str) -> Quote | None:
        """The quote with this number of the last answer; says so if there is none."""
        if number.isdecimal() and 1 <= int(number) <= len(self._quotes):
            return self._quotes[int(number) - 1]
        if not self._quotes:
            self._say("There are no quotes yet: ask something first.", "yellow")
        else:
            self._say(f"Name a quote by its number, from 1 to {len(self._quotes)}.", "yellow")
        return None

    def _say(self, text: str, style: str) -> None:
        self._console.print(Text(render.printable(text), style=style))


def _history() -> History:
    """The questions of earlier chats, from the user's own folder, readable to no one else."""
    try:
        folder = user_state_path("pullquote", ensure_exists=True)
        path = folder / "history"
        path.touch(mode=0o600)
        return FileHistory(str(path))
    except OSError:
        return InMemoryHistory()
