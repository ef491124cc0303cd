"""What goes to the machines of a cluster and comes back is the same."""

from pathlib import Path

import numpy as np

from qa.cluster.rows import FileRow, Row, RowKind, row_of, texts_of, vector_bytes
from qa.library.documents import cut
from qa.reading import SourceFile, read
from qa.reports import Notice, Skipped
from qa.values import Article
from tests.fakes import WordEmbedder


def article(folder: Path) -> Article:
    path = folder / "mill.md"
    path.write_text("---\ndate: 2024-05-01\nauthor: Ann Lee\n---\n# The mill\n" + "It is still. It has no wind. " * 9)
    (made,) = read(SourceFile(path, "news"))
    assert isinstance(made, Article)
    return made


def test_a_file_goes_there_with_what_is_known_of_it(tmp_path: Path) -> None:
    row = FileRow(7, SourceFile(tmp_path / "ä.md", "news", "/old/ä.md"), {"id": "digest"})
    assert FileRow.of(row.columns()) == row


def test_an_article_comes_back_as_it_would_be_cut_here_with_its_vectors(tmp_path: Path) -> None:
    made, embedder = article(tmp_path), WordEmbedder()
    here = cut(made, embedder)
    row = row_of(3, 1, made, here)
    (texts,) = texts_of([row.texts])
    assert tuple(texts) == here.texts
    vectors = embedder.passages(texts)
    back = Row.of({**row.columns(), "vectors": vector_bytes(vectors)})
    assert (back.place, back.part, back.kind, back.readable()) == (3, 1, RowKind.ARTICLE, made)
    there = back.cut(made, embedder.dimension)
    assert there.document == here.document
    assert there.vectors is not None
    assert np.array_equal(there.vectors, vectors)


def test_what_was_skipped_or_has_to_be_said_comes_back(tmp_path: Path) -> None:
    for one, kind in ((Skipped(path="a", line=2, reason="no"), "skipped"), (Notice(path="a", reason="so"), "notice")):
        row = row_of(0, 0, one)
        assert (row.kind, Row.of(row.columns()).readable(), row.vectors) == (kind, one, b"")
    known = row_of(0, 0, article(tmp_path))
    assert (known.kind, known.records, known.texts) == ("article", "[]", "[]")
