"""A local chat: a prompt with history and completion, and the same answers as `ask`."""

import re
import sys
import webbrowser
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.console import Console
from rich.text import Text

from qa.answers import Answer
from qa.assistant import Assistant
from qa.conversation.acts import Act, ActKind, act_of, parts
from qa.conversation.exchange import Phrase, Say
from qa.conversation.replies import Around, Further, Sources
from qa.conversation.session import Session
from qa.errors import PullquoteError, QuestionError
from qa.terminal import render
from qa.terminal.prompt import MARK, Prompt, plain_lines
from qa.terminal.scoping import day_of, described, scope_of
from qa.terminal.talk import Shown, Talk
from qa.values import Where
from qa.verification.verdict import Verdict

HELP = {
    "/more": "more quotes for the last question",
    "/context N": "the passage around quote N",
    "/open N": "open the article of quote N",
    "/sources [WORDS]": "the articles, or those with these words",
    "/scope [COLLECTION] [SINCE] [UNTIL]": "ask only these articles; /scope all: every one",
    "/today [DATE]": "count “this week” from this day; without one, from today",
    "/undo": "take the last question back",
    "/save FILE.md": "write the questions and quotes to a file",
    "/new": "start over: forget what was said",
    "/help": "this list",
    "/quit": "end (also Ctrl-D)",
}
WORDS = (
    "A question may build on the one before (“and in Lebanon?”). I also understand: more, why?, who said that?, "
    "show me the source, the second one, no, the other one, start over. A line in quotation marks is checked word by "
    "word against the articles."
)
QUOTED = re.compile(r"[“„«\"](?P<words>[^“”„«»\"]+)[”“»\"]")
"""A line in quotation marks."""

QUIET = {
    *(Phrase.HELLO, Phrase.WELCOME, Phrase.BYE, Phrase.HEARD, Phrase.SELF, Phrase.UNDONE, Phrase.STARTED_OVER),
    *(Phrase.NO_MORE, Phrase.NO_OTHER),
}
"""Phrases in passing; the rest ask the user for something else."""

REDRAWN = 20
"""Turns of a talk that are redrawn when the window changes."""

WIDE = 76
"""Columns from which a terminal shows a command's meaning beside it; with fewer it stands below."""


