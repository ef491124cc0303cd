"""What is told of an article in named fields: front matter, and records."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

NAMES = {
    "title": ("title", "headline", "name"),
    "text": ("text", "body", "content", "article", "articlebody", "maintext", "fulltext"),
    "url": ("url", "link", "href", "canonicalurl", "sourceurl"),
    "published": (
        *("published", "date", "publishedat", "publisheddate", "publishdate", "pubdate"),
        *("datetime", "created", "createdat", "timestamp"),
    ),
    "source": ("source", "publisher", "site", "sitename", "outlet", "domain", "newspaper"),
    "author": ("author", "authors", "byline", "creator"),
    "id": ("id", "guid", "uid", "articleid"),
}
"""What a field may be called; case, spaces, "-" and "_" do not count."""


def told(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """The fields that say something, under this program's own names; of several for one, the first of NAMES."""
    simple = {_simple(str(name)): value for name, value in fields.items() if _says(value)}
    found = {own: next((simple[name] for name in names if name in simple), None) for own, names in NAMES.items()}
    return {own: value for own, value in found.items() if value is not None}


def scalar(value: object) -> str | None:
    """A text or a number as text, and a list of texts (authors) as one; None for all else.

    What is nested is never made into text: it could be made to be huge.
    """
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value) or None
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None


@lru_cache(maxsize=256)
def _simple(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).lower()


def _says(value: object) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())
