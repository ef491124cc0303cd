"""`pullquote transfer`: copy a library to another store as it is, with its vectors, in one commit."""

from collections.abc import Callable, Iterator, Mapping

from qa.errors import IndexingError, LibraryMissing
from qa.library.advice import AdvisedStore
from qa.library.documents import article_of, document_of
from qa.library.plan import NOTHING
from qa.reports import TransferReport
from vectorstore.store import Changes, Document, Overview, Snapshot, VectorStore, Writer

BATCH = 64
"""Documents read at once."""


def transfer(
    source: VectorStore,
    target: VectorStore,
    *,
    replaces: bool = False,
    report: Callable[[int], None] = lambda _: None,
) -> TransferReport:
    """Copy all that one store holds to another, and compute nothing again; the source stays as it is.

    A target that is not empty is refused, unless this `replaces` it. If interrupted, the target stays as it was, and
    vectors that it has are not sent again. `report` gets the number of articles done. Raises IndexingError and
    LibraryError.
    """
    source, target = AdvisedStore(source), AdvisedStore(target)
    with source.snapshot() as snapshot, target.writer() as writer:
        before = _held(target)
        if before.entries and not replaces:
            raise IndexingError(
                f"{_there(before)} already. Nothing was changed. To replace what is there: pullquote transfer --replace"
            )
        attributes = snapshot.attributes
        if before.entries and before.attributes.get("dimension") != attributes.get("dimension"):
            writer.renew(int(attributes["dimension"]))
        sent = _Sending(snapshot, writer, report)
        keys = [entry.key for entry in snapshot.entries()]
        generation = writer.commit(
            Changes(
                documents=sent.documents(keys),
                removed={entry.key for entry in before.entries}.difference(keys),
                origins=_replacing(before.origins, snapshot.origins()),
                attributes=_replacing(before.attributes, attributes),
            )
        )
        return TransferReport(articles=len(keys), passages=len(snapshot), vectors=sent.vectors, generation=generation)


def _held(target: AdvisedStore) -> Overview:
    """What a store holds."""
    try:
        return target.overview()
    except LibraryMissing:
        return Overview(generation=0, attributes={}, origins={}, entries=(), size=NOTHING)


def _there(before: Overview) -> str:
    count = before.size.documents
    return "There is 1 article" if count == 1 else f"There are {count:,} articles"


def _replacing(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str | None]:
    """What turns one mapping into another: each value, and None for what is not in it."""
    return {**dict.fromkeys(before), **after}


class _Sending:
    """The documents of a snapshot on their way, with the vectors that the target lacks."""

    def __init__(self, snapshot: Snapshot, writer: Writer, report: Callable[[int], None]) -> None:
        self._snapshot = snapshot
        self._writer = writer
        self._report = report
        self.vectors = 0

    def documents(self, keys: list[str]) -> Iterator[Document]:
        """Each document with its records, once its vectors are kept."""
        for start in range(0, len(keys), BATCH):
            found = self._snapshot.documents(keys[start : start + BATCH])
            whole = [self._whole(document) for document in found.values()]
            self._remember(whole)
            yield from whole
            self._report(min(start + BATCH, len(keys)))

    def _whole(self, document: Document) -> Document:
        return document_of(article_of(document), self._snapshot.records(document.key))

    def _remember(self, documents: list[Document]) -> None:
        """Keep those vectors of these documents that the target lacks."""
        known = self._writer.known({record.digest for one in documents for record in one.records})
        for one in documents:
            new = {record.digest: place for place, record in enumerate(one.records) if record.digest not in known}
            if new:
                self._writer.remember(list(new), self._snapshot.vectors(one.key)[list(new.values())])
                self.vectors += len(new)
                known |= new.keys()
