"""Turn articles into documents of the store, keeping the vectors of their passages."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from qa.library.documents import Cut
from qa.models.embedder import Embedder, Vectors
from qa.values import Article
from vectorstore.store import Document, Writer

BATCH = 256
"""Passages embedded, and kept, at once."""


class Embedding:
    """Has articles `cut` and embeds what has no vector yet, or everything `again`. Counts passages as it goes."""

    def __init__(self, embedder: Embedder, cut: Callable[[Article], Cut], *, again: bool = False) -> None:
        self._embedder = embedder
        self._cut = cut
        self._again = again
        self.passages = 0
        self.embedded = 0

    def documents(self, articles: Iterable[Article], writer: Writer) -> Iterator[Document]:
        """The articles as documents, batch by batch."""
        batch: list[Cut] = []
        waiting = 0
        for article in articles:
            batch.append(self._cut(article))
            waiting += len(batch[-1].texts)
            if waiting >= BATCH:
                yield from self._kept(batch, writer)
                batch, waiting = [], 0
        yield from self._kept(batch, writer)

    def _kept(self, batch: Sequence[Cut], writer: Writer) -> Iterator[Document]:
        digests = {record.digest for one in batch for record in one.document.records}
        new = sorted(digests - (set() if self._again else writer.known(digests)))
        if new:
            writer.remember(new, self._vectors(new, batch))
        self.embedded += len(new)
        self.passages += sum(len(one.texts) for one in batch)
        yield from (one.document for one in batch)

    def _vectors(self, digests: Sequence[str], batch: Sequence[Cut]) -> Vectors:
        """The vectors for these digests: those that came with their article, and the rest from the model."""
        texts: dict[str, str] = {}
        made: dict[str, Vectors] = {}
        for one in batch:
            names = [record.digest for record in one.document.records]
            texts |= zip(names, one.texts, strict=True)
            made |= () if one.vectors is None else zip(names, one.vectors, strict=True)
        missing = [digest for digest in digests if digest not in made]
        made |= zip(missing, self._embedder.passages([texts[digest] for digest in missing]), strict=True)
        return np.stack([made[digest] for digest in digests])
