"""Contraries in two sentences: a word and its opposite, a claim and its denial."""

import re
from collections.abc import Iterator, Sequence

_DENIAL = re.compile(r"\b(?:denied|denies|deny|denying|rejected|rejects|disputes?|disputed)\b", re.IGNORECASE)
_NEGATED_PART = re.compile(r"(?:\b(?:not|never)|n['’]t)\b(?P<part>[^,;.]*?)(?:\bbut\b|[,;.]|$)", re.IGNORECASE)

Pair = tuple[re.Pattern[str], re.Pattern[str]]
"""Words, and their opposites."""


def _pair(one: str, other: str) -> Pair:
    return re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE)


_CONVERSE = (_pair(r"w[io]ns?|victory", r"los[et]s?|lost|defeat(?:ed)?"),)
"""Two roles in one event: both can be true of it."""

_OPPOSITES = tuple(
    _pair(one, other)
    for one, other in (
        (r"(?:re)?open(?:s|ed|ing)?", r"clos(?:e[sd]?|ing)|shut"),
        (r"(?<!\bnot )guilty|convicted", r"not guilty|innocent|acquitted|cleared"),
        (r"alive|surviv\w+|recovered", r"dead|die|died|killed"),
        (r"approv\w+|accept\w*|pass(?:ed|es)?|agreed?|adopt\w*", r"reject\w*|fail\w*|refus\w+|turn(?:ed)? down"),
        (r"r[io]ses?|risen|increas\w+|grew|grown?", r"f[ae]ll(?:s|en)?|decreas\w+|shrank|dropp\w+"),
        (r"vot\w+ for|support\w*|back(?:s|ed)", r"vot\w+ against|oppos\w+"),
        (r"allow\w*|permit\w*|legal", r"ban(?:s|ned)?|forbid\w*|illegal|prohibit\w+"),
        (r"safe", r"unsafe|dangerous"),
        (r"true", r"false|untrue"),
    )
)


def are_opposite(one: str, other: str) -> bool:
    """Return whether one has a word and the other its opposite, and neither has both: "open", "closed"."""
    return exclude(one, other) or _are_apart(one, other, _CONVERSE)


def exclude(one: str, other: str) -> bool:
    """Return whether two are opposite, but not like "won" and "lost", which are true of two sides of one event."""
    return _are_apart(one, other, _OPPOSITES)


def _are_apart(one: str, other: str, pairs: Sequence[Pair]) -> bool:
    for pair in pairs:
        said = [word.search(one) is not None for word in pair]
        if said[0] != said[1] and [word.search(other) is not None for word in pair] == said[::-1]:
            return True
    return False


def denied_parts(text: str) -> Iterator[str]:
    """The parts of a sentence that "not" or "never" denies."""
    return (found["part"] for found in _NEGATED_PART.finditer(text))


def tells_of_denial(text: str) -> bool:
    """Return whether a sentence reports that somebody denied or disputed something, which itself denies nothing."""
    return _DENIAL.search(text) is not None
