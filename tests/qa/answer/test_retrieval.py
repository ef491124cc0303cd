"""What is found in a talk, against what is found without one."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answer.quotes import quote_of
from qa.answer.retrieval import NEAR_WEIGHT, QUOTED_WEIGHT, Found, retrieve, sought
from qa.library.indexing import index
from qa.models.embedder import Embedder
from qa.question.topic import Understood
from qa.values import Quote, Span
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore
from vectorstore.store import Filter

QUESTION = Understood.alone("Which bridge was closed in Vellmar?")
TEXTS = {
    "one": "The stone bridge of Vellmar was closed on Monday.",
    "two": "The iron bridge of Vellmar was closed for boats and ferries.",
    "three": "The harbour for boats and ferries is near a bridge.",
}


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(f"Article {name}\n{text}\n")
    embedder = WordEmbedder()
    store = LocalStore(tmp_path / "library", embedder.dimension)
    index([tmp_path / f"{name}.txt" for name in TEXTS], store, embedder)
    return store


def found_for(store: LocalStore, understood: Understood) -> Found:
    embedder: Embedder = WordEmbedder()
    with store.snapshot() as snapshot:
        return retrieve(snapshot, sought(snapshot, understood, embedder), Filter(), 10)


def names(found: Found) -> list[str]:
    return [match.article.title.split()[-1] for match in found.matches]


def first_quote(found: Found) -> Quote:
    best = found.matches[0]
    article = found.articles[best.article.id]
    start = article.text.index(TEXTS["one"])
    return quote_of(article, Span(start, start + len(TEXTS["one"])), 1.0)


def test_what_was_quoted_comes_later_with_the_score_that_it_had(store: LocalStore) -> None:
    before = found_for(store, QUESTION)
    assert names(before) == ["one", "two", "three"]
    scores = {match.article.id: match.score for match in before.matches}
    assert scores[before.matches[0].article.id] - scores[before.matches[1].article.id] < QUOTED_WEIGHT - NEAR_WEIGHT
    after = found_for(store, replace(QUESTION, quoted=(first_quote(before),)))
    assert names(after)[0] == "two"
    assert {match.article.id: match.score for match in after.matches} == scores


def test_a_quote_of_elsewhere_draws_what_is_near_to_it(store: LocalStore) -> None:
    before = found_for(store, QUESTION)
    elsewhere = first_quote(before).model_copy(
        update={
            "text": "The harbour for boats and ferries.",
            "article": before.matches[0].article.model_copy(update={"id": "elsewhere"}),
        }
    )
    after = found_for(store, replace(QUESTION, quoted=(elsewhere,)))
    assert names(after).index("two") < names(after).index("one")
