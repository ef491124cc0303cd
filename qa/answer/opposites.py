"""What two sentences say to the contrary: a word and its opposite, a claim and its denial."""

import re
from collections.abc import Iterator

_DENIAL = re.compile(r"\b(?:denied|denies|deny|denying|rejected|rejects|disputes?|disputed)\b", re.IGNORECASE)
_NEGATED_PART = re.compile(r"(?:\b(?:not|never)|n['’]t)\b(?P<part>[^,;.]*?)(?:\bbut\b|[,;.]|$)", re.IGNORECASE)
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (r"(?:re)?open(?:s|ed|ing)?", r"clos(?:e[sd]?|ing)|shut"),
        (r"guilty|convicted", r"innocent|acquitted|cleared"),
        (r"alive|surviv\w+", r"dead|died|killed"),
        (r"w[io]ns?|victory", r"los[et]s?|lost|defeat(?:ed)?"),
        (r"approv\w+|accept\w+|pass(?:ed|es)?|agreed|adopt\w+", r"reject\w+|fail\w+|refus\w+|turned down"),
        (r"r[io]ses?|risen|increas\w+|grew|grown", r"f[ae]ll(?:s|en)?|decreas\w+|shrank|dropp\w+"),
        (r"vot\w+ for|support\w+|back(?:s|ed)", r"vot\w+ against|oppos\w+"),
        (r"allow\w+|permit\w+|legal", r"ban(?:s|ned)?|forbid\w*|illegal|prohibit\w+"),
        (r"safe", r"unsafe|dangerous"),
        (r"true", r"false|untrue"),
    )
)


def are_opposite(one: str, other: str) -> bool:
    """Return whether a word stands in the one and its opposite in the other, and in neither both: "open", "closed"."""
    sides = (
        [(bool(first.search(text)), bool(second.search(text))) for text in (one, other)] for first, second in _OPPOSITES
    )
    return any(sorted(each) == [(False, True), (True, False)] for each in sides)


def denied_parts(text: str) -> Iterator[str]:
    """The parts of a sentence that "not" or "never" denies."""
    return (found["part"] for found in _NEGATED_PART.finditer(text))


def tells_of_denial(text: str) -> bool:
    """Return whether a sentence tells that somebody denied or disputed something, which denies nothing itself."""
    return _DENIAL.search(text) is not None
