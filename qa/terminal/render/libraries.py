"""What a library holds, and what was done to it, as lines for a terminal."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from qa.reports import (
    Diagnosis,
    Followed,
    ForgetReport,
    IndexReport,
    LibraryStatus,
    MoveReport,
    Notice,
    Skipped,
    TransferReport,
)
from qa.terminal.render.text import count, joined, printable, say, short, spot

SHOWN_SKIPPED = 10
"""Skipped files, and notices, that are listed one by one; any others are counted by reason."""

DETAIL = re.compile(r"\s\([^()]*\)")
"""What in a reason is of one file alone."""


SHOWN_PATHS = 3
"""Paths that are named in a question."""


def show_report(console: Console, report: IndexReport) -> None:
    """Print what a run of indexing did."""
    for line in _lines(report.notices):
        say(console, f"note: {line}")
    for line in _lines(report.skipped):
        say(console, line, style="yellow")
    if report.reread:
        say(console, _reread(report))
    done = _done(report)
    if report.dry_run:
        say(console, f"Would change: {done}." if done else "Nothing would change.")
        return
    say(console, done or "Nothing has changed.")
    if report.undated:
        say(console, f"{count(report.undated, 'article')} {'has' if report.undated == 1 else 'have'} no date.")
    held = f"{count(report.articles, 'article')}, {count(report.passages, 'passage')}"
    embedded = f" ({report.embedded:,} embedded)" if report.embedded else ""
    say(console, f"{held}{embedded} in {report.seconds:.1f} s; generation {report.generation}", style="dim")


def forget_question(paths: Sequence[Path], addresses: Sequence[str], articles: int) -> str:
    """Return the question to ask before something is forgotten."""
    named = printable(joined([*(short(str(path)) for path in paths[:SHOWN_PATHS]), *addresses]))
    more = f" and {len(paths) - SHOWN_PATHS:,} more" if len(paths) > SHOWN_PATHS else ""
    return f"Erase {count(articles, 'article')} from the library, and no longer follow {named}{more}?"


def show_forgotten(console: Console, report: ForgetReport) -> None:
    """Print what was forgotten."""
    say(console, f"{count(report.removed, 'article')} erased.")
    say(console, f"{count(report.articles, 'article')} left; generation {report.generation}", style="dim")


def show_moved(console: Console, report: MoveReport) -> None:
    """Print what was moved."""
    removed = f"{report.removed:,} removed" if report.removed else ""
    say(console, joined([f"{count(report.moved, 'article')} moved", removed]))
    if report.changed:
        verb = "differs" if report.changed == 1 else "differ"
        say(console, f"{count(report.changed, 'file')} {verb} from before. To read again: pullquote index")
    say(console, f"{count(report.articles, 'article')}; generation {report.generation}", style="dim")


def show_transferred(console: Console, report: TransferReport, to: str) -> None:
    """Print what was copied to another store."""
    said = f"{count(report.articles, 'article')}, {count(report.passages, 'passage')} brought to {to}"
    say(console, printable(said))
    say(console, f"{count(report.vectors, 'vector')} sent, none computed; generation {report.generation}", style="dim")


def show_followed(console: Console, report: IndexReport) -> None:
    """Print one line on what an update did, with the time of day, and what it skipped."""
    done = f"{_done(report) or 'nothing new'}; {count(report.articles, 'article')}, generation {report.generation}"
    now = datetime.now().astimezone().strftime("%H:%M:%S")
    say(console, (f"{now} ", "dim"), done, (f" ({report.seconds:.1f} s)", "dim"))
    for line in _lines(report.skipped):
        say(console, line, style="yellow")


def show_diagnosis(console: Console, diagnosis: Diagnosis) -> None:
    """Print what one check found, and how to fix it."""
    mark = Text("ok    ", "green") if diagnosis.mend is None else Text("FAIL  ", "bold red")
    say(console, printable(diagnosis.what), lead=mark)
    if diagnosis.mend is not None:
        say(console, printable(diagnosis.mend), style="yellow", lead=" " * len(mark))


def show_status(console: Console, status: LibraryStatus) -> None:
    """Print what a library holds."""
    dates = f"{status.first} to {status.last}" if status.first != status.last else f"{status.first or '-'}"
    rows: list[tuple[str, str]] = [
        ("library", status.path),
        ("generation", str(status.generation)),
        ("updated", status.updated.astimezone().isoformat(" ", "seconds") if status.updated else "-"),
        ("articles", f"{status.articles:,}"),
        ("passages", f"{status.passages:,}"),
        ("dates", joined([dates, f"{count(status.undated, 'article')} without a date" if status.undated else ""])),
        ("size", f"{status.bytes / 1e6:,.1f} MB"),
        ("model", f"{status.model} ({status.model_digest[:12]}, {status.dimension} dimensions)"),
        *(("left out", pattern) for pattern in status.left_out),
        *([("drafts", "taken")] if status.drafts else []),
        *(("collection", f"{name}: {number:,}") for name, number in status.collections.items()),
        *(("follows", _followed(one)) for one in status.followed),
        *(("except", path) for path in status.excluded),
    ]
    for name, value in rows:
        say(console, printable(value), lead=Text(f"{name:<12}", "dim"))
    for line in _lines(status.failures):
        say(console, line, lead=Text(f"{'failed':<12}", "dim"))


def _followed(one: Followed) -> str:
    """What is followed, and how its last check went: "/x/news (folder, 2026-11-26 21:20: ok)"."""
    if one.looked is None:
        return f"{one.place} ({one.kind})"
    looked = one.looked.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"{one.place} ({one.kind}, {looked}: {one.problem or 'ok'})"


def _done(report: IndexReport) -> str:
    """What a run did, without zeros: "616 added, 8 skipped"."""
    done = [(name, getattr(report, name)) for name in ("added", "changed", "moved", "removed")]
    drafts = [f"{count(report.drafts, 'draft')} left out"] if report.drafts else []
    counted = [*done, ("skipped", len(report.skipped))]
    return joined([*(f"{number:,} {name}" for name, number in counted if number), *drafts])


def _reread(report: IndexReport) -> str:
    """Why unchanged files were read."""
    verb = "Would read again" if report.dry_run else "Read again"
    return f"{verb} {count(report.reread, 'file')} that an earlier version had read."


def _lines(found: Sequence[Skipped | Notice]) -> Iterator[str]:
    """The first of what was skipped or noticed, and how often there were the reasons of the rest."""
    for one in found[:SHOWN_SKIPPED]:
        yield f"{spot(one)}: {printable(one.reason)}"
    rest = Counter(DETAIL.sub("", one.reason) for one in found[SHOWN_SKIPPED:])
    for reason, number in rest.most_common(SHOWN_SKIPPED):
        yield f"{number:,} more: {printable(reason)}"
