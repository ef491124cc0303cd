"""Articles as they are now: what is no longer in its file is not shown (promise 1)."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from qa.answers import Staleness
from qa.library.audience import Audience
from qa.library.disk.elsewhere import NOWHERE, Elsewhere, elsewhere
from qa.library.disk.origins import Origin
from qa.library.documents import article_of
from qa.reading import SourceFile, read
from qa.reading.files import digest, why
from qa.reports import Notice, Skipped
from qa.values import Article
from vectorstore.store import Snapshot

KEPT = 64
"""Changed files whose articles are kept until they change again."""

Signature: TypeAlias = tuple[int, int, int, int]
"""A file's size, times and identity: while they stay the same, so does its content."""

Read: TypeAlias = Callable[[SourceFile], Iterator[Article | Skipped | Notice]]


@dataclass(frozen=True, slots=True)
class Stale:
    """An article that cannot be shown as it was indexed, and why; `detail` is the system's or the parser's reason."""

    reason: Staleness
    detail: str = ""

    def __str__(self) -> str:
        return f"the article {self.reason}" + (f" ({self.detail})" if self.detail else "")


@dataclass(frozen=True, slots=True)
class _Parsed:
    """What a changed file holds: the articles asked for, by id, and why others are missing."""

    signature: Signature
    asked: frozenset[str]
    articles: Mapping[str, Article]
    missing: Stale

    def has(self, signature: Signature, keys: frozenset[str]) -> bool:
        """Whether this is still valid for these articles."""
        return self.signature == signature and keys <= self.asked

    def now(self, article: Article) -> Article | Stale:
        """An article as the file has it, or why it cannot be shown: it is missing, or has become a draft."""
        public = Audience(date.today())
        now = self.articles.get(article.id)
        if now is None:
            return self.missing
        is_withdrawn = public.may_read(article) and not public.may_read(now)
        return Stale(Staleness.DRAFT) if is_withdrawn else now


class Freshness:
    """Compares files with their digests at indexing, and parses again those that differ. Safe between threads.

    A file found unchanged, or parsed, is read again only when its size, times or identity differ. In a library that
    `is_shared`, articles whose folder is on another machine are as that machine recorded them.
    """

    def __init__(self, read: Read = read, *, is_shared: bool = False) -> None:
        self._read = read
        self._is_shared = is_shared
        self._unchanged: dict[tuple[str, str], Signature] = {}
        self._parsed: OrderedDict[str, _Parsed] = OrderedDict()
        self._lock = threading.Lock()

    def elsewhere(self, attributes: Mapping[str, str]) -> Elsewhere:
        """The files of a library with these attributes that are on another machine."""
        return elsewhere(attributes) if self._is_shared else NOWHERE

    def current(
        self, articles: Iterable[Article], digests: Mapping[str, str], away: Elsewhere = NOWHERE
    ) -> dict[str, Article | Stale]:
        """Each article, by id, as its file has it now: as stored, if nothing changed; or why it cannot be shown.

        `digests` has those of the files at indexing, by path (see Origin). A file is parsed at most once. The articles
        of files that are `away` are as they were recorded.
        """
        by_path: dict[str, list[Article]] = {}
        for article in articles:
            by_path.setdefault(article.path, []).append(article)
        return {
            key: now
            for path, some in by_path.items()
            for key, now in (
                {one.id: one for one in some} if away.has(path) else self._of(path, some, digests.get(path))
            ).items()
        }

    def article(self, snapshot: Snapshot, key: str, collections: frozenset[str] | None) -> Article | None:
        """Return an article as its file has it now; None if it is gone, or not in these collections (None: any)."""
        document = snapshot.documents([key]).get(key)
        if document is None or (collections is not None and document.collection not in collections):
            return None
        article = article_of(document)
        away = self.elsewhere(snapshot.attributes)
        current = self.current([article], snapshot.origins([document.origin]), away)[key]
        return current if isinstance(current, Article) else None

    def _of(self, path: str, articles: Collection[Article], indexed: str | None) -> Mapping[str, Article | Stale]:
        """One file's articles."""
        try:
            signature = _signature(path)
            if indexed is not None and self._is_unchanged(path, indexed, signature):
                return {article.id: article for article in articles}
            parsed = self._reparsed(path, articles, signature)
        except FileNotFoundError:
            return dict.fromkeys((article.id for article in articles), Stale(Staleness.DELETED))
        except OSError as error:
            return dict.fromkeys((article.id for article in articles), Stale(Staleness.UNREADABLE, why(error)))
        return {article.id: parsed.now(article) for article in articles}

    def _is_unchanged(self, path: str, indexed: str, signature: Signature) -> bool:
        with self._lock:
            if self._unchanged.get((path, indexed)) == signature:
                return True
        if digest(Path(path)) != Origin.parsed(indexed).content:
            return False
        with self._lock:
            self._unchanged[path, indexed] = signature
        return True

    def _reparsed(self, path: str, articles: Collection[Article], signature: Signature) -> _Parsed:
        """What the file now holds of these articles, and of those asked for before."""
        keys = frozenset(article.id for article in articles)
        with self._lock:
            known = self._parsed.get(path)
        if known is not None and known.has(signature, keys):
            return known
        wanted = keys | known.asked if known is not None else keys
        first = next(iter(articles))
        parsed = self._parse(SourceFile(Path(path), first.collection, first.known_as), wanted, signature)
        with self._lock:
            self._parsed[path] = parsed
            self._parsed.move_to_end(path)
            while len(self._parsed) > KEPT:
                self._parsed.popitem(last=False)
        return parsed

    def _parse(self, file: SourceFile, wanted: frozenset[str], signature: Signature) -> _Parsed:
        articles: dict[str, Article] = {}
        missing = Stale(Staleness.DELETED)
        for one in self._read(file):
            if isinstance(one, Article) and one.id in wanted:
                articles[one.id] = one
                if len(articles) == len(wanted):
                    break
            elif isinstance(one, Skipped) and one.line is None:  # the whole file, not one of its records
                missing = Stale(Staleness.UNREADABLE, one.reason)
        return _Parsed(signature, wanted, articles, missing)


def _signature(path: str) -> Signature:
    stat = Path(path).stat()
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
