"""Articles, sources and contexts as messages."""

from hypothesis import given
from hypothesis import strategies as st

from bot.outgoing import listing
from bot.outgoing.listing import context_messages, sources_page
from qa.answers import Context
from tests.bot.markup import shown
from tests.bot.quoting import article
from tests.bot.texts import hostile


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
    assert len(page.split("\n")) == 1 + listing.PER_PAGE
    assert sources_page(articles[:1], 0, "").startswith("**1 article**\n")
    assert sources_page([], 0, "x") == "There are no articles with “x” here."


@given(st.lists(st.tuples(hostile, hostile), max_size=9), hostile)
def test_a_list_of_hostile_articles_fits(told: list[tuple[str, str]], search: str) -> None:
    articles = [article(title=title * 20, url=f"https://x.example/{url * 5}") for title, url in told]
    shown(sources_page(articles, 0, search))
