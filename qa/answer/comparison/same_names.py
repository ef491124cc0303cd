"""Whether two names can mean one person or place."""

import re
from collections.abc import Set

from qa.answer.comparison.claims import folded
from qa.language.english import PARTICLES

LIKE = 5
"""First letters shared by two words that differ only in their endings."""

_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def is_name(text: str) -> bool:
    """Return whether the words are a name: each begins with a capital, except particles."""
    words = [word for word in _WORD.findall(text) if word.casefold() not in PARTICLES]
    return (
        bool(words)
        and all(word[0].isupper() or word[0].isdigit() for word in words)
        and any(w[0].isupper() for w in words)
    )


def names_agree(one: str, other: str) -> bool:
    """Return whether two names can mean the same: "McCarthy" and "Kevin McCarthy", "UN" and "United Nations".

    Two places in one state are distinguished by what precedes the comma.
    """
    (head, _, tail), (other_head, _, other_tail) = one.partition(","), other.partition(",")
    if tail and _name_words(tail) == _name_words(other_tail):
        return names_agree(head, other_head)
    some, others = _name_words(one), _name_words(other)
    if _last(one)[:LIKE] == _last(other)[:LIKE] and min(len(some), len(others)) == 1:
        return True
    if some & others and (some <= others or others <= some or _last(one) == _last(other)):
        return True
    return _initials(one) in _CAPITALS.findall(other) or _initials(other) in _CAPITALS.findall(one)


def _name_words(name: str) -> Set[str]:
    return {folded(word) for word in _WORD.findall(name) if word.casefold() not in PARTICLES}


def _last(name: str) -> str:
    words = _WORD.findall(name)
    return folded(words[-1]) if words else ""


def _initials(name: str) -> str:
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
