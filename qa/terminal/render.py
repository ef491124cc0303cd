"""Answer -> terminal, or JSON. Text from articles is data: it cannot move the cursor, colour or hide anything."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from qa.values import Answer, ArticleInfo, Context, Diagnosis, IndexReport, LibraryStatus, Notice, Quote, Skipped

WIDEST = 100
"""Columns of a quote, so that lines stay readable on a wide screen."""

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Controls that show text in another order than it stands in."""

SHOWN_PASSAGE = 160
"""Characters of a line of an explanation; a terminal may show fewer."""

SHOWN_SKIPPED = 10
"""Skipped files that are listed one by one; of more, the rest is counted by reason."""


def printable(text: str) -> str:
    """The text in one line, without anything that a terminal would obey instead of show."""
    return _folded(text).strip()


def place(article: ArticleInfo, line: int | None) -> str:
    """Where an article can be looked up: its address, or path and line."""
    if article.url:
        return printable(article.url)
    path = printable(_short(article.path))
    return f"{path}:{line}" if line is not None else path


def show_answer(console: Console, answer: Answer, *, is_chat: bool = False) -> None:
    """Print an answer for a person; in a chat, who is asked back can just say a number."""
    if answer.days or answer.standalone_question != answer.question:
        days = f" ({answer.days})" if answer.days else ""
        console.print(Text(f"Looking for: {printable(answer.standalone_question)}{days}", style="dim"), soft_wrap=True)
    if answer.choices:
        show_choices(console, answer.choices, is_chat=is_chat)
        show_withheld(console, answer)
        return
    if not answer.answered:
        console.print(Text("The articles don't say.", style="bold"))
        if answer.nearest:
            console.print(Text("Nearest articles:", style="dim"))
            for article in answer.nearest:
                console.print(Text.assemble("  ", _about(article, None)), soft_wrap=True)
        show_withheld(console, answer)
        return
    if answer.outside:
        console.print(Text(f"Nothing from {answer.outside} answers; from other days:", style="yellow"), soft_wrap=True)
    if answer.disagreement:
        console.print(Text(told_disagreement(answer), style="yellow"), soft_wrap=True)
    for number, quote in enumerate(answer.quotes, 1):
        show_quote(console, quote, number)
    show_withheld(console, answer)


def show_choices(console: Console, choices: Iterable[ArticleInfo], *, is_chat: bool) -> None:
    """Print which articles may be meant, and how to say which."""
    console.print(Text("Which do you mean?", style="bold"))
    for number, article in enumerate(choices, 1):
        console.print(Text.assemble(f"{number}. ", _about(article, None)), soft_wrap=True)
        if not is_chat:
            console.print(Text(f"   ask again with: --article {printable(article.id)}", style="dim"), soft_wrap=True)


def told_disagreement(answer: Answer) -> str:
    """What the quotes that disagree say, in a sentence."""
    said = (f"{place + 1} says “{printable(answer.quotes[place].answer)}”" for place in answer.disagreement)
    return f"The articles disagree: {', '.join(said)}."


def show_withheld(console: Console, answer: Answer) -> None:
    """Say what is not shown because its file has changed, and what to do."""
    for one in answer.withheld:
        told = f"A quote from {printable(one.article.title)} is withheld: {one.reason}; run: pullquote index"
        console.print(Text(told, style="yellow"), soft_wrap=True)


def show_quote(console: Console, quote: Quote, number: int) -> None:
    """Print one quote as a block quote, with its source below."""
    text = _emphasised(quote)
    if console.is_terminal:
        lines = text.wrap(console, min(console.width, WIDEST) - 6)
        for position, line in enumerate(lines):
            mark = f"{number:>2} " if position == 0 else "   "
            console.print(Text.assemble((mark, "bold cyan"), ("│ ", "cyan"), line), soft_wrap=True)
        console.print(Padding(_source(quote), (0, 0, 1, 5)))
    else:
        console.print(Text.assemble(f"{number}. > ", text), soft_wrap=True)
        console.print(Text.assemble("   ", _source(quote)), soft_wrap=True)


