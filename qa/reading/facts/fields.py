"""The names under which files state an article's facts, and the kind of value of each."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from qa.reading.facts.dates import NO_ORDER, DateOrder, parse_date
from qa.reading.facts.drafts import public_from
from qa.reading.facts.people import people

Value = TypeVar("Value")

TEXTS = (
    *("ctext", "text", "plaintext", "textcontent", "maintext", "articlebody", "articletext", "fulltext", "bodytext"),
    *("body", "content", "contenttext", "article", "story", "contentencoded", "postcontent", "contenthtml", "bodyhtml"),
    *("bodymarkdown", "contentmarkdown", "markdown", "selftext", "storytext"),
    *("html", "transcript", "inhalt", "texte", "texto", "testo", "contenu", "contenido", "contenuto"),
    *("description", "shortdescription", "summary", "abstract", "excerpt", "leadparagraph"),
)
"""The text of an article: plain before HTML, whole before summary."""

MARKDOWN = ("bodymarkdown", "contentmarkdown", "markdown", "selftext")
"""Those of the names of a text whose text is Markdown."""

TITLES = (
    *("title", "headline", "headlines", "posttitle", "webtitle", "ogtitle", "titel", "titre", "título", "titulo"),
    *("titolo", "überschrift", "heading", "name"),
)
ADDRESSES = (
    *("url", "link", "href", "canonicalurl", "permalink", "canonical", "articleurl", "sourceurl", "requestedurl"),
    *("respondedurl", "finalurl", "originalurl", "weburl", "mainentityofpage", "ogurl", "externalurl"),
)
DAYS = (
    *("datepublished", "publishedat", "publisheddate", "publishdate", "datepublish", "publicationdate", "published"),
    *(
        "publishedtime",
        "publishedon",
        "publishtime",
        "articlepublishedtime",
        "pubdate",
        "pubdatetime",
        "firstpublished",
        "firstpublishedat",
        "publishedtimestamp",
    ),
    *(
        "webpublicationdate",
        "issued",
        "dateissued",
        "displaydate",
        "postdate",
        "postdategmt",
        "date",
        "datetime",
        "day",
    ),
    *("postedat", "postedon", "posted", "seendate"),
    *("veröffentlicht", "veröffentlichtam", "veröffentlichungsdatum", "erscheinungsdatum", "datedepublication"),
    *("datepublication", "publiéle", "fechadepublicación", "fechadepublicacion", "fechapublicacion", "publicadoel"),
    *("datadipubblicazione", "datapubblicazione", "pubblicatoil"),
    *("datum", "fecha", "data", "pubtime", "time", "datecreated", "created", "createdat", "createdtime", "createdutc"),
    *("creationdate", "timestamp"),
)
"""The day of publication: fields that say so before those that date the file, a crawl's time stamp last.

No dates of changes: a mended comma does not give an article a new day.
"""

SOURCES = (
    *("source", "publisher", "sitename", "site", "outlet", "newspaper", "publication", "ogsitename", "sourcename"),
    *("medianame", "hostname"),
    *("sourcedomain", "domain", "sourcehost", "website", "quelle", "fuente", "fonte"),
)
AUTHORS = (
    *("authors", "author", "byline", "creator", "dccreator", "primaryauthor", "writer", "writers", "postauthor"),
    *("authorname", "autor", "autoren", "auteur", "auteurs", "autores", "autore", "autori", "verfasser"),
)
KEYS = ("id", "guid", "uid", "uuid", "articleid", "postid")

PLACES = ("path", "permalink", "slug", *ADDRESSES, "aliases")
"""Where a page is: a blog may state the day of publication only there."""

DAY_IN_PLACE = re.compile(r"(?:^|/)([12]\d{3})/(\d{1,2})/(\d{1,2})(?:/|$)")

CLIPPED = re.compile(r"\[\+?\d+ char(?:acter)?s\]\s*$")
"""How a news API ends a text that it has cut off."""

WRAPPERS = ("_source", "fields", "data", "attributes", "node")
"""Names under which search engines and sites' interfaces put the fields of an article."""

FLATTENED = re.compile(rf"^(?:{'|'.join(WRAPPERS)})\.|\.rendered$")
"""What a table adds to the name of a field that was nested: "fields.bodyText", "title.rendered"."""