class Chat:
    """One conversation, at a terminal or over a pipe, one question per line."""

    def __init__(self, assistant: Assistant, console: Console, where: Where, limit: int) -> None:
        self._assistant = assistant
        self._console = console
        self._session = Session(assistant, where, limit)
        self._talk = Talk()
        self._commands: dict[str, Callable[[str], Shown | None]] = {
            "/more": lambda _: self._session.do(Act(ActKind.MORE)),
            "/context": lambda number: self._session.do(Act(ActKind.CONTEXT, _number(number))),
            "/open": self._open,
            "/sources": self._show_sources,
            "/scope": self._scope,
            "/today": self._set_today,
            "/undo": lambda _: self._session.do(Act(ActKind.UNDO)),
            "/save": self._save,
            "/new": lambda _: self._session.do(Act(ActKind.NEW)),
            "/help": self._show_help,
        }

    def run(self) -> None:
        """Answer until the user ends it."""
        if self._console.is_terminal:
            self._say("Ask your articles a question. /help shows what else you can do.", "dim")
        for line in self._lines():
            if line in ("/quit", "/exit", "/q") or act_of(line).kind is ActKind.BYE:
                return
            try:
                self.answer(line)
            except PullquoteError as error:
                self._say(str(error), "red")
            except KeyboardInterrupt:
                self._say("Stopped.", "dim")
            if self._console.is_terminal:
                self._console.print()

    def _lines(self) -> Iterable[str]:
        if not (sys.stdin.isatty() and self._console.is_terminal):
            return (line for raw in sys.stdin if (line := raw.strip()))
        if self._console.is_dumb_terminal:
            return plain_lines()
        return Prompt([*self._commands, "/quit"], self.redraw, self._show_line)

    def answer(self, line: str) -> None:
        """Print the reply to a line. Raises PullquoteError."""
        lines = [line] if line.startswith("/") or QUOTED.fullmatch(line) else parts(line)
        for one in lines:
            if len(lines) > 1:
                render.show_question(self._console, one)
            shown = self._reply(one)
            if shown is not None:
                self._talk.add(one, shown)
                self._show(shown)

    def redraw(self) -> None:
        """Print the talk again on an empty screen, for a terminal whose width has changed."""
        self._console.clear()
        for line, shown in self._talk.turns[-REDRAWN:]:
            self._show_line(line)
            self._show(shown)
            self._console.print()

    def _reply(self, line: str) -> Shown | None:
        """The reply to a line; None if it is already printed."""
        if quoted := QUOTED.fullmatch(line):
            return self._assistant.verify(quoted["words"], self._session.where)
        if not line.startswith("/"):
            return self._session.say(line)
        name, _, rest = line.partition(" ")
        command = self._commands.get(name)
        if command is not None:
            return command(rest.strip())
        self._say(f"There is no {name}; there are {', '.join([*self._commands, '/quit'])}.", "yellow")
        return None

    def _show(self, shown: Shown) -> None:
        match shown:
            case Answer():
                render.show_answer(self._console, shown, is_chat=True)
            case Say(phrase):
                self._say(shown.text, "dim" if phrase in QUIET else "yellow")
            case Further(quotes, first, is_answered):
                if not is_answered:
                    self._say("The articles don't say; the nearest sentences:", "dim")
                render.show_quotes(self._console, quotes, first)
            case Around(context, quote, has_source):
                render.show_context(self._console, context)
                if has_source:
                    render.show_source(self._console, quote)
            case Sources(quotes):
                for number, quote in enumerate(quotes, 1):
                    render.show_source(self._console, quote, number)
            case Verdict():
                render.show_verdict(self._console, shown)

    def _open(self, number: str) -> Shown | None:
        quote = self._session.numbered(_number(number))
        if isinstance(quote, Say):
            return quote
        target = quote.article.url or Path(quote.article.path).absolute().as_uri()
        self._say(render.place(quote.article, quote.line, quote.page), "dim")
        if not webbrowser.open(target):
            self._say("No program here can open it: use the path or address above.", "yellow")
        return None

    def _scope(self, words: str) -> None:
        if words:
            self._session.where = scope_of(words, self._assistant.collections())
        self._say(f"Asking {render.printable(described(self._session.where))}.", "dim")
        if not words:
            names = ", ".join(sorted(self._assistant.collections()))
            self._say(f"Collections: {render.printable(names)}", "dim")

    def _set_today(self, word: str) -> None:
        self._session.today = day_of(word) if word else None
        self._say(f"“This week” counts from {self._session.today or 'today'}.", "dim")

    def _save(self, name: str) -> None:
        if not name:
            raise QuestionError("Name a file: /save FILE.md")
        path = Path(name).expanduser()
        self._talk.save(path)
        self._say(f"Saved to {render.printable(str(path))}.", "dim")

    def _show_sources(self, words: str) -> None:
        render.show_sources(self._console, self._assistant.sources(self._session.where, words))

    def _show_help(self, _: str) -> None:
        width = max(map(len, HELP)) + 2 if self._console.width >= WIDE else 2
        for name, meaning in HELP.items():
            if len(name) > width:
                self._say(name, "cyan")
            lead = Text(name if len(name) <= width else "", "cyan")
            render.say(self._console, meaning, lead=Text.assemble(lead, " " * (width - len(lead))))
        self._say(WORDS, "dim")

    def _show_line(self, line: str) -> None:
        render.say(self._console, render.printable(line), lead=MARK)

    def _say(self, text: str, style: str) -> None:
        render.say(self._console, render.printable(text), style=style)


def _number(text: str) -> int:
    """The number typed; 0 for anything else."""
    return int(text) if text.isdecimal() else 0
