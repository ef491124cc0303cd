"""Answers as messages: golden ones, and what holds for any text."""

import unicodedata
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outgoing import layout
from bot.outgoing.escape import clean
from bot.outgoing.layout import answer_messages, clean_question
from bot.outgoing.readback import question_of
from qa.answers import Staleness, Withheld
from qa.conversation.exchange import Exchange
from qa.values import Span
from tests.bot.markup import shown
from tests.bot.quoting import answer, article, laid, quote, quoted, seen
from tests.bot.texts import hostile


def test_an_answer_quotes_numbers_and_names_its_sources() -> None:
    one = quote("It opens\nin May, they *said*.", highlight=(3, 15))
    two = quote("It is open.", about=article(2, url="https://www.courier.example/b"))
    assert laid(answer(one, two), "When does it open?").messages == (
        "-# Question: When does it open?\n"
        "> It **opens in May**, they \\*said\\*.\n"
        "-# 1 · **A bridge** · 2024-03-12 · world/1.md:3\n"
        "> It is open.\n"
        "-# 2 · **A bridge** · 2024-03-12 · [open at courier.example](<https://www.courier.example/b#:~:text=It%20is%20open.>)",
    )


def test_marks_of_an_article_are_not_shown() -> None:
    marked = quote("**It opens** in [May](/b).", highlight=(2, 20)).model_copy(
        update={"marks": (Span(0, 2), Span(10, 12), Span(16, 17), Span(20, 25))}
    )
    (message,) = laid(answer(marked), "When does it open?").messages
    assert message.split("\n")[1] == "> **It opens in May**."


def test_where_the_articles_do_not_say_it_names_the_two_nearest() -> None:
    told = answer(nearest=(article(1), article(2, "B"), article(3, "C")))
    assert laid(told, "Who won?").messages == (
        "-# Question: Who won?\n"
        "**No sentence answers this surely.**\n"
        "-# Nearest:\n"
        "-# • **A bridge** · 2024-03-12 · world/1.md\n"
        "-# • **B** · 2024-03-12 · world/2.md",
    )


def test_under_a_silence_it_says_that_english_is_read_so_far() -> None:
    (message,) = laid(answer(question="Wer hat gewonnen?"), "Wer hat gewonnen?").messages
    assert message.endswith("\n**The articles don’t say.**\nI read English so far: ask in English.")
    assert "English" not in laid(answer(question="Rio de Janeiro"), "Rio de Janeiro").messages[0]


def test_it_says_how_a_question_was_understood() -> None:
    (message,) = laid(answer(quote("In May."), understood="When does the bridge open?"), "When?").messages
    assert message.split("\n")[:2] == ["-# Question: When?", "-# Looking for: When does the bridge open?"]


def test_it_says_that_the_article_that_answers_has_changed_and_who_can_mend_that() -> None:
    withheld = (Withheld(article=article(), reason=Staleness.CHANGED),)
    (message,) = laid(answer(withheld=withheld), "When?").messages
    assert message == (
        "-# Question: When?\n**The article that answers this has changed since I read it.** "
        "Someone who manages this server can update me with `/pullquote-manage reindex`."
    )


def test_a_long_answer_is_split_at_quotes_and_each_message_names_the_question() -> None:
    texts = [" ".join(f"Word{number}" for number in range(150)) + "." for _ in range(3)]
    result = laid(answer(*(quote(text, about=article(i)) for i, text in enumerate(texts))), "Why?")
    assert len(result.messages) == 3
    assert len(result.quotes) == 3
    for message, text in zip(result.messages, texts, strict=True):
        assert question_of(message) == "Why?"
        assert [line.text for line in shown(message) if line.kind == "quote"] == [text]


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
    assert small[-2:] == ["… the sentence goes on: see the source.", "1 · A bridge · 2024-03-12 · world/1.md:3"]


def test_quotes_that_do_not_fit_are_left_for_more() -> None:
    texts = [" ".join(f"w{number}x{i}" for number in range(600)) for i in range(3)]
    result = laid(answer(*(quote(text) for text in texts)), "Why?")
    assert len(result.messages) <= layout.MOST_MESSAGES
    assert [one.text for one in result.quotes] == texts[: len(result.quotes)]
    assert 0 < len(result.quotes) < 3


@settings(max_examples=2000)
@given(
    st.lists(st.tuples(seen, st.integers(0, 80), st.integers(0, 80)), min_size=1, max_size=4),
    hostile, hostile, hostile, st.integers(1, 60),
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
    for message in result.messages:
        lines = shown(message)
        assert lines[0].kind == "small"
        assert question_of(message) == asked
        assert {label for line in lines for label, _ in line.links} <= {"open at x.example"}
    words = _letters(line.text for line in quoted(result.messages))
    whole = _letters(clean(one.text[: layout.LONGEST_QUOTE]) for one in result.quotes)
    if "goes on" not in "".join(result.messages):
        assert words == whole
    sources = [line for message in result.messages for line in shown(message) if line.text[:1].isdecimal()]
    assert len([line for line in sources if line.kind == "small"]) == len(result.quotes)


def _letters(texts: Iterable[str]) -> str:
    """The texts without blanks, and without marks, of which a tower is cut."""
    return "".join(one for one in "".join(texts) if one != " " and not unicodedata.category(one).startswith("M"))


def test_a_long_question_is_cut_after_a_word() -> None:
    cut = clean_question("why " * 200)
    assert cut == " ".join(["why"] * 75)
    assert len(clean_question("x" * 1000)) == layout.LONGEST_QUESTION - 1
