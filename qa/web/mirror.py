"""The pages that a library follows, kept as files in it: `web/HOST/DIGEST.html`, and `web/.sources.json`."""

import hashlib
import re
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin

import yarl

from qa.library.advice import advised
from qa.reports import Skipped
from qa.web.addresses import Refused
from qa.web.fetching import Fetched, Fetcher
from qa.web.listing import Entry, listing
from qa.web.saved import listed_facts, page_of, saved
from qa.web.state import FOLDER, Page, locked, save, state_of
from vectorstore.errors import unwritable

PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "application/octet-stream")
"""Media types that a page may have; some servers use the stranger ones."""

LISTS_OF_LISTS = 2
"""How deep lists may nest: a sitemap of sitemaps of pages."""

MOST_SITEMAPS = 50
"""Most sitemaps taken from a sitemap of sitemaps."""

UNLISTED = 24 * 60 * 60
"""Seconds between two checks of a page that no list names any more: a feed lists only its latest pages."""

WAIT = 10.0
"""Seconds that a change waits for another one."""

MOST_UNLISTED = 50
"""How many unlisted pages one refresh checks, so that it does not take longer every year."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a refresh is: pages done, of how many so far, and the address of the next."""

    done: int
    of: int
    url: str


class Mirror:
    """The web part of a library. `clock` gives the seconds since 1970; for `most_unlisted` see MOST_UNLISTED.

    Whoever changes it holds its lock, for which others wait WAIT seconds.
    """

    def __init__(
        self, library: Path, clock: Callable[[], float] = time.time, most_unlisted: int = MOST_UNLISTED
    ) -> None:
        self._clock = clock
        self._most_unlisted = most_unlisted
        self._library = library
        self.folder = library / FOLDER
        self._state = state_of(library)
        self._new: set[str] = set()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is followed."""
        return not self._state.sources

    def add(self, sources: Sequence[str], *, allow_private: bool) -> None:
        """Follow these addresses from now on, remembering with each whether it may be private.

        An address that fails at first is not followed. Raises LibraryUnwritable and LibraryBusy.
        """
        with self._changing():
            self._new |= set(sources) - self._state.sources.keys()
            self._state.sources.update(dict.fromkeys(sources, allow_private))
            self._save()

    async def refresh(
        self, fetcher: Callable[[bool], Fetcher], report: Callable[[Step], None] = lambda _: None
    ) -> list[Skipped]:
        """Bring the files of everything that is followed up to date; return what could not be fetched, and why.

        `fetcher` makes a Fetcher that may, or may not, reach private addresses. A page that is gone (404, 410) loses
        its file; one that fails otherwise keeps it. So does one no longer listed, which is checked once a day.
        Raises LibraryUnwritable and LibraryBusy.
        """
        skipped: list[Skipped] = []
        with self._changing():
            for allow_private in (False, True):
                sources = [source for source, private in self._state.sources.items() if private == allow_private]
                if sources:
                    async with fetcher(allow_private) as one:
                        skipped += await self._refresh(one, sources, allow_private, report)
            self._state.tidy()
            self._save()
        return skipped

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold the lock, and reload what is remembered."""
        with advised(), unwritable(self.folder), locked(self._library, WAIT) as self._state:
            yield

    async def _refresh(
        self, fetcher: Fetcher, sources: Sequence[str], allow_private: bool, report: Callable[[Step], None]
    ) -> list[Skipped]:
        listed = deque((source, LISTS_OF_LISTS) for source in sources)
        seen = set(sources)
        skipped = await self._visit(fetcher, listed, seen, allow_private, report)
        unlisted = deque((page, 0) for page in self._unlisted(seen, allow_private))
        return skipped + await self._visit(fetcher, unlisted, seen, allow_private, report)

    async def _visit(
        self,
        fetcher: Fetcher,
        waiting: deque[tuple[str, int]],
        seen: set[str],
        allow_private: bool,
        report: Callable[[Step], None],
    ) -> list[Skipped]:
        """Fetch the waiting pages, and those they list, each once; what is listed is added to `seen`."""
        skipped: list[Skipped] = []
        done = 0
        while waiting:
            url, depth = waiting.popleft()
            report(Step(done, done + len(waiting) + 1, url))
            done += 1
            try:
                listed, below = await self._look(fetcher, url, depth)
            except OSError:
                raise  # from the disk: the Fetcher turns network errors into Refused
            except Exception as error:  # noqa: BLE001  pages are hostile; one must not end the visit of the others
                skipped.append(Skipped(path=url, reason=_why(error)))
                self._state.problems[url] = _why(error)
                if url in self._new:
                    self._state.sources.pop(url, None)
            else:
                self._state.problems.pop(url, None)
                waiting.extend((one, below) for one in listed if one not in seen)
                seen.update(listed)
            if url in self._state.sources:
                self._state.looked[url] = self._clock()
            if (page := self._state.pages.get(url)) is not None:
                page.looked, page.allow_private = self._clock(), allow_private
        return skipped

    def _unlisted(self, seen: Collection[str], allow_private: bool) -> list[str]:
        """The pages not `seen` whose daily check is due; the one that has waited longest comes first."""
        now = self._clock()
        due = [
            (page.looked, url)
            for url, page in self._state.pages.items()
            if page.file is not None
            and page.allow_private == allow_private
            and url not in seen
            and page.listed_in is None
            if not 0 <= now - page.looked < UNLISTED  # also if the clock was set back
        ]
        return [url for _, url in sorted(due)[: self._most_unlisted]]

    async def _look(self, fetcher: Fetcher, url: str, depth: int) -> tuple[Sequence[str], int]:
        """Bring one address up to date; return what it lists, and how deep lists may nest below it.

        `depth` is 2 where lists of lists are allowed, 1 for lists of pages, 0 for a page.
        """
        known = self._state.pages.get(url, Page())
        is_kept = known.file is None or (self.folder / known.file).is_file()
        fetched = await fetcher.get(url, *((known.etag, known.modified) if is_kept else (None, None)))
        if fetched.status == 304:
            return self._state.lists.get(url, []), depth - 1 if url in self._state.indexes else 0
        if fetched.status in (404, 410):
            self._drop(url)
            raise Refused("the page is gone" if fetched.status == 410 else "there is no such page")
        found = listing(fetched.body) if depth > 0 else None
        if found is None:
            if fetched.kind not in PAGES:
                raise Refused(f"it is {fetched.kind}, not a web page")
            self._keep(url, fetched)
            return [], 0
        most = MOST_SITEMAPS if found.is_index else None
        absolute = [_joined(fetched.url, one.url) for one in found.entries if one.url][:most]
        self._drop(url)  # if it was a page before
        self._state.lists[url] = absolute
        self._state.pages[url] = Page(etag=fetched.etag, modified=fetched.modified, sources=known.sources)
        (self._state.indexes.add if found.is_index else self._state.indexes.discard)(url)
        self._take_entries(url, fetched, found.entries)
        return absolute, depth - 1 if found.is_index else 0

    def _take_entries(self, url: str, fetched: Fetched, entries: Sequence[Entry]) -> None:
        """Remember what a list says about its pages, and keep what has no page of its own."""
        for entry in entries:
            if entry.url:
                self._state.listed[_joined(fetched.url, entry.url)] = listed_facts(entry)
            else:
                key = hashlib.sha256(entry.key.encode()).hexdigest()[:16]
                own = f"{yarl.URL(fetched.url).with_fragment(None)}#{key}"
                self._state.listed[own] = listed_facts(entry)
                self._keep(own, replace(fetched, body=page_of(entry), etag=None, modified=None))
                self._state.pages[own].listed_in = url

    def _keep(self, url: str, fetched: Fetched) -> None:
        """Write a page's file, whole or not at all; its first line holds its address, as browsers save it."""
        host = re.sub(r"[^\w.-]", "_", yarl.URL(fetched.url).raw_host or "") or "_"
        name = f"{host}/{hashlib.sha256(url.encode()).hexdigest()[:16]}.html"
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        known = self._state.pages.get(url)
        if known is not None and known.file not in (None, name):
            (self.folder / str(known.file)).unlink(missing_ok=True)  # it redirects elsewhere now
        address = str(yarl.URL(fetched.url).with_fragment(None))
        data = saved(address, self._state.listed.get(url), fetched.body)
        if not path.is_file() or path.read_bytes() != data:
            new = path.with_name(f".{path.stem}.new")  # a dot file, which readers of the folder ignore
            new.write_bytes(data)
            new.replace(path)
        sources = known.sources if known is not None else set()
        self._state.pages[url] = Page(etag=fetched.etag, modified=fetched.modified, file=name, sources=sources)
        self._save()

    def _drop(self, url: str) -> None:
        """Forget a page, or a list, and its file."""
        known = self._state.pages.pop(url, None)
        if known is not None and known.file is not None:
            (self.folder / known.file).unlink(missing_ok=True)

    def _save(self) -> None:
        save(self._library, self._state)


def _why(error: Exception) -> str:
    """The reason, for people, why a page could not be fetched or kept."""
    return str(error) if isinstance(error, Refused) else f"it cannot be understood ({type(error).__name__})"


def _joined(base: str, address: str) -> str:
    """The address as seen from `base`; an invalid one unchanged, so that its request is refused."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address
