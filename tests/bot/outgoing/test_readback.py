"""What an answer's messages say is read back from them."""

from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.delivery.reply import repeating
from bot.outgoing.asked import LONGEST_QUESTION, clean_question
from bot.outgoing.buttons import Deletion, More, Press, Verb, answer_buttons, choice_buttons
from bot.outgoing.escape import clean, inert
from bot.outgoing.layout import answer_messages, more_messages
from bot.outgoing.readback import answers_of, exchange_of, question_of
from bot.outgoing.statements import is_whole
from qa.answers import Address
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
"""The reading of a question whose heading holds all of it."""


def presses(view: object) -> list[tuple[Verb, str]]:
    """Return the buttons of a view as they are read from a message."""
    return [(item.verb, item.about) for item in getattr(view, "children", ()) if isinstance(item, Press)]


@given(
    st.lists(st.tuples(seen.map(clean), st.integers(0, 80), st.integers(0, 80)), min_size=1, max_size=4),
    hostile.map(clean_question),
    whole,
    st.tuples(periods, periods, st.sampled_from(["", "0123abcd"]), st.sampled_from(["", "a" * 16])),
    st.booleans(),
)
def test_an_exchange_is_read_back_from_the_messages_and_buttons_of_its_answer(
    texts: list[tuple[str, int, int]],
    question: str,
    understood: str,
    narrowed: tuple[Days | None, Days | None, str, str],
    is_below: bool,
) -> None:
    """From an answer that repeats its question, and from one that stands below it."""
    named, asked, collection, one = narrowed
    assume(question and understood not in ("", question))
    spans = [(text, min(start, len(text)), min(len(text), start + length)) for text, start, length in texts]
    told = answer(
        *(quote(text, highlight=(start, end), about=article(at % 2)) for at, (text, start, end) in enumerate(spans)),
        question=question, understood=understood, days=named,
    )  # fmt: skip
    narrowing = Narrowing(collection, None if named else asked, one)
    exchange = Exchange(question, narrowing).answered(told)
    shown = answer_messages(told, exchange)
    cited = [Cited.of(one) for one in shown.quotes]
    read_as = [replace(one, answer=clean(f"x{one.answer}x")[1:-1].strip()) for one in cited]
    exchange = replace(exchange, quotes=tuple(read_as))
    addresses = [cited.address for cited in exchange.quotes]
    view = answer_buttons(addresses, More(exchange.shown, exchange.narrowed), Deletion(7))
    repeated = repeating(question, shown.messages)
    read = exchange_of((shown.messages if is_below else repeated)[-1], presses(view), question if is_below else "x")
    if len(shown.messages) == 1:
        assert read == exchange
    else:
        assert read is not None
        assert [cited.address for cited in read.quotes] == addresses
        assert replace(read, quotes=()) == replace(exchange, quotes=())


@given(
    st.lists(st.tuples(seen.map(clean), st.integers(0, 80), st.integers(0, 80)), min_size=2, max_size=3),
    st.booleans(),
)
def test_an_exchange_is_read_back_from_a_list(texts: list[tuple[str, int, int]], is_overview: bool) -> None:
    """From an overview, and from articles that disagree."""
    spans = [(text, min(start, len(text)), min(len(text), start + length)) for text, start, length in texts]
    quotes = [quote(text, about=article(at), highlight=(start, end)) for at, (text, start, end) in enumerate(spans)]
    assume(all(map(is_whole, quotes)))
    told = answer(*quotes, question="What?", is_overview=is_overview, disagreement=() if is_overview else (0, 1))
    exchange = Exchange("What?").answered(told)
    shown = answer_messages(told, exchange)
    assert len(shown.quotes) == len(quotes)
    read_as = [replace(Cited.of(one), answer=clean(f"x{one.answer}x")[1:-1].strip()) for one in shown.quotes]
    view = answer_buttons([one.address for one in quotes], More(len(quotes), exchange.narrowed), Deletion(7))
    assert exchange_of(shown.messages[0], presses(view), "What?") == replace(exchange, quotes=tuple(read_as))


@given(hostile.map(clean_question), hostile.map(clean_question), hostile.map(clean_question))
def test_the_days_of_a_question_are_read_back(before: str, words: str, after: str) -> None:
    """From a line that repeats only the words that name them, while the rest of the question stands as it was put."""
    question, understood = clean_question(f"{before} {words} {after}"), clean_question(f"{before} {after}")
    assume(understood not in ("", question) and not inert(understood, LONGEST_QUESTION).endswith("…"))
    told = answer(quote("In May."), question=question, understood=understood, days=MARCH)
    exchange = Exchange(question).answered(told)
    (message,) = answer_messages(told, exchange).messages
    view = answer_buttons([told.quotes[0].address], More(1, exchange.narrowed), Deletion(7))
    assert exchange_of(message, presses(view), question) == exchange


