"""Only what has no vector yet is embedded, in batches, and kept before its document is put."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from qa.library.documents import Cut, cut
from qa.library.embedding import BATCH, Embedding
from qa.models.embedder import Vectors
from qa.reading import SourceFile, read
from qa.values import Article
from tests.fakes import WordEmbedder
from vectorstore.store import Changes, Document, Size


class Kept:
    """A writer that remembers the names of vectors, batch by batch."""

    def __init__(self, *known: str) -> None:
        self.names = set(known)
        self.batches: list[list[str]] = []
        self.vectors: dict[str, Vectors] = {}

    generation = 0

    def known(self, digests: Collection[str]) -> set[str]:
        return self.names & set(digests)

    def remember(self, digests: Sequence[str], vectors: Vectors) -> None:
        assert len(digests) == len(vectors)
        self.names |= set(digests)
        self.vectors |= zip(digests, vectors, strict=True)
        self.batches.append(list(digests))

    def documents(self, keys: Collection[str]) -> dict[str, Document]:
        raise NotImplementedError

    def renew(self, dimension: int) -> None:
        raise NotImplementedError

    def commit(self, changes: Changes) -> int:
        raise NotImplementedError

    def size(self) -> Size:
        raise NotImplementedError

    def erase(self) -> None:
        raise NotImplementedError


def article(folder: Path, name: str, text: str) -> Article:
    path = folder / f"{name}.txt"
    path.write_text(f"Title\n{text}")
    (made,) = read(SourceFile(path, "news"))
    assert isinstance(made, Article)
    return made


def test_equal_passages_are_embedded_once_and_known_ones_never(tmp_path: Path) -> None:
    first, copy = article(tmp_path, "a", "The mill is still."), article(tmp_path, "b", "The mill is still.")
    embedder, writer = WordEmbedder(), Kept()
    embedding = Embedding(embedder, partial(cut, embedder=embedder))
    documents = list(embedding.documents([first, copy], writer))
    assert [document.key for document in documents] == [first.id, copy.id]
    assert (embedding.passages, embedding.embedded) == (2, 1)
    assert embedder.embedded == ["Title\nThe mill is still."]
    assert len(list(embedding.documents([copy], writer))) == 1
    assert (embedding.passages, embedding.embedded) == (3, 1)
    again = Embedding(embedder, partial(cut, embedder=embedder), again=True)
    assert len(list(again.documents([copy], writer))) == 1
    assert again.embedded == 1


def test_vectors_are_kept_in_batches_each_before_its_documents(tmp_path: Path) -> None:
    articles = [
        article(tmp_path, str(n), "".join(f"Sentence {k} of article {n} has its own words. " for k in range(60)))
        for n in range(30)
    ]
    writer = Kept()
    embedding = Embedding(WordEmbedder(), partial(cut, embedder=WordEmbedder()))
    for document in embedding.documents(articles, writer):
        assert {record.digest for record in document.records} <= writer.names
    assert embedding.embedded == sum(map(len, writer.batches)) > 2 * BATCH
    assert all(len(batch) >= BATCH for batch in writer.batches[:-1])


def test_vectors_that_come_with_an_article_are_kept_and_only_the_others_made(tmp_path: Path) -> None:
    first, second = article(tmp_path, "a", "The mill is still."), article(tmp_path, "b", "The weir is dry.")
    made = -WordEmbedder().questions(["Title\nThe mill is still."])
    embedder, writer = WordEmbedder(), Kept()

    def cut_by_another(one: Article) -> Cut:
        return replace(cut(one, embedder), vectors=made) if one is first else cut(one, embedder)

    documents = list(Embedding(embedder, cut_by_another).documents([first, second], writer))
    assert embedder.embedded == ["Title\nThe weir is dry."]
    (mill,), (weir,) = (document.records for document in documents)
    assert np.array_equal(writer.vectors[mill.digest], made[0])
    assert np.array_equal(writer.vectors[weir.digest], WordEmbedder().questions(["Title\nThe weir is dry."])[0])
