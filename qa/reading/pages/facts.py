"""What a page says about itself: day, people, site, each where pages state it; for its title see title.py."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from qa.reading.composing import one_line
from qa.reading.facts.dates import CHANGES, NO_ORDER, DateOrder, parse_date
from qa.reading.facts.people import people

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
"""The names of meta tags that give the day of publication, the surest first."""

CHANGED = re.compile(r"modif|updat|revis|edit|changed|last", re.IGNORECASE)
"""Words in the names of changes."""

SAID_DAY = re.compile(
    r"\W*(?:first\s+)?(?:published|posted|publié|veröffentlicht|publicado|pubblicato)(?:\s+(?:on|at|am|le|el|il))?[:\s]+"
    rf"(.{{6,40}}?)(?:\s*[|·•(]|[\s,;–-]+(?:by|(?:(?:last|zuletzt)\s+)?(?:{CHANGES}))\b.*|$)",
    re.IGNORECASE,
)
SAID_CHANGE = re.compile(rf"\b(?:{CHANGES})(?:\s+(?:on|at|le|am|el|il|a))?[:\s]+(.{{6,40}})", re.IGNORECASE)
"""A line that says when the page was published, or changed."""

LONGEST_LINE = 100
"""Most characters of such a line."""

NAMED_DAY = re.compile(r"\b(?:date|published|posted|pubdate|dateline|timestamp)\b", re.IGNORECASE)
LONGEST_DAY = 60
"""Most characters of an element named for the day that holds nothing else."""

OTHER_DAY = re.compile(r"comment|related|sidebar|footer|widget|event|promo|teaser", re.IGNORECASE)


FEW = 5
"""Most elements within a short line."""


class Written(NamedTuple):
    """A day as it is written, and what people call its place in the page."""

    place: str
    day: str


class Page:
    """The facts of a page, found in its tree."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self.metas = dict(_metas(tree))
        self.article = next(_articles(tree), {})

    def order(self) -> DateOrder:
        """The order of day and month in the page's language."""
        root = self._tree.getroottree().getroot()
        language = (
            root.get("lang")
            or root.get("{http://www.w3.org/XML/1998/namespace}lang")
            or self.metas.get("og:locale", "")
        )
        language = language.replace("_", "-")
        if MONTH_FIRST.match(language):
            return DateOrder(False)
        return DateOrder(True) if DAY_FIRST.match(language) else NO_ORDER

    def days(self) -> Iterator[Written]:
        """Yield possible days of publication, as they are written, the surest first."""
        for name in ("datePublished", "dateCreated", "uploadDate"):
            if isinstance(value := self.article.get(name), str):
                yield Written(f"its JSON-LD: {name}", value)
        yield from (Written(f"its meta tag {name}", self.metas[name]) for name in PUBLISHED if name in self.metas)
        for element in self._tree.iter("time", "abbr", "span", "p", "div"):
            if _is_day(element):
                said = (*(element.get(name) for name in ("datetime", "content", "title")), text_of(element))
                yield from (Written(f"its element <{element.tag}>", one) for one in said if one)
        found = filter(None, map(SAID_DAY.match, self._lines))
        yield from (Written("its text", one[1]) for one in found)

    @cached_property
    def _lines(self) -> list[str]:
        """The short lines of the page, where it may state its facts."""
        elements = (one for one in self._tree.iter("p", "span", "small", "li", "div", "time") if len(one) <= FEW)
        return [line for line in map(text_of, elements) if 0 < len(line) <= LONGEST_LINE]

    def published(self) -> tuple[date | None, str, str | None]:
        """The day of publication and its place; or None, with a date that may mean two days, if there is one."""
        order = self.order()
        written = list(self.days())
        for place, one in written:
            if found := parse_date(one, order):
                return found, place, None
        return None, "", next(filter(None, (order.unsure(one) for _, one in written)), None)

    def guessed(self, day: str | None, html: str) -> date | None:
        """A day found elsewhere in the page, unless it is a change's, or may mean another day."""
        found = parse_date(day)
        if found is None or found in set(self._changes()):
            return None
        one, other = rf"0?{found.day}", rf"0?{found.month}"
        numbers = re.search(rf"\b(?:{one}[/.-]{other}|{other}[/.-]{one})[/.-]{found.year}\b", html)
        if found.day > 12 or found.day == found.month or not numbers or f"{found:%Y-%m-%d}" in html:
            return found
        return parse_date(numbers[0], self.order())

    def _changes(self) -> Iterator[date | None]:
        """The days on which the page says it was changed, and those of its comments."""
        yield parse_date(self.article.get("dateModified"))
        yield from (parse_date(value) for name, value in self.metas.items() if CHANGED.search(name))
        yield from (parse_date(element.get("datetime")) for element in self._tree.iter("time") if not _is_day(element))
        said = filter(None, map(SAID_CHANGE.search, self._lines))
        yield from (parse_date(one[1].strip(), self.order()) for one in said)

    def authors(self) -> tuple[str, ...]:
        """The people who wrote the page, according to the page."""
        metas = [self.metas[name] for name in ("author", "article:author", "byl", "dc.creator") if name in self.metas]
        told = [self.article.get("author"), *metas]
        return next(filter(None, map(people, told)), ())

    def site(self) -> str | None:
        """The site's name, according to the page."""
        publisher = self.article.get("publisher")
        name = publisher.get("name") if isinstance(publisher, Mapping) else None
        return one_line(self.metas.get("og:site_name") or (name if isinstance(name, str) else "")) or None


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for element in tree.iter("meta"):
        names = map(element.get, ("property", "name", "itemprop", "http-equiv"))
        name = next(filter(None, names), "").strip().lower()
        content = (element.get("content") or "").strip()
        if name and content and name not in seen:
            seen.add(name)
            yield name, content


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles that the page's JSON-LD describes."""
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
    """Whether an element gives the day of publication, judging by its kind, properties or class."""
    said = " ".join(
        filter(None, (element.get("itemprop"), element.get("class"), element.get("id"), element.get("pubdate")))
    )
    if CHANGED.search(said):
        return False
    if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
        return True
    if element.tag != "time" and not (NAMED_DAY.search(said) and len(text_of(element)) <= LONGEST_DAY):
        return False
    return not any(
        OTHER_DAY.search(f"{one.get('class')} {one.get('id')}") for one in (element, *element.iterancestors())
    )


def text_of(element: Any) -> str:
    return one_line("".join(element.itertext())) if element is not None else ""
