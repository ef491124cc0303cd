"""Answers as messages: golden ones, and what holds for any text."""

import unicodedata
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outgoing import layout
from bot.outgoing.escape import clean, units
from bot.outgoing.layout import (
    Run,
    Understanding,
    answer_messages,
    answers_of,
    clean_question,
    context_messages,
    question_of,
    sources_page,
    split,
    understood_of,
)
from qa.values import Answer, ArticleInfo, Context, Quote, Span, Staleness, Withheld
from tests.bot.markup import Line, shown
from tests.bot.outgoing.test_escape import hostile, pieces

seen = hostile.filter(lambda text: bool(clean(text)))


def article(number: int = 1, title: str = "A bridge", url: str | None = None, source: str | None = None) -> ArticleInfo:
    return ArticleInfo(
        id=f"{number:016x}", title=title, source=source, url=url, published=date(2024, 3, 12),
        path=f"/srv/news/world/{number}.md", collection="world",
    )  # fmt: skip


def quote(text: str, *, about: ArticleInfo | None = None, highlight: tuple[int, int] | None = None) -> Quote:
    span = Span(*highlight) if highlight else None
    return Quote(
        text=text, start=10, end=10 + len(text), line=3, highlight=span, confidence=0.9, article=about or article()
    )


def answer(*quotes: Quote, question: str = "When?", understood: str | None = None, **told: object) -> Answer:
    given_: dict[str, object] = {
        "question": question, "standalone_question": understood or question, "answered": bool(quotes),
        "confidence": 0.9, "quotes": quotes, "nearest": (), "generation": 1, "seconds": {"total": 0.1},
    }  # fmt: skip
    return Answer.model_validate(given_ | told)


def quoted(messages: tuple[str, ...] | list[str]) -> list[Line]:
    return [line for message in messages for line in shown(message) if line.kind == "quote"]


def test_an_answer_quotes_numbers_and_names_its_sources() -> None:
    one = quote("It opens\nin May, they *said*.", highlight=(3, 15))
    two = quote("It is open.", about=article(2, url="https://www.courier.example/b"))
    assert answer_messages(answer(one, two), "When does it open?").messages == (
        "-# Question: When does it open?\n"
        "> It **opens in May**, they \\*said\\*.\n"
        "-# 1 · **A bridge** · 2024-03-12 · world/1.md:3\n"
        "> It is open.\n"
        "-# 2 · **A bridge** · 2024-03-12 · [open at courier.example](<https://www.courier.example/b#:~:text=It%20is%20open.>)",
    )


def test_where_the_articles_do_not_say_it_names_the_two_nearest() -> None:
    told = answer(nearest=(article(1), article(2, "B"), article(3, "C")))
    assert answer_messages(told, "Who won?").messages == (
        "-# Question: Who won?\n"
        "**The articles don’t say.**\n"
        "-# Nearest articles:\n"
        "-# • **A bridge** · 2024-03-12 · world/1.md\n"
        "-# • **B** · 2024-03-12 · world/2.md",
    )


def test_it_says_how_a_question_was_understood_and_that_a_quote_is_withheld() -> None:
    withheld = (Withheld(article=article(), reason=Staleness.CHANGED),)
    (message,) = answer_messages(
        answer(quote("In May."), understood="When does the bridge open?", withheld=withheld), "When?"
    ).messages
    assert message.split("\n")[:2] == ["-# Question: When?", "-# Looking for: When does the bridge open?"]
    assert message.endswith(layout.WITHHELD)
    (message,) = answer_messages(answer(withheld=withheld), "When?").messages
    assert message.endswith(layout.WITHHELD)


def test_a_long_answer_is_split_at_quotes_and_each_message_names_the_question() -> None:
    texts = [" ".join(f"Word{number}" for number in range(150)) + "." for _ in range(3)]
    result = answer_messages(answer(*(quote(text, about=article(i)) for i, text in enumerate(texts))), "Why?")
    assert len(result.messages) == 3
    assert len(result.quotes) == 3
    for message, text in zip(result.messages, texts, strict=True):
        assert question_of(message) == "Why?"
        assert [line.text for line in shown(message) if line.kind == "quote"] == [text]


def test_a_long_quote_is_split_at_its_sentences() -> None:
    sentences = [f"This is sentence {number} of an account that goes on for a while." for number in range(50)]
    result = answer_messages(answer(quote(" ".join(sentences))), "Why?")
    lines = quoted(result.messages)
    assert len(lines) == 2
    assert all(line.text.endswith("while.") for line in lines)
    assert " ".join(line.text for line in lines) == " ".join(sentences)


def test_of_an_endless_sentence_the_beginning_is_shown_and_said_to_be_one() -> None:
    text = "word " * 100_000
    result = answer_messages(answer(quote(text)), "Why?")
    assert len(result.messages) <= layout.MOST_PIECES
    assert text.startswith(" ".join(line.text for line in quoted(result.messages)))
    small = [line.text for line in shown(result.messages[-1]) if line.kind == "small"]
    assert small[-2:] == ["… the sentence goes on: see the source.", "1 · A bridge · 2024-03-12 · world/1.md:3"]


