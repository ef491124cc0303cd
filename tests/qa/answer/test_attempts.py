"""The readings of a question that are tried, until one is answered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from qa.answer.asking import Request
from qa.answer.attempts import answered, first_answered
from qa.answer.pipeline import Pipeline
from qa.library.disk.disk_check import Freshness
from qa.question.query import Query, QueryKind
from qa.values import Where
from tests.fakes import WordEmbedder
from tests.qa.answer.conftest import Library
from tests.qa.answer.marked import FITTED, SURE, MarkedReader
from vectorstore.store import Snapshot

REQUEST = Request(Where(), date(2024, 1, 1), 3, 0.5)
WON = Query.as_typed("Who won the boat race on the lake?")
BAKED = Query.as_typed("Who baked the bread of the mill?")


@pytest.fixture(scope="module")
def articles(library: Library) -> Snapshot:
    return library(
        {
            "race.txt": "Boat race\nThe boat race on the lake was won by Ann Lee in a storm.\n",
            "mill.txt": "The mill\nThe bread of the mill was baked by Bo Dahl for the whole town.\n",
        }
    )


def pipeline(*answering: str) -> Pipeline:
    return Pipeline(WordEmbedder, lambda: MarkedReader(dict.fromkeys(answering, SURE)), Freshness(), FITTED)


def mill_of(articles: Snapshot) -> str:
    (key,) = (one.key for one in articles.listing() if one.heading == "The mill")
    return key


def asked_until(queries: list[Query], seen: list[Query]) -> Iterator[Query]:
    for query in queries:
        seen.append(query)
        yield query


def test_the_first_that_is_answered_ends_the_trying(articles: Snapshot) -> None:
    seen: list[Query] = []
    of_nobody = replace(BAKED, topic="Cid Poe", is_bound=True)
    answer = first_answered(pipeline("Ann Lee"), articles, asked_until([of_nobody, WON, BAKED], seen), REQUEST)
    assert [quote.answer for quote in answer.quotes] == ["Ann Lee"]
    assert seen == [of_nobody, WON]


def test_where_none_is_answered_it_is_that_to_the_first(articles: Snapshot) -> None:
    answer = first_answered(pipeline(), articles, iter([BAKED, WON]), REQUEST)
    assert not answer.answered
    assert answer.standalone_question == BAKED.text


def test_days_of_the_question_give_way_to_those_that_are_asked_for(articles: Snapshot) -> None:
    dated = replace(WON, text="Who won the boat race on the lake this week?", timeless=WON.text)
    since = replace(REQUEST, where=Where(since=date(2030, 1, 1)))
    assert not answered(pipeline("Ann Lee"), articles, dated, since).answered
    assert answered(pipeline("Ann Lee"), articles, dated, REQUEST).answered


def test_a_question_about_the_article_that_was_quoted_is_put_to_that_alone(articles: Snapshot) -> None:
    mill = mill_of(articles)
    answer = answered(
        pipeline("Ann Lee", "Bo Dahl"), articles, replace(WON, article=mill, kind=QueryKind.ABOUT_IT), REQUEST
    )
    assert {quote.article.id for quote in answer.quotes} <= {mill}
    assert answered(pipeline("Ann Lee"), articles, WON, REQUEST).quotes[0].article.id != mill


def test_a_question_that_names_nothing_is_asked_under_the_title_of_its_article(articles: Snapshot) -> None:
    mill = mill_of(articles)
    there = replace(REQUEST, where=Where(article=mill), limit=1)
    answer = answered(pipeline("Bo Dahl"), articles, replace(Query.as_typed("Who baked it?"), is_open=True), there)
    assert [quote.answer for quote in answer.quotes] == ["Bo Dahl"]
    assert answer.about == ""
