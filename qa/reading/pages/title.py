"""The title of a page: the heading of its article, and never the name of its site."""

import re
from typing import Any

from qa.reading.composing import one_line
from qa.reading.pages.facts import Page, text_of

SEPARATED = re.compile(r"\s+[-–—|·•:»«]+\s+|\s*\|\s*|:\s+|\s::\s")
PARTING = re.compile(r"\s+[-–—|·•»«]\s+")
"""What separates a page's title from its site's name: SEPARATED if the name is known, PARTING if it is guessed."""

MOST_OF_SITE = 4
"""Most words of a site's name."""

TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
"""The names of meta tags that give the title."""

HOME = re.compile(r"(?:https?://[^/?#]+/?|/|\./|(?:\.\./)+)(?:index\.\w+)?", re.IGNORECASE)
"""The address of a site's first page, on any of its pages."""

MOST_HEADINGS = 20
"""First headings that are searched for the title."""


def title_of(tree: Any, facts: Page, site: str | None) -> str:
    """Return a heading that is also in a stated title; else a stated title; never the site's name."""
    site = site or _linked_home(tree)
    own = text_of(next(tree.iter("title"), None))
    told = [one for one in (str(facts.article.get("headline") or ""), *_told(facts)) if one]
    headings, within = _headings(tree), _within_article(tree)
    known = {_folded(site or ""), ""}
    named = [one for one in headings if any(_folded(one) in _folded(title) for title in told or [own])]
    whole = {_folded(_without_last(title)) for title in told or [own]} & set(map(_folded, within))
    named = [one for one in named if _folded(one) not in known and (len(one.split()) > 1 or _folded(one) in whole)]
    if named:
        return max(named, key=len)
    candidates = [_without_site(one, site) for one in told]
    own = _without_last(_without_site(own, site))
    is_of_site = len(own.split()) < MOST_OF_SITE
    candidates += [*(one for one in within if is_of_site and len(within) == 1 and len(one.split()) > 1), own]
    return next((one for one in candidates if _folded(one) not in known), headings[0] if headings else "")


def place_of(title: str, tree: Any, facts: Page) -> str:
    """Return what people call the place of the title in the page."""
    places = {"its heading": _headings(tree), "its JSON-LD": [str(facts.article.get("headline") or "")]}
    places |= {f"its {name}": [said] for name, said in zip(TITLES, _told(facts), strict=True)}
    return next((place for place, said in places.items() if any(title in one for one in said)), "its title")


def _told(facts: Page) -> list[str]:
    return [facts.metas.get(name, "") for name in TITLES]


def _headings(tree: Any) -> list[str]:
    return [text_of(element) for element in tree.iter("h1", "h2")][:MOST_HEADINGS]


def _linked_home(tree: Any) -> str | None:
    """The heading that links to the site's first page: the site's name."""
    for heading in tree.iter("h1", "h2"):
        for link in heading.iter("a"):
            if HOME.fullmatch((link.get("href") or "").strip()) and text_of(link) == text_of(heading):
                return text_of(link) or None
    return None


def _within_article(tree: Any) -> list[str]:
    """The first-level headings within the article.

    One that is the only one and more than a word is taken where the page's own title may be the name of its site; one
    of a word, where it is all that the page's title says beside the site.
    """
    return [text_of(one) for one in tree.iter("h1") if next(one.iterancestors("article", "main"), None) is not None]


def _without_site(title: str, site: str | None) -> str:
    """A title without the name of the site, before or after it."""
    title = one_line(title)
    pieces = [piece for piece in SEPARATED.split(title) if piece]
    if not site or len(pieces) < 2:
        return title
    for edge in (-1, 0):
        if _folded(pieces[edge]) == _folded(site):
            at = title.rfind(pieces[edge]) if edge else len(pieces[0])
            return re.sub(r"^[\s\-–—|·•:»«]+|[\s\-–—|·•:»«]+$", "", title[:at] if edge else title[at:])
    return title


def _without_last(title: str) -> str:
    """A title without its last piece, if short enough for a site's name, and without a one-word section before it."""
    pieces, joints = PARTING.split(title), list(PARTING.finditer(title))
    if not joints or len(pieces[-1].split()) > MOST_OF_SITE:
        return title
    has_section = len(joints) > 1 and len({joint[0] for joint in joints}) == 1 and len(pieces[-2].split()) == 1
    return title[: joints[-2 if has_section else -1].start()]


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
