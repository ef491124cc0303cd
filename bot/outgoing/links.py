"""The line that says which article a quote is from, with a link that opens the page at its sentence."""

from pathlib import PurePath
from urllib.parse import quote

import regex
import yarl

from bot.outgoing.escape import escape, inert, units
from bot.outgoing.titles import headline
from qa.values import ArticleInfo

LONGEST_URL = 450
"""UTF-16 code units of a link."""

LONGEST_TITLE, LONGEST_SOURCE, LONGEST_HOST, LONGEST_PLACE = 160, 60, 80, 120
"""UTF-16 code units of the parts of a line."""

ENDS = 40
"""Characters at a sentence's beginning and end that suffice to find it; fewer where words have no spaces."""

ENDS_UNSPACED = 12

BREAKING = str.maketrans({character: f"%{ord(character):02X}" for character in "()<>[]\\`*|\"'@"})
"""Characters that would end a link in Discord's markup, or mention somebody in it."""

HOST = regex.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?")
ADDRESS_LIKE = regex.compile(r"(?i)://|\w\\?\.(?:gg|com|net|org|new|[a-z]{2})(?![\w])")
"""What a client takes for an address: it makes no link of a label that has one."""

MARKED = regex.compile(r"[*_`#|<>\[\]]")
"""Markup signs that a page does not show as they stand in its source."""


def source_line(
    article: ArticleInfo,
    line: int | None,
    words: str | None,
    number: int | None = None,
    *,
    as_of: str | None = "",
) -> str:
    """Title, host or source, and date of an article, inert and in one line; `as_of` stands before the date, and None
    leaves the date out.

    The title is the link, which opens at `words`, or in a PDF at the page of this `number`; beside it stands the real
    host, whatever the title says. An article without an address shows its place among the files instead.
    """
    address = page(article.url)
    host = escape((address.raw_host or "").removeprefix("www.")) if address is not None else ""
    title = inert(headline(article, host), LONGEST_TITLE)
    target = link_target(address, words, number) if address is not None else None
    place = "" if target else inert(_place(article, line, number), LONGEST_PLACE)
    date = f"{as_of}{article.published.isoformat()}" if article.published and as_of is not None else ""
    source = "" if target else inert((article.source or "").removeprefix("www."), LONGEST_SOURCE)
    linked = _linked(title, host, target) if target else title
    return " · ".join(part for part in (linked, source, date, place) if part)


def _linked(title: str, host: str, target: str) -> str:
    """The title as a link, and its host. Clients do not link a title like an address: then the host is the link."""
    if not title or ADDRESS_LIKE.search(title):
        return " · ".join(part for part in (title, f"[open at {host}](<{target}>)") if part)
    return f"[{title}](<{target}>) · {host}"


def link_target(address: yarl.URL, words: str | None, number: int | None = None) -> str | None:
    """A web address fit for Discord's markup, without a preview; None if it is too long.

    The link opens at the page of this number, if it is a PDF, or else at these words.
    """
    if number is not None and not address.raw_fragment:
        address, words = address.with_fragment(f"page={number}"), None
    plain = str(address).translate(BREAKING)
    directive = text_fragment(words or "")
    pointed = f"{plain}{'#' if directive and not address.raw_fragment else ''}{directive}"
    return next((one for one in (pointed, plain) if units(one) <= LONGEST_URL), None)


def page(url: str | None) -> yarl.URL | None:
    """The address, if it is that of a web page: http or https, a host that can be shown whole, no user name.

    A text fragment of its own is removed.
    """
    try:
        address = yarl.URL((url or "").strip().partition(":~:")[0])
    except (ValueError, IndexError):  # yarl raises IndexError for some hosts in brackets
        return None
    host = address.raw_host or ""
    is_named = len(host) <= LONGEST_HOST and HOST.fullmatch(host)
    return address if address.scheme in ("http", "https") and is_named and address.user is None else None


def text_fragment(words: str) -> str:
    """The fragment directive that scrolls a page to these words (the URL Fragment Text Directives of the WICG)."""
    every = words.split()
    if not every:
        return ""
    if not MARKED.search(words) and len(words) <= 2 * ENDS:
        return f":~:text={_encoded(' '.join(every))}"
    begin, end = _run(every), _run(every[::-1], is_end=True)
    return f":~:text={_encoded(begin)},{_encoded(end)}" if begin and end else ""


def _run(words: list[str], *, is_end: bool = False) -> str:
    """The first words up to a sign of markup, about `ENDS` / 2 characters; the last words if `is_end`."""
    run: list[str] = []
    for word in words:
        if MARKED.search(word) or len(" ".join(run)) >= ENDS // 2:
            break
        if len(word) > ENDS:
            word = word[-ENDS_UNSPACED:] if is_end else word[:ENDS_UNSPACED]
        run.append(word)
    return " ".join(run[::-1] if is_end else run)


def _encoded(words: str) -> str:
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")


def _place(article: ArticleInfo, line: int | None, number: int | None) -> str:
    """Collection, file, and line or page, but not the whole path, which is nobody's business."""
    place = "/".join(part for part in (article.collection, PurePath(article.path).name) if part)
    if number is not None:
        return f"{place}, page {number}"
    return f"{place}:{line}" if line is not None else place
