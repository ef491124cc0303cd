"""What a sentence claims: its words in order, its names, quantities and days, and what it denies."""

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.language.english import (
    COUNTS,
    FUNCTION_WORDS,
    HE_OR_SHE,
    MONTHS,
    NEGATIONS,
    RANKS,
    SCALES,
    WEEKDAYS,
)
from qa.language.quantities import Quantity, quantities, singular

CAPITALS = 0.7
"""Above this share of capitals, a text does not show names by them."""

_LOADED = """
may might could would will if alleged allegedly accused suspected claimed reportedly false falsely wrong wrongly
rejected refused failed tried attempted planned first second third fourth last before after more less fewer most
least only half former deputy vice acting won lost rose fell up down open opened closed guilty innocent acquitted
convicted alive dead for against
"""
LOADED = frozenset(_LOADED.split()) | RANKS
"""Words that make it another statement."""

_SAYING = (
    r"(?:said|says|told|found|finds|claims|claimed|believes|reported|announced|added|wrote|confirmed|recalled|"
    r"according to)"
)
_SAYER = r"(?:[\w.’'-]+ )"
_SAID_AT_END = re.compile(
    rf"[,”\"]?\s+(?:as )?(?:{_SAYER}{{1,6}}{_SAYING}(?: [\w’'-]+){{0,4}}|{_SAYING}(?: [\w.’'-]+){{1,8}})\W*$"
)
_SAID_AT_START = re.compile(
    rf"^\W*(?:According to [^,]{{2,50}}, |(?:The )?{_SAYER}{{1,5}}{_SAYING}(?: on \w+)?(?: that|,|:)\s)"
)
_WORD = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|[^\W_]+(?:['’.][^\W_]+)*")
_YEAR = re.compile(r"(?<![\d.,$£€])(?:1[0-9]|20)\d\d(?![\d%]|[.,]\d)")
_NEGATED = re.compile(r"n['’]t$", re.IGNORECASE)
_NO_NAMES = FUNCTION_WORDS | frozenset(MONTHS) | frozenset(WEEKDAYS) | frozenset(COUNTS) | frozenset(SCALES) | HE_OR_SHE


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence claims.

    `content` has its telling words, in order and folded; `names` those of them that are names by their capitals;
    `denials` counts words that deny; `loaded` has the words that make it another statement.
    """

    text: str
    content: tuple[str, ...]
    names: frozenset[str]
    quantities: tuple[Quantity, ...]
    years: frozenset[str]
    days: frozenset[str]
    denials: int
    loaded: frozenset[str]

    @property
    def numbers(self) -> frozenset[float]:
        """The numbers that it names, including years."""
        return frozenset(round(one.value, 3) for one in self.quantities) | frozenset(map(float, self.years))


@lru_cache(maxsize=2048)
def claim(text: str) -> Claim:
    """Return what a sentence claims."""
    words = [(found[0], found.start()) for found in _WORD.finditer(text)]
    lowered = [word.casefold().replace("’", "'") for word, _ in words]
    return Claim(
        text=text,
        content=tuple(folded(word) for word in lowered if word not in FUNCTION_WORDS or word in COUNTS),
        names=frozenset(_names(text, words)),
        quantities=quantities(text),
        years=frozenset(_YEAR.findall(text)),
        days=frozenset(word for word in lowered if word in WEEKDAYS or word in MONTHS),
        denials=sum(word in NEGATIONS or _NEGATED.search(word) is not None for word in lowered),
        loaded=LOADED.intersection(lowered),
    )


def unattributed(text: str) -> str:
    """Return a sentence without attribution: "…, the police said on Friday"."""
    for pattern in (_SAID_AT_END, _SAID_AT_START):
        rest = pattern.sub("", text)
        if len(rest) >= len(text) / 3:
            text = rest
    return text


def folded(word: str) -> str:
    """Return a word as compared: in lower case and the singular, a number in digits."""
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    return str(COUNTS[plain]) if plain in COUNTS else singular(plain)


def _names(text: str, words: list[tuple[str, int]]) -> list[str]:
    """The words that are names by their capitals, folded; a sentence's first only before another."""
    letters = [one for one in text if one.isalpha()]
    if sum(map(str.isupper, letters)) > CAPITALS * len(letters):
        return []
    found: list[str] = []
    for place, (word, start) in enumerate(words):
        if not word[0].isupper() or word.casefold() in _NO_NAMES:
            continue
        is_first = place == 0 or re.search(r"[.!?:]\W*$", text[:start]) is not None
        following = words[place + 1][0] if place + 1 < len(words) else ""
        if not is_first or (following[:1].isupper() and following.casefold() not in _NO_NAMES):
            found.append(folded(word))
    return found
