"""The messages of a digest of new articles. Values in, text out."""

from collections.abc import Sequence

from bot.outgoing.escape import clean, inert
from bot.outgoing.links import source_line
from bot.outgoing.pieces import pack
from qa.answers import Quote
from qa.values import ArticleInfo

SHOWN = 10
"""Articles that a digest shows; further ones are counted."""

LONGEST_STATEMENT = 400
"""UTF-16 code units of an article's first statement."""

LONGEST_READ = 1000
"""Characters of it that are read."""

New = tuple[ArticleInfo, Quote | None]
"""An article, and its first statement, if it has any."""


def digest_messages(shown: Sequence[New], count: int) -> list[str]:
    """The messages of a digest that shows some of `count` new articles."""
    heading = f"**{count:,} new article{'s' if count != 1 else ''}**"
    rest = [f"-# … and {count - len(shown):,} more: `/sources` lists them all."] if count > len(shown) else []
    return pack("", [heading, *(_block(article, statement) for article, statement in shown), *rest])


def _block(article: ArticleInfo, statement: Quote | None) -> str:
    """An article: its first statement, word for word, above its title, date and link."""
    if statement is None:
        return f"-# {source_line(article, None, None)}"
    words = statement.seen(0, LONGEST_READ)
    source = source_line(article, statement.line, clean(words), statement.page)
    return f"> {inert(words, LONGEST_STATEMENT)}\n-# {source}"