def show_source(console: Console, quote: Quote, number: int | None = None) -> None:
    """Print where a quote is from."""
    console.print(Text.assemble(f"{number}. " if number else "", _source(quote)), soft_wrap=True)


def answer_json(answer: Answer, explain: bool) -> str:
    """An answer in one line of JSON; with `explain` also its `matches` and `evidence`."""
    told = answer.model_dump(mode="json")
    if explain:
        told["matches"] = [match.model_dump(mode="json") for match in answer.matches]
        told["evidence"] = answer.evidence
    return json.dumps(told, ensure_ascii=False)


def show_explanation(console: Console, answer: Answer) -> None:
    """Print how an answer came about: its candidates with their scores, and the time of each stage."""
    console.print(Text(f"{'score':>6} {'cosine':>6} {'BM25':>6}  passage", style="bold"))
    for match in answer.matches:
        scores = " ".join(
            "-".rjust(6) if one is None else f"{one:6.2f}" for one in (match.score, match.dense, match.lexical)
        )
        said = f"{scores}  {printable(match.article.title)}: {printable(match.passage.text)}"
        console.print(Text(said[:SHOWN_PASSAGE], no_wrap=True, overflow="ellipsis"), soft_wrap=not console.is_terminal)
    evidence = ", ".join(f"{name} {value:.2f}" for name, value in answer.evidence.items())
    console.print(Text(f"Evidence: {evidence or 'none'}."), soft_wrap=True)
    times = ", ".join(f"{stage} {seconds * 1000:.0f} ms" for stage, seconds in answer.seconds.items())
    console.print(Text(f"Confidence {answer.confidence:.3f}; generation {answer.generation}; {times}."), soft_wrap=True)


def show_context(console: Console, context: Context) -> None:
    """Print a quote with the text around it, the quote emphasised."""
    before, after = printable(context.before), printable(context.after)
    text = Text.assemble(
        f"{before} " if before else "", (printable(context.quote), "bold"), f" {after}" if after else ""
    )
    if console.is_terminal:
        console.print(text, width=min(console.width, WIDEST))
    else:
        console.print(text, soft_wrap=True)


def show_report(console: Console, report: IndexReport) -> None:
    """Print what a run of indexing did."""
    for notice in report.notices:
        console.print(Text(f"note: {_spot(notice)}: {notice.reason}"), soft_wrap=True)
    for line in _skipped_lines(report.skipped):
        console.print(Text(line, style="yellow"), soft_wrap=True)
    would = "would be " if report.dry_run else ""
    console.print(
        Text(
            f"{would}added {report.added}, changed {report.changed}, unchanged {report.unchanged}, "
            f"moved {report.moved}, removed {report.removed}, skipped {len(report.skipped)}"
        ),
        soft_wrap=True,
    )
    if not report.dry_run:
        console.print(
            Text(
                f"{report.articles:,} articles, {report.passages:,} passages "
                f"({report.embedded:,} embedded) in {report.seconds:.1f} s; generation {report.generation}"
            ),
            soft_wrap=True,
        )


def show_followed(console: Console, report: IndexReport) -> None:
    """Print one line of what a run of watching did, with the time of day."""
    parts = [
        f"{name} {count:,}" for name in ("added", "changed", "moved", "removed") if (count := getattr(report, name))
    ]
    if report.skipped:
        parts.append(f"skipped {len(report.skipped):,}")
    done = f"{', '.join(parts) or 'nothing new'}; {report.articles:,} articles, generation {report.generation}"
    now = datetime.now().astimezone().strftime("%H:%M:%S")
    console.print(Text.assemble((f"{now} ", "dim"), done, (f" ({report.seconds:.1f} s)", "dim")), soft_wrap=True)


