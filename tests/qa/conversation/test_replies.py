"""What each step of a talk gets from the articles."""

from dataclasses import replace
from datetime import date

import pytest

from qa.answers import Answer, Turn
from qa.assistant import Assistant
from qa.conversation.exchange import Ask, AskElsewhere, Cited, Exchange, Phrase, Say, ShowContext, ShowMore, ShowSources
from qa.conversation.narrowing import Narrowing
from qa.conversation.replies import Around, Further, Replier, Sources
from qa.values import Days, Where
from tests.conftest import Shelf

NEWS = {
    "one.txt": "The bridge\n\nThe long bridge opens in May. It is painted green. Ships pass below it.\n",
    "two.txt": "The ferry\n\nThe long ferry opens in June. It is painted white.\n",
}
WHEN = Exchange("When does the long bridge open?")


class Put(Assistant):
    """An assistant that remembers what it was asked, and how."""

    asked: list[tuple[str, Where, tuple[Turn, ...]]]

    def ask(self, question: str, **options: object) -> Answer:
        self.asked.append((question, options["where"], options["history"]))  # type: ignore[arg-type]  # as handed on
        return super().ask(question, **options)  # type: ignore[arg-type]  # as handed on


@pytest.fixture
def assistant(shelf: Shelf) -> Assistant:
    return shelf(NEWS)


def replier(assistant: Assistant, limit: int = 1) -> Replier:
    return Replier(assistant, lambda narrowing: narrowing.within(Where()), limit)


def answered(assistant: Assistant, exchange: Exchange = WHEN) -> Exchange:
    """Return the exchange of an answer, however unsure."""
    quotes = assistant.ask(exchange.question, limit=1, min_confidence=0).quotes
    return exchange.extended(quotes)


def test_more_quotes_are_others_than_those_shown_also_where_only_their_number_is_known(assistant: Assistant) -> None:
    exchange = answered(assistant)
    reply, extended = replier(assistant).reply(ShowMore(exchange))
    assert isinstance(reply, Further)
    assert extended is not None
    assert (reply.first, reply.is_answered, extended.shown) == (2, True, 2)
    assert reply.quotes[0].address != exchange.quotes[0].address
    forgotten = replace(extended, quotes=extended.quotes[1:], earlier=1)
    third, _ = replier(assistant).reply(ShowMore(forgotten))
    assert isinstance(third, Further)
    assert third.first == 3
    assert third.quotes[0].address not in {quote.address for quote in extended.quotes}


def test_where_all_were_shown_there_are_no_more(assistant: Assistant) -> None:
    every = WHEN.extended(assistant.ask(WHEN.question, limit=50, min_confidence=0).quotes)
    assert replier(assistant).reply(ShowMore(every)) == (Say(Phrase.NO_MORE), every)


def test_without_its_history_a_question_is_put_as_it_was_understood(assistant: Assistant) -> None:
    put = Put(assistant._store, lambda: assistant.pipeline.embedder)
    put.asked = []
    march = Days(since=date(2024, 3, 1), until=date(2024, 3, 7))
    exchange = Exchange("And when?", understood="When does it open?", days=march)
    replier(put).reply(ShowMore(exchange))
    question, where, history = put.asked[-1]
    assert (question, where.since, where.until, history) == ("When does it open?", march.since, march.until, ())
    replier(put).reply(ShowMore(replace(exchange, history=(answered(assistant),))))
    question, where, history = put.asked[-1]
    assert (question, where.since) == ("And when?", None)
    assert [(turn.question, turn.quotes[0].article.title) for turn in history] == [(WHEN.question, "The bridge")]


def test_a_quote_is_found_with_its_words_and_nothing_is_said_of_one_that_is_gone(assistant: Assistant) -> None:
    quote, *_ = assistant.ask("What is painted green?", limit=1, min_confidence=0).quotes
    cited = Cited(quote.address, "green")
    found = replier(assistant).found(cited)
    assert found is not None
    assert (found.text, found.answer) == (quote.text, "green")
    assert replier(assistant).found(Cited(quote.address, "red")) == found.model_copy(update={"highlight": None})
    reply, exchange = replier(assistant).reply(ShowContext(cited, has_source=True))
    assert isinstance(reply, Around)
    assert (reply.context.quote, reply.has_source, exchange) == (quote.text, True, None)
    gone = Cited(quote.address.model_copy(update={"digest": "00000000"}))
    assert replier(assistant).reply(ShowContext(gone)) == (Say(Phrase.GONE), None)
    assert replier(assistant).reply(ShowSources((gone,))) == (Say(Phrase.GONE), None)
    assert replier(assistant).reply(ShowSources((gone, cited))) == (Sources((found,)), None)


def test_what_may_not_be_seen_is_not_found(assistant: Assistant) -> None:
    quote, *_ = assistant.ask("What is painted green?", limit=1, min_confidence=0).quotes
    blind = Replier(assistant, lambda _: Where(collections=frozenset()), 1)
    assert blind.reply(ShowContext(Cited.of(quote))) == (Say(Phrase.GONE), None)


def test_another_article_is_asked_only_if_it_was_not_ruled_out(assistant: Assistant) -> None:
    ids = tuple(article.id for article in assistant.sources())
    assert replier(assistant).reply(AskElsewhere(WHEN.again("", ids))) == (Say(Phrase.NO_OTHER), None)
    for article in ids:
        reply, exchange = replier(assistant).reply(AskElsewhere(WHEN.again("", (article,))))
        if exchange is not None:
            assert exchange.narrowing.article in set(ids) - {article}
            assert isinstance(reply, Answer)
            assert {quote.article.id for quote in reply.quotes} == {exchange.narrowing.article}


def test_a_question_is_put_to_the_one_article_that_was_chosen(assistant: Assistant) -> None:
    ferry = next(article.id for article in assistant.sources() if article.title == "The ferry")
    reply, exchange = replier(assistant).reply(Ask(WHEN.again(ferry)))
    assert isinstance(reply, Answer)
    assert {match.article.id for match in reply.matches} == {ferry}
    assert exchange is not None
    assert exchange.narrowing == Narrowing(article=ferry)
