"""What a question was narrowed to: a collection, days, one article."""

from dataclasses import dataclass
from datetime import date

from qa.reading.dates import parse_date
from qa.values import Days, Where, digest_of


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the asker narrowed a question to, or the one article that was chosen.

    `collection` is the digest of a collection's name in lower case, which fits into a button; `article` the id of an
    article. Each is empty for any.
    """

    collection: str = ""
    days: Days | None = None
    article: str = ""

    @classmethod
    def of(cls, collection: str | None, since: date | None, until: date | None) -> "Narrowing":
        """The narrowing to these."""
        digest = digest_of(collection.strip().casefold()) if collection else ""
        return cls(digest, Days(since=since, until=until) if since or until else None)

    def names(self, collection: str) -> bool:
        """Whether this is the collection, or none is named."""
        return self.collection in ("", digest_of(collection.strip().casefold()))

    def within(self, where: Where) -> Where:
        """Those of the articles that have these days, or the one article. Collections are left to the caller."""
        days = self.days or Days(since=where.since, until=where.until)
        return Where(
            collections=where.collections,
            article=self.article or where.article,
            since=days.since,
            until=days.until,
        )


ANYWHERE = Narrowing()
"""All that may be asked."""


def typed_day(text: str) -> date | None:
    """The day that a person typed, or None if it is no date."""
    return parse_date(text)
