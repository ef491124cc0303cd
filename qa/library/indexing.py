"""Articles + store -> what changed -> one commit, and a report of it."""

import itertools
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from qa.errors import IndexingError, RemovalsRefused
from qa.library.documents import Cut, article_of, cut
from qa.library.identity import PASSAGES, check, identity, is_same
from qa.models.embedder import Embedder
from qa.reading import SourceFile, digest, find, read
from qa.reading.files import is_utf8, why
from qa.values import Article, IndexReport, Notice, Skipped
from vectorstore.errors import LibraryMissing
from vectorstore.store import Changes, Document, Size, VectorStore, Writer

RENEWED = 32
"""Stored articles that are cut and embedded again at once."""

UNSETTLED = "it changed while it was read"
"""In place of the digest of such a file: it is read again by the next run, and by who quotes it."""

BATCH = 256
"""Passages that are embedded, and kept, at once."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `share` in 0..1 of all bytes to be read, and what was done."""

    share: float
    articles: int
    passages: int
    embedded: int


def index(
    paths: Sequence[Path],
    store: VectorStore,
    embedder: Embedder,
    *,
    library: Path | None = None,
    dry_run: bool = False,
    allow_removals: bool = False,
    reembed: bool = False,
    again: bool = False,
    report: Callable[[Progress], None] = lambda _: None,
) -> IndexReport:
    """Bring the store up to date with the files at these paths, in one commit.

    Only files whose content has changed are read, only passages that are new are embedded. What is
    below a given folder and is gone from the disk is removed; what cannot be read stays as it was, and so
    does all below a root that is not there. Without paths, the library's own roots are taken. `library` is
    the store's folder, passed over. A library that was made with another model is embedded again, from the
    texts it holds, if `reembed` allows that; `again` does so with any, whatever vectors are kept.

    Raises RemovalsRefused if more than half of a root's articles would be removed, unless that is allowed;
    IndexingError if there is nothing to index, ModelMismatch, and StoreError.
    """
    start = time.perf_counter()
    known = _known(store)
    if known.attributes and not reembed:
        check(known.attributes, embedder)
    roots = [Path(os.path.normpath(path.absolute())) for path in paths] or [Path(root) for root in known.roots]
    if not roots:
        raise IndexingError("There is nothing to index: name files or folders, as in: pullquote index PATH")
    run = _Run(known, embedder, report, roots, allow_removals, dry_run, again)
    run.plan(library)
    if not known.attributes and not run.todo:
        raise IndexingError(f"There is nothing to index in {', '.join(map(str, roots))}{_reasons(run.skipped)}.")
    if dry_run:
        for _ in run.changed():
            pass
    elif run.todo or run.removed or run.is_renewing:
        with store.writer() as writer:
            if known.attributes and (again or not is_same(known.attributes, embedder)):
                writer.renew(embedder.dimension)
            documents = itertools.chain(run.documents(writer), run.renewed(writer, store))
            writer.commit(Changes(documents, run.removed, run.origins, run.attributes()))
    return run.result(known if dry_run else _known(store), dry_run, time.perf_counter() - start)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the library holds before a run: its articles by file, each with its digest, and each file's collection."""

    attributes: Mapping[str, str]
    origins: Mapping[str, str]
    articles: Mapping[str, Mapping[str, str]]
    collections: Mapping[str, str]
    size: Size
    generation: int

    @property
    def roots(self) -> list[str]:
        return list(json.loads(self.attributes.get("roots", "[]")))


def _known(store: VectorStore) -> _Known:
    try:
        overview = store.overview()
    except LibraryMissing:
        return _Known({}, {}, {}, {}, Size(0, 0, 0), 0)
    articles: dict[str, dict[str, str]] = {}
    for entry in overview.entries:
        articles.setdefault(entry.origin, {})[entry.key] = entry.digest
    collections = {entry.origin: entry.collection for entry in overview.entries}
    return _Known(overview.attributes, overview.origins, articles, collections, overview.size, overview.generation)


