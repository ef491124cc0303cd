"""What a question is narrowed to: a collection, days, an author, one article."""

from dataclasses import dataclass
from datetime import date

from qa.answers import digest_of
from qa.reading.facts.dates import parse_date
from qa.values import Days, Where


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the asker narrowed a question to, or the one article that was chosen.

    `collection` is the digest of a collection's name in lower case, which fits into a button; `article` is the id of
    an article; `author` is the digest of a name, like `collection`. Each is empty for any.
    """

    collection: str = ""
    days: Days | None = None
    article: str = ""
    author: str = ""

    @classmethod
    def of(
        cls, collection: str | None, since: date | None, until: date | None, author: str | None = None
    ) -> "Narrowing":
        """The narrowing to these."""
        days = Days(since=since, until=until) if since or until else None
        return cls(_digest(collection), days, author=_digest(author))

    def names(self, collection: str) -> bool:
        """Whether this is the collection, or none is named."""
        return self.collection in ("", _digest(collection))

    def is_by(self, author: str) -> bool:
        """Whether this is the author who is named."""
        return bool(author) and self.author == _digest(author)

    def within(self, where: Where) -> Where:
        """`where` narrowed to these days and the one article; its collections and authors are the caller's."""
        days = self.days or Days(since=where.since, until=where.until)
        return Where(
            collections=where.collections,
            article=self.article or where.article,
            since=days.since,
            until=days.until,
            author=where.author,
        )


ANYWHERE = Narrowing()
"""All that may be asked."""


def _digest(name: str | None) -> str:
    return digest_of(name.strip().casefold()) if name else ""


def typed_day(text: str) -> date | None:
    """The day that a person typed, or None if it is no date."""
    return parse_date(text)