def test_quotes_that_do_not_fit_are_left_for_more() -> None:
    texts = [" ".join(f"w{number}x{i}" for number in range(600)) for i in range(3)]
    result = answer_messages(answer(*(quote(text) for text in texts)), "Why?")
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
    result = answer_messages(answer(*quotes, question=question, understood=question), asked)
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


@given(st.lists(st.tuples(st.lists(pieces, max_size=8).map("".join), st.booleans()), max_size=5), st.integers(30, 120))
def test_pieces_fit_and_hold_all_the_words(texts: list[tuple[str, bool]], room: int) -> None:
    runs = [Run(clean(text), bold) for text, bold in texts]
    pieces_ = split(runs, room)
    for piece in pieces_:
        markup = "".join(map(str, piece))
        assert 0 < units(markup) <= room
        shown(f"> {markup}")
    joined = "".join(run.text for piece in pieces_ for run in piece)
    assert joined.replace(" ", "") == "".join(run.text for run in runs).replace(" ", "")


def test_a_word_too_long_is_cut_between_graphemes_and_a_grapheme_without_end_somewhere() -> None:
    family = "👨\u200d👩\u200d👧"
    for piece in split([Run(family * 40, bold=False)], 60):
        assert piece[0].text == family * (len(piece[0].text) // len(family))
    chain = "\u200d".join("👨" * 500)
    pieces_ = split([Run(chain, bold=False)], 60)
    assert "".join(run.text for piece in pieces_ for run in piece) == chain


@pytest.mark.parametrize("text", ["Why?", "a * b _ c", "@everyone?", "1. item", "back\\slash", "> x", "a:b:c"])
def test_the_question_can_be_read_from_the_message(text: str) -> None:
    message = answer_messages(answer(quote("In May.")), clean_question(text)).messages[0]
    assert question_of(message) == clean_question(text)


def test_what_is_not_an_answer_has_no_question() -> None:
    assert question_of("Question: Why?") is None
    assert question_of("") is None


def test_a_long_question_is_cut_after_a_word() -> None:
    cut = clean_question("why " * 200)
    assert cut == " ".join(["why"] * 75)
    assert len(clean_question("x" * 1000)) == layout.LONGEST_QUESTION - 1


def test_context_keeps_paragraphs_and_shows_the_quote_in_bold() -> None:
    context = Context(article=article(), before="One.\n\nTwo. ", quote="Three *x*.", after=" Four.\n\n# Five")
    assert context_messages(context) == [
        "-# **A bridge** · 2024-03-12 · world/1.md\n> One.\n> Two. **Three \\*x\\*.** Four.\n> \\# Five"
    ]


@given(hostile, hostile, hostile)
def test_context_of_any_text_breaks_nothing(before: str, text: str, after: str) -> None:
    context = Context(article=article(), before=before * 30, quote=text * 10, after=after * 30)
    for message in context_messages(context):
        shown(message)


def test_sources_are_listed_by_the_page() -> None:
    articles = [article(number, f"Title {number}") for number in range(20)]
    page = sources_page(articles, 1, "t*")
    assert page.split("\n")[:2] == ["**20 articles with “t\\*”**", "-# 9 · **Title 8** · 2024-03-12 · world/8.md"]
    assert len(page.split("\n")) == 1 + layout.PER_PAGE
    assert sources_page(articles[:1], 0, "").startswith("**1 article**\n")
    assert sources_page([], 0, "x") == "There are no articles with “x” here."


@given(st.lists(st.tuples(hostile, hostile), max_size=9), hostile)
def test_a_list_of_hostile_articles_fits(told: list[tuple[str, str]], search: str) -> None:
    articles = [article(title=title * 20, url=f"https://x.example/{url * 5}") for title, url in told]
    shown(sources_page(articles, 0, search))


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("Who is against \\*it\\*?", Understanding("Who is against *it*?")),
        ("Who? (2024-01-01 to 2024-01-31)", Understanding("Who?", date(2024, 1, 1), date(2024, 1, 31))),
        ("Who? (2024-13-01 to 2024-01-31)", Understanding("Who? (2024-13-01 to 2024-01-31)")),
        ("Who? (2024-02-01 to 2024-01-31)", Understanding("Who? (2024-02-01 to 2024-01-31)")),
        ("Who was it that wen…", None),
    ],
)
def test_how_a_question_was_understood_is_read_back(line: str, understood: Understanding | None) -> None:
    assert understood_of(f"-# Question: Who?\n-# Looking for: {line}\n> It was.") == understood


def test_where_it_says_nothing_of_that_nothing_is_read() -> None:
    assert understood_of("-# Question: Looking for: what?\n> -# Looking for: me") is None


def test_the_answering_words_of_each_quote_are_read_back() -> None:
    message = "-# Question: Who?\n> It was **\\*Ann\\* of York**.\n-# 1 · **T** · x\n> None.\n-# 2 · **T** · x"
    assert answers_of(message) == ["*Ann* of York", ""]
