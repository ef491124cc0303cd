"""Answers and quotes as lines for a terminal: first the quote, then where it is from."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from qa.answer.confidence import sureness
from qa.answers import Answer, Context, Quote, Recorded, by_article
from qa.language.foreign import ENGLISH_SO_FAR
from qa.terminal.render.text import (
    INDENT,
    WIDEST,
    count,
    cut,
    folded,
    headline,
    printable,
    say,
    show_source_line,
    wrapped,
)
from qa.values import ArticleInfo, Match


def show_answer(console: Console, answer: Answer, *, is_chat: bool = False, is_all: bool = False) -> None:
    """Print an answer for a person; in a chat, articles can be chosen by number.

    Quotes that do not stand by themselves wait until more is asked for, unless it `is_all`.
    """
    if answer.days or answer.standalone_question != answer.question:
        days = f" ({answer.days})" if answer.days else ""
        say(console, f"Looking for: {printable(answer.standalone_question)}{days}", style="dim")
    elif answer.about:
        say(console, f"About: {printable(answer.about)}", style="dim")
    if answer.choices:
        show_choices(console, answer.choices, is_chat=is_chat)
    elif answer.answered:
        rest = [quote for quote in answer.quotes if is_all and not quote.stands]
        _show_found(console, answer, (*answer.shown, *by_article(rest)))
    else:
        _show_silence(console, answer)
    if answer.recorded is not None:
        say(console, recorded(answer.recorded), style="dim")
    if answer.undated:
        verb = "was" if answer.undated == 1 else "were"
        say(console, f"{count(answer.undated, 'article')} without a date {verb} not asked.", style="dim")


def recorded(found: Recorded) -> str:
    """Say when articles whose files are on another machine were recorded."""
    at = f" at {found.at.astimezone():%Y-%m-%d %H:%M}" if found.at else ""
    return f"As recorded on {printable(found.machine)}{at}: the files are not on this machine."


def show_question(console: Console, question: str) -> None:
    """Print one of several questions, above its answer."""
    say(console, f"Question: {printable(question)}", style="dim")


def show_quotes(console: Console, quotes: Sequence[Quote], first: int = 1, sure: str = "") -> None:
    """Print quotes numbered from `first`, neighbours from one article above one source; `sure` is said of the first."""
    numbered = groupby(enumerate(quotes, first), key=lambda one: one[1].article.id)
    for number, group in enumerate(list(some) for _, some in numbered):
        if number and console.is_terminal:
            console.print()
        for place, quote in group:
            _show_words(console, quote, place)
        _, best = group[0]
        notes = dict.fromkeys(printable(note) for _, quote in group for note in quote.notes)
        show_source_line(console, best.article, best.line, "" if number else sure, *notes, page=best.page)


def show_quote(console: Console, quote: Quote, number: int) -> None:
    """Print one quote, with its source below."""
    show_quotes(console, [quote], number)


def show_source(console: Console, quote: Quote, number: int | None = None) -> None:
    """Print where a quote is from."""
    notes = map(printable, quote.notes)
    lead = f"{number}. " if number else ""
    show_source_line(console, quote.article, quote.line, *notes, page=quote.page, lead=lead)


def show_choices(console: Console, choices: Iterable[ArticleInfo], *, is_chat: bool) -> None:
    """Print which articles may be meant, and how to say which."""
    say(console, "Which do you mean?", style="bold")
    for number, article in enumerate(choices, 1):
        say(console, headline(console, article, INDENT), lead=f"{number}. ")
        if not is_chat:
            say(console, f"Ask again with: --article {printable(article.id)}", style="dim", lead=INDENT)


def show_context(console: Console, context: Context) -> None:
    """Print a quote, emphasised, in the text around it, with its paragraphs apart."""
    whole = Text.assemble(
        _paragraphed(context.before), (_paragraphed(context.quote), "bold"), _paragraphed(context.after)
    )
    for number, paragraph in enumerate(whole.split("\n\n")):
        if number:
            console.print()
        rows = wrapped(console, paragraph, min(console.width, WIDEST)) if console.is_terminal else [paragraph]
        for row in rows:
            say(console, row)


def _paragraphed(text: str) -> str:
    """The text with each paragraph in one line, and an empty line between two."""
    return "\n\n".join(map(folded, re.split(r"[^\S\n]*\n\s*\n\s*", text)))


def show_matches(console: Console, matches: Iterable[Match]) -> None:
    """Print passages with how well they match, 0 to 1, each with its source."""
    for match in matches:
        head = f"{match.score:.2f}  "
        text = printable(match.passage.text)
        say(console, (head, "cyan"), cut(text, max(console.width, 20) - len(head)) if console.is_terminal else text)
        slice_ = f"{match.article.id} --at {match.passage.start}-{match.passage.end}"
        show_source_line(console, match.article, None, slice_, lead=" " * len(head))


def show_explanation(console: Console, answer: Answer) -> None:
    """Print how an answer came about: its candidates with their scores, and the time each stage took."""
    say(console, f"{'score':>6} {'cosine':>6} {'BM25':>6}  passage", style="bold")
    for match in answer.matches:
        scores = " ".join(
            "-".rjust(6) if one is None else f"{one:6.2f}" for one in (match.score, match.dense, match.lexical)
        )
        text = f"{scores}  {printable(match.article.title)}: {printable(match.passage.text)}"
        say(console, cut(text, min(console.width, SHOWN_PASSAGE) if console.is_terminal else SHOWN_PASSAGE))
    evidence = ", ".join(f"{name} {value:.2f}" for name, value in answer.evidence.items())
    say(console, f"Evidence: {evidence or 'none'}.")
    times = ", ".join(f"{stage} {seconds * 1000:.0f} ms" for stage, seconds in answer.seconds.items())
    say(console, f"Confidence {answer.confidence:.3f}; generation {answer.generation}; {times}.")


SHOWN_PASSAGE = 160
"""Characters of a line in an explanation; a terminal may show fewer."""


def _show_found(console: Console, answer: Answer, quotes: Sequence[Quote]) -> None:
    if answer.outside:
        say(console, f"Nothing from {answer.outside} answers; from other days:", style="yellow")
    if answer.disagreement:
        words = (f"{number} says “{printable(said)}”" for number, said in answer.disagreeing.items())
        say(console, f"The articles disagree: {', '.join(words)}.", style="yellow")
    show_quotes(console, quotes, sure=sureness(answer.confidence).value)


def _show_silence(console: Console, answer: Answer) -> None:
    """Say that nothing answers, or that the article that does has changed, or which come near."""
    if answer.withheld:
        say(
            console, f"The article that answers this {answer.withheld[0].reason}. To fix: pullquote index", style="bold"
        )
        return
    if answer.nearest:
        say(console, ("No sentence answers this surely.", "bold"), " Nearest:")
    else:
        say(console, "The articles don't say.", style="bold")
    for article in answer.nearest:
        say(console, headline(console, article, INDENT), lead=INDENT)
    if answer.is_foreign:
        say(console, ENGLISH_SO_FAR)


def _show_words(console: Console, quote: Quote, number: int) -> None:
    """Print the words of a quote: a block at a terminal, one line for a pipe."""
    mark = Text(f"{number}. ", "dim cyan")
    if not console.is_terminal:
        say(console, mark, "> ", _emphasised(quote))
        return
    for row in wrapped(console, _emphasised(quote), min(console.width, WIDEST) - len(mark)):
        say(console, row, lead=mark)
        mark = Text(" " * len(mark))


def _emphasised(quote: Quote) -> Text:
    """The quote's words in bold, with the answering ones underlined."""
    if quote.highlight is None:
        return Text(printable(quote.seen()), style="bold")
    start, end = quote.highlight
    before, marked, after = map(folded, (quote.seen(0, start), quote.seen(start, end), quote.seen(end)))
    return Text.assemble(before, (marked, "underline"), after, style="bold")
