"""Articles on disk -> what changed -> one commit, and a report of it."""

import itertools
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qa.errors import IndexingError, LibraryMissing, RemovalsRefused
from qa.library.advice import AdvisedStore
from qa.library.changes import ChangedArticles
from qa.library.documents import article_of
from qa.library.embedding import Embedding
from qa.library.model_identity import PASSAGES, check, identity, is_same
from qa.library.plan import Holdings, Plan, heavy_losses, holdings_of, plan
from qa.library.scanning import scan, vanished
from qa.models.embedder import Embedder
from qa.reading.files import is_utf8
from qa.values import Article, IndexReport, Skipped
from vectorstore.store import Changes, Document, VectorStore, Writer

RENEWED = 32
"""Stored articles that are cut and embedded again at once."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `share` in 0..1 of all bytes to be read, and what was done."""

    share: float
    articles: int
    passages: int
    embedded: int


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """What a run may do.

    `dry_run`: report what would change, and change nothing. `allow_removals`: remove articles even if more than half
    of a root's are gone. `reembed`: embed the stored texts again if the library was made with another model; `again`:
    embed them again with any model.
    """

    dry_run: bool = False
    allow_removals: bool = False
    reembed: bool = False
    again: bool = False


DEFAULT = IndexOptions()


def index(
    paths: Sequence[Path],
    store: VectorStore,
    embedder: Embedder,
    *,
    library: Path | None = None,
    options: IndexOptions = DEFAULT,
    report: Callable[[Progress], None] = lambda _: None,
) -> IndexReport:
    """Bring the store up to date with the files at these paths, in one commit.

    Only files whose content has changed are read, and only new passages are embedded; where an older version of reading
    read a file of the library, it is read again, wherever it lies. Articles below a given folder
    that are gone from the disk are removed; what cannot be read stays as it was, and so does everything below a root
    that is not there. Without paths, the library's own roots are taken. `library` is the store's own folder, which is
    passed over.

    Raises RemovalsRefused if more than half of a root's articles would be removed, unless that is allowed;
    IndexingError if there is nothing to index, ModelMismatch, and LibraryError.
    """
    start = time.perf_counter()
    store = AdvisedStore(store)
    holdings = _holdings(store)
    if holdings.attributes and not options.reembed:
        check(holdings.attributes, embedder)
    roots = _roots(paths, holdings)
    found, skipped = scan(roots, library, holdings.roots)
    planned = plan(holdings, found, vanished(holdings, roots, allow_removals=options.allow_removals))
    if not holdings.attributes and not planned.to_read:
        raise IndexingError(f"There is nothing to index in {', '.join(map(str, roots))}{_reasons(skipped)}.")
    run = _Execution(planned, holdings, roots, embedder, options, report)
    run.carry_out(store)
    after = holdings if options.dry_run else _holdings(store)
    return run.reported(skipped, after, time.perf_counter() - start)


def _roots(paths: Sequence[Path], holdings: Holdings) -> list[Path]:
    """What a run looks at: what is given, and what was before, if nothing is or if all has to be read again."""
    given = [Path(os.path.normpath(path.absolute())) for path in paths]
    before = holdings.roots if holdings.outdated or not given else []
    if not (given or before):
        raise IndexingError("There is nothing to index: name files or folders, as in: pullquote index PATH")
    return list(dict.fromkeys([*given, *before]))


def _holdings(store: VectorStore) -> Holdings:
    try:
        return holdings_of(store.overview())
    except LibraryMissing:
        return Holdings()


