"""Numbers in English text, in digits or words, with what they count: "nearly twenty people", "$4.6 million"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from qa.language.english import COUNTS, FUNCTION_WORDS, MONTHS, any_of

SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "bn": 1e9,
}
"""Words, and the factor of each."""

MEASURES = {
    **dict.fromkeys(("metre", "meter"), ("length", 1.0)),
    **dict.fromkeys(("kilometre", "kilometer", "km"), ("length", 1e3)),
    **dict.fromkeys(("centimetre", "centimeter", "cm"), ("length", 0.01)),
    "mile": ("length", 1609.344),
    **dict.fromkeys(("foot", "feet", "ft"), ("length", 0.3048)),
    **dict.fromkeys(("inch", "inche"), ("length", 0.0254)),
    "yard": ("length", 0.9144),
    **dict.fromkeys(("kilogram", "kg", "kilo"), ("weight", 1.0)),
    "gram": ("weight", 0.001),
    **dict.fromkeys(("tonne", "ton"), ("weight", 1e3)),
    "lb": ("weight", 0.4536),
    "hectare": ("area", 1e4),
    "acre": ("area", 4046.86),
    "second": ("time", 1.0),
    "minute": ("time", 60.0),
    "hour": ("time", 3600.0),
    "day": ("time", 86_400.0),
    "week": ("time", 604_800.0),
    "month": ("time", 2_629_746.0),
    "year": ("time", 31_556_952.0),
    **dict.fromkeys(("percent", "%", "pct"), ("percent", 1.0)),
    **dict.fromkeys(("dollar", "$"), ("dollar", 1.0)),
    **dict.fromkeys(("euro", "€"), ("euro", 1.0)),
    **dict.fromkeys(("pound", "£"), ("pound", 1.0)),
}
"""Units: what each measures, and its size in base units."""

CONTEXT = 30
"""Characters before a number that may hold its bound."""

NOUN = 3
"""Words after a number that may say what it counts."""


class Bound(Enum):
    """How a quantity relates to its number."""

    EXACTLY = auto()
    ABOUT = auto()
    AT_LEAST = auto()
    AT_MOST = auto()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts.

    `value` is in the base unit of `measure`, if that is not empty; `step` is how finely it is written: 1,000
    for 42,000. `noun` holds the words after it, in the singular. `start:end` is the number's place in the text.
    """

    value: float
    step: float
    measure: str
    noun: tuple[str, ...]
    bound: Bound
    start: int
    end: int


class _Token(NamedTuple):
    word: str
    start: int
    end: int


_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|[$£€%]")
_BOUND_WORDS = {
    Bound.ABOUT: "nearly|almost|about|around|roughly|some|approximately|close to|circa|an estimated",
    Bound.AT_LEAST: r"(?<!\bno )(?<!\bnot )more than|at least|over|above|upwards of|exceed(?:s|ed|ing)?"
    r"|no (?:less|fewer) than",
    Bound.AT_MOST: "less than|fewer than|under|below|up to|at most|as many as|as much as|(?:no|not) more than",
}
_BOUNDS = {bound: re.compile(rf"\b(?:{words})\W*$", re.IGNORECASE) for bound, words in _BOUND_WORDS.items()}
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|[:/]\d|-\d|\s?[ap]\.?m\b")
_MONTH = re.compile(rf"(?i:{any_of(MONTHS)})")
_IN_A_DATE = re.compile(rf"\b(?:{_MONTH.pattern})\W*$")
_YEARS = range(1000, 2100)
_AFTER_NOUN = FUNCTION_WORDS | {"per"}


