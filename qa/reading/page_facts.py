"""What a page tells of itself: title, day, people, site, address, each where pages tell it."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from qa.reading.composing import one_line
from qa.reading.dates import NO_ORDER, DateOrder, parse_date
from qa.reading.people import people

SEPARATED = re.compile(r"\s+[-–—|·•:»«]+\s+|\s*\|\s*|:\s+|\s::\s")
ARTICLES = re.compile(
    r"(?:news|blog|report|analysis|opinion|review|scholarly|tech)?article|blogposting|report|.*posting", re.I
)

DAY_FIRST = re.compile(
    r"(?:en-(?:gb|ie|au|nz|za|in|sg)|de|fr|es|it|nl|pt|da|sv|nb|no|fi|pl|cs|tr|el|ru)\b", re.IGNORECASE
)
MONTH_FIRST = re.compile(r"en-us\b", re.IGNORECASE)

PUBLISHED = (
    *("article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished"),
    *(
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "publish-date",
        "publish_date",
        "publishdate",
    ),
    *("published_at", "pubdate", "pub_date", "dcterms.created", "dcterms.issued", "dcterms.date", "dc.date.issued"),
    *(
        "dc.date.created",
        "dc.date",
        "citation_publication_date",
        "citation_date",
        "article.published",
        "date",
        "created",
    ),
)
"""The names of meta tags that tell the day of publication, the surest first."""

CHANGED = re.compile(r"modif|updat|revis|edit|changed|last", re.IGNORECASE)
"""What names a change, not the publication."""

NAMED_DAY = re.compile(r"\b(?:date|published|posted|pubdate|dateline|timestamp)\b", re.IGNORECASE)
LONGEST_DAY = 60
"""Characters of an element that is named for the day, and holds nothing else."""

OTHER_DAY = re.compile(r"comment|related|sidebar|footer|widget|event|promo|teaser", re.IGNORECASE)


TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
"""The names of meta tags that tell the title."""

MOST_HEADINGS = 20
"""Headings among which the title is looked for."""


class Written(NamedTuple):
    """A day as it is written, and what a person calls its place in the page."""

    place: str
    day: str


class Page:
    """What a page tells, looked for in its tree."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._metas = dict(_metas(tree))
        self._article = next(_articles(tree), {})

    def title(self, site: str | None) -> str:
        """The title: a heading that stands in the page's own title too; else what is told; never the site's name."""
        own = _text(next(self._tree.iter("title"), None))
        told = [self._metas.get(name, "") for name in TITLES]
        told = [one for one in (str(self._article.get("headline") or ""), *told) if one]
        headings = [_text(element) for element in self._tree.iter("h1", "h2")][:MOST_HEADINGS]
        known = {_folded(site or ""), ""}
        named = [one for one in headings if any(_folded(one) in _folded(title) for title in told or [own])]
        named = [one for one in named if _folded(one) not in known and len(one.split()) > 1]
        if named:
            return max(named, key=len)
        candidates = [_without_site(one, site, is_own=one is own) for one in (*told, own)]
        return next((one for one in candidates if _folded(one) not in known), headings[0] if headings else "")

    def place_of(self, title: str) -> str:
        """Where in the page its title stands, for a person."""
        places = {"its heading": [_text(element) for element in self._tree.iter("h1", "h2")][:MOST_HEADINGS]}
        places |= {"its JSON-LD": [str(self._article.get("headline") or "")]}
        places |= {f"its {name}": [self._metas.get(name, "")] for name in TITLES}
        return next((place for place, said in places.items() if any(title in one for one in said)), "its title")

    def order(self) -> DateOrder:
        """The order of day and month in the page's language."""
        root = self._tree.getroottree().getroot()
        language = (
            root.get("lang")
            or root.get("{http://www.w3.org/XML/1998/namespace}lang")
            or self._metas.get("og:locale", "")
        )
        language = language.replace("_", "-")
        if MONTH_FIRST.match(language):
            return DateOrder(False)
        return DateOrder(True) if DAY_FIRST.match(language) else NO_ORDER

    def days(self) -> Iterator[Written]:
        """What may be the day of publication, as it is written, the surest first."""
        for name in ("datePublished", "dateCreated", "uploadDate"):
            if isinstance(value := self._article.get(name), str):
                yield Written(f"its JSON-LD: {name}", value)
        yield from (Written(f"its meta tag {name}", self._metas[name]) for name in PUBLISHED if name in self._metas)
        for element in self._tree.iter("time", "abbr", "span", "p", "div"):
            if _is_day(element):
                said = (*(element.get(name) for name in ("datetime", "content", "title")), _text(element))
                yield from (Written(f"its element <{element.tag}>", one) for one in said if one)

    def published(self) -> tuple[date | None, str, str | None]:
        """The day of publication and its place; or None, and then a date that may be of two days, if there is one."""
        order = self.order()
        written = list(self.days())
        for place, one in written:
            if found := parse_date(one, order):
                return found, place, None
        return None, "", next(filter(None, (order.unsure(one) for _, one in written)), None)

    def guessed(self, day: str | None, html: str) -> date | None:
        """A day that was found elsewhere in the page, unless it is that of a change, or may be another day."""
        found = parse_date(day)
        if found is None or found in set(self._changes()):
            return None
        one, other = rf"0?{found.day}", rf"0?{found.month}"
        numbers = re.search(rf"\b(?:{one}[/.-]{other}|{other}[/.-]{one})[/.-]{found.year}\b", html)
        if found.day > 12 or found.day == found.month or not numbers or f"{found:%Y-%m-%d}" in html:
            return found
        return parse_date(numbers[0], self.order())

    def _changes(self) -> Iterator[date | None]:
        """The days on which the page was changed, as it tells, and those of its comments."""
        yield parse_date(self._article.get("dateModified"))
        yield from (parse_date(value) for name, value in self._metas.items() if CHANGED.search(name))
        yield from (parse_date(element.get("datetime")) for element in self._tree.iter("time") if not _is_day(element))

    def authors(self) -> tuple[str, ...]:
        """The people who wrote the page, as it tells by itself."""
        metas = [self._metas[name] for name in ("author", "article:author", "byl", "dc.creator") if name in self._metas]
        told = [self._article.get("author"), *metas]
        return next(filter(None, map(people, told)), ())

    def site(self) -> str | None:
        """The name of the site, as the page tells."""
        publisher = self._article.get("publisher")
        name = publisher.get("name") if isinstance(publisher, Mapping) else None
        return one_line(self._metas.get("og:site_name") or (name if isinstance(name, str) else "")) or None


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = (element.get("content") or "").strip()
        if name and content and name not in seen:
            seen.add(name)
            yield name, content


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """What JSON-LD tells of an article, if it tells of one."""
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or ""):
            try:
                told = json.loads(_without_comment(element.text or ""), strict=False)
            except (ValueError, RecursionError):
                continue
            yield from (one for one in _objects(told, depth=3) if _is_article(one))


