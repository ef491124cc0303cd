"""A quote as lines of a message."""

from datetime import date

from bot.outgoing.quotes import MOST_PIECES
from qa.answers import LeaningDay
from qa.values import Span
from tests.bot.markup import shown
from tests.bot.quoting import answer, article, laid, quote, quoted


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


def test_days_are_explained_where_the_date_of_the_article_does_not() -> None:
    def noted(first: date) -> str:
        days = LeaningDay(start=0, end=6, since=first, until=first)
        told = quote("Monday it was.").model_copy(update={"dates": (days,)})
        return laid(answer(told), "When?").messages[0].split("\n")[1]

    assert noted(date(2024, 3, 11)) == "-# A bridge · 2024-03-12 · world/1.md:3"
    assert noted(date(2023, 3, 13)).endswith("world/1.md:3 · Monday (13 March 2023)")


def test_marks_of_an_article_are_not_shown() -> None:
    marked = quote("**It opens** in [May](/b).", highlight=(2, 20)).model_copy(
        update={"marks": (Span(0, 2), Span(10, 12), Span(16, 17), Span(20, 25))}
    )
    (message,) = laid(answer(marked), "When does it open?").messages
    assert message.split("\n")[0] == "> **It opens in May**."


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
    assert len(result.messages) <= MOST_PIECES
    assert text.startswith(" ".join(line.text for line in quoted(result.messages)))
    small = [line.text for line in shown(result.messages[-1]) if line.kind == "small"]
    assert small[-2:] == ["… the sentence goes on: see the source.", "A bridge · 2024-03-12 · world/1.md:3"]
