"""Libraries of any size, made of the articles of another library, repeated as other files."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.dense import NOISE, OTHER, unit
from qa.library.disk.origins import Origin
from qa.library.documents import article_of, document_of
from qa.library.model_identity import PASSAGES
from qa.reading.composing import with_digest
from vectorstore.local import LocalStore
from vectorstore.store import Changes, Document, Record, Snapshot, Vectors

BATCH = 2_000
"""How many vectors are kept at once."""


@dataclass(frozen=True, slots=True)
class Original:
    """An article of the other library, as a document with the vectors of its records."""

    document: Document
    vectors: Vectors


def originals(snapshot: Snapshot) -> list[Original]:
    """Return the articles of a library that have passages."""
    keys = [entry.key for entry in snapshot.entries()]
    made = [
        Original(replace(document, records=snapshot.records(key)), snapshot.vectors(key))
        for key, document in snapshot.documents(keys).items()
    ]
    return [one for one in made if one.document.records]


def fill(library: Path, articles: Path, shelf: Path, passages: int) -> int:
    """Make a library of so many passages, as `pullquote index ARTICLES` would, and return how many articles it has.

    Each article of `shelf` is copied as often as it takes, each copy a file with a number at its end; the vectors of a
    copy are those of the original with a third of another one and noise.
    """
    with LocalStore(shelf).snapshot() as snapshot:
        known, attributes = originals(snapshot), snapshot.attributes
    real = np.concatenate([one.vectors for one in known])
    store = LocalStore(library, real.shape[1])
    origins: dict[str, str | None] = {}
    made = {"roots": json.dumps([str(articles)]), "passages": PASSAGES, "excluded": "[]"}
    with store.writer() as writer:

        def documents() -> Iterator[Document]:
            waiting: list[Document] = []
            vectors: list[Vectors] = []
            for document, some in _copies(known, real, articles, passages):
                origins[document.origin] = str(Origin(written(document)))
                waiting.append(document)
                vectors.append(some)
                if sum(map(len, vectors)) >= BATCH:
                    writer.remember([one.digest for each in waiting for one in each.records], np.concatenate(vectors))
                    yield from waiting
                    waiting, vectors = [], []
            if waiting:
                writer.remember([one.digest for each in waiting for one in each.records], np.concatenate(vectors))
            yield from waiting

        writer.commit(Changes(documents(), origins=origins, attributes={**attributes, **made}))
    return len(origins)


def written(document: Document) -> str:
    """Write the file of an article; return its digest."""
    path = Path(document.origin)
    path.parent.mkdir(parents=True, exist_ok=True)
    day = f"date: {document.published}\n" if document.published else ""
    data = f"---\ntitle: {json.dumps(document.heading)}\n{day}---\n{document.text}\n".encode()
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def _copies(known: list[Original], real: Vectors, articles: Path, passages: int) -> Iterator[tuple[Document, Vectors]]:
    """Yield the articles with the vectors of their passages, until there are so many passages."""
    chance = np.random.default_rng(0)
    number = count = 0
    while count < passages:
        one = known[number % len(known)]
        round_ = number // len(known)
        path = articles / f"{number // 100:04}" / f"{number:06}.md"
        vectors = one.vectors
        if round_:
            other = real[chance.integers(0, len(real), len(vectors))]
            noise = chance.standard_normal(vectors.shape, dtype=np.float32) / np.float32(np.sqrt(real.shape[1]))
            vectors = unit(vectors + OTHER * other + NOISE * noise)
        yield _copy(one.document, path, round_), vectors
        number, count = number + 1, count + len(vectors)


def _copy(document: Document, path: Path, number: int) -> Document:
    """Return the article as another file, told apart by a number at its end; number 0 is the article as it is."""
    end = f"\n\nCopy {number}." if number else ""
    article = with_digest(
        article_of(document).model_copy(
            update={
                "id": hashlib.sha256(f"{path}\0".encode()).hexdigest()[:16],
                "path": str(path),
                "collection": path.parent.name,
                "text": document.text + end,
            }
        )
    )
    records = (
        Record(one.start, one.end, f"{one.digest}-{number}" if number else one.digest) for one in document.records
    )
    return document_of(article, records)
