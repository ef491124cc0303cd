"""Documents and commits as rows of text, and back."""

from hypothesis import given
from hypothesis import strategies as st

from tests.vectorstore.samples import document
from vectorstore.milvus.rows import (
    PIECE,
    Change,
    Commit,
    Kind,
    document_of,
    format_of,
    number_of,
    of_document,
    of_pair,
    packed,
    subject,
    unpacked,
)

COMMIT = Commit(3, "abc", 1, 10, 12, 5, 9, 384, "news_passages_1_384", 1, 2)


def test_a_document_comes_back_as_it_was() -> None:
    for number in range(10):
        assert document_of(of_document(document(number)).body) == document(number)


@given(st.lists(st.text(max_size=20), max_size=5), st.integers(0, 3))
def test_changes_come_back_in_order_whatever_their_length(texts: list[str], longer: int) -> None:
    changes = [of_pair(Kind.ORIGIN, text, text * longer * PIECE) for text in texts]
    rows = list(packed(changes, 7, 100))
    assert [row["id"] for row in rows] == list(range(100, 100 + len(rows)))
    assert all(len(row["body"].encode()) <= 65_535 and row["generation"] == 7 for row in rows)
    assert list(unpacked(rows)) == [(Kind.ORIGIN, change.body) for change in changes]


def test_a_removal_is_about_the_document_that_was_put() -> None:
    assert subject(Kind.REMOVED, "key") == subject(Kind.DOCUMENT, "key") != subject(Kind.ORIGIN, "key")
    assert 0 <= number_of("any \ud800 text") < 2**63
    assert [row["subject"] for row in packed([Change(Kind.REMOVED, "key", "{}")], 1, 1)] == [
        subject(Kind.DOCUMENT, "key")
    ]


def test_a_commit_comes_back_and_what_is_none_is_refused() -> None:
    assert Commit.parsed(str(COMMIT)) == COMMIT
    assert format_of(str(COMMIT)) == 1
    assert format_of('{"format": 99}') == 99
    for text in ("", "[]", "{}", '"format"'):
        assert format_of(text) == 0
        try:
            Commit.parsed(text)
        except ValueError:
            continue
        raise AssertionError(text)
