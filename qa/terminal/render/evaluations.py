"""An evaluation as lines for a terminal: a sentence for people, then the figures, then what went wrong."""

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.text import Text

from qa.evaluation.figures import Evaluation, Outcome
from qa.evaluation.intervals import Interval
from qa.evaluation.report import summary, written
from qa.terminal.render.text import INDENT, cut, printable, say

NAME = 44
"""Columns of a figure's name."""

NARROWEST = 76
"""Columns from which a terminal shows a figure beside its name; with fewer it stands below."""

SHOWN_WRONG = 10
"""Wrong questions that are shown; --report lists every one."""


def show_evaluation(console: Console, evaluation: Evaluation) -> None:
    """Print a sentence on how it went, the figures with their intervals, and what went wrong."""
    say(console, f"{summary(evaluation)}.", style="bold")
    asked = f"{evaluation.questions:,} questions, {evaluation.answerable:,} of them answerable; 95% intervals"
    say(console, asked, style="dim")
    is_narrow = console.is_terminal and console.width < NARROWEST
    for name, one in _named(evaluation):
        value, low, high = (written(number) for number in (one.value, one.low, one.high))
        figure = Text.assemble((f"{value:>7}", "bold"), (f"  ({low} to {high})", "dim"))
        if is_narrow:
            say(console, name)
            say(console, figure, lead=INDENT)
        else:
            say(console, f"{name:<{NAME}} ", figure)
    wrong = [one for one in evaluation.results if one.outcome in (Outcome.FALSE, Outcome.SILENT)]
    for result in wrong[:SHOWN_WRONG]:
        line = f"{result.outcome.value} ({result.reason}): {printable(result.question)}"
        say(console, cut(line, console.width) if console.is_terminal else line, style="yellow")
    if len(wrong) > SHOWN_WRONG:
        say(console, f"… and {len(wrong) - SHOWN_WRONG:,} more; --report FILE lists every question.", style="dim")


def _named(evaluation: Evaluation) -> Iterator[tuple[str, Interval]]:
    """All figures by name."""
    groups: tuple[tuple[str, Mapping[str, Interval]], ...] = (
        ("{}", evaluation.retrieval),
        ("{}", evaluation.quotes),
        (f"{{}} (at {evaluation.threshold:g})", evaluation.abstention),
        ("milliseconds per question, {}", evaluation.milliseconds),
    )
    for pattern, figures in groups:
        for name, one in figures.items():
            yield pattern.format(name), one
