"""What a library holds, and what was done to it -> lines of a terminal."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from rich.console import Console
from rich.text import Text

from qa.terminal.render.text import count, joined, printable, say, short
from qa.values import Diagnosis, IndexReport, LibraryStatus, Notice, Skipped

SHOWN_SKIPPED = 10
"""Skipped files that are listed one by one; of more, the rest is counted by reason."""


def show_report(console: Console, report: IndexReport) -> None:
    """Print what a run of indexing did."""
    for notice in report.notices:
        say(console, f"note: {_spot(notice)}: {printable(notice.reason)}")
    for line in _skipped_lines(report.skipped):
        say(console, line, style="yellow")
    done = _done(report)
    if report.dry_run:
        say(console, f"Would change: {done}." if done else "Nothing would change.")
        return
    say(console, done or "Nothing has changed.")
    held = f"{count(report.articles, 'article')}, {count(report.passages, 'passage')}"
    say(
        console,
        f"{held} ({report.embedded:,} embedded) in {report.seconds:.1f} s; generation {report.generation}",
        style="dim",
    )


def show_followed(console: Console, report: IndexReport) -> None:
    """Print one line of what a run of watching did, with the time of day."""
    done = f"{_done(report) or 'nothing new'}; {count(report.articles, 'article')}, generation {report.generation}"
    now = datetime.now().astimezone().strftime("%H:%M:%S")
    say(console, (f"{now} ", "dim"), done, (f" ({report.seconds:.1f} s)", "dim"))


def show_diagnosis(console: Console, diagnosis: Diagnosis) -> None:
    """Print what one check found, and how to fix it."""
    mark = Text("ok    ", "green") if diagnosis.mend is None else Text("FAIL  ", "bold red")
    say(console, printable(diagnosis.what), lead=mark)
    if diagnosis.mend is not None:
        say(console, printable(diagnosis.mend), style="yellow", lead=" " * len(mark))


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
        *(("collection", f"{name}: {number:,}") for name, number in status.collections.items()),
    ]
    for name, value in rows:
        say(console, printable(value), lead=Text(f"{name:<12}", "dim"))


def _done(report: IndexReport) -> str:
    """What a run did, without what is zero: "616 added, 8 skipped"."""
    done = [(name, getattr(report, name)) for name in ("added", "changed", "moved", "removed")]
    return joined(f"{number:,} {name}" for name, number in [*done, ("skipped", len(report.skipped))] if number)


def _skipped_lines(skipped: Iterable[Skipped]) -> Iterator[str]:
    rest: dict[str, int] = {}
    for number, one in enumerate(skipped):
        if number < SHOWN_SKIPPED:
            yield f"{_spot(one)}: {printable(one.reason)}"
        else:
            rest[one.reason] = rest.get(one.reason, 0) + 1
    for reason, number in sorted(rest.items(), key=lambda pair: -pair[1])[:SHOWN_SKIPPED]:
        yield f"{number:,} more: {printable(reason)}"


def _spot(one: Skipped | Notice) -> str:
    path = printable(short(one.path))
    return f"{path}:{one.line}" if isinstance(one, Skipped) and one.line is not None else path
