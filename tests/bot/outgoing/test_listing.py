"""Articles, sources and contexts as messages."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.outgoing import listing
from bot.outgoing.listing import Page, context_messages, sources_page
from qa.answers import Context
from qa.reports import ArticlesAround
from qa.values import ArticleInfo
from tests.bot.markup import shown
from tests.bot.quoting import article
from tests.bot.texts import hostile


def test_context_keeps_paragraphs_and_shows_the_quote_in_bold() -> None:
    context = Context(
        article=article(), before="#One.\n\nTwo. ", quote="Three *x*.", after=" Four.\n\n## Five\nSix.\n# Seven"
    )
    assert context_messages(context) == [
        "-# A bridge · 2024-03-12 · world/1.md\n> \\#One.\n> Two. **Three \\*x\\*.** Four.\n> Five\n> Six.\n> Seven"
    ]


@given(hostile, hostile, hostile)
def test_context_of_any_text_breaks_nothing(before: str, text: str, after: str) -> None:
    context = Context(article=article(), before=before * 30, quote=text * 10, after=after * 30)
    for message in context_messages(context):
        shown(message)


def page_of(articles: Sequence[ArticleInfo], first: int, search: str = "") -> Page:
    """A page of a list of these articles."""
    start = max(0, min(first, len(articles) - 1) - listing.PER_PAGE)
    some = tuple(articles[start : max(0, min(first, len(articles) - 1)) + listing.PER_PAGE])
    return sources_page(ArticlesAround(articles=some, first=start, total=len(articles)), first, search)


def test_sources_are_listed_by_the_page() -> None:
    articles = [article(number, f"Title {number}") for number in range(20)]
    page = page_of(articles, 8, "t*")
    lines = page.text.split("\n")
    assert lines[:2] == ["**20 articles with “t\\*”**", "-# 9 · Title 8 · 2024-03-12 · world/8.md"]
    assert (len(lines), page.before, page.after) == (1 + listing.PER_PAGE, 0, 16)
    assert (page_of(articles, 99).before, page_of(articles, 16).after) == (11, None)
    assert page_of(articles[:1], 0).text.startswith("**1 article**\n")
    assert page_of([], 0, "x") == Page("There are no articles with “x” here.")


def test_a_page_of_long_links_has_fewer_articles_and_keeps_every_link() -> None:
    addresses = [f"https://x.example/{number}/{'a' * 400}" for number in range(20)]
    articles = [article(number, f"Title {number}", url=address) for number, address in enumerate(addresses)]
    texts, first = [], 0
    while True:
        page = page_of(articles, first)
        texts.append(page.text)
        if page.after is None:
            break
        assert page_of(articles, page.after).before == first
        first = page.after
    assert len(texts) == 5
    assert [address for address in addresses if any(address in text for text in texts)] == addresses


@given(st.lists(st.tuples(hostile, hostile), max_size=9), hostile)
def test_a_list_of_hostile_articles_fits(told: list[tuple[str, str]], search: str) -> None:
    articles = [article(title=title * 20, url=f"https://x.example/{url * 5}") for title, url in told]
    shown(page_of(articles, 0, search).text)