def show_diagnosis(console: Console, diagnosis: Diagnosis) -> None:
    """Print what one check found, and what mends it."""
    mark = ("well  ", "green") if diagnosis.mend is None else ("wrong ", "bold red")
    console.print(Text.assemble(mark, printable(diagnosis.what)), soft_wrap=True)
    if diagnosis.mend is not None:
        console.print(Text.assemble("      ", (printable(diagnosis.mend), "yellow")), soft_wrap=True)


def show_sources(console: Console, articles: Iterable[ArticleInfo]) -> None:
    """Print a line for each article: its id, date, collection, title and place."""
    if not console.is_terminal:
        for article in articles:
            cells = (article.id, str(article.published or ""), printable(article.collection))
            line = "\t".join((*cells, printable(article.title), place(article, None)))
            print(line, file=console.file)  # tabs, for cut and awk
        return
    table = Table(box=None, pad_edge=False)
    for name in ("id", "date", "collection", "title", "where"):
        table.add_column(name, no_wrap=name in ("id", "date"), overflow="fold")
    for article in articles:
        table.add_row(
            article.id,
            str(article.published or "-"),
            Text(printable(article.collection)),
            Text(printable(article.title)),
            Text(place(article, None), style="dim"),
        )
    console.print(table)


def show_status(console: Console, status: LibraryStatus) -> None:
    """Print what a library holds."""
    rows: list[tuple[str, str]] = [
        ("library", status.path),
        ("generation", str(status.generation)),
        ("updated", status.updated.astimezone().isoformat(" ", "seconds") if status.updated else "-"),
        ("articles", f"{status.articles:,}"),
        ("passages", f"{status.passages:,}"),
        ("size", f"{status.bytes / 1e6:,.1f} MB"),
        ("model", f"{status.model} ({status.model_digest[:12]}, {status.dimension} dimensions)"),
        *(("from", root) for root in status.roots),
        *(("collection", f"{name}: {count:,}") for name, count in status.collections.items()),
    ]
    for name, value in rows:
        console.print(Text.assemble((f"{name:<12}", "dim"), printable(value)), soft_wrap=True)


def _emphasised(quote: Quote) -> Text:
    """The quote's words, the answering ones bold."""
    if quote.highlight is None:
        return Text(printable(quote.text))
    start, end = quote.highlight
    parts = (quote.text[:start], quote.text[start:end], quote.text[end:])
    before, marked, after = map(_folded, parts)
    return Text.assemble(before, (marked, "bold"), after)


def _folded(text: str) -> str:
    """The text with each run of blanks as one space, and without what a terminal would obey."""
    kept = (
        character
        for character in text
        if character.isspace() or not (unicodedata.category(character) in ("Cc", "Cs") or character in BIDI)
    )
    return re.sub(r"\s+", " ", "".join(kept))


def _source(quote: Quote) -> Text:
    """Where a quote is from, and how many articles more say the same."""
    return Text.assemble(_about(quote.article, quote.line), (f"  {quote.also}" if quote.also else "", "dim"))


def _about(article: ArticleInfo, line: int | None) -> Text:
    told = [printable(article.title), printable(article.source or ""), str(article.published or "")]
    return Text.assemble(" · ".join(part for part in told if part), "  ", (place(article, line), "dim"))


def _skipped_lines(skipped: Iterable[Skipped]) -> Iterator[str]:
    rest: dict[str, int] = {}
    for number, one in enumerate(skipped):
        if number < SHOWN_SKIPPED:
            yield f"skipped: {_spot(one)}: {printable(one.reason)}"
        else:
            rest[one.reason] = rest.get(one.reason, 0) + 1
    for reason, count in sorted(rest.items(), key=lambda pair: -pair[1])[:SHOWN_SKIPPED]:
        yield f"skipped: {count:,} more: {printable(reason)}"


def _spot(one: Skipped | Notice) -> str:
    path = printable(_short(one.path))
    return f"{path}:{one.line}" if isinstance(one, Skipped) and one.line is not None else path


def _short(path: str) -> str:
    """The path as seen from here, if that is shorter."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except (ValueError, OSError):
        return path
