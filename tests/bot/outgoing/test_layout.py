"""Answers as messages: golden ones, and what holds for any text."""

import unicodedata
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.reply import repeating
from bot.outgoing import layout
from bot.outgoing.asked import clean_question, repeated_question
from bot.outgoing.escape import clean
from bot.outgoing.layout import answer_messages, more_messages
from bot.outgoing.quotes import LONGEST_QUOTE
from qa.answers import Staleness, Withheld
from qa.conversation.exchange import Exchange
from qa.conversation.replies import Further
from tests.bot.markup import shown
from tests.bot.quoting import answer, article, laid, quote, quoted, seen
from tests.bot.texts import hostile


def test_an_answer_quotes_and_names_its_sources() -> None:
    one = quote("It opens\nin May, they *said*.", highlight=(3, 15))
    two = quote("It is open.", about=article(2, url="https://www.courier.example/b"))
    told = laid(answer(one, two), "When does it open?")
    assert told.question == "When does it open?"
    assert told.messages == (
        "> It **opens in May**, they \\*said\\*.\n"
        "-# A bridge · 2024-03-12 · world/1.md:3\n"
        "> It is open.\n"
        "-# [A bridge](<https://www.courier.example/b#:~:text=It%20is%20open.>) · courier.example · 2024-03-12",
    )


def test_articles_that_disagree_are_set_against_each_other_in_their_words() -> None:
    later = article(2).model_copy(update={"published": date(2024, 3, 13)})
    one, two = quote("In May.", highlight=(3, 6)), quote("In June.", about=later, highlight=(3, 7))
    (message,) = laid(answer(one, two, disagreement=(0, 1)), "When?").messages
    assert message == (
        "**The articles disagree: “June” or “May”.**\n"
        "- 2024-03-13: “In **June**.” · A bridge · world/2.md:3\n"
        "- 2024-03-12: “In **May**.” · A bridge · world/1.md:3"
    )
    long = quote(f"In June{' and so on' * 40}.", about=article(2), highlight=(3, 7))
    (message,) = laid(answer(one, long, disagreement=(0, 1)), "When?").messages
    assert message.startswith("**The articles disagree: “May” or “June”.**\n> In **May**.\n-# A bridge")


def test_an_overview_is_a_list_of_dated_statements_an_article_a_line() -> None:
    one, two = quote("It opened."), quote("It closed.", about=article(2, url="https://courier.example/b"))
    told = laid(answer(one, two, is_overview=True, undated=1), "What is new about the bridge?")
    assert told.quotes == (one, two)
    assert told.messages == (
        "- 2024-03-12: “It opened.” · A bridge · world/1.md:3\n"
        "- 2024-03-12: “It closed.” · [A bridge](<https://courier.example/b#:~:text=It%20closed.>) · courier.example\n"
        "-# 1 article without a date was not asked.",
    )
    of_one = laid(answer(one, quote("It closed."), is_overview=True), "What is it about?")
    assert of_one.messages[0].startswith("> It opened.\n\n> It closed.\n-# A bridge")


def test_further_articles_of_an_overview_are_listed_too() -> None:
    further = Further(
        (quote("It opened."), quote("It closed.", about=article(2))), 4, is_answered=True, is_overview=True
    )
    (message,) = more_messages(further, Exchange("What is new?")).messages
    assert message.split("\n")[:2] == ["-# Further articles:", "- 2024-03-12: “It opened.” · A bridge · world/1.md:3"]


def test_a_list_has_as_many_articles_as_a_message_holds() -> None:
    address = "https://courier.example/" + "b" * 400
    long = [quote("word " * 55 + "end.", about=article(n, "T" * 150, url=address)) for n in range(3)]
    told = laid(answer(*long, is_overview=True), "What is new?")
    assert [one.article.id for one in told.quotes] == [article(0).id, article(1).id]
    assert len(told.messages) == 1


def test_articles_without_a_date_that_were_not_asked_are_counted() -> None:
    (message,) = laid(answer(quote("In May."), undated=1), "When?").messages
    assert message.endswith("world/1.md:3\n-# 1 article without a date was not asked.")
    (message,) = laid(answer(undated=1200), "When?").messages
    assert message == "**The articles don’t say.**\n-# 1,200 articles without a date were not asked."


