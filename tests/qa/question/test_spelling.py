"""Slips of the hand in questions."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.library.indexing import index
from qa.question.spelling import is_one_slip, respelled
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore
from vectorstore.store import Filter

TEXT = """A ceasefire was proposed.
The council of Vellmar wants its bridges repaired. The mayor is Petra Holmgren. The prime minister bought a bakery.
"""


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    articles = tmp_path / "articles"
    (articles / "secret").mkdir(parents=True)
    (articles / "a.txt").write_text(TEXT, encoding="utf-8")
    (articles / "secret" / "b.txt").write_text("A plan\nThe submarine leaves tonight.\n", encoding="utf-8")
    embedder = WordEmbedder()
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index([articles], store, embedder)
    return store


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("who proposed the ceasfire?", "who proposed the ceasefire?"),
        ("who proposed the caesefire?", "who proposed the ceasefire?"),
        ("who proposed the caesfire?", "who proposed the caesfire?"),
        ("Which bridgse need work?", "Which bridges need work?"),
        ("who is petra holmgrenn?", "who is petra holmgren?"),
        ("Who is Petra Holmgrem?", "Who is Petra Holmgrem?"),
        ("Does the Council know holmgrem?", "Does the Council know holmgrem?"),
        ("who wants the ridges repaired?", "who wants the ridges repaired?"),
        ("who is the prime minster?", "who is the prime minister?"),
        ("what did the baker buy?", "what did the baker buy?"),
        ("who runs the bakkery?", "who runs the bakery?"),
        ("", ""),
    ],
)
def test_a_word_that_no_article_has_is_spelled_as_they_do(store: LocalStore, asked: str, meant: str) -> None:
    """One slip, with the first letter right; capitalised names and English words are meant as they are."""
    with store.snapshot() as snapshot:
        assert respelled(asked, snapshot, Filter()) == meant


def test_words_of_other_collections_are_not_let_out(store: LocalStore) -> None:
    """A person who may not see an article does not learn its spelling."""
    with store.snapshot() as snapshot:
        assert respelled("when does the submarime leave?", snapshot, Filter()) == "when does the submarine leave?"
        narrow = Filter(collections=frozenset({""}))
        assert respelled("when does the submarime leave?", snapshot, narrow) == "when does the submarime leave?"


def test_one_slip_is_one_letter() -> None:
    """One more, one less, another one, or two neighbours swapped."""
    near = [("abcd", "abcde"), ("abcd", "abd"), ("abcd", "abxd"), ("abcd", "abdc"), ("abcd", "bacd"), ("abcd", "abccd")]
    far = [("abcd", "abcd"), ("abcd", "badc"), ("abcde", "abc"), ("abcd", "adcb"), ("", "ab")]
    assert [is_one_slip(*pair) for pair in near] == [True] * len(near)
    assert [is_one_slip(*pair) for pair in far] == [False] * len(far)


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_a_slip_can_be_made_by_either_hand(word: str, other: str) -> None:
    """It is symmetric, and agrees with trying every slip."""
    letters = "abc"
    slips = {word[:i] + word[i + 1 :] for i in range(len(word))}
    slips |= {word[:i] + letter + word[i:] for i in range(len(word) + 1) for letter in letters}
    slips |= {word[:i] + letter + word[i + 1 :] for i in range(len(word)) for letter in letters}
    slips |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    assert is_one_slip(word, other) == (other in slips - {word}) == is_one_slip(other, word)
