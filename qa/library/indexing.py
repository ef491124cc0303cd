"""Index articles on disk: commit what changed at once, and report it."""

import itertools
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qa.errors import IndexingError, LibraryMissing, RemovalsRefused
from qa.library.advice import AdvisedStore
from qa.library.changes import ChangedArticles
from qa.library.disk.elsewhere import MACHINE, machine
from qa.library.disk.looks import remember
from qa.library.disk.survey import Survey, survey, uncollected
from qa.library.documents import article_of
from qa.library.embedding import Embedding
from qa.library.model_identity import PASSAGES, check, identity, is_same
from qa.library.options import IndexOptions
from qa.library.plan import Holdings, heavy_losses, holdings_of
from qa.library.preparing import PreparingHere
from qa.models.embedder import Embedder
from qa.reading.files import is_utf8
from qa.reports import IndexReport, Skipped
from qa.values import Article
from vectorstore.store import Changes, Document, VectorStore, Writer

RENEWED = 32
"""Stored articles cut and embedded again at once."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: the `share` read of all bytes, 0..1, and what was done."""

    share: float
    articles: int
    passages: int
    embedded: int


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

    Only files whose content has changed are read, and only new passages are embedded; files that an older version of
    reading read are read again, wherever they lie. Articles below a given folder that are gone from the disk are
    removed; what cannot be read stays as it was, and so does all below a root that is missing. Without paths, the
    library's own roots are taken. `library` is the store's own folder, which is passed over.

    Raises RemovalsRefused if more than half of a root's articles would be removed, unless that is allowed;
    IndexingError if there is nothing to index, or if a missing root has moved here; ModelMismatch, and LibraryError.
    """
    start = time.perf_counter()
    store = AdvisedStore(store)
    with uncollected():
        holdings = _holdings(store)
        if holdings.attributes and not options.reembed:
            check(holdings.attributes, embedder)
        options = options.settled(holdings)
        surveyed = survey(paths, holdings, library, options)
    if not holdings.attributes and not surveyed.plan.to_read:
        raise NothingToIndex(surveyed)
    run = _Execution(surveyed, holdings, embedder, options, report)
    try:
        run.carry_out(store)
    except _Overtaken:
        return index(paths, store, embedder, library=library, options=options, report=report)
    if library is not None and not options.dry_run:
        remember(library, surveyed.roots, [*surveyed.skipped, *run.skipped], surveyed.plan.unchanged)
        surveyed.states.keep(holdings.origins)
    return run.reported(time.perf_counter() - start)


class NothingToIndex(IndexingError):
    """There is nothing to index at the roots; `skipped` says why."""

    def __init__(self, surveyed: Survey) -> None:
        roots = ", ".join(map(str, surveyed.roots))
        super().__init__(f"There is nothing to index in {roots}{_reasons(surveyed.skipped)}.")
        self.skipped = surveyed.skipped


class _Overtaken(Exception):
    """Another process has changed the library since it was looked at."""


def _holdings(store: VectorStore) -> Holdings:
    try:
        return holdings_of(store.overview())
    except LibraryMissing:
        return Holdings()


class _Execution:
    """Carries out a plan: reads, embeds, commits, and counts what was done."""

    def __init__(
        self,
        surveyed: Survey,
        holdings: Holdings,
        embedder: Embedder,
        options: IndexOptions,
        report: Callable[[Progress], None],
    ) -> None:
        self._survey = surveyed
        self._plan = surveyed.plan
        self._holdings = holdings
        self._embedder = embedder
        self._options = options
        self._report = report
        preparing = options.preparing or PreparingHere(embedder)
        self._embedding = Embedding(embedder, preparing.cut, again=options.again)
        self._changes = ChangedArticles(surveyed.plan, holdings, surveyed.audience, self._tell, preparing.read)
        self._generation, self._size = holdings.generation, holdings.size

    def carry_out(self, store: VectorStore) -> None:
        """Read what differs, and commit it, if anything does."""
        self._check_removals()
        if self._options.dry_run:
            for _ in self._changed():
                pass
        elif not self._holdings.is_current or self._is_renewing or self._options_changed or not self._plan.is_empty:
            with store.writer() as writer:
                if writer.generation != self._holdings.generation:
                    raise _Overtaken
                if self._is_of_other_vectors:
                    writer.renew(self._embedder.dimension)
                documents = itertools.chain(self._embedding.documents(self._changed(), writer), self._renewed(writer))
                changes = Changes(documents, self._changes.removed, self._changes.origins, self._attributes())
                self._generation, self._size = writer.commit(changes), writer.size()

    @property
    def skipped(self) -> Sequence[Skipped]:
        """What was read and could not be understood."""
        return self._changes.tally.skipped

    def reported(self, seconds: float) -> IndexReport:
        """The report of the run."""
        tally = self._changes.tally
        return IndexReport(
            added=tally.added,
            changed=tally.changed,
            unchanged=tally.unchanged,
            moved=tally.moved,
            removed=len(self._changes.removed) - tally.moved,
            reread=len(self._plan.outdated),
            drafts=tally.drafts,
            undated=tally.undated,
            skipped=(*self._survey.skipped, *tally.skipped),
            notices=tuple(tally.notices),
            embedded=self._embedding.embedded,
            passages=self._size.passages,
            articles=self._size.documents,
            generation=self._generation,
            seconds=seconds,
            dry_run=self._options.dry_run,
        )

    def _changed(self) -> Iterator[Article]:
        """The articles that are new or differ; once all are read, those that are gone are known."""
        yield from self._changes
        self._check_removals()
        self._tell(1.0)

    @property
    def _is_of_other_vectors(self) -> bool:
        """Whether the library's vectors come from another model, or are to be made again."""
        known = self._holdings.attributes
        return bool(known) and (self._options.again or not is_same(known, self._embedder))

    @property
    def _is_renewing(self) -> bool:
        """Whether what is stored was cut or embedded differently, and must be done again."""
        known = self._holdings.attributes
        return self._is_of_other_vectors or (bool(known) and known.get("passages") != PASSAGES)

    @property
    def _options_changed(self) -> bool:
        """Whether the library must remember other options than before."""
        before = (self._holdings.has_drafts, self._holdings.left_out)
        return bool(self._holdings.attributes) and before != (self._options.drafts, self._options.exclude)

    def _renewed(self, writer: Writer) -> Iterator[Document]:
        """The stored documents that stay, cut and embedded again; none if nothing is to be renewed."""
        if not self._is_renewing:
            return
        keys = sorted(
            self._holdings.keys(self._holdings.articles) - self._changes.tally.replaced - self._changes.removed
        )
        for start in range(0, len(keys), RENEWED):
            some = keys[start : start + RENEWED]
            articles = [article_of(document) for document in writer.documents(some).values()]
            yield from self._embedding.documents(articles, writer)
            self._tell((start + len(some)) / len(keys))

    def _attributes(self) -> dict[str, str | None]:
        """What the library remembers of itself after this run; of new roots, those that exist and have a UTF-8 name."""
        there = [root for root in self._survey.roots if is_utf8(root) and root.exists()]
        return {
            **identity(self._embedder),
            "passages": PASSAGES,
            "drafts": "taken" if self._options.drafts else None,
            "left_out": json.dumps(self._options.exclude) if self._options.exclude else None,
            "roots": json.dumps(list(dict.fromkeys(map(str, [*self._holdings.roots, *there])))),
            "excluded": json.dumps([str(path) for path in self._holdings.excluded if path not in self._survey.roots]),
            MACHINE: machine(),
            "committed": datetime.now(UTC).isoformat(timespec="seconds"),
        }

    def _check_removals(self) -> None:
        """Raises RemovalsRefused if more than half of a root's articles go, and nobody allowed it."""
        if self._options.allow_removals or self._options.dry_run:
            return
        meant = (
            self._holdings.keys({*self._plan.sources.values(), *self._survey.hidden}) | self._changes.tally.withdrawn
        )
        for loss in heavy_losses(self._holdings, self._survey.guarded, self._changes.removed, meant):
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
