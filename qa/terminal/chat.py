"""A local chat: a prompt with history and completion, and the same answers as `ask`."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import typer
from platformdirs import user_state_path
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console
from rich.text import Text

from qa.assistant import Assistant
from qa.conversation.acts import Act, ActKind, act_of, parts
from qa.conversation.exchange import Phrase, Say
from qa.conversation.replies import Around, Further, Reply, Sources
from qa.conversation.session import Session
from qa.errors import PullquoteError
from qa.terminal import render
from qa.values import Answer, Where

HELP = {
    "/sources [WORDS]": "the articles, or those with these words",
    "/more": "more quotes for the last question",
    "/context N": "the passage around quote N",
    "/open N": "open the article of quote N",
    "/undo": "take the last question back",
    "/new": "start over: forget what was said",
    "/help": "this list",
    "/quit": "end (also Ctrl-D)",
}
WORDS = (
    "A question may go on from the one before (“and in Lebanon?”). Understood as well: more, why?, who said that?, "
    "show me the source, the second one, no, the other one, start over."
)
PROMPT = "› "

QUIET = {
    *(Phrase.HELLO, Phrase.WELCOME, Phrase.BYE, Phrase.HEARD, Phrase.SELF, Phrase.UNDONE, Phrase.ANEW),
    *(Phrase.NO_MORE, Phrase.NO_OTHER),
}
"""What is said in passing; the rest asks the user for something else."""


class Chat:
    """One conversation at a terminal, or over a pipe, a line a question."""

    def __init__(self, assistant: Assistant, console: Console, where: Where, limit: int) -> None:
        self._assistant = assistant
        self._console = console
        self._where = where
        self._session = Session(assistant, where, limit)
        self._commands: dict[str, Callable[[str], None]] = {
            "/sources": self._show_sources,
            "/more": lambda _: self._do(Act(ActKind.MORE)),
            "/context": lambda number: self._do(Act(ActKind.CONTEXT, _number(number))),
            "/open": self._open,
            "/undo": lambda _: self._do(Act(ActKind.UNDO)),
            "/new": lambda _: self._do(Act(ActKind.NEW)),
            "/help": self._show_help,
        }

    def run(self) -> None:
        """Answer until the user ends it."""
        if self._console.is_terminal:
            self._console.print(Text("Ask the articles. /help shows what else can be done.", style="dim"))
        for line in self._lines():
            if line in ("/quit", "/exit", "/q") or act_of(line).kind is ActKind.BYE:
                return
            try:
                self.answer(line)
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

    def answer(self, line: str) -> None:
        """Print what a line gets. Raises PullquoteError."""
        if not line.startswith("/"):
            self._say_parts(parts(line))
            return
        name, _, rest = line.partition(" ")
        command = self._commands.get(name)
        if command is None:
            self._say(f"There is no {name}; there are {', '.join([*self._commands, '/quit'])}.", "yellow")
        else:
            command(rest.strip())

    def _say_parts(self, lines: Sequence[str]) -> None:
        """Print what each line gets; of several, under its own words."""
        for line in lines:
            if len(lines) > 1:
                render.show_question(self._console, line)
            self._show(self._session.say(line))

    def _do(self, act: Act) -> None:
        self._show(self._session.do(act))

    def _show(self, reply: Reply) -> None:
        match reply:
            case Answer():
                render.show_answer(self._console, reply, is_chat=True)
            case Say(phrase):
                self._say(reply.text, "dim" if phrase in QUIET else "yellow")
            case Further(quotes, first, is_answered):
                if not is_answered:
                    self._say("The articles don't say; the nearest sentences:", "dim")
                for number, quote in enumerate(quotes, first):
                    render.show_quote(self._console, quote, number)
            case Around(context, quote, has_source):
                render.show_context(self._console, context)
                if has_source:
                    render.show_source(self._console, quote)
            case Sources(quotes):
                for number, quote in enumerate(quotes, 1):
                    render.show_source(self._console, quote, number)

    def _open(self, number: str) -> None:
        quote = self._session.numbered(_number(number))
        if isinstance(quote, Say):
            self._show(quote)
            return
        target = quote.article.url or quote.article.path
        self._say(render.place(quote.article, quote.line, quote.page), "dim")
        if typer.launch(target if quote.article.url else str(Path(target).absolute())) != 0:
            self._say("No program here opens it: look it up at that place.", "yellow")

    def _show_sources(self, words: str) -> None:
        render.show_sources(self._console, self._assistant.sources(self._where, words))

    def _show_help(self, _: str) -> None:
        for name, meaning in HELP.items():
            self._console.print(Text.assemble((f"{name:<18}", "cyan"), meaning))
        self._console.print(Text(WORDS, style="dim"), soft_wrap=not self._console.is_terminal)

    def _say(self, text: str, style: str) -> None:
        self._console.print(Text(render.printable(text), style=style))


def _number(text: str) -> int:
    """The number that was typed; 0 for anything else."""
    return int(text) if text.isdecimal() else 0


def _history() -> History:
    """The questions of earlier chats, from the user's own folder, readable to no one else."""
    try:
        folder = user_state_path("pullquote", ensure_exists=True)
        path = folder / "history"
        path.touch(mode=0o600)
        return FileHistory(str(path))
    except OSError:
        return InMemoryHistory()
