"""Authors of documents, compared by the words of their names, whatever their case and accents."""

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

WORD = re.compile(r"\w+")


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name, as they are compared."""
    bare = "".join(one for one in normalize("NFKD", name) if not combining(one))
    return tuple(WORD.findall(bare.casefold()))


def is_among(author: str, names: Iterable[str]) -> bool:
    """Whether one of these names has all words of `author`."""
    asked = set(words(author))
    return bool(asked) and any(asked <= set(words(name)) for name in names)


def indexed(name: str) -> str:
    """Return the words of a name with a blank around each, to search in."""
    return f" {' '.join(words(name))} "
