"""Which articles a chat asks: values from what is typed after /scope and /today, and their description."""

import shlex
from collections.abc import Collection
from datetime import date

from qa.errors import QuestionError
from qa.reading.facts.dates import parse_date
from qa.values import Days, Where

ANY = "-"
"""Typed in place of a collection or a day that may be any."""

ALL = "all"


def scope_of(words: str, collections: Collection[str]) -> Where:
    """Return the articles that COLLECTION SINCE UNTIL name; COLLECTION may be left out. Raises QuestionError."""
    named = _split(words)
    if named == [ALL] and ALL not in collections:
        return Where()
    collection = named.pop(0) if named and parse_date(named[0]) is None else ANY
    if collection != ANY and collection not in collections:
        raise QuestionError(f"There is no collection {collection!r}; there are: {', '.join(sorted(collections))}.")
    if len(named) > 2:
        raise QuestionError("Name a collection and two days at most: /scope COLLECTION SINCE UNTIL")
    since, until = map(day_of, [*named, ANY, ANY][:2])
    if since and until and since > until:
        raise QuestionError(f"{since} is after {until}: swap them.")
    return Where(collections=None if collection == ANY else frozenset({collection}), since=since, until=until)


def day_of(word: str) -> date | None:
    """Return the day that a word names; None for any. Raises QuestionError."""
    if word == ANY:
        return None
    if (day := parse_date(word)) is None:
        raise QuestionError(f"{word!r} is not a date; write it as 2024-10-05.")
    return day


def described(where: Where) -> str:
    """Return which articles are asked, for a person: "world, 2024-01-01 to 2024-06-30"."""
    days = Days(since=where.since, until=where.until)
    named = sorted(where.collections or ())
    parts = [*named, *([str(days)] if where.since or where.until else [])]
    return ", ".join(parts) or "all articles"


def _split(words: str) -> list[str]:
    """The words, keeping those in quotation marks together."""
    try:
        return shlex.split(words)
    except ValueError:  # a quotation mark that is not closed
        return words.split()
