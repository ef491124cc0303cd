"""What a machine of a cluster does with a file and with texts is what one machine alone would do."""

import socket
from pathlib import Path

import numpy as np
import pytest

from qa.bootstrap import indexing_embedder
from qa.cluster.rows import FileRow, Row, RowKind, vector_bytes
from qa.cluster.work import EmbedRows, Work, read_file
from qa.errors import ModelMismatch
from qa.library.documents import cut
from qa.reading import SourceFile, read
from qa.settings import Settings
from qa.values import Article

LINES = """{"title": "Mill", "text": "The mill is still. It has no wind."}
no record
{"title": "Weir", "text": "It is dry."}
"""


@pytest.fixture
def work() -> Work:
    settings = Settings(device="cpu")
    return Work(settings.model, indexing_embedder(settings).digest, settings.cache, "cpu")


def rows(path: Path, known: dict[str, str], work: Work) -> list[Row]:
    columns = FileRow(4, SourceFile(path, "news"), known).columns()
    return [Row.of(row) for row in read_file(columns, work)]


def articles(path: Path) -> list[Article]:
    return [one for one in read(SourceFile(path, "news")) if isinstance(one, Article)]


def test_a_file_becomes_rows_and_what_is_known_of_it_is_not_cut(tmp_path: Path, work: Work) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(LINES)
    mill, weir = articles(path)
    made = rows(path, {weir.id: weir.digest, mill.id: "another"}, work)
    assert [(row.place, row.part) for row in made] == [(4, part) for part in range(4)]
    assert [row.kind for row in made] == [RowKind.ARTICLE, RowKind.SKIPPED, RowKind.ARTICLE, RowKind.END]
    assert [made[0].readable(), made[2].readable()] == [mill, weir]
    assert (made[0].texts, made[2].texts) == ('["Mill\\nThe mill is still. It has no wind."]', "[]")


def test_a_machine_without_the_file_says_who_it_is(tmp_path: Path, work: Work) -> None:
    (row,) = rows(tmp_path / "gone.txt", {}, work)
    assert (row.kind, row.body) == (RowKind.ABSENT, socket.gethostname())


def test_rows_get_the_vectors_that_one_machine_makes(tmp_path: Path, work: Work) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(LINES)
    made = [row.columns() for row in rows(path, {}, work)]
    batch = {name: np.array([row[name] for row in made], dtype=object) for name in made[0]}
    done = EmbedRows(work)(batch)
    embedder = indexing_embedder(Settings(device="cpu"))
    expected = [vector_bytes(embedder.passages(cut(one, embedder).texts)) for one in articles(path)]
    assert list(done["vectors"]) == [expected[0], b"", expected[1], b""]
    assert list(done["texts"]) == ["[]"] * 4
    assert list(done["body"]) == list(batch["body"])


def test_another_model_on_a_machine_is_refused(work: Work) -> None:
    with pytest.raises(ModelMismatch, match=f"on {socket.gethostname()} differs"):
        Work(work.model, "0" * 64, work.cache, "cpu").embedder("cpu")
