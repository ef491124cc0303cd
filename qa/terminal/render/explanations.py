"""What was taken from a file, as lines for a terminal."""

from collections.abc import Sequence

from rich.console import Console

from qa.reports import Explanation, Notice, Sentence, Skipped
from qa.terminal.render.text import count, place, printable, say, spot

LONGEST = 200
"""Characters shown of what was left out."""


def show_explained(console: Console, shown: Explanation | Skipped | Notice) -> None:
    """Print what was taken from an article and what was not, or why nothing was, or what is worth knowing."""
    if not isinstance(shown, Explanation):
        say(console, f"{spot(shown)}: {printable(shown.reason)}", style="yellow")
        return
    say(console, (printable(place(shown.article, None)), "bold"))
    for name, value in _facts(shown):
        say(console, (f"{name:<12}", "dim"), printable(value))
    say(console, (f"may be quoted: {count(len(shown.quotable), 'sentence')}", "dim"))
    for one in shown.quotable:
        say(console, f"  {_line(one)}{_in_one_line(one.text)}")
    if shown.left_out:
        say(console, ("not quoted", "dim"))
    for part in shown.left_out:
        text = _in_one_line(part.text)
        cut = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        say(console, f"  {_line(part)}{cut}", (f"  [{part.reason}]", "yellow"))


def _facts(shown: Explanation) -> Sequence[tuple[str, str]]:
    article = shown.article
    day = f"{article.published} (from {shown.published_from})" if article.published else "none found"
    return [
        ("title", f"{article.title} (from {shown.title_from})"),
        ("date", day),
        *([("authors", ", ".join(shown.authors))] if shown.authors else []),
        *([("source", article.source)] if article.source else []),
        *([("url", article.url)] if article.url else []),
        *_audience(shown),
    ]


def _audience(shown: Explanation) -> Sequence[tuple[str, str]]:
    if shown.draft:
        return [("draft", "left out, unless you say --drafts")]
    return [("not yet", "left out until its day, unless you say --drafts")] if shown.public_from else []


def _line(one: Sentence) -> str:
    return f"{one.line:>4}  " if one.line is not None else ""


def _in_one_line(text: str) -> str:
    return " ".join(printable(text).split())
