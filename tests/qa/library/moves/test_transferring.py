"""A library that goes to another store and back: the same articles, vectors and answers, and nothing computed again."""

from pathlib import Path

import pytest

from qa.bootstrap import open_assistant
from qa.errors import IndexingError
from qa.library.indexing import index
from qa.library.moves.transferring import transfer
from tests.crashing import write
from tests.fakes import WordEmbedder
from tests.milvus import NEEDED, Named
from tests.vectorstore.samples import DIMENSION, fill
from vectorstore.local import LocalStore
from vectorstore.milvus.store import MilvusStore
from vectorstore.store import Changes, VectorStore

QUESTIONS = [f"Which mast has ship {number} in version 1?" for number in range(8)]


def indexed(folder: Path) -> LocalStore:
    """A library of some articles."""
    write(folder / "articles", 1)
    store = LocalStore(folder / "library", WordEmbedder.dimension)
    index([folder / "articles"], store, WordEmbedder(), library=folder / "library")
    return store


def answers(store: VectorStore) -> list[tuple[bool, float, list[str]]]:
    """What the articles say to each question."""
    assistant = open_assistant(store=store, embedder=WordEmbedder())
    found = [assistant.ask(question, min_confidence=0) for question in QUESTIONS]
    return [(one.answered, round(one.confidence, 6), [quote.text for quote in one.quotes]) for one in found]


def contents(store: VectorStore) -> object:
    """Return all that a store holds except its generation."""
    with store.snapshot() as snapshot:
        keys = [entry.key for entry in snapshot.entries()]
        vectors = [snapshot.vectors(key).round(6).tolist() for key in keys]
        records = [snapshot.records(key) for key in keys]
        known = (snapshot.attributes, snapshot.origins(), snapshot.authors(None), snapshot.collections())
        return keys, snapshot.documents(keys), records, vectors, known


@NEEDED
def test_a_library_goes_to_a_server_and_back_with_the_same_answers(tmp_path: Path, milvus: Named) -> None:
    local = indexed(tmp_path)
    remote = MilvusStore(milvus.address(), tmp_path / "copies", WordEmbedder.dimension)
    back = LocalStore(tmp_path / "back", WordEmbedder.dimension)
    there = transfer(local, remote)
    again = transfer(remote, back)
    with local.snapshot() as snapshot:
        different = {record.digest for entry in snapshot.entries() for record in snapshot.records(entry.key)}
        assert (there.articles, there.passages, there.vectors) == (7, len(snapshot), len(different))
    assert (again.vectors, again.generation) == (there.vectors, 1)
    assert contents(local) == contents(remote) == contents(back)
    expected = answers(local)
    assert any(answered for answered, *_ in expected)
    assert answers(remote) == answers(back) == expected
    embedder = WordEmbedder()
    report = index([tmp_path / "articles"], back, embedder, library=tmp_path / "back")
    assert (report.unchanged, report.generation, embedder.embedded) == (7, 1, [])


def test_what_is_there_is_replaced_only_if_that_is_said(tmp_path: Path) -> None:
    local = indexed(tmp_path)
    target = LocalStore(tmp_path / "target", WordEmbedder.dimension)
    transfer(local, target)
    with target.writer() as writer:
        writer.commit(Changes(attributes={"model": "another"}, origins={"gone": "x"}))
    write(tmp_path / "articles", 2)
    index([tmp_path / "articles"], local, WordEmbedder(), library=tmp_path / "library")
    with pytest.raises(IndexingError, match="There are 7 articles already"):
        transfer(local, target)
    report = transfer(local, target, replaces=True)
    assert report.generation == 3
    assert contents(local) == contents(target)


def test_a_target_of_another_dimension_begins_anew(tmp_path: Path) -> None:
    local = indexed(tmp_path)
    target = fill(LocalStore(tmp_path / "target", DIMENSION))
    with target.writer() as writer:
        writer.commit(Changes(attributes={"dimension": str(DIMENSION)}))
    transfer(local, target, replaces=True)
    assert contents(target) == contents(local)


def test_a_transfer_that_is_interrupted_leaves_the_target_as_it_was(tmp_path: Path) -> None:
    local = indexed(tmp_path)
    target = LocalStore(tmp_path / "target", WordEmbedder.dimension)

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        transfer(local, target, report=interrupt)
    report = transfer(local, target)
    assert (report.articles, report.vectors, report.generation) == (7, 0, 1)