NAMES = ("name", "rendered", "main", "original", "title", "text", "value", "@value", "created", "@id", "url")
"""What is taken from a nested value: a publisher's name, the day a page was created."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says about an article. `unsure` is a date that may mean two days, as it is written.

    For `public_from`, and where the title and the day come from, see Article.
    """

    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: date | None = None
    authors: tuple[str, ...] = ()
    unsure: str | None = None
    public_from: date | None = None
    title_from: str = ""
    published_from: str = ""


def facts_of(fields: Mapping[Any, Any], order: DateOrder = NO_ORDER, place: str = "field") -> Facts:
    """Return the facts in these fields, each from the first of its usual names with a value of its kind.

    `place` is what people call where they stand.
    """
    simple = simplified(fields)
    titled = _named(simple, TITLES, scalar)
    dated = _named(simple, DAYS, lambda value: parse_date(value, order)) or _named(simple, PLACES, day_in_place)
    published = dated[1] if dated else None
    return Facts(
        title=titled[1] if titled else None,
        source=first(simple, SOURCES, scalar),
        url=first(simple, ADDRESSES, scalar),
        published=published,
        authors=first(simple, AUTHORS, people) or (),
        unsure=None if published else first(simple, DAYS, order.unsure),
        public_from=public_from(simple, published),
        title_from=f"{place}: {_spelled(fields, titled[0])}" if titled else "",
        published_from=f"{place}: {_spelled(fields, dated[0])}" if dated else "",
    )


def unwrapped(record: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return the fields of a record, with those one level deeper if it has no text itself."""
    wrapper = next((name for name in WRAPPERS if isinstance(record.get(name), Mapping)), None)
    if wrapper is None or text_of(simplified(record)) is not None:
        return record
    return {**{name: value for name, value in record.items() if name != wrapper}, **record[wrapper]}


def text_of(fields: Mapping[str, Any]) -> object:
    """Return the text in simplified fields, whole if there is one; None if none."""
    return first(fields, TEXTS, _whole)


def is_markdown(fields: Mapping[str, Any]) -> bool:
    """Return whether the text in simplified fields is Markdown."""
    found = _named(fields, TEXTS, _whole)
    return found is not None and found[0] in MARKDOWN


def key_of(fields: Mapping[str, Any]) -> str | None:
    """Return what identifies the record of simplified fields."""
    return first(fields, KEYS, scalar)


def simplified(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the fields that are not empty, by names without case, spaces and punctuation."""
    return {_simple(str(name)): value for name, value in fields.items() if _says(value)}


def first(fields: Mapping[str, Any], names: tuple[str, ...], kind: Callable[[Any], Value | None]) -> Value | None:
    """Return the first of these fields' values of a kind."""
    found = _named(fields, names, kind)
    return found[1] if found else None


def scalar(value: object) -> str | None:
    """Return a text or a number as text, the name in a nested value; None for all else.

    A nested value is never made into text as a whole: it could be made huge.
    """
    return next(_scalars(value, depth=3), None)


def _named(
    fields: Mapping[str, Any], names: tuple[str, ...], kind: Callable[[Any], Value | None]
) -> tuple[str, Value] | None:
    """The first of these fields' values of a kind, with its name."""
    return next(((name, found) for name in names if name in fields and (found := kind(fields[name]))), None)


def _spelled(fields: Mapping[Any, Any], name: str) -> str:
    """A simplified name as the fields spell it."""
    return next((one for one in map(str, fields) if _simple(one) == name), name)


def day_in_place(value: object) -> date | None:
    """Return the day that is part of an address or a path, as of a blog's posts."""
    found = DAY_IN_PLACE.search(scalar(value) or "")
    return parse_date("-".join((found[1], found[2].zfill(2), found[3].zfill(2)))) if found else None


def _whole(value: object) -> object:
    """Return a text, or whatever stands in its place; None for a text that was cut off."""
    text = scalar(value) if isinstance(value, Mapping) else value
    if isinstance(text, list):
        pieces = [scalar(one) for one in text if isinstance(one, str | Mapping)]
        text = "\n\n".join(filter(None, pieces)) or None
    return None if isinstance(text, str) and CLIPPED.search(text) else text


def _scalars(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, Mapping) and depth:
        yield from (one for name in NAMES if name in value for one in _scalars(value[name], depth - 1))
    elif isinstance(value, list) and value and depth:
        yield from _scalars(value[0], depth - 1)


@lru_cache(maxsize=256)
def _simple(name: str) -> str:
    return re.sub(r"[\W_]", "", FLATTENED.sub("", name).lower())


def _says(value: object) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())
