"""What a machine in a cluster does: cut a file's articles into rows, and embed their texts. It knows nothing of Ray."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from qa.bootstrap import indexing_embedder
from qa.cluster.rows import Columns, FileRow, Row, RowKind, row_of, texts_of, vector_bytes
from qa.errors import ModelMismatch
from qa.library.documents import cut
from qa.models.embedder import Embedder
from qa.reading import read
from qa.settings import Settings
from qa.values import Article


@dataclass(frozen=True, slots=True)
class Work:
    """The model that all machines use: its name, the digest of its content, and where its exports are kept."""

    model: str
    digest: str
    cache: Path
    device: str

    def embedder(self, device: str) -> Embedder:
        """The model on a machine. Raises ModelMissing, or ModelMismatch if it is another."""
        return _embedder(self, device)


@cache
def _embedder(work: Work, device: str) -> Embedder:
    """The model, loaded once by each process of a machine, on one core."""
    settings = Settings.model_construct(model=work.model, cache=work.cache, device=device)
    embedder = indexing_embedder(settings, threads=1)
    if embedder.digest != work.digest:
        raise ModelMismatch(f"The model {work.model} on {socket.gethostname()} differs from the one here.")
    return embedder


def read_file(columns: Columns, work: Work) -> Iterator[Columns]:
    """Yield a row for each thing in a file, and a last row that marks the end."""
    row = FileRow.of(columns)
    if not row.file.path.exists():
        yield Row(row.place, 0, RowKind.ABSENT, socket.gethostname()).columns()
        return
    part = 0
    for part, one in enumerate(read(row.file), 1):
        made = None
        if isinstance(one, Article) and row.known.get(one.id) != one.digest:
            made = cut(one, work.embedder("cpu"))
        yield row_of(row.place, part - 1, one, made).columns()
    yield Row(row.place, part, RowKind.END).columns()


class EmbedRows:
    """Holds the model, and gives rows the vectors for their texts."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """A batch of rows, by column, with vectors in place of texts."""
        texts = texts_of(batch["texts"])
        vectors = self._work.embedder(self._work.device).passages([text for some in texts for text in some])
        ends = np.cumsum([len(some) for some in texts])[:-1]
        made = [vector_bytes(some) for some in np.split(vectors, ends)]
        return {**batch, "texts": np.array(["[]"] * len(texts)), "vectors": np.array(made, dtype=object)}
