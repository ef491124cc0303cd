"""Another model, another way of cutting, an earlier store: the library is rebuilt from its own texts."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from qa.bootstrap import open_assistant
from qa.errors import ModelMismatch
from qa.library.indexing import Progress, index
from qa.library.options import IndexOptions
from tests.fakes import WordEmbedder
from tests.qa.library.desk import Desk, counts
from vectorstore.local import LocalStore
from vectorstore.pending import PendingVectors
from vectorstore.store import Changes, Filter


def test_another_model_is_refused_with_its_name(desk: Desk) -> None:
    desk.index()
    other = WordEmbedder(digest="f" * 64)
    with pytest.raises(ModelMismatch, match=r"made with the model words \(000000000000, 256 dimensions"):
        index([desk.articles], desk.store(), other)


def test_another_model_embeds_all_that_is_stored_again_in_one_commit(desk: Desk) -> None:
    desk.index()
    (desk.articles / "a.txt").rename(desk.articles.parent / "elsewhere.txt")  # its text is in the library
    desk.articles.rename(desk.articles.parent / "unmounted")
    other = WordEmbedder(digest="1" * 64)
    other.dimension = 512
    with pytest.raises(ModelMismatch, match="pullquote index --model words"):
        index([], desk.store(), other)
    report = index([], LocalStore(desk.library, 512), other, options=IndexOptions(reembed=True))
    assert counts(report) == (0, 0, 0, 0)
    assert (report.generation, report.articles, report.embedded) == (2, 2, report.passages)
    assert len(other.embedded) == report.passages
    store = LocalStore(desk.library)
    with store.snapshot() as snapshot:
        vector = other.questions(["bridge closed"])[0]
        assert (
            snapshot.documents([snapshot.dense(vector, 1, Filter())[0].document]).popitem()[1].heading == "First title"
        )
    with pytest.raises(ModelMismatch):
        open_assistant(store=store, embedder=desk.embedder).ask("What is closed?")
    assert open_assistant(store=store, embedder=other).ask("What is closed?").matches
    (file,) = (desk.library / "vectors").glob("*.vectors")
    assert file.stat().st_size == report.passages * 2048


def test_a_renewal_that_is_interrupted_leaves_the_library_of_before(desk: Desk) -> None:
    desk.index()
    other = WordEmbedder(digest="1" * 64)
    other.dimension = 512

    def interrupted(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index([], LocalStore(desk.library, 512), other, options=IndexOptions(reembed=True), report=interrupted)
    assert open_assistant(store=desk.store(), embedder=desk.embedder).ask("What is closed?", min_confidence=0).quotes
    report = index([], LocalStore(desk.library, 512), other, options=IndexOptions(reembed=True))
    assert (report.generation, len(desk.titles())) == (2, 2)


def test_a_library_that_was_cut_in_an_older_way_is_cut_again_from_its_own_texts(desk: Desk) -> None:
    first = desk.index()
    with desk.store().writer() as writer:
        writer.commit(Changes(attributes={"passages": "0"}))
    report = desk.index()
    assert (report.generation, counts(report), report.passages) == (3, (0, 0, 2, 0), first.passages)
    assert desk.index().generation == 3


def test_a_library_of_an_earlier_store_is_brought_over_though_no_article_has_changed(desk: Desk) -> None:
    first = desk.index()
    with desk.store().snapshot() as snapshot, closing(PendingVectors(desk.library, desk.embedder.dimension)) as table:
        for entry in snapshot.entries():
            table.remember([record.digest for record in snapshot.records(entry.key)], snapshot.vectors(entry.key))
    with closing(sqlite3.connect(desk.library / "catalogue.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 1")
    shutil.rmtree(desk.library / "vectors")
    report = desk.index()
    assert (report.generation, counts(report), report.embedded) == (2, (0, 0, 2, 0), 0)
    assert first.passages == report.passages
    assert desk.index().generation == 2
