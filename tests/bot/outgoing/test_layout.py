"""Answers as messages: golden ones, and what holds for any text."""

import unicodedata
from collections.abc import Iterable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outgoing import layout
from bot.outgoing.asked import clean_question, repeated_question
from bot.outgoing.delivery import repeating
from bot.outgoing.escape import clean
from bot.outgoing.layout import answer_messages, more_messages
from qa.answers import LeaningDay, Staleness, Withheld
from qa.conversation.exchange import Exchange
from qa.conversation.replies import Further
from qa.values import Span
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


def test_quotes_of_one_article_stand_together_over_its_source() -> None:
    one, two = quote("It opens in May."), quote("It is red.", about=article(2))
    three = quote("It is long.").model_copy(update={"articles": 3, "is_older": True, "is_dated": True})
    told = laid(answer(one, two, three), "What is it like?")
    assert told.quotes == (one, three, two)
    assert told.messages == (
        "> It opens in May.\n"
        "\n"
        "> It is long.\n"
        "-# A bridge · as of 2024-03-12 · world/1.md:3 · older · 2 more say the same\n"
        "> It is red.\n"
        "-# A bridge · 2024-03-12 · world/2.md:3",
    )


def test_articles_that_disagree_are_set_against_each_other_in_their_words() -> None:
    one, two = quote("In May.", highlight=(3, 6)), quote("In June.", about=article(2), highlight=(3, 7))
    (message,) = laid(answer(one, two, disagreement=(0, 1)), "When?").messages
    assert message.split("\n")[0] == "**The articles disagree: “May” or “June”.**"


def test_days_are_explained_where_the_date_of_the_article_does_not() -> None:
    def noted(first: date) -> str:
        days = LeaningDay(start=0, end=6, since=first, until=first)
        told = quote("Monday it was.").model_copy(update={"dates": (days,)})
        return laid(answer(told), "When?").messages[0].split("\n")[1]

    assert noted(date(2024, 3, 11)) == "-# A bridge · 2024-03-12 · world/1.md:3"
    assert noted(date(2023, 3, 13)).endswith("world/1.md:3 · Monday (13 March 2023)")


def test_articles_without_a_date_that_were_not_asked_are_counted() -> None:
    (message,) = laid(answer(quote("In May."), undated=1), "When?").messages
    assert message.endswith("world/1.md:3\n-# 1 article without a date was not asked.")
    (message,) = laid(answer(undated=1200), "When?").messages
    assert message == "**The articles don’t say.**\n-# 1,200 articles without a date were not asked."


def test_marks_of_an_article_are_not_shown() -> None:
    marked = quote("**It opens** in [May](/b).", highlight=(2, 20)).model_copy(
        update={"marks": (Span(0, 2), Span(10, 12), Span(16, 17), Span(20, 25))}
    )
    (message,) = laid(answer(marked), "When does it open?").messages
    assert message.split("\n")[0] == "> **It opens in May**."


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


def test_a_long_quote_is_split_at_its_sentences() -> None:
    sentences = [f"This is sentence {number} of an account that goes on for a while." for number in range(50)]
    result = laid(answer(quote(" ".join(sentences))), "Why?")
    lines = quoted(result.messages)
    assert len(lines) == 2
    assert all(line.text.endswith("while.") for line in lines)
    assert " ".join(line.text for line in lines) == " ".join(sentences)


def test_of_an_endless_sentence_the_beginning_is_shown_and_said_to_be_one() -> None:
    text = "word " * 100_000
    result = laid(answer(quote(text)), "Why?")
    assert len(result.messages) <= layout.MOST_PIECES
    assert text.startswith(" ".join(line.text for line in quoted(result.messages)))
    small = [line.text for line in shown(result.messages[-1]) if line.kind == "small"]
    assert small[-2:] == ["… the sentence goes on: see the source.", "A bridge · 2024-03-12 · world/1.md:3"]


@settings(max_examples=2000)
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
    whole = _letters(clean(one.text[: layout.LONGEST_QUOTE]) for one in result.quotes)
    if "goes on" not in "".join(result.messages):
        assert words == whole
    sources = [line for message in result.messages for line in shown(message) if "x.example · 2024" in line.text]
    assert len([line for line in sources if line.kind == "small"]) <= 1


def _letters(texts: Iterable[str]) -> str:
    """The texts without blanks, and without marks, of which a tower is cut."""
    return "".join(one for one in "".join(texts) if one != " " and not unicodedata.category(one).startswith("M"))
