"""An article -> the line that says where a quote is from, with a link that opens the page at its sentence."""

from pathlib import PurePath
from urllib.parse import quote

import regex
import yarl

from bot.outgoing.escape import clean, escape, inert, units
from qa.values import ArticleInfo

LONGEST_URL = 450
"""UTF-16 code units of a link."""

LONGEST_TITLE, LONGEST_SOURCE, LONGEST_HOST, LONGEST_PLACE = 160, 60, 80, 120
"""UTF-16 code units of the parts of a line."""

ENDS = 40
"""Characters of a sentence's beginning and end that are enough to find it; fewer where words have no spaces."""

ENDS_UNSPACED = 12

BREAKING = str.maketrans({character: f"%{ord(character):02X}" for character in "()<>[]\\`*|\"'@"})
"""Characters that would end a link in Discord's markup, or mention somebody in it."""

HOST = regex.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?")
MARKED = regex.compile(r"[*_`#|<>\[\]]")
"""Signs of markup that a page does not show as they stand in its source."""


def source_line(article: ArticleInfo, line: int | None, words: str | None, number: int | None = None) -> str:
    """Title, source, date and link of an article, inert and in one line; the link opens at `words`, or at the page
    of a PDF of that `number`.

    The label of a link is ours and names the real host: no article can lend it another.
    """
    parts = [f"**{inert(article.title, LONGEST_TITLE)}**" if clean(article.title) else ""]
    parts.append(inert(article.source or "", LONGEST_SOURCE))
    parts.append(article.published.isoformat() if article.published else "")
    parts.append(link(article.url, words, number) or inert(_place(article, line, number), LONGEST_PLACE))
    return " · ".join(part for part in parts if part)


def link(url: str | None, words: str | None, number: int | None = None) -> str | None:
    """Discord's markup for a link to a web page, without a preview; None for anything but the address of a page.

    The link opens at the page of this number, if it is to a PDF, else at these words.
    """
    address = page(url)
    if address is None:
        return None
    if number is not None and not address.raw_fragment:
        address, words = address.with_fragment(f"page={number}"), None
    host = escape((address.raw_host or "").removeprefix("www."))
    plain = str(address).translate(BREAKING)
    directive = text_fragment(words or "")
    pointed = f"{plain}{'#' if directive and not address.raw_fragment else ''}{directive}"
    fitting = [one for one in (pointed, plain) if units(one) <= LONGEST_URL]
    return f"[open at {host}](<{fitting[0]}>)" if fitting else None


def page(url: str | None) -> yarl.URL | None:
    """The address, if it is a web page's: http or https, a host that can be shown whole, no user name.

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
    """The first words up to the next sign of markup, some characters long; the last words if `is_end`."""
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
    """Collection, file, and line or page; not the whole path, which is nobody's business."""
    place = "/".join(part for part in (article.collection, PurePath(article.path).name) if part)
    if number is not None:
        return f"{place}, page {number}"
    return f"{place}:{line}" if line is not None else place
