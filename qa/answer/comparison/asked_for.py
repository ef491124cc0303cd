"""What a question asks for, where that decides whether two answers can both be right."""

import re
from enum import Enum, auto

from qa.language.english import AUXILIARIES, any_of

_POLAR = re.compile(rf"\W*(?:{any_of(AUXILIARIES)})\b", re.IGNORECASE)
HOW_MANY = re.compile(
    r"\bhow (?:many|much|long|old|far|high|tall|deep|big|fast|often|wide|heavy|large)\b", re.IGNORECASE
)
"""How a question asks for an amount; some nouns also do."""

_COUNT = re.compile(
    rf"{HOW_MANY.pattern}|"
    r"\b(?:percentage|number|amount|share|population|price|cost|length|height|toll|(?:what|which) age)\b",
    re.IGNORECASE,
)
_WHY_OR_HOW = re.compile(rf"\bwhy\b|(?!{HOW_MANY.pattern})\bhow\b", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:when|(?:what|which) (?:year|month|day|date|century))\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:what (?:caused|started|triggered|led to)|(?:what|which) (?:is|was) the (?:cause|reason))\b", re.IGNORECASE
)
_ONE = re.compile(r"\b(?:who|whose|which|what|where)\b", re.IGNORECASE)
_OF_SEVERAL = re.compile(
    r"\b(?:(?:was|is|got|been) (?:killed|injured|hurt|arrested|charged|wounded|rescued)|said|says|spoke|attended|"
    r"oppose[ds]?|supports?|supported|helped|died|praised|critici[sz]ed|were|are|voted|came|reacted|called|think)\b",
    re.IGNORECASE,
)
"""What may be true of several, so that a question has more than one right answer."""

_PRESENT = re.compile(r"\b(?:is|are|does|do|has|have|can|will|costs?|leads?|owns?|runs?|holds?)\b", re.IGNORECASE)
_LASTS = re.compile(
    r"\b(?:wrote|written|invented|discovered|founded|built|painted|designed|composed|born|created|directed|started|"
    r"began|assassinated|sank|buried|died|crashed)\b",
    re.IGNORECASE,
)
"""What happened once and for all, whenever it is reported."""

_RECURS = re.compile(
    r"\b(?:won|win|winner|beat|cup|race|final|election|championship|title|award|prize|fair|festival|season|match|game|"
    r"marathon|league|medal|visitors|annual|budget)\b",
    re.IGNORECASE,
)
_GROWS = re.compile(
    r"\b(?:dead|died|dies|die|killed|deaths?|toll|injured|wounded|hurt|missing|cases|infected|infections|"
    r"arrest(?:s|ed)|detained|evacuated|displaced|rescued|bodies|raised|donat\w+|sold|signatures?|signed|votes|"
    r"destroyed|burn(?:ed|t)|lost|members|inhabitants|population|subscribers|followers|how old|so far|doses|vaccinated|"
    r"homeless|victims|found|counted)\b",
    re.IGNORECASE,
)


class AskedFor(Enum):
    """What a question asks for."""

    YES_OR_NO = auto()
    COUNT = auto()
    DAY = auto()
    CAUSE = auto()
    ONE = auto()
    SEVERAL = auto()


def asked_for(question: str) -> AskedFor:
    """Return what a question asks for: ONE person or thing, unless SEVERAL may be right."""
    if _POLAR.match(question):
        return AskedFor.YES_OR_NO
    for pattern, kind in ((_COUNT, AskedFor.COUNT), (_WHEN, AskedFor.DAY), (_CAUSE, AskedFor.CAUSE)):
        if pattern.search(question):
            return kind
    return AskedFor.ONE if _ONE.search(question) and not _OF_SEVERAL.search(question) else AskedFor.SEVERAL


def asks_why_or_how(question: str) -> bool:
    """Return whether a question asks for a reason or a way, and not how many or how much."""
    return _WHY_OR_HOW.search(question) is not None


def subject(question: str) -> str:
    """Return a question without its words for how much or how many."""
    return _COUNT.sub(" ", question)


def is_of_now(question: str) -> bool:
    """Return whether a question asks how things are, which may change."""
    return _PRESENT.search(question) is not None


def recurs(question: str) -> bool:
    """Return whether a question is about what recurs, such as a race."""
    return _RECURS.search(question) is not None


def lasts(question: str) -> bool:
    """Return whether a question's subject happened once and for all."""
    return _LASTS.search(question) is not None


def grows(text: str) -> bool:
    """Return whether a question or sentence counts what only grows, such as the dead."""
    return _GROWS.search(text) is not None
