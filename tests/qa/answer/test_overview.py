"""What is new, what happened, what is it about."""

from datetime import date
from itertools import pairwise

import pytest

from qa.answer.excerpts import Excerpt, Retrieved
from qa.answer.overview import articles_on, of_days, overview
from qa.answer.retrieval import Sought
from qa.question.query import QueryKind
from qa.values import Article, Days, Span
from tests.fakes import WordEmbedder
from tests.qa.making import article, match

OLD = article("The old bridge of Vellmar was closed on Monday. Boats pass under it.", title="Bridge", key="old")
NEW = article("A new bridge is planned in Vellmar for 2030. It will be of steel.", title="Plans", key="new")
MILL = article("The mill of Vellmar grinds rye in the autumn. It is open on Sundays.", title="Mill", key="mill")
DATED = [
    OLD.model_copy(update={"published": date(2024, 3, 1)}),
    NEW.model_copy(update={"published": date(2024, 5, 2)}),
    MILL,
]


def texts(kind: QueryKind, articles: list[Article], limit: int = 3) -> list[str]:
    return [quote.text for quote in overview(kind, articles, limit, lambda _: True)]


@pytest.mark.parametrize("kind", [QueryKind.NEW, QueryKind.HAPPENED_ON])
def test_what_is_new_is_the_first_statement_of_each_article_newest_first(kind: QueryKind) -> None:
    assert texts(kind, DATED) == [
        "A new bridge is planned in Vellmar for 2030.",
        "The old bridge of Vellmar was closed on Monday.",
        "The mill of Vellmar grinds rye in the autumn.",
    ]
    assert texts(kind, DATED, limit=1) == ["A new bridge is planned in Vellmar for 2030."]


def test_what_is_told_of_something_keeps_the_best_article_first() -> None:
    assert texts(QueryKind.TELL_ME, DATED)[0] == "The old bridge of Vellmar was closed on Monday."


def test_of_one_article_its_first_statements_are_quoted_in_order() -> None:
    assert texts(QueryKind.ABOUT_IT, [NEW]) == ["A new bridge is planned in Vellmar for 2030."]
    long = article("The first thing that was said of it. The second thing that was said of it. Short.")
    assert texts(QueryKind.ABOUT_IT, [long]) == [
        "The first thing that was said of it.",
        "The second thing that was said of it.",
    ]


def test_of_an_article_that_names_what_is_asked_of_only_what_names_it_is_quoted() -> None:
    """If its title names it, all of the article; and if nothing does, also all of it."""
    told = article("Coffee plants come from Ethiopia, they say. Vietnam is second, and grows mostly robusta.")

    def quoted(name: str) -> list[str]:
        return [one.text for one in overview(QueryKind.TELL_ME, [told], 3, lambda text: name in text)]

    assert quoted("Vietnam") == ["Vietnam is second, and grows mostly robusta."]
    assert len(quoted(told.title)) == len(quoted("Brazil")) == 2


def test_of_several_articles_each_is_quoted_where_it_names_the_subject_itself() -> None:
    """A title may list several stories."""
    digest = article(
        "A panel spoke of science on Monday. The debt ceiling was raised by the House on Tuesday.",
        title="Panel, debt ceiling, finals",
    )
    other = article("The finals begin on Sunday in the new hall.", title="The debt ceiling and other news")
    quotes = overview(QueryKind.NEW, [digest, other], 3, lambda text: "debt ceiling" in text)
    assert [one.text for one in quotes] == [
        "The debt ceiling was raised by the House on Tuesday.",
        "The finals begin on Sunday in the new hall.",
    ]


def test_an_article_that_only_mentions_the_subject_is_listed_but_not_quoted_beside_one_that_is_on_it() -> None:
    on_it = article("The storm Dora left the islands in May.", title="Storm Dora leaves", key="dora")
    mention = article("After the storm Dora came Egon in June.", title="Egon comes", key="egon")

    def named(text: str) -> float:
        return float("Dora" in text)

    def titles(kind: QueryKind, articles: list[Article]) -> list[str]:
        return [quote.article.title for quote in overview(kind, articles, 3, named)]

    assert titles(QueryKind.NEW, [mention, on_it]) == ["Storm Dora leaves"]
    assert titles(QueryKind.LIST, [mention, on_it]) == ["Egon comes", "Storm Dora leaves"]
    assert titles(QueryKind.NEW, [mention]) == ["Egon comes"]


def test_an_overview_of_some_days_is_of_their_articles_or_says_that_it_is_not() -> None:
    march = Days(since=date(2024, 3, 1), until=date(2024, 3, 31))
    assert of_days(DATED, march) == (DATED[:1], march)
    assert of_days(DATED, Days(since=date(2025, 1, 1))) == (DATED, None)
    assert of_days(DATED, None) == (DATED, None)


def test_no_sentence_of_an_overview_is_quoted_twice() -> None:
    leaning = article(
        "Petra Holm found eleven cracks in the bridge. She told the mayor of them at once. It rained a lot."
    )
    quotes = overview(QueryKind.TELL_ME, [leaning], 3, lambda _: True)
    assert all(one.end <= other.start for one, other in pairwise(quotes))


def test_an_overview_has_no_statement_that_is_understood_only_after_another() -> None:
    told = article(
        "The old bridge in Vellmar has five arches. Two of them cracked in the winter of 2023. "
        "Some of those who cross it walk. Ours is a town of old bridges. The mayor closed it to all lorries in May."
    )
    assert [quote.text for quote in overview(QueryKind.TELL_ME, [told], 5, lambda _: True)] == [
        "The old bridge in Vellmar has five arches.",
        "Some of those who cross it walk.",
        "The mayor closed it to all lorries in May.",
    ]


def test_quotes_of_an_overview_are_slices() -> None:
    for quote in overview(QueryKind.TELL_ME, DATED, 3, lambda _: True):
        own = next(one for one in DATED if one.id == quote.article.id)
        assert own.text[quote.start : quote.end] == quote.text


def test_articles_on_a_subject_have_its_words_in_title_or_passage() -> None:
    def terms(text: str) -> list[str]:
        return text.casefold().replace(".", "").split()

    shown = [Retrieved(match(one), Excerpt(one, (Span(0, len(one.text)),)), ()) for one in (OLD, NEW, MILL)]
    vector = WordEmbedder().questions(["bridge"])[0]
    subject = Sought("the bridge of Vellmar", "", vector, {"bridge": 1.0, "vellmar": 1.0})
    assert [one.id for one in articles_on(subject, shown, terms)] == ["old", "new"]
    assert len(articles_on(Sought("", "", vector, {}), shown, terms)) == 3
