"""What several articles state, in a list."""

import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.outgoing.escape import clean, units
from bot.outgoing.links import LONGEST_HOST, LONGEST_TITLE, LONGEST_URL
from bot.outgoing.quotes import LONGEST_NOTES
from bot.outgoing.statements import LONGEST_STATEMENT, is_list, is_whole, newest_first, statement_line
from tests.bot.markup import shown
from tests.bot.quoting import answer, article, laid, quote, seen
from tests.bot.texts import hostile

LONGEST = LONGEST_STATEMENT + LONGEST_TITLE + LONGEST_URL + LONGEST_HOST + LONGEST_NOTES + 40


def test_only_quotes_of_several_articles_are_listed() -> None:
    one, same, other = quote("In May."), quote("In June."), quote("In July.", about=article(2))
    assert not is_list([one])
    assert not is_list([one, same])
    assert is_list([one, other])


def test_the_newest_statement_comes_first_and_one_without_a_date_last() -> None:
    days = [None, date(2023, 1, 4), date(2023, 1, 6)]
    quotes = [quote("x", about=article(n).model_copy(update={"published": day})) for n, day in enumerate(days)]
    assert [one.article.published for one in newest_first(quotes)] == [date(2023, 1, 6), date(2023, 1, 4), None]
    told = laid(answer(*quotes, is_overview=True), "What?")
    assert [one.article.id for one in told.quotes] == [article(n).id for n in (2, 1, 0)]
    assert [line[:14] for line in told.messages[0].split("\n")] == [
        "- 2023-01-06: ",
        "- 2023-01-04: ",
        "- “x” · A brid",
    ]


def test_an_article_without_a_date_has_none() -> None:
    undated = article().model_copy(update={"published": None})
    assert statement_line(quote("In May.", about=undated)) == "- “In May.” · A bridge · world/1.md:3"


def test_of_a_long_statement_the_beginning_is_shown() -> None:
    long = quote("word " * 70 + "end.")
    assert not is_whole(long)
    (line,) = shown(statement_line(long))
    assert line.text.startswith("2024-03-12: “word word")
    assert "word …” · A bridge" in line.text
    assert is_whole(quote("word " * 50 + "end."))


def test_what_is_said_beside_a_statement_stands_at_its_end() -> None:
    told = quote("In May.").model_copy(update={"articles": 2, "is_older": True})
    assert statement_line(told).endswith("world/1.md:3 · older · 1 more says the same")


@given(seen, hostile, hostile, st.integers(0, 80), st.integers(0, 80))
def test_no_article_breaks_out_of_its_line(text: str, title: str, url: str, start: int, length: int) -> None:
    about = article(title=title, source=title, url=f"https://x.example/{url}")
    start = min(start, len(text))
    told = quote(text, about=about, highlight=(start, min(len(text), start + length)))
    (line,) = shown(statement_line(told))
    assert line.kind == "item"
    assert all(target.startswith("https://x.example/") for _, target in line.links)
    assert units(statement_line(told)) <= LONGEST
    if is_whole(told):
        assert _letters(clean(text)) in _letters(line.text)


def _letters(text: str) -> str:
    """Return a text without blanks and combining marks, as towers of marks are cut."""
    return "".join(one for one in text if one != " " and not unicodedata.category(one).startswith("M"))