def test_of_days_that_were_understood_only_their_words_are_repeated() -> None:
    told = answer(quote("In May."), question="Who fell this week?", understood="Who fell?", days=MARCH)
    assert laid(told, "Who fell this week?").messages[0].split("\n")[0] == "-# “this week”: 2024-03-01 to 2024-03-07"


@given(hostile.map(clean_question), whole, st.booleans())
def test_what_a_question_is_about_is_read_back(question: str, about: str, is_answered: bool) -> None:
    """From an answer and from a silence; where the question was reworded, its reading already has it."""
    assume(about and question)
    quotes = [quote("In May.")] if is_answered else []
    told = answer(*quotes, question=question, about=about)
    exchange = Exchange(question).answered(told)
    assert exchange.about == about
    (message,) = answer_messages(told, exchange).messages
    more = More(1, exchange.narrowed) if is_answered else None
    view = answer_buttons([one.address for one in quotes], more, Deletion(7))
    assert exchange_of(message, presses(view), question) == exchange
    assert Exchange(question).answered(answer(understood=f"{question} x", question=question, about=about)).about == ""


def test_more_quotes_know_how_many_came_before() -> None:
    exchange = Exchange("Why?").answered(answer(quote("One."), quote("Two."), question="Why?"))
    further = Further((quote("Three.", highlight=(0, 5)),), 3, is_answered=True)
    extended = exchange.extended(further.quotes)
    (message,) = more_messages(further, extended).messages
    view = answer_buttons([further.quotes[0].address], More(3, extended.narrowed), None)
    (message,) = repeating("Why?", [message])
    assert exchange_of(message, presses(view)) == Exchange("Why?", quotes=(Cited.of(further.quotes[0]),), earlier=2)


def test_a_choice_and_an_answer_without_quotes_are_read_back() -> None:
    choices = (article(1), article(2))
    asked_back = answer(question="Who?", choices=choices)
    view = choice_buttons([one.id for one in choices], Deletion(7))
    message = laid(asked_back, "Who?").messages[0]
    assert exchange_of(message, presses(view), "Who?") == Exchange("Who?").answered(asked_back)
    unanswered = laid(answer(question="Who?"), "Who?").messages[0]
    assert exchange_of(unanswered, presses(answer_buttons([], None, Deletion(7))), "Who?") == Exchange("Who?")


def test_what_is_not_an_answer_tells_of_no_exchange() -> None:
    for text in ("Question: Why?", "", "A new conversation begins."):
        assert question_of(text, []) is None
        assert exchange_of(text, [], "Why?") is None


def test_of_an_understanding_that_was_cut_nothing_is_read() -> None:
    read = exchange_of("-# Question: Who?\n-# Looking for: Who was it that wen…\n> It was.\n-# 1 · **T** · x", [])
    assert read == Exchange("Who?")


def test_only_the_heading_tells_how_a_question_was_understood() -> None:
    read = exchange_of("-# Question: Looking for: what?\n> -# Looking for: me", [])
    assert read == Exchange("Looking for: what?")


def test_a_source_forges_no_heading() -> None:
    told = answer(quote("It was.", about=article(title="Looking for: me")), question="Who?")
    (message,) = laid(told, "Who?").messages
    assert "\n-# Looking for: me" in message
    assert exchange_of(message, [(Verb.DELETE, "7")], "Who?") == Exchange("Who?")


def test_a_message_of_an_earlier_version_is_read() -> None:
    old = (
        "-# Question: Who?\n> It was **Ann**.\n-# 1 · **T** · x\n> **Ann** of York.\n-# 2 · **Ann** · 2024-03-12 · y",
        [(Verb.CONTEXT, f"{'a' * 16}:1:12:0123abcd"), (Verb.CONTEXT, f"{'b' * 16}:5:20:0123abcd"),
         (Verb.MORE, "2"), (Verb.GOOD, ""), (Verb.BAD, ""), (Verb.DELETE, "7")],
    )  # fmt: skip
    first = Address(article="a" * 16, start=1, end=12, digest="0123abcd")
    second = Address(article="b" * 16, start=5, end=20, digest="0123abcd")
    assert exchange_of(*old) == Exchange("Who?", quotes=(Cited(first, "Ann"), Cited(second, "Ann")))


def test_the_answering_words_of_each_quote_are_read_back() -> None:
    message = "-# Question: Who?\n> It was **\\*Ann\\* of York**.\n-# 1 · **T** · x\n> None.\n-# 2 · **T** · x"
    assert answers_of(message) == ["*Ann* of York", ""]
    assert answers_of("> back\\\\**slash**\n-# 1 · **T** · x") == ["slash"]
    assert answers_of("> It is **red**.\n\n> None.\n-# T · x\n> **Long**\n-# T · y") == ["red", "", "Long"]
    assert answers_of("> it **goes**\n> **on**\n-# 1 · **T** · x") == ["goes on"]
