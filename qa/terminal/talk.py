"""What a talk at a terminal has shown, to redraw it and to save it as Markdown."""

from pathlib import Path

from qa.answers import Answer
from qa.conversation.exchange import Phrase, Say
from qa.conversation.replies import Further, Reply
from qa.errors import TalkUnwritable
from qa.terminal.markdown import answer_markdown, quote_markdown
from qa.terminal.render import printable
from qa.verification.verdict import Verdict

Shown = Reply | Verdict


class Talk:
    """The lines of a talk, each with its reply."""

    def __init__(self) -> None:
        self.turns: list[tuple[str, Shown]] = []

    def add(self, line: str, shown: Shown) -> None:
        """Keep the reply to a line; if that takes a question back, drop the question and what followed here, too."""
        if isinstance(shown, Say) and shown.phrase is Phrase.UNDONE:
            answered = [place for place, (_, one) in enumerate(self.turns) if isinstance(one, Answer)]
            del self.turns[answered[-1] if answered else 0 :]
        self.turns.append((line, shown))

    @property
    def markdown(self) -> str:
        """The questions as headings, each above its quotes; empty if nothing was asked."""
        parts = [(line, _markdown(shown)) for line, shown in self.turns]
        return "\n".join(f"## {printable(line)}\n\n{text}\n" for line, text in parts if text)

    def save(self, path: Path) -> None:
        """Write the talk to a new file. Raises TalkUnwritable."""
        if not self.markdown:
            raise TalkUnwritable("There is nothing to save yet: ask something.")
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(self.markdown)
        except FileExistsError as error:
            raise TalkUnwritable(f"{path} exists already: name another file.") from error
        except OSError as error:
            raise TalkUnwritable(f"{path} cannot be written: {error.strerror}.") from error


def _markdown(shown: Shown) -> str:
    match shown:
        case Answer() if not shown.choices:
            return answer_markdown(shown)
        case Further(quotes):
            return "\n\n".join(map(quote_markdown, quotes))
        case _:
            return ""
