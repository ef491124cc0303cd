"""Progress bars for indexing and evaluating: share, rate and time left, at a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from qa.library import indexing


@contextmanager
def shown_progress(console: Console) -> Iterator[Callable[[indexing.Progress], None]]:
    """Yield a callback for the progress of a run; the bar goes away at the end."""
    with _bar(console) as bar:
        task = bar.add_task("Reading", total=1.0, told="")

        def report(progress: indexing.Progress) -> None:
            elapsed = bar.tasks[task].elapsed or 0.0
            rate = progress.embedded / elapsed if elapsed > 1 else 0.0
            told = f"{progress.articles:,} articles, {progress.passages:,} passages, {rate:.0f}/s"
            bar.update(task, completed=progress.share, told=told, description="Indexing")

        yield report


@contextmanager
def shown_count(console: Console, description: str, total: int) -> Iterator[Callable[[int], None]]:
    """Yield a callback for the number done out of `total`; the bar goes away at the end."""
    with _bar(console) as bar:
        task = bar.add_task(description, total=total, told=f"of {total:,}")
        yield lambda done: bar.update(task, completed=done, told=f"{done:,} of {total:,}")


def _bar(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