@lru_cache(maxsize=1024)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities in a text, in order, without years, days of a month, ordinals and times of day."""
    return tuple(_found(text, [_Token(one[0].casefold(), *one.span()) for one in _TOKEN.finditer(text)]))


def _found(text: str, tokens: Sequence[_Token]) -> Iterator[Quantity]:
    place = 0
    while place < len(tokens):
        value, after = _number(tokens, place)
        if (
            after > place
            and not _is_of_a_date(text, tokens, place, after)
            and not _is_pronoun(text, tokens, place, after)
        ):
            yield _quantity(text, tokens, place, after, value)
        place = max(after, place + 1)


def _number(tokens: Sequence[_Token], place: int) -> tuple[float, int]:
    """The number that begins at a token, and the place after it; the same place if none does."""
    total, current, after = 0.0, 0.0, place
    while after < len(tokens):
        word = tokens[after].word
        if word[0].isdecimal() and after == place:
            current = float(word.replace(",", ""))
        elif word in COUNTS and not (word == "one" and _word(tokens, after + 1) == "of"):
            current += COUNTS[word]
        elif word in SCALES and (after > place):
            scale = SCALES[word]
            total, current = (total, (current or 1) * scale) if scale <= 100 else (total + (current or 1) * scale, 0.0)
        elif word == "half" and after == place and _word(tokens, after + 1) in ("a", "an"):
            current = 0.5
        elif not _joins(tokens, place, after):
            break
        after += 1
    return total + current, after


def _joins(tokens: Sequence[_Token], place: int, at: int) -> bool:
    """Whether a word is part of a number: "a dozen", "half a million", "two hundred and six"."""
    word, following = tokens[at].word, _word(tokens, at + 1)
    if word in ("a", "an"):
        return following in SCALES and (at == place or tokens[at - 1].word == "half")
    return word == "and" and at > place and tokens[at - 1].word in SCALES and following in COUNTS


def _word(tokens: Sequence[_Token], place: int) -> str:
    return tokens[place].word if place < len(tokens) else ""


def _is_of_a_date(text: str, tokens: Sequence[_Token], place: int, after: int) -> bool:
    """Whether a number is a year, a day of a month, an ordinal or a time of day."""
    first, last = tokens[place], tokens[after - 1]
    if not first.word[0].isdigit():
        return False
    if _ORDINAL.match(text, last.end) or text[first.start - 1 : first.start] in (":", "/", "-", "."):
        return True
    if _IN_A_DATE.search(text, 0, first.start) or _MONTH.fullmatch(_word(tokens, after)):
        return True
    is_year = after == place + 1 and first.word.isdigit() and int(first.word) in _YEARS
    return (
        is_year
        and (text[first.start - 1 : first.start] not in "$£€" or not first.start)
        and not _noun(text, tokens, after)
    )


def _is_pronoun(text: str, tokens: Sequence[_Token], place: int, after: int) -> bool:
    """Whether this is "one" in place of a noun: "no one", "this one"."""
    return after == place + 1 and tokens[place].word == "one" and not _noun(text, tokens, after)


def _quantity(text: str, tokens: Sequence[_Token], place: int, after: int, value: float) -> Quantity:
    first, last = tokens[place], tokens[after - 1]
    noun = _noun(text, tokens, after)
    sign = text[first.start - 1 : first.start] if first.start else ""
    named = sign if sign in MEASURES else next((word for word in noun if word in MEASURES), "")
    measure, factor = MEASURES.get(named, ("", 1.0))
    before = text[max(0, first.start - CONTEXT) : first.start - (sign in MEASURES)]
    bound = next((bound for bound, words in _BOUNDS.items() if words.search(before)), Bound.EXACTLY)
    return Quantity(value * factor, _step(first.word, value) * factor, measure, noun, bound, first.start, last.end)


def _noun(text: str, tokens: Sequence[_Token], after: int) -> tuple[str, ...]:
    """The words after a number up to a function word, in the singular."""
    found: list[str] = []
    end = tokens[after - 1].end
    for token in tokens[after : after + NOUN]:
        if text[end : token.start].strip(" -\u00a0") or token.word in _AFTER_NOUN or token.word[0].isdigit():
            break
        found.append(singular(token.word))
        end = token.end
    return tuple(found)


def singular(word: str) -> str:
    """The singular of an English noun, near enough for comparisons."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _step(digits: str, value: float) -> float:
    """How finely a number is written: 1,000 for 42,000, 0.1 million for 4.6 million."""
    plain = digits.replace(",", "")
    if not plain[0].isdigit():
        return 10.0 ** _zeros(int(value)) if value >= 1 else value
    scale = value / float(plain) if float(plain) else 1.0
    if "." in plain:
        return float(scale * 10.0 ** -len(plain.partition(".")[2]))
    return float(scale * 10.0 ** _zeros(int(plain)))


def _zeros(number: int) -> int:
    """How many zeros a number ends in."""
    return len(str(number)) - len(str(number).rstrip("0")) if number else 0
