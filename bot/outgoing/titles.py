"""An article's title without the name of its site, which is shown beside it."""

from itertools import accumulate

import regex

from bot.outgoing.escape import clean
from qa.values import ArticleInfo

JOINT = regex.compile(r"\s+[-–—|·•»:]{1,2}\s+|\s*\|\s*")
ELLIPSIS = regex.compile(r"\s*(?:…|\.\.\.)$")
ENDINGS = {"com", "org", "net", "gov", "edu"}

SHORTEST = 3
"""The fewest letters of a host's label that names a site; shorter ones are endings like "co"."""


def headline(article: ArticleInfo, host: str) -> str:
    """The title in one clean line, without its first or last part where that is the site's name.

    A site's name is the article's source, or a label of the host; after the title, more words may follow it: "BBC
    News" for bbc.co.uk.
    """
    title = clean(article.title)
    joints = list(JOINT.finditer(title))
    if not joints:
        return title
    names = {name for name in map(_letters, (article.source or "", *host.split(".")[:-1])) if len(name) >= SHORTEST}
    names -= ENDINGS
    if _is_named(title[joints[-1].end() :], names):
        return title[: joints[-1].start()]
    return title[joints[0].end() :] if _letters(title[: joints[0].start()]) in names else title


def _is_named(part: str, names: set[str]) -> bool:
    """Whether a part begins with one of these names, or is the cut-off beginning of one."""
    begun = {_letters(words) for words in accumulate(part.split(), "{} {}".format)}
    whole = _letters(part)
    is_cut = ELLIPSIS.search(part) is not None and any(name.startswith(whole) for name in names)
    return is_cut or not begun.isdisjoint(names)


def _letters(text: str) -> str:
    return regex.sub(r"[\W_]+", "", text).casefold()
