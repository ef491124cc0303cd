"""Where good sources disagree: two sure quotes that answer with different numbers, dates or names, or yes and no."""

import re
from collections.abc import Sequence
from itertools import combinations

from qa.answer.agreement import same_answer
from qa.language.english import AUXILIARIES, COUNTS, MONTHS, NEGATIONS, PARTICLES, SCALES, WEEKDAYS, any_of
from qa.values import Quote

SURE = 0.5
"""A quote takes part if it is so sure, 0..1."""

NEGATED = re.compile(rf"\b(?:{any_of(NEGATIONS)})\b|n['’]t\b", re.IGNORECASE)
POLAR = re.compile(rf"\s*(?:{any_of(AUXILIARIES)})\b", re.IGNORECASE)
WORD = re.compile(r"\w+")
ASKS_HOW_MANY = re.compile(
    r"\bhow (?:many|much|long|old|far|high|tall|deep|big|fast|often)\b|\b(?:percentage|number|amount)\b", re.IGNORECASE
)
ASKS_WHEN = re.compile(r"\b(?:when|(?:what|which) (?:year|month|day|date|century))\b", re.IGNORECASE)
ASKS_ONE = re.compile(r"\b(?:who (?:is|was|won|became|leads|led)|(?:what|which) (?:is|was) the|whose)\b", re.IGNORECASE)

SHARED = 0.5
"""Two sentences speak of the same, if the shorter shares so much of its longer words with the other."""

TELLING = 4
"""Letters of a word that tells what a sentence is about."""


def disagreement(question: str, quotes: Sequence[Quote]) -> tuple[int, ...]:
    """The places of two quotes of different articles that cannot both be right, the first such; else none."""
    sure = [(place, quote) for place, quote in enumerate(quotes) if quote.confidence >= SURE and quote.highlight]
    for (place, one), (other_place, other) in combinations(sure, 2):
        if one.article.id != other.article.id and _contradict(question, one, other):
            return place, other_place
    return ()


def _contradict(question: str, one: Quote, other: Quote) -> bool:
    if POLAR.match(question):
        return _is_of_the_same(one.text, other.text) and _denies(one.text) != _denies(other.text)
    some, others = one.answer, other.answer
    if same_answer(some, others):
        return False
    if ASKS_HOW_MANY.search(question):
        return bool(_numbers(some) and _numbers(others) and _numbers(some).isdisjoint(_numbers(others))) and (
            _unit(some) == _unit(others)
        )
    if ASKS_WHEN.search(question):
        return bool(_dates(some) and _dates(others) and _dates(some).isdisjoint(_dates(others)))
    return (
        bool(ASKS_ONE.search(question))
        and _is_name(some)
        and _is_name(others)
        and _is_of_the_same(one.text, other.text)
    )


def _denies(text: str) -> bool:
    return bool(NEGATED.search(text))


def _numbers(text: str) -> set[str]:
    """The numbers of a text, in digits, and their scales, without commas."""
    plain = re.sub(r"(?<=\d),(?=\d)", "", text.casefold())
    found = re.findall(rf"\d+(?:\.\d+)?|\b(?:{any_of([*COUNTS, *SCALES])})\b", plain)
    return {str(COUNTS.get(number, number)) for number in found}


def _unit(text: str) -> str:
    """What is counted: the last word that is no number, in its singular."""
    words = [word for word in WORD.findall(text.casefold()) if not _numbers(word)]
    return words[-1].removesuffix("s") if words else ""


def _dates(text: str) -> set[str]:
    return set(re.findall(rf"\b(?:1\d{{3}}|20\d\d|{any_of([*MONTHS, *WEEKDAYS])})\b", text.casefold()))


def _is_name(text: str) -> bool:
    """Whether the words are a name: each begins with a capital letter, but for particles."""
    words = [word for word in WORD.findall(text) if word.casefold() not in PARTICLES]
    return bool(words) and all(word[0].isupper() for word in words)


def _is_of_the_same(one: str, other: str) -> bool:
    some, others = ({word for word in WORD.findall(text.casefold()) if len(word) >= TELLING} for text in (one, other))
    return len(some & others) >= SHARED * max(1, min(len(some), len(others)))