@dataclass(slots=True)
class _Run:
    """One run of indexing: what is to be done, and the count of what was."""

    known: _Known
    embedder: Embedder
    report: Callable[[Progress], None]
    roots: Sequence[Path]
    allow_removals: bool
    dry_run: bool
    again: bool
    todo: list[tuple[SourceFile, int]] = field(default_factory=list)
    origins: dict[str, str | None] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    sources: dict[str, str] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    skipped: list[Skipped] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    added: int = 0
    altered: int = 0
    unchanged: int = 0
    moved: int = 0
    passages: int = 0
    embedded: int = 0

    def plan(self, library: Path | None) -> None:
        """Find the files that differ from what is known, and those that are gone or have moved."""
        for file in find(self.roots, exclude=library, within=[Path(root) for root in self.known.roots]):
            if isinstance(file, Skipped):
                self.skipped.append(file)
                continue
            try:
                content = digest(file.path)
                size = file.path.stat().st_size
            except OSError as error:
                self.skipped.append(Skipped(path=file.origin, reason=why(error)))
                continue
            is_known = self.known.origins.get(file.origin) == content
            if is_known and self.known.collections.get(file.origin, file.collection) == file.collection:
                self.unchanged += len(self.known.articles.get(file.origin, {}))
            else:
                self.todo.append((file, size))
                self.origins[file.origin] = content
        there = self.roots if self.allow_removals else [root for root in self.roots if not _is_gone(root)]
        gone: dict[str, list[str]] = {}
        for origin, content in self.known.origins.items():
            if any(_is_below(origin, root) for root in there) and _is_gone(Path(origin)):
                self.origins[origin] = None
                self.removed |= self.known.articles.get(origin, {}).keys()
                gone.setdefault(content, []).append(origin)
        for file, _ in self.todo:
            if (froms := gone.get(self.origins[file.origin] or "")) and file.origin not in self.known.origins:
                self.sources[file.origin] = froms.pop()
        self._check_removals()

    def changed(self) -> Iterator[Article]:
        """The articles that are new or altered, as a stream; what else is read is counted."""
        whole = sum(size for _, size in self.todo) or 1
        before = 0
        for file, size in self.todo:
            old = dict(self.known.articles.get(file.origin, {}))
            movable = len(self.known.articles.get(self.sources.get(file.origin, ""), {}))
            done = 0
            for one in read(file):
                if isinstance(one, Skipped):
                    self.skipped.append(one)
                elif isinstance(one, Notice):
                    self.notices.append(one)
                else:
                    done = min(size, done + len(one.text))
                    self._tell((before + done) / whole)
                    if self._is_changed(one, old.pop(one.id, None), movable > 0):
                        movable -= 1
                        yield one
            self.removed |= old.keys()
            before += size
            if not _has(file.path, self.origins[file.origin]):
                self.origins[file.origin] = UNSETTLED
        self._check_removals()
        self._tell(1.0)

    def documents(self, writer: Writer) -> Iterator[Document]:
        """The documents of the changed articles, once their passages' vectors are kept."""
        batch: list[Cut] = []
        waiting = 0
        for article in self.changed():
            batch.append(cut(article, self.embedder))
            waiting += len(batch[-1].texts)
            if waiting >= BATCH:
                yield from self._embedded(batch, writer)
                batch, waiting = [], 0
        yield from self._embedded(batch, writer)

    @property
    def is_renewing(self) -> bool:
        """Whether what is stored was cut or embedded in another way, and has to be done again."""
        known = self.known.attributes
        is_current = known.get("passages") == PASSAGES and is_same(known, self.embedder)
        return bool(known) and (self.again or not is_current)

    def renewed(self, writer: Writer, store: VectorStore) -> Iterator[Document]:
        """The documents that are stored and stay, cut and embedded again; none if nothing is to be renewed."""
        if not self.is_renewing:
            return
        stored = {key for articles in self.known.articles.values() for key in articles}
        keys = sorted(stored - self.replaced - self.removed)
        for start in range(0, len(keys), RENEWED):
            some = keys[start : start + RENEWED]
            with store.snapshot() as snapshot:
                articles = [article_of(document) for document in snapshot.documents(some).values()]
            yield from self._embedded([cut(article, self.embedder) for article in articles], writer)
            self._tell((start + len(some)) / len(keys))

    def attributes(self) -> dict[str, str | None]:
        """What the library remembers of itself after this run; of its roots those that were there, and can be told."""
        there = [str(root) for root in self.roots if is_utf8(root) and root.exists()]
        return {
            **identity(self.embedder),
            "passages": PASSAGES,
            "roots": json.dumps(list(dict.fromkeys([*self.known.roots, *there]))),
            "committed": datetime.now(UTC).isoformat(timespec="seconds"),
        }

    def result(self, after: _Known, dry_run: bool, seconds: float) -> IndexReport:
        """The report of the run. `after` is what the library holds now."""
        return IndexReport(
            added=self.added,
            changed=self.altered,
            unchanged=self.unchanged,
            moved=self.moved,
            removed=len(self.removed) - self.moved,
            skipped=tuple(self.skipped),
            notices=tuple(self.notices),
            embedded=self.embedded,
            passages=after.size.passages,
            articles=after.size.documents,
            generation=after.generation,
            seconds=seconds,
            dry_run=dry_run,
        )

    def _is_changed(self, article: Article, known: str | None, is_moved: bool) -> bool:
        if known == article.digest:
            self.unchanged += 1
            return False
        self.replaced.add(article.id)
        self.moved += is_moved
        self.added += known is None and not is_moved
        self.altered += known is not None
        return True

    def _check_removals(self) -> None:
        """Raises RemovalsRefused if more than half of a root's articles go, other than by moving."""
        if self.allow_removals or self.dry_run or not self.removed:
            return
        moved = {key for origin in self.sources.values() for key in self.known.articles.get(origin, {})}
        for root in self.roots:
            below = {
                key for origin, articles in self.known.articles.items() if _is_below(origin, root) for key in articles
            }
            lost = len((below & self.removed) - moved)
            if 2 * lost > len(below):
                raise RemovalsRefused(
                    f"{root} would lose {lost:,} of its {len(below):,} articles; is it mounted, and whole? Nothing "
                    "was changed. If it is meant: pullquote index --allow-removals"
                )

    def _embedded(self, batch: Sequence[Cut], writer: Writer) -> Iterator[Document]:
        texts = {
            record.digest: text for one in batch for record, text in zip(one.document.records, one.texts, strict=True)
        }
        new = sorted(texts.keys() - (set() if self.again else writer.known(texts.keys())))
        if new:
            writer.remember(new, self.embedder.passages([texts[digest] for digest in new]))
        self.embedded += len(new)
        self.passages += sum(len(one.texts) for one in batch)
        yield from (one.document for one in batch)

    def _tell(self, share: float) -> None:
        self.report(Progress(min(1.0, share), self.added + self.altered, self.passages, self.embedded))


def _has(path: Path, content: str | None) -> bool:
    """Whether a file has this digest."""
    try:
        return digest(path) == content
    except OSError:
        return False


def _is_below(origin: str, root: Path) -> bool:
    """Whether a file lies at or below a root."""
    return origin == str(root) or origin.startswith(f"{str(root).rstrip(os.sep)}{os.sep}")


def _is_gone(path: Path) -> bool:
    """Whether there is nothing at a path; not, if that cannot be told."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _reasons(skipped: Sequence[Skipped]) -> str:
    """The commonest reasons, for a message."""
    counts = Counter(one.reason for one in skipped).most_common(3)
    return f" ({'; '.join(f'{reason}: {count}' for reason, count in counts)})" if counts else ""
