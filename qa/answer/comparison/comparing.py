"""Compare two sayings about one matter: can their figures, days or names both be right?"""

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from qa.answer.comparison.claims import claim, folded, unattributed
from qa.answer.comparison.same_names import LIKE
from qa.language.english import MONTHS, WEEKDAYS, any_of
from qa.language.quantities import Bound, Quantity, quantities

ROUNDED = 1_000.0
"""From here on, a number that ends in at least two zeros may be rounded."""

ABOUT = 0.1
"""A number said to be approximate may be off by this share."""

CONVERTED = 0.05
"""Figures in different units may differ by this share: they were converted and rounded."""

PARTIAL_WITHIN = 60
"""Characters around a figure that may say it is a part."""

PEOPLE = frozenset(
    {
        "people",
        "person",
        "dead",
        "death",
        "died",
        "killed",
        "fatality",
        "victim",
        "casualty",
        "live",
        "life",
        "body",
        "lives",
    }
)
"""Nouns for counting people."""

PARTIAL = re.compile(
    r"\b(?:another|additional|further|extra|of (?:them|whom|these|those)|alone|including|among (?:them|whom)|each|"
    r"apiece)\b",
    re.IGNORECASE,
)
"""Words that mark a part of a whole."""

_KINDS = """
old new first second third fourth next last north south east west northern southern eastern western upper lower
former inner outer men women boys girls children adults
"""
KINDS = frozenset(_KINDS.split())
"""Words that distinguish things of one kind."""

RATE = re.compile(
    r"\W*(?:[\w-]+ ){0,3}?(?:a|an|per|each|every) (hour|day|night|week|month|year|season|person|head)\b", re.IGNORECASE
)
SEVERAL = re.compile(
    r"\b(?:one of|among|co-?\w+|also|as well as|both|jointly|together with|alongside|including)\b", re.IGNORECASE
)
PLANNED = re.compile(
    r"\b(?:will|would|shall|plans? to|planned|due to|expected|scheduled|set to|is to|are to|hopes? to)\b", re.IGNORECASE
)
NEAR_DATE = re.compile(
    r"\b(?:about|around|circa|before|after|by|since|until|early|late|between|from)\W*$", re.IGNORECASE
)

