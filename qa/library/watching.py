"""A library that follows its articles: one thread follows files, another checks web pages now and then."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import PullquoteError
from qa.library.following import Pace, follow
from qa.library.indexing import Progress
from qa.reports import IndexReport, Skipped

AWAKE = 0.5
"""Seconds after which a waiting watch checks for signals."""

GRACE = 5.0
"""Seconds that an ending watch waits for the current run; a run that is killed loses nothing."""

EVERY_SECOND = Pace()

logger = logging.getLogger(__name__)


class Interrupted(Exception):
    """The watch was stopped while it was at work."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a watch does: `refresh` the library from its files, and `fetch` its web pages into files.

    Both call their argument at each step; whatever it raises ends them.
    """

    refresh: Callable[[Callable[[Progress], None]], IndexReport]
    fetch: Callable[[Callable[[object], None]], Sequence[Skipped]]


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears of each run that changed the library, and of each problem, once until it is gone."""

    changed: Callable[[IndexReport], None]
    failed: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Start:
    """What is followed, and what the listener already knows: a generation, and problems with web pages."""

    roots: Sequence[Path]
    generation: int
    problems: Sequence[str] = ()


class Watch:
    """Keeps a library up to date for as long as the context lasts: `with Watch(work, listener, start, web)`.

    `web` is the seconds between two checks of web pages. No error ends a thread: it is reported, and the next round
    tries again.
    """

    def __init__(self, work: Work, listener: Listener, start: Start, web: float, pace: Pace = EVERY_SECOND) -> None:
        self._work = work
        self._listener = listener
        self._generation = start.generation
        self._web = web
        self._stop = threading.Event()
        self._run_problems = _Problems(listener.failed)
        self._page_problems = _Problems(listener.failed, start.problems)
        following = (start.roots, self._run, self._stop, pace)
        self._files = threading.Thread(target=follow, args=following, name="watch", daemon=True)
        self._pages = threading.Thread(target=self._look, name="web", daemon=True)

    def __enter__(self) -> "Watch":
        self._files.start()
        self._pages.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._files.join(GRACE)

    def wait(self) -> None:
        """Wait until `stop` is called.

        It wakes now and then: if another thread received a signal, Python runs its handler only once the main thread is
        awake.
        """
        while not self._stop.wait(AWAKE):
            pass

    def stop(self) -> None:
        """End the watch, and interrupt its work. Safe to call from a signal handler."""
        self._stop.set()

    @property
    def is_alive(self) -> bool:
        """Whether both threads are at work."""
        return self._files.is_alive() and self._pages.is_alive()

    def _run(self) -> None:
        """Bring the library up to date once."""
        self._run_problems.found(_surviving(self._refreshed))

    def _refreshed(self) -> list[str]:
        report = self._work.refresh(self._go_on)
        if report.generation != self._generation:
            self._generation = report.generation
            self._listener.changed(report)
        return []

    def _look(self) -> None:
        """Fetch web pages now and then into files, which are followed like any others."""
        while not self._stop.wait(self._web):
            self._page_problems.found(_surviving(self._fetched))

    def _fetched(self) -> list[str]:
        return [unfetched(page) for page in self._work.fetch(self._go_on)]

    def _go_on(self, _: object) -> None:
        """Raises Interrupted once the watch is stopped."""
        if self._stop.is_set():
            raise Interrupted


class _Problems:
    """Reports each problem once, until a round passes without it."""

    def __init__(self, report: Callable[[str], None], known: Sequence[str] = ()) -> None:
        self._report = report
        self._known = known

    def found(self, problems: Sequence[str]) -> None:
        """Take what one round found wrong."""
        for problem in problems:
            if problem not in self._known:
                self._report(problem)
        self._known = problems


def unfetched(page: Skipped) -> str:
    """Return the message about a page that could not be fetched."""
    return f"{page.path}: {page.reason}"


def _surviving(act: Callable[[], list[str]]) -> list[str]:
    """The problems of one round, including whatever it raises."""
    try:
        return act()
    except Interrupted:
        return []
    except PullquoteError as error:
        return [str(error)]
    except Exception as error:  # the outermost loop of a watch: whatever fails is reported, and it goes on
        logger.exception("An update of the library failed.")
        return [f"The update failed: {type(error).__name__}: {error}"]