def _objects(told: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(told, list) and depth:
        for one in told[:50]:
            yield from _objects(one, depth - 1)
    elif isinstance(told, dict):
        yield told
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth:
                yield from _objects(told.get(name), depth - 1)


def _is_article(told: Mapping[str, Any]) -> bool:
    kinds = told.get("@type")
    return any(
        isinstance(kind, str) and ARTICLES.fullmatch(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _without_comment(text: str) -> str:
    return re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", text)


def _is_day(element: Any) -> bool:
    """Whether an element tells the day of publication: by its kind, its properties or its class."""
    said = " ".join(
        filter(None, (element.get("itemprop"), element.get("class"), element.get("id"), element.get("pubdate")))
    )
    if CHANGED.search(said):
        return False
    if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
        return True
    if element.tag != "time" and not (NAMED_DAY.search(said) and len(_text(element)) <= LONGEST_DAY):
        return False
    return not any(
        OTHER_DAY.search(f"{one.get('class')} {one.get('id')}") for one in (element, *element.iterancestors())
    )


def _without_site(title: str, site: str | None, *, is_own: bool) -> str:
    """A title without the name of the site, before or after it."""
    title = one_line(title)
    pieces = [piece for piece in SEPARATED.split(title) if piece]
    if site and len(pieces) > 1:
        for edge in (-1, 0):
            if _folded(pieces[edge]) == _folded(site):
                at = title.rfind(pieces[edge]) if edge else len(pieces[0])
                return re.sub(r"^[\s\-–—|·•:»«]+|[\s\-–—|·•:»«]+$", "", title[:at] if edge else title[at:])
    last = re.split(r"\s+[-–—|·•»«]\s+", title)
    return (
        title
        if not is_own or len(last) < 2 or len(last[-1].split()) > 4
        else title[: title.rfind(last[-1])].rstrip(" -–—|·•»«")
    )


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _text(element: Any) -> str:
    return one_line("".join(element.itertext())) if element is not None else ""