class _Execution:
    """Carries out a plan: reads, embeds, commits, and counts what was done."""

    def __init__(
        self,
        planned: Plan,
        holdings: Holdings,
        roots: Sequence[Path],
        embedder: Embedder,
        options: IndexOptions,
        report: Callable[[Progress], None],
    ) -> None:
        self._plan = planned
        self._holdings = holdings
        self._roots = roots
        self._embedder = embedder
        self._options = options
        self._report = report
        self._embedding = Embedding(embedder, again=options.again)
        self._changes = ChangedArticles(planned, holdings, self._tell)

    def carry_out(self, store: VectorStore) -> None:
        """Read what differs, and commit it, if anything does."""
        self._check_removals()
        if self._options.dry_run:
            for _ in self._changed():
                pass
        elif self._is_renewing or not self._plan.is_empty:
            with store.writer() as writer:
                if self._is_of_other_vectors:
                    writer.renew(self._embedder.dimension)
                documents = itertools.chain(
                    self._embedding.documents(self._changed(), writer), self._renewed(writer, store)
                )
                writer.commit(Changes(documents, self._changes.removed, self._changes.origins, self._attributes()))

    def reported(self, skipped: Sequence[Skipped], after: Holdings, seconds: float) -> IndexReport:
        """The report of the run. `skipped` are files that were not read, `after` is what the library holds now."""
        tally = self._changes.tally
        return IndexReport(
            added=tally.added,
            changed=tally.changed,
            unchanged=tally.unchanged,
            moved=tally.moved,
            removed=len(self._changes.removed) - tally.moved,
            reread=len(self._plan.outdated),
            skipped=(*skipped, *tally.skipped),
            notices=tuple(tally.notices),
            embedded=self._embedding.embedded,
            passages=after.size.passages,
            articles=after.size.documents,
            generation=after.generation,
            seconds=seconds,
            dry_run=self._options.dry_run,
        )

    def _changed(self) -> Iterator[Article]:
        """The articles that are new or differ; once all are read it is known which are gone."""
        yield from self._changes
        self._check_removals()
        self._tell(1.0)

    @property
    def _is_of_other_vectors(self) -> bool:
        """Whether the vectors that the library has are not those of this model, or are to be made again."""
        known = self._holdings.attributes
        return bool(known) and (self._options.again or not is_same(known, self._embedder))

    @property
    def _is_renewing(self) -> bool:
        """Whether what is stored was cut or embedded in another way, and has to be done again."""
        known = self._holdings.attributes
        return self._is_of_other_vectors or (bool(known) and known.get("passages") != PASSAGES)

    def _renewed(self, writer: Writer, store: VectorStore) -> Iterator[Document]:
        """The stored documents that stay, cut and embedded again; none if nothing is to be renewed."""
        if not self._is_renewing:
            return
        keys = sorted(
            self._holdings.keys(self._holdings.articles) - self._changes.tally.replaced - self._changes.removed
        )
        for start in range(0, len(keys), RENEWED):
            some = keys[start : start + RENEWED]
            with store.snapshot() as snapshot:
                articles = [article_of(document) for document in snapshot.documents(some).values()]
            yield from self._embedding.documents(articles, writer)
            self._tell((start + len(some)) / len(keys))

    def _attributes(self) -> dict[str, str | None]:
        """What the library remembers of itself after this run; of its roots those that exist and have a UTF-8 name."""
        there = [root for root in self._roots if is_utf8(root) and root.exists()]
        return {
            **identity(self._embedder),
            "passages": PASSAGES,
            "roots": json.dumps(list(dict.fromkeys(map(str, [*self._holdings.roots, *there])))),
            "committed": datetime.now(UTC).isoformat(timespec="seconds"),
        }

    def _check_removals(self) -> None:
        """Raises RemovalsRefused if more than half of a root's articles go, other than by moving."""
        if self._options.allow_removals or self._options.dry_run:
            return
        moved = self._holdings.keys(set(self._plan.sources.values()))
        for loss in heavy_losses(self._holdings, self._roots, self._changes.removed, moved):
            raise RemovalsRefused(
                f"{loss.root} would lose {loss.lost:,} of its {loss.total:,} articles; is it mounted and complete? "
                "Nothing was changed. If this is meant: pullquote index --allow-removals"
            )

    def _tell(self, share: float) -> None:
        done = self._changes.tally.added + self._changes.tally.changed
        self._report(Progress(min(1.0, share), done, self._embedding.passages, self._embedding.embedded))


def _reasons(skipped: Sequence[Skipped]) -> str:
    """The commonest reasons, for a message."""
    counts = Counter(one.reason for one in skipped).most_common(3)
    return f" ({'; '.join(f'{reason}: {count}' for reason, count in counts)})" if counts else ""
