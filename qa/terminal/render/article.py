"""An article as lines for a terminal, through the pager, with the quote marked."""

import pydoc
import unicodedata

from rich.console import Console
from rich.text import Text

from qa.terminal.render.text import BIDI, WIDEST, printable, say, show_source_line
from qa.values import Article, Span


def show_article(console: Console, article: Article, marked: Span | None = None) -> None:
    """Print an article; at a terminal it goes through the pager, if it is longer than the screen."""
    text = _text(article.text, marked)
    text.rstrip()
    if not console.is_terminal:
        _write(console, article, text)
        return
    width = max(min(console.width, WIDEST), 10)
    lines = sum(len(line.wrap(console, width)) for line in text.split("\n"))
    if lines + 2 < console.height:
        _write(console, article, text, width)
        return
    with console.capture() as shown:
        _write(console, article, text, width)
    pydoc.pager(_struck(Text.from_ansi(shown.get())))


def _struck(text: Text) -> str:
    """The text, what is bold struck twice as in manual pages: less shows that without being told to, unlike styles."""
    bold = {place for span in text.spans if "bold" in str(span.style) for place in range(span.start, span.end)}
    return "".join(
        f"{character}\b{character}" if place in bold and not character.isspace() else character
        for place, character in enumerate(text.plain)
    )


def _write(console: Console, article: Article, text: Text, width: int | None = None) -> None:
    say(console, printable(article.title), style="bold")
    show_source_line(console, article.info, None, lead="")
    console.print()
    if width is None:
        console.print(text, soft_wrap=True)
    else:
        for line in text.wrap(console, width):
            line.rstrip()
            console.print(line, soft_wrap=True)


def _text(text: str, marked: Span | None) -> Text:
    """The text without what a terminal would obey, and with the marked slice in reverse."""
    if marked is None:
        return Text(_visible(text))
    before, words, after = text[: marked.start], text[marked.start : marked.end], text[marked.end :]
    return Text.assemble(_visible(before), (_visible(words), "bold reverse"), _visible(after))


def _visible(text: str) -> str:
    return "".join(
        character
        for character in text.replace("\r\n", "\n")
        if character in "\n\t" or not (unicodedata.category(character) in ("Cc", "Cs") or character in BIDI)
    )
