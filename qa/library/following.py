"""Index after file changes: debounced, with a full look now and then for what events miss."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from watchfiles import Change, watch

from qa.reading.ignoring import IGNORE_FILES

LOOKING = 0.05
"""Share of time spent on looking at all files, where there are no events."""

Signature: TypeAlias = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """How soon changes are followed, in seconds.

    A run begins after `quiet` without a change, so that a thousand changes count as one, or after `longest_wait` even
    if changes go on. Every `tick`, missing roots and single files are looked at; every `sweep`, all files.
    """

    quiet: float = 0.3
    longest_wait: float = 5.0
    tick: float = 1.0
    sweep: float = 60.0


def follow(roots: Sequence[Path], run: Callable[[], None], stop: threading.Event, pace: Pace) -> None:
    """Call `run` at once, and after each change at or below the roots, until `stop` is set.

    Roots are folders or files, and may vanish and return. `run` is called by this thread; all changes meanwhile cause
    one further call.
    """
    run()
    while not stop.is_set():
        folders, seen = _folders(roots), _signature(roots)
        looked = float("-inf")  # what changed before the folders were watched counts too
        for is_changed in _ticks(folders, stop, pace):
            now = _signature(roots)
            if is_changed or now != seen or time.monotonic() - looked >= pace.sweep:
                looked, seen = time.monotonic(), now
                run()
            if _folders(roots) != folders:
                break


def _ticks(folders: Sequence[Path], stop: threading.Event, pace: Pace) -> Iterator[bool]:
    """Yield, at each tick and change, whether there was one. Ends when a folder cannot be watched."""
    if not folders:
        while not stop.wait(pace.tick):
            yield False
        return
    try:
        for changes in watch(
            *folders,
            watch_filter=_of_articles(folders),
            debounce=_milliseconds(pace.longest_wait),
            step=_milliseconds(pace.quiet),
            stop_event=stop,
            rust_timeout=_milliseconds(pace.tick),
            yield_on_timeout=True,
        ):
            yield bool(changes)
    except OSError:  # a folder vanished meanwhile
        stop.wait(pace.tick)
    except RuntimeError:  # this is how watchfiles ends at a name that is not UTF-8, even if it is only opened
        yield from _ticks_without_events(folders, stop, pace)


def _of_articles(folders: Sequence[Path]) -> Callable[[Change, str], bool]:
    """Whether a change concerns articles, or ignore files: other dot files, and dot folders, concern neither."""
    prefixes = [f"{folder}/" for folder in folders]

    def is_of_articles(_: Change, path: str) -> bool:
        below = next((path.removeprefix(prefix) for prefix in prefixes if path.startswith(prefix)), path)
        return not any(part.startswith(".") and part not in IGNORE_FILES for part in Path(below).parts)

    return is_of_articles


def _ticks_without_events(folders: Sequence[Path], stop: threading.Event, pace: Pace) -> Iterator[bool]:
    """Yield, at each tick or less often if looking takes long, whether something has changed."""
    before: Signature | None = None
    took = 0.0
    while not stop.wait(max(pace.tick, took / LOOKING)):
        start = time.monotonic()
        now = _signature([file for folder in folders for file in _files(folder)])
        took = time.monotonic() - start
        yield now != before
        before = now


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, without dot folders and dot files other than ignore files."""
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(here, name) for name in files if not name.startswith(".") or name in IGNORE_FILES)


def _folders(roots: Sequence[Path]) -> list[Path]:
    return [root for root in roots if root.is_dir()]


def _signature(roots: Sequence[Path]) -> Signature:
    """The roots that exist, with identity; for files also size and time."""
    found = []
    for root in roots:
        try:
            status = root.stat()
        except OSError:
            continue
        of_file = (0, 0) if root.is_dir() else (status.st_size, status.st_mtime_ns)
        found.append((str(root), *of_file, status.st_ino))
    return tuple(found)


def _milliseconds(seconds: float) -> int:
    return round(1000 * seconds)