_ORDINAL = re.compile(r"\b\d+(?=st\b|nd\b|rd\b|th\b)")
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_DAY = re.compile(
    rf"\b\d{{1,2}}(?=(?:st|nd|rd|th)? (?:of )?(?:{any_of(MONTHS)}))|(?<=[a-z]) \d{{1,2}}(?=(?:st|nd|rd|th)?\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that answers: its text, its answering words, and the day and title of its article."""

    text: str
    answer: str
    published: date | None = None
    title: str = ""

    @property
    def figure(self) -> Quantity | None:
        """The quantity that answers."""
        start = max(0, self.text.find(self.answer)) if self.answer else 0
        end = start + len(self.answer) if self.answer else 0
        return next((one for one in quantities(self.text) if one.start < end and start < one.end), None)

    @property
    def rest(self) -> str:
        """The sentence without its answering words and its attribution."""
        said = unattributed(self.text)
        return said.replace(self.answer, " … ", 1) if self.answer else said

    def names(self, answer: str) -> bool:
        """Whether it has another's answering words besides its own."""
        return bool(answer) and answer.casefold() in self.rest.casefold()

    def around(self, characters: int) -> str:
        """The answering words with this many characters before and after."""
        start = max(0, self.text.find(self.answer))
        return self.text[max(0, start - characters) : start + len(self.answer) + characters]


def agree(one: Quantity, other: Quantity) -> bool:
    """Return whether two quantities of one thing can both be right."""
    low, high = sorted((one, other), key=lambda each: each.value)
    if Bound.AT_LEAST is low.bound or Bound.AT_MOST is high.bound:
        return True
    return high.value - low.value <= max(_slack(one), _slack(other), _conversion(one, other))


def _slack(of: Quantity) -> float:
    """How far a quantity may be from its number."""
    rounded = of.step / 2 if of.step >= 100 and of.value >= ROUNDED and not of.measure else 0.0
    return max(rounded, ABOUT * of.value if of.bound is Bound.ABOUT else 0.0)


def _conversion(one: Quantity, other: Quantity) -> float:
    return CONVERTED * max(one.value, other.value) if one.measure and one.noun != other.noun else 0.0


def count_alike(one: Saying, other: Saying, asked: Set[str]) -> bool:
    """Return whether two sayings' figures count the same thing, neither being a part or a rate of the other."""
    some, others = one.figure, other.figure
    if some is None or others is None or (some.measure != others.measure and some.noun and others.noun):
        return False
    if bool(PARTIAL.search(one.around(PARTIAL_WITHIN))) != bool(PARTIAL.search(other.around(PARTIAL_WITHIN))):
        return False
    if _rate(one, some) != _rate(other, others):
        return False
    return bool(some.measure or others.measure) or _nouns_agree(frozenset(some.noun), frozenset(others.noun), asked)


def _rate(of: Saying, figure: Quantity) -> str:
    found = RATE.match(of.text, figure.end)
    return found[1].casefold() if found else ""


def _nouns_agree(some: Set[str], others: Set[str], asked: Set[str]) -> bool:
    """Whether two nouns mean one thing: alike, or each asked for or not given."""
    known = PEOPLE | asked if asked & PEOPLE else asked
    return bool(some & others) or all(not nouns or _is_asked(nouns, known) for nouns in (some, others))


def _is_asked(nouns: Set[str], known: Set[str]) -> bool:
    """Whether a noun, or a word like it, is asked for: "marchers" if who "marched" is."""
    return any(noun[:LIKE] == word[:LIKE] for noun in nouns for word in known)


def days_agree(one: Saying, other: Saying) -> bool | None:
    """Return whether two answers can name the same day; None if one names none, or only bounds it."""
    some, others = _day_of(one), _day_of(other)
    shared = some.keys() & others.keys()
    if not shared or _is_bounded(one) or _is_bounded(other):
        return None
    return all(some[part] == others[part] for part in shared)


def _is_bounded(of: Saying) -> bool:
    """Whether the day that answers is only a bound: "before Monday"; "not before Monday" names the first day."""
    before = of.text[: max(0, of.text.find(of.answer))]
    return NEAR_DATE.search(before) is not None and re.search(r"\bnot\b[\w ]*\bbefore\W*$", before) is None


def _day_of(of: Saying) -> dict[str, str]:
    """The parts of a date in an answer."""
    text = of.answer.casefold()
    found = {
        "year": _YEAR.search(text),
        "month": re.search(rf"\b(?:{any_of(MONTHS)})\b", text),
        "weekday": re.search(rf"\b(?:{any_of(WEEKDAYS)})\b", text),
        "day": _DAY.search(text),
    }
    return {part: match[0].strip() for part, match in found.items() if match}


def times_differ(one: Saying, other: Saying) -> bool:
    """Return whether two sayings name different years or days."""
    some, others = claim(one.rest), claim(other.rest)
    weekdays = frozenset(WEEKDAYS)
    return _disjoint(some.years, others.years) or _disjoint(some.days & weekdays, others.days & weekdays)


def subjects_differ(question: str, one: Saying, other: Saying) -> bool:
    """Return whether two sayings are about different people or places: each names some, and they share none."""
    some, others = claim(one.rest).names, claim(other.rest).names
    asked = {folded(word) for word in _WORD.findall(f"{question} {one.answer} {other.answer}")}
    ordinals = [set(_ORDINAL.findall(text)) for text in (question, one.rest, other.rest)]
    if any(_disjoint(first, second) for first, second in combinations(ordinals, 2)):
        return True
    if _disjoint(KINDS.intersection(_lowered(one.text)), KINDS.intersection(_lowered(other.text))):
        return True
    return _disjoint(some - asked, others - asked) and not some & others & asked


def _lowered(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _disjoint(some: Set[str], others: Set[str]) -> bool:
    return bool(some) and bool(others) and some.isdisjoint(others)
