"""Keeping a library up to date: gathering files and pages, indexing what is already followed, a live library."""

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.assistant import Assistant
from qa.bootstrap import indexing_embedder, open_assistant
from qa.errors import LibraryBusy
from qa.library.advice import AdvisedStore, advised
from qa.library.indexing import Progress, index
from qa.library.plan import holdings_of
from qa.reports import IndexReport, Skipped
from qa.settings import Settings
from qa.stores import following_store, open_store
from qa.web.state import state_of

if TYPE_CHECKING:
    from qa.web.mirror import Step

WAIT = 10.0
"""Seconds that a refresh waits for another writer."""

WEB = 30.0
"""Minutes between two checks of web pages, unless set otherwise."""

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
"""The beginning that distinguishes an address from a path; one not on the web is refused when fetched."""


@dataclass(frozen=True, slots=True)
class Live:
    """A library for a long-lived process: `assistant` answers from it, `refresh` brings it up to date."""

    assistant: Assistant
    refresh: Callable[[Callable[[Progress], None]], IndexReport]


@contextmanager
def live(settings: Settings) -> Iterator[Live]:
    """Yield the library of the settings, whose new generations are opened while questions are answered.

    Commits by another process are answered from a moment later, and those by `refresh` as soon as it returns.
    """
    with following_store(settings) as store:

        def refreshed(report: Callable[[Progress], None]) -> IndexReport:
            done = refresh(settings, report)
            with advised():
                store.look()
            return done

        yield Live(open_assistant(settings=settings, store=store), refreshed)


def refresh(settings: Settings, report: Callable[[Progress], None] = lambda _: None) -> IndexReport:
    """Bring the library of the settings up to date with what was indexed before, in one commit."""
    embedder = indexing_embedder(settings)
    store = open_store(settings, embedder.dimension, WAIT)
    return index([], store, embedder, library=settings.library, report=report)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files and folders to index, and the web pages that could not be fetched."""

    roots: list[Path]
    skipped: list[Skipped]


def gather(
    settings: Settings,
    given: Sequence[str] = (),
    *,
    allow_private: bool = False,
    report: Callable[["Step"], None] = lambda _: None,
) -> Gathered:
    """Return the given paths, and follow the given addresses from now on, fetching their pages into files.

    If nothing is given, the pages that the library follows are brought up to date. `report` is called before each
    page. If only addresses are given and none can be fetched, there are no roots. Raises LibraryUnwritable, and
    LibraryBusy for an address while another process fetches.
    """
    addresses = [one for one in given if ADDRESS.match(one)]
    paths = [Path(one) for one in given if one not in addresses]
    folder = settings.library / "web"
    if not addresses and (given or not folder.is_dir()):
        return Gathered(paths, [])
    from qa.web.fetching import Fetcher  # aiohttp takes a while to load
    from qa.web.mirror import Mirror

    mirror = Mirror(settings.library)
    if addresses:
        mirror.add(addresses, allow_private=allow_private)
    try:
        skipped = asyncio.run(mirror.refresh(lambda private: Fetcher(allow_private=private), report))
    except LibraryBusy:
        if addresses:
            raise
        skipped = []  # another process is fetching what is followed
    return Gathered([*paths, folder] if addresses and not mirror.is_empty else paths, skipped)


def followed(settings: Settings) -> set[str]:
    """The paths and addresses that the library of the settings follows. Raises LibraryError."""
    overview = AdvisedStore(open_store(settings)).overview()
    return {*map(str, holdings_of(overview).roots), *state_of(settings.library).sources}
