"""What is found, by meaning and by words, with and without the words of a talk."""

import pytest

from qa.answer.retrieval import Found, Sought, joined, retrieve, sought
from tests.fakes import WordEmbedder
from tests.qa.answer.conftest import Library
from vectorstore.store import Filter, Snapshot

TEXTS = {
    "one": "The stone bridge of Vellmar was closed on Monday.",
    "two": "The iron bridge of Vellmar was closed for boats and ferries.",
    "three": "The harbour for boats and ferries is near a bridge.",
}
QUESTION = "Which bridge was closed in Vellmar?"


@pytest.fixture(scope="module")
def snapshot(library: Library) -> Snapshot:
    return library({f"{name}.txt": f"Article {name}\n{text}\n" for name, text in TEXTS.items()})


def found_for(snapshot: Snapshot, text: str, context: str = "", where: Filter = Filter()) -> Found:  # noqa: B008  frozen
    return retrieve(snapshot, sought(snapshot, WordEmbedder(), text, context), where, 10)


def titles(found: Found) -> list[str]:
    return [match.article.title.removeprefix("Article ") for match in found.matches]


def test_every_passage_found_is_a_slice_of_its_article_with_a_score(snapshot: Snapshot) -> None:
    found = found_for(snapshot, QUESTION)
    assert set(titles(found)) == {"one", "two", "three"}
    for match in found.matches:
        article = found.articles[match.article.id]
        assert article.text[match.passage.start : match.passage.end] == match.passage.text
        assert 0 <= match.score <= 1
    assert found.matches == sorted(found.matches, key=lambda match: -match.score)


def test_words_of_the_talk_bring_forward_what_has_them(snapshot: Snapshot) -> None:
    assert titles(found_for(snapshot, "Which bridge was closed?", "iron boats ferries"))[0] == "two"
    assert titles(found_for(snapshot, "Which bridge was closed?", "stone Monday"))[0] == "one"


def test_the_question_weighs_more_than_the_talk(snapshot: Snapshot) -> None:
    assert titles(found_for(snapshot, "Which stone bridge of Vellmar was closed on Monday?", "harbour"))[0] == "one"


def test_the_vector_of_a_question_in_a_talk_has_unit_length(snapshot: Snapshot) -> None:
    made = sought(snapshot, WordEmbedder(), QUESTION, "iron boats")
    assert float(made.vector @ made.vector) == pytest.approx(1.0, abs=1e-5)


def test_function_words_tell_nothing_and_the_kind_asked_for_little() -> None:
    question = Sought("", "", WordEmbedder().questions(["x"])[0], {"bridg": 0.3, "close": 1.0, "vellmar": 1.0})
    assert question.coverage(["close", "vellmar", "the"]) == pytest.approx(2 / 2.3)
    assert question.coverage([]) == 0.0
    assert Sought("", "", question.vector, {}).coverage(["close"]) == 0.0


def test_two_findings_are_joined_with_each_passage_once(snapshot: Snapshot) -> None:
    one, other = found_for(snapshot, "harbour"), found_for(snapshot, QUESTION)
    both = joined(one, other)
    assert titles(both)[: len(one.matches)] == titles(one)
    assert sorted(titles(both)) == ["one", "three", "two"]
    assert both.articles.keys() == {match.article.id for match in both.matches}