def test_where_the_articles_do_not_say_it_names_the_two_nearest() -> None:
    told = answer(nearest=(article(1), article(2, "B"), article(3, "C")))
    assert laid(told, "Who won?").messages == (
        "**No sentence answers this surely.** Nearest:\n"
        "-# A bridge · 2024-03-12 · world/1.md\n"
        "-# B · 2024-03-12 · world/2.md",
    )


def test_under_a_silence_it_says_that_english_is_read_so_far() -> None:
    (message,) = laid(answer(question="Wer hat gewonnen?"), "Wer hat gewonnen?").messages
    assert message.endswith("**The articles don’t say.**\nI read English so far: ask in English.")
    assert "English" not in laid(answer(question="Rio de Janeiro"), "Rio de Janeiro").messages[0]


def test_it_says_how_a_question_was_understood() -> None:
    (message,) = laid(answer(quote("In May."), understood="When does the bridge open?"), "When?").messages
    assert message.split("\n")[:2] == ["-# Looking for: When does the bridge open?", "> In May."]


def test_it_says_that_the_article_that_answers_has_changed_and_who_can_mend_that() -> None:
    withheld = (Withheld(article=article(), reason=Staleness.CHANGED),)
    (message,) = laid(answer(withheld=withheld), "When?").messages
    assert message == (
        "**The article that answers this has changed since I read it.** "
        "Someone who manages this server can update me with /pullquote-manage reindex."
    )


def test_further_quotes_that_would_take_another_message_wait_for_more() -> None:
    texts = [" ".join(f"Word{number}" for number in range(200)) + "." for _ in range(3)]
    long = [quote(text, about=article(i)) for i, text in enumerate(texts)]
    result = more_messages(Further(tuple(long), 1, is_answered=True), Exchange("Why?"))
    (message,) = result.messages
    assert [line.text for line in shown(message) if line.kind == "quote"] == texts[:1]
    assert [one.article.id for one in result.quotes] == [article(0).id]
    result = laid(answer(quote("w" * 150), quote("x" * 99), quote("y" * 2)), "Why?")
    assert [one.text[0] for one in result.quotes] == ["w", "x"]
    rivals = [quote(text, about=article(place)) for place, text in enumerate(("w" * 300, "x" * 300, "y"))]
    assert laid(answer(*rivals, disagreement=(0, 1)), "Why?").quotes == tuple(rivals[:2])
    short = [quote("In May.", about=article(number)) for number in range(5)]
    assert len(laid(answer(*short), "When?").quotes) == 3


@pytest.mark.no_cover  # measured, each of its 400 messages takes more than twice as long
@settings(max_examples=400)
@given(
    st.lists(st.tuples(seen, st.integers(0, 80), st.integers(0, 80)), min_size=1, max_size=4),
    hostile.filter(clean_question), hostile, hostile, st.integers(1, 60),
)  # fmt: skip
def test_no_article_and_no_question_breaks_out(
    texts: list[tuple[str, int, int]], question: str, title: str, url: str, times: int
) -> None:
    asked = clean_question(question)
    about = article(title=title, source=title, url=f"https://x.example/{url}")
    quotes = []
    for text, start, length in texts:
        text = text * times
        start = min(start, len(text))
        quotes.append(quote(text, about=about, highlight=(start, min(len(text), start + length))))
    result = answer_messages(answer(*quotes), Exchange(asked))
    assert 1 <= len(result.messages) <= layout.MOST_MESSAGES
    for message in repeating(asked, result.messages):
        lines = shown(message)
        assert lines[0].kind == "small"
        assert repeated_question(message) == asked
        assert all(target.startswith("https://x.example/") for line in lines for _, target in line.links)
    words = _letters(line.text for line in quoted(result.messages))
    whole = _letters(clean(one.text[:LONGEST_QUOTE]) for one in result.quotes)
    if "goes on" not in "".join(result.messages):
        assert words == whole
    sources = [line for message in result.messages for line in shown(message) if "x.example · 2024" in line.text]
    assert len([line for line in sources if line.kind == "small"]) <= 1


def _letters(texts: Iterable[str]) -> str:
    """Return the texts without blanks and combining marks, as towers of marks are cut."""
    return "".join(one for one in "".join(texts) if one != " " and not unicodedata.category(one).startswith("M"))
