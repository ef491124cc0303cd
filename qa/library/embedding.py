"""Articles -> documents of the store, once the vectors of their passages are kept."""

from collections.abc import Iterable, Iterator, Sequence

from qa.library.documents import Cut, cut
from qa.models.embedder import Embedder
from qa.values import Article
from vectorstore.store import Document, Writer

BATCH = 256
"""Passages that are embedded, and kept, at once."""


class Embedding:
    """Cuts articles and embeds what has no vector yet; all of it `again`, if asked. Counts passages as it goes."""

    def __init__(self, embedder: Embedder, *, again: bool = False) -> None:
        self._embedder = embedder
        self._again = again
        self.passages = 0
        self.embedded = 0

    def documents(self, articles: Iterable[Article], writer: Writer) -> Iterator[Document]:
        """The articles as documents, batch by batch."""
        batch: list[Cut] = []
        waiting = 0
        for article in articles:
            batch.append(cut(article, self._embedder))
            waiting += len(batch[-1].texts)
            if waiting >= BATCH:
                yield from self._kept(batch, writer)
                batch, waiting = [], 0
        yield from self._kept(batch, writer)

    def _kept(self, batch: Sequence[Cut], writer: Writer) -> Iterator[Document]:
        texts = {
            record.digest: text for one in batch for record, text in zip(one.document.records, one.texts, strict=True)
        }
        new = sorted(texts.keys() - (set() if self._again else writer.known(texts.keys())))
        if new:
            writer.remember(new, self._embedder.passages([texts[digest] for digest in new]))
        self.embedded += len(new)
        self.passages += sum(len(one.texts) for one in batch)
        yield from (one.document for one in batch)
