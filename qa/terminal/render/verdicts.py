"""A verdict on a quote as lines for a terminal: first what differs, then the words, then where they stand."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from qa.terminal.render.text import INDENT, WIDEST, count, printable, say, show_source_line, wrapped
from qa.verification.align import Alarm, DifferenceKind
from qa.verification.verdict import Change, Place, Standing, Verdict

NAMES = {Alarm.NUMBER: "A number differs", Alarm.DENIAL: "A negation differs", Alarm.BRACKETS: "Words in brackets"}


def show_verdict(console: Console, verdict: Verdict) -> None:
    """Print whether and where a text stands in the articles."""
    heading, style = _heading(verdict)
    say(console, heading, style=style)
    for place in verdict.places:
        for change in place.changes:
            if change.alarm is not None:
                say(console, f"{NAMES[change.alarm]}: {_in_words(change)}.", style="bold red")
    for place in verdict.places:
        _show(console, _compared(verdict.text, place))
        show_source_line(console, place.article, place.line, page=place.page)
    if verdict.others:
        say(console, f"Also in {count(len(verdict.others), 'more article')}.", style="dim", lead=INDENT)


def _heading(verdict: Verdict) -> tuple[str, str]:
    """The verdict in a line, and its style."""
    match verdict.standing:
        case Standing.WORD_FOR_WORD:
            return "It stands word for word:", "bold green"
        case Standing.NEARLY:
            return f"Nearly word for word, with {_counted(verdict.places)}:", "bold yellow"
        case Standing.PIECED:
            changes = f", with {_counted(verdict.places)}" if any(place.changes for place in verdict.places) else ""
            return f"It is pieced together from {len(verdict.places)} places{changes}:", "bold yellow"
        case Standing.NOWHERE:
            nearest = " The nearest sentence:" if verdict.places else ""
            return f"It stands in none of the articles.{nearest}", "bold red"


def _counted(places: Iterable[Place]) -> str:
    return count(sum(len(place.changes) for place in places), "difference")


def _in_words(change: Change) -> str:
    """A difference in words."""
    article, pasted = printable(change.article), printable(change.pasted)
    if change.kind is DifferenceKind.LEFT_OUT:
        return f"“{article}” is left out"
    if change.kind is DifferenceKind.ADDED:
        return f"“{pasted}” is not in the article"
    return f"the article says “{article}”, not “{pasted}”"


def _compared(pasted: str, place: Place) -> Text:
    """The words of the article or, where they differ, both: [-the article's-] {+the pasted+}, as in wdiff."""
    if not place.changes:
        return Text(printable(place.shown), style="bold")
    text, at = Text(), place.pasted.start
    for change in sorted(place.changes, key=lambda one: one.start):
        _add(text, pasted[at : change.start])
        if change.article:
            text.append(f"[-{printable(change.article)}-]", style="bold green")
        if change.article and change.pasted:
            text.append(" ")
        if change.pasted:
            text.append(f"{{+{printable(change.pasted)}+}}", style="bold red")
        if not change.pasted:
            text.append(" ")
        at = change.end
    _add(text, pasted[at : place.pasted.end])
    return text


def _add(text: Text, words: str) -> None:
    """Add words that are the same on both sides."""
    if not words:
        return
    shown = printable(words)
    before, after = (" " if one.isspace() else "" for one in (words[0], words[-1]))
    text.append(f"{before}{shown}{after}" if shown else " ", style="bold")


def _show(console: Console, text: Text) -> None:
    if not console.is_terminal:
        say(console, "> ", text)
        return
    for line in wrapped(console, text, min(console.width, WIDEST) - len(INDENT)):
        say(console, line, lead=INDENT)
