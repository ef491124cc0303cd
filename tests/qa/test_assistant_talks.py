"""Questions of a talk: answered in the light of what was asked before, or asked back."""

from dataclasses import replace
from datetime import date

from qa import Where
from qa.answer.asking import Request
from qa.answers import Turn
from qa.assistant import Assistant
from qa.question.query import Query
from tests.conftest import Shelf


def test_what_is_put_in_must_stand_in_what_is_quoted(shelf: Shelf) -> None:
    metro = "The metro of {0} opened in {1} with five stations."
    years = {"London": "1863", "New Delhi": "2002"}
    assistant = shelf(
        {f"{n}.txt": f"Trains of the world {n}\n" + metro.format(*one) for n, one in enumerate(years.items())}
    )
    london = assistant.ask("When was the metro opened in London?")
    history = [Turn(question="When was the metro opened in London?", quotes=london.quotes)]
    for place, year in (("New Delhi", "2002"), ("new delhi", "2002"), ("New York", None), ("vietnam", None)):
        answer = assistant.ask(f"And in {place}?", history=history)
        assert answer.answered is (year is not None), place
        assert all(year is not None and year in quote.text for quote in answer.quotes)


def test_a_question_that_two_articles_may_mean_is_asked_back(seeds_assistant: Assistant) -> None:
    both = seeds_assistant.ask("Who is against it?")
    assert {one.title[:16] for one in both.choices} == {"Old Stone Bridge", "Washington Stops"}
    assert not both.answered


LIGHTHOUSES = {
    "brennick.txt": "The lighthouse of Brennick\nThe lighthouse of Brennick was built in 1871. "
    "Its keeper is Ada Quill, who has lived in the tower since 1998.\n",
    "osmund.txt": "The tower of Osmund\nThe tower of Osmund was painted red in 1950. Its keeper is Tom Reed.\n",
}


def test_a_follow_up_is_answered_in_the_light_of_the_talk(shelf: Shelf) -> None:
    assistant = shelf(LIGHTHOUSES)
    first = assistant.ask("When was the lighthouse of Brennick built?", min_confidence=0)
    history = [Turn(question=first.question, quotes=first.quotes)]
    answer = assistant.ask("Who is its keeper?", history=history, min_confidence=0)
    assert answer.standalone_question == "Who is Brennick’s keeper?"
    assert (answer.question, answer.quotes[0].article.title) == ("Who is its keeper?", "The lighthouse of Brennick")


def test_the_topic_is_shown_only_where_what_answers_names_it(shelf: Shelf) -> None:
    assistant = shelf(LIGHTHOUSES)
    first = assistant.ask("When was the lighthouse of Brennick built?", min_confidence=0)
    history = [Turn(question=first.question, quotes=first.quotes)]
    own, other = (
        assistant.ask(line, history=history, min_confidence=0)
        for line in ("who lived in the tower", "painted red when")
    )
    assert (own.quotes[0].article.title, own.about) == ("The lighthouse of Brennick", "Brennick")
    assert (other.quotes[0].article.title, other.about) == ("The tower of Osmund", "")


def test_only_an_article_that_names_its_topic_answers_a_query_that_is_bound(shelf: Shelf) -> None:
    assistant = shelf(LIGHTHOUSES)
    request = Request(where=Where(), today=date(2024, 1, 20), limit=1, threshold=0)
    line = "When was the tower of Osmund painted red?"

    def answered(topic: str) -> tuple[bool, bool]:
        query = replace(Query.as_typed(line), topic=topic)
        with assistant.opened() as snapshot:
            some = [assistant.pipeline.answer(snapshot, one, request) for one in (query, replace(query, is_bound=True))]
        return some[0].answered, some[1].answered

    assert answered("Osmund") == (True, True)
    assert answered("Zorblax") == (True, False)


def test_another_topic_is_not_answered_in_the_light_of_the_last(shelf: Shelf) -> None:
    assistant = shelf(LIGHTHOUSES)
    history = [Turn(question="When was the lighthouse of Brennick built?")]
    question = "When was the tower of Osmund painted red?"
    answer, alone = (assistant.ask(question, history=turns, min_confidence=0) for turns in (history, ()))
    assert (answer.standalone_question, answer.quotes[0].text) == (question, alone.quotes[0].text)


def test_where_two_articles_may_be_meant_it_asks_back(shelf: Shelf) -> None:
    assistant = shelf(LIGHTHOUSES)
    answer = assistant.ask("Who is its keeper?", min_confidence=0.01)
    assert (answer.answered, answer.quotes) == (False, ())
    assert {one.title for one in answer.choices} == {"The lighthouse of Brennick", "The tower of Osmund"}
    chosen = assistant.ask("Who is its keeper?", where=Where(article=answer.choices[1].id), min_confidence=0.01)
    assert chosen.choices == ()
    assert {one.article.id for one in chosen.quotes} == {answer.choices[1].id}


def test_a_question_that_names_nothing_is_about_the_article_that_it_is_put_to(seeds_assistant: Assistant) -> None:
    question = "Who is against it?"
    both = seeds_assistant.ask(question)
    for choice in both.choices:
        there = Where(article=choice.id)
        answer = seeds_assistant.ask(question, where=there)
        assert answer.answered
        assert {quote.article.id for quote in answer.quotes} == {choice.id}
        assert not seeds_assistant.ask(question, where=there, min_confidence=answer.confidence + 0.01).answered
