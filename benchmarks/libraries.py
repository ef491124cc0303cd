"""Libraries that last as long as a measurement, of articles in the form of the data."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.questions import articles_of
from benchmarks.sets import Original
from qa.assistant import Assistant
from qa.bootstrap import asking_embedder, asking_reader
from qa.library.documents import cut
from qa.library.indexing import index
from qa.library.model_identity import identity
from qa.models.embedder import Embedder
from qa.models.reader import Reader
from qa.reading import digest
from qa.settings import Settings
from qa.values import Article
from vectorstore.local import LocalStore
from vectorstore.store import Changes, Snapshot, Vector


@dataclass(frozen=True, slots=True)
class Models:
    """The two models that answering needs, loaded once."""

    embedder: Embedder
    reader: Reader

    def assistant(self, store: LocalStore) -> Assistant:
        """Return an assistant over a library, with these models."""
        return Assistant(store, lambda: self.embedder, lambda: self.reader)


def models() -> Models:
    """Load the models of the settings."""
    settings = Settings()
    return Models(asking_embedder(settings)(), asking_reader(settings)())


@contextmanager
def asking(models: Models, originals: Iterable[Original], folders: Sequence[Path] = ()) -> Iterator[Assistant]:
    """Yield an assistant over a library of these articles, and of those below `folders`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        roots = [*written(originals, folder), *folders]
        store = LocalStore(folder / "library", models.embedder.dimension)
        index(roots, store, models.embedder)
        yield models.assistant(store)


@contextmanager
def indexed(file: Path, embedder: Embedder) -> Iterator[LocalStore]:
    """A library of the articles of a file."""
    with tempfile.TemporaryDirectory() as folder:
        store = LocalStore(Path(folder), embedder.dimension)
        index([file], store, embedder, library=Path(folder))
        yield store


def read(originals: Iterable[Original]) -> dict[str, Article]:
    """Return the articles as the program reads them, by their address."""
    with tempfile.TemporaryDirectory() as folder:
        return {article.url: article for article in articles_of(written(originals, Path(folder))) if article.url}


def written(originals: Iterable[Original], folder: Path) -> list[Path]:
    """Write these articles to a file of JSON lines; return its path in a list, which is empty if there are none."""
    lines = [json.dumps(record(one)) for one in originals]
    if not lines:
        return []
    file = folder / "articles.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return [file]


def record(one: Original) -> dict[str, str]:
    """Return an article as a record for a file of JSON lines."""
    day = {"published": one.published.isoformat()} if one.published else {}
    return {"url": one.url, "title": one.title, "text": one.text, **day}


def known_vectors(snapshot: Snapshot) -> dict[str, Vector]:
    """Return the vectors of a library, by the digest of what was embedded."""
    return {
        record.digest: vector
        for entry in snapshot.entries()
        for record, vector in zip(snapshot.records(entry.key), snapshot.vectors(entry.key), strict=True)
    }


def library_of(shelf: Sequence[Article], folder: Path, embedder: Embedder, vectors: Mapping[str, Vector]) -> LocalStore:
    """Make a library of these articles, taking the vectors that another library has."""
    cuts = {article.id: cut(article, embedder) for article in shelf}
    texts = {
        record.digest: text
        for one in cuts.values()
        for record, text in zip(one.document.records, one.texts, strict=True)
    }
    known = sorted(texts.keys() & vectors.keys())
    new = sorted(texts.keys() - set(known))
    store = LocalStore(folder, embedder.dimension)
    with store.writer() as writer:
        if known:
            writer.remember(known, np.stack([vectors[digest] for digest in known]))
        if new:
            writer.remember(new, embedder.passages([texts[digest] for digest in new]))
        origins: dict[str, str | None] = {shelf[0].path: digest(Path(shelf[0].path))}
        attributes: dict[str, str | None] = {**identity(embedder)}
        writer.commit(Changes([one.document for one in cuts.values()], (), origins, attributes))
    return store
