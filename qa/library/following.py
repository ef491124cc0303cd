"""File changes -> indexing: debounced, and with a full look now and then for what events miss. Pages -> files."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from watchfiles import Change, watch

from qa.errors import PullquoteError
from qa.values import IndexReport, Skipped

QUIET = 300
"""Milliseconds without a change before a run begins, so that a thousand changes are one."""

LONGEST_WAIT = 5_000
"""Milliseconds after which a run begins although changes go on."""

TICK = 1_000
"""Milliseconds between two looks at roots that are not there, and at roots that are single files."""

SWEEP = 60.0
"""Seconds after which everything is looked at, whatever the events say."""

LOOKING = 0.05
"""Share of the time that is spent on looking at all files, where events cannot be had."""

Signature = tuple[tuple[str, int, int, int], ...]


def follow(roots: Sequence[Path], run: Callable[[], None], stop: threading.Event, *, sweep: float = SWEEP) -> None:
    """Call `run` at once, and after each change at or below the roots, until `stop` is set.

    Roots are folders or files, and may vanish and return. `run` is called by this thread; what changes meanwhile
    is one further call.
    """
    run()
    while not stop.is_set():
        folders, seen = _folders(roots), _signature(roots)
        looked = float("-inf")  # what changed before the folders were watched has to be looked at too
        for is_changed in _ticks(folders, stop):
            now = _signature(roots)
            if is_changed or now != seen or time.monotonic() - looked >= sweep:
                looked, seen = time.monotonic(), now
                run()
            if _folders(roots) != folders:
                break


def _ticks(folders: Sequence[Path], stop: threading.Event) -> Iterator[bool]:
    """Each second, and after a change: whether there was one. Ends when a folder cannot be watched."""
    if not folders:
        while not stop.wait(TICK / 1000):
            yield False
        return
    prefixes = [f"{folder}/" for folder in folders]

    def is_told(_: Change, path: str) -> bool:
        """Whether a change is one of articles: those of dot files and dot folders are not."""
        below = next((path.removeprefix(prefix) for prefix in prefixes if path.startswith(prefix)), path)
        return not any(part.startswith(".") for part in Path(below).parts)

    try:
        for changes in watch(
            *folders,
            watch_filter=is_told,
            debounce=LONGEST_WAIT,
            step=QUIET,
            stop_event=stop,
            rust_timeout=TICK,
            yield_on_timeout=True,
        ):
            yield bool(changes)
    except OSError:  # a folder that went away meanwhile
        stop.wait(TICK / 1000)
    except RuntimeError:  # so watchfiles ends at a name that is not UTF-8, be it only opened
        yield from _ticks_without_events(folders, stop)


def _ticks_without_events(folders: Sequence[Path], stop: threading.Event) -> Iterator[bool]:
    """Each second, or as seldom as a look at all files takes little of the time: whether something has changed."""
    before: Signature | None = None
    took = 0.0
    while not stop.wait(max(TICK / 1000, took / LOOKING)):
        start = time.monotonic()
        now = _signature([file for folder in folders for file in _files(folder)])
        took = time.monotonic() - start
        yield now != before
        before = now


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, without dot files and dot folders."""
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(here, name) for name in files if not name.startswith("."))


def _folders(roots: Sequence[Path]) -> list[Path]:
    return [root for root in roots if root.is_dir()]


def _signature(roots: Sequence[Path]) -> Signature:
    """Which roots are there; of single files also their size, time and identity."""
    found = []
    for root in roots:
        try:
            status = root.stat()
        except OSError:
            continue
        of_file = (0, 0) if root.is_dir() else (status.st_size, status.st_mtime_ns)
        found.append((str(root), *of_file, status.st_ino))
    return tuple(found)


def look_now_and_then(
    fetch: Callable[[], Sequence[Skipped]],
    told: Callable[[str], None],
    stop: threading.Event,
    interval: float,
    before: Sequence[str] = (),
) -> None:
    """Call `fetch` every `interval` seconds until `stop` is set; what it brings are files, to be followed as others.

    Tells of what could not be had, and why, unless it was so the time before: at first, if it is not in `before`.
    A KeyboardInterrupt of `fetch` ends it.
    """
    while not stop.wait(interval):
        try:
            problems = [unfetched(one) for one in fetch()]
        except PullquoteError as error:
            problems = [str(error)]
        except KeyboardInterrupt:
            return
        for problem in problems:
            if problem not in before:
                told(problem)
        before = problems


def unfetched(page: Skipped) -> str:
    """What is told of a page that could not be had."""
    return f"{page.path}: {page.reason}"


def told_once(
    run: Callable[[], IndexReport],
    generation: int,
    told: Callable[[IndexReport], None],
    failed: Callable[[str], None],
) -> Callable[[], None]:
    """`run`, which tells of a report of another generation than before, and of a failure that is not the last again."""
    last: list[int | str] = [generation, ""]

    def once() -> None:
        try:
            report = run()
        except PullquoteError as error:
            if str(error) != last[1]:
                failed(str(error))
            last[1] = str(error)
            return
        if report.generation != last[0]:
            told(report)
        last[:] = [report.generation, ""]

    return once
