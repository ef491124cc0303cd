"""What an answer's messages tell is read back from them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.outgoing.buttons import Deletion, More, Press, Verb, answer_buttons, choice_buttons
from bot.outgoing.escape import clean, inert
from bot.outgoing.layout import LONGEST_QUESTION, answer_messages, clean_question, more_messages
from bot.outgoing.readback import answers_of, exchange_of, question_of
from qa.conversation.exchange import Cited, Exchange
from qa.conversation.narrowing import Narrowing
from qa.conversation.replies import Further
from qa.values import Days
from tests.bot.quoting import answer, article, laid, quote, seen
from tests.bot.texts import hostile

MARCH = Days(since=date(2024, 3, 1), until=date(2024, 3, 7))
BEFORE = Days(until=date(2023, 2, 28))
periods = st.sampled_from([None, MARCH, BEFORE, Days(since=date(2024, 3, 1))])
whole = hostile.map(clean).filter(lambda text: not inert(text, LONGEST_QUESTION).endswith("…"))
"""What a question is understood as, where the heading holds all of it."""


def presses(view: object) -> list[tuple[Verb, str]]:
    """The buttons of a view, as they are read from a message."""
    return [(item.verb, item.about) for item in getattr(view, "children", ()) if isinstance(item, Press)]


@given(
    st.lists(st.tuples(seen.map(clean), st.integers(0, 80), st.integers(0, 80)), min_size=1, max_size=4),
    hostile.map(clean_question),
    whole,
    st.tuples(periods, periods, st.sampled_from(["", "0123abcd"]), st.sampled_from(["", "a" * 16])),
)
def test_an_exchange_is_read_back_from_the_messages_and_buttons_of_its_answer(
    texts: list[tuple[str, int, int]],
    question: str,
    understood: str,
    narrowed: tuple[Days | None, Days | None, str, str],
) -> None:
    named, asked, collection, one = narrowed
    assume(understood not in ("", question))
    spans = [(text, min(start, len(text)), min(len(text), start + length)) for text, start, length in texts]
    told = answer(
        *(quote(text, highlight=(start, end)) for text, start, end in spans),
        question=question, understood=understood, days=named,
    )  # fmt: skip
    narrowing = Narrowing(collection, None if named else asked, one)
    exchange = Exchange(question, narrowing).answered(told)
    shown = answer_messages(told, exchange)
    read_as = [clean(f"x{cited.answer}x")[1:-1].strip() for cited in exchange.quotes]
    exchange = replace(
        exchange,
        quotes=tuple(Cited(cited.address, words) for cited, words in zip(exchange.quotes, read_as, strict=True))[
            : len(shown.quotes)
        ],
    )
    addresses = [cited.address for cited in exchange.quotes]
    view = answer_buttons(addresses, 1, More(exchange.shown, exchange.narrowed), Deletion(7))
    read = exchange_of(shown.messages[-1], presses(view))
    if len(shown.messages) == 1:
        assert read == exchange
    else:
        assert read is not None
        assert [cited.address for cited in read.quotes] == addresses
        assert replace(read, quotes=()) == replace(exchange, quotes=())


@given(hostile.map(clean_question), whole, st.booleans())
def test_what_a_question_is_about_is_read_back(question: str, about: str, is_answered: bool) -> None:
    """From an answer and from a silence; an understanding tells it itself."""
    assume(about and question)
    quotes = [quote("In May.")] if is_answered else []
    told = answer(*quotes, question=question, about=about)
    exchange = Exchange(question).answered(told)
    assert exchange.about == about
    (message,) = answer_messages(told, exchange).messages
    more = More(1, exchange.narrowed) if is_answered else None
    view = answer_buttons([one.address for one in quotes], 1, more, Deletion(7))
    assert exchange_of(message, presses(view)) == exchange
    assert Exchange(question).answered(answer(understood=f"{question} x", question=question, about=about)).about == ""


def test_more_quotes_know_how_many_came_before() -> None:
    exchange = Exchange("Why?").answered(answer(quote("One."), quote("Two."), question="Why?"))
    further = Further((quote("Three.", highlight=(0, 5)),), 3, is_answered=True)
    extended = exchange.extended(further.quotes)
    (message,) = more_messages(further, extended).messages
    view = answer_buttons([further.quotes[0].address], 3, More(3, extended.narrowed), None)
    assert exchange_of(message, presses(view)) == Exchange("Why?", quotes=(Cited.of(further.quotes[0]),), earlier=2)


def test_a_choice_and_an_answer_without_quotes_are_read_back() -> None:
    choices = (article(1), article(2))
    asked_back = answer(question="Who?", choices=choices)
    view = choice_buttons([one.id for one in choices], Deletion(7))
    assert exchange_of(laid(asked_back, "Who?").messages[0], presses(view)) == Exchange("Who?").answered(asked_back)
    unanswered = laid(answer(question="Who?"), "Who?").messages[0]
    assert exchange_of(unanswered, presses(answer_buttons([], 1, None, Deletion(7)))) == Exchange("Who?")


@pytest.mark.parametrize("text", ["Why?", "a * b _ c", "@everyone?", "1. item", "back\\slash", "> x", "a:b:c"])
def test_the_question_is_read_from_the_message(text: str) -> None:
    asked = clean_question(text)
    assert question_of(laid(answer(quote("In May."), question=asked), asked).messages[0]) == asked


def test_what_is_not_an_answer_tells_of_no_exchange() -> None:
    for text in ("Question: Why?", "", "A new conversation begins."):
        assert question_of(text) is None
        assert exchange_of(text, []) is None


def test_of_an_understanding_that_was_cut_nothing_is_read() -> None:
    read = exchange_of("-# Question: Who?\n-# Looking for: Who was it that wen…\n> It was.\n-# 1 · **T** · x", [])
    assert read == Exchange("Who?")


def test_only_the_heading_tells_how_a_question_was_understood() -> None:
    read = exchange_of("-# Question: Looking for: what?\n> -# Looking for: me", [])
    assert read == Exchange("Looking for: what?")


def test_the_answering_words_of_each_quote_are_read_back() -> None:
    message = "-# Question: Who?\n> It was **\\*Ann\\* of York**.\n-# 1 · **T** · x\n> None.\n-# 2 · **T** · x"
    assert answers_of(message) == ["*Ann* of York", ""]
    assert answers_of("> back\\\\**slash**\n-# 1 · **T** · x") == ["slash"]
    assert answers_of("> it **goes**\n> **on**\n-# 1 · **T** · x") == ["goes on"]
