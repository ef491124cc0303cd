"""Align pasted words with the words of an article: where they are there, and word by word how they differ."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from qa.language import distances
from qa.language.english import COUNTS, NEGATIONS, SCALES
from qa.values import Span
from qa.verification.words import Words

NUMERALS = frozenset({*COUNTS, *SCALES}) - {"one"}
"""Words that are numbers; "one" mostly stands for a person or a thing."""

FIRST_CODE = 0x10000
"""Words are compared as characters, one each, from here on: rapidfuzz is fastest on text."""

REACH = 3
"""Most words by which a place's ends are moved to find the best fit."""

NEAR, SHORT, NEAR_IF_SHORT = 0.6, 8, 0.67
"""The share of words on both sides that must be the same for a place to count; a higher one for a text of fewer
than `SHORT` words: see benchmarks/verification.py.
"""

WHOLE = 8
"""Most words left out in one place without "…"; with more, the text is pieced together from two places."""


class DifferenceKind(StrEnum):
    """How words differ, as seen from the article."""

    LEFT_OUT = "left out"
    ADDED = "added"
    CHANGED = "changed"


class Alarm(StrEnum):
    """Why a difference is shown first."""

    BRACKETS = "brackets"
    DENIAL = "denial"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ, in the article and as pasted; either may be empty.

    `at` is their place among the pasted words, `there` that among the article's words.
    """

    kind: DifferenceKind
    article: str
    pasted: str
    alarm: Alarm | None
    at: Span
    there: Span


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where pasted words are among an article's words, how they differ, and the share that is the same, 0..1."""

    first: int
    last: int
    share: float
    differences: tuple[Difference, ...]

    @property
    def is_near(self) -> bool:
        """Whether the words are at this place, if not to the letter."""
        least = NEAR_IF_SHORT if self.last - self.first < SHORT else NEAR
        return self.share >= least and all(
            one.there.end - one.there.start <= WHOLE for one in self.differences if one.kind is DifferenceKind.LEFT_OUT
        )


class Codes:
    """A character for each different word."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def text(self, forms: Sequence[str]) -> str:
        """Return the words as a text, one character each."""
        codes = self._codes
        return "".join(codes.setdefault(form, chr(FIRST_CODE + len(codes))) for form in forms)


def likeness(pasted: Words, there: Words, codes: Codes) -> float:
    """Return how much of the pasted words is side by side in an article, 0..100: a first guess."""
    return distances.likeness(codes.text(pasted.forms), codes.text(there.forms))


def align(pasted: Words, there: Words, codes: Codes) -> Alignment | None:
    """Return where pasted words fit best among an article's words; None if either has none."""
    if not pasted.forms or not there.forms:
        return None
    asked, text = codes.text(pasted.forms), codes.text(there.forms)
    first, last = _window(asked, text, there.breaks)
    same, runs = 0, list[tuple[Span, Span]]()
    for one in distances.steps(asked, text[first:last]):
        mine, theirs = Span(one.src_start, one.src_end), Span(first + one.dest_start, first + one.dest_end)
        if one.tag == "equal":
            same += one.src_end - one.src_start
        elif runs and (runs[-1][0].end, runs[-1][1].end) == (mine.start, theirs.start):
            runs[-1] = (Span(runs[-1][0].start, mine.end), Span(runs[-1][1].start, theirs.end))
        else:
            runs.append((mine, theirs))
    differences = tuple(difference(pasted, there, mine, theirs) for mine, theirs in runs)
    return Alignment(first, last, same / max(len(asked), last - first), differences)


def _window(asked: str, text: str, breaks: frozenset[int]) -> tuple[int, int]:
    """The slice of a text nearest to what is asked; among equals, one that begins and ends with a sentence."""
    if len(asked) >= len(text):
        return 0, len(text)
    start, end = distances.most_like(asked, text) or Span(0, len(asked))
    places = [
        (first, last)
        for first in range(max(0, start - REACH), min(len(text), start + REACH) + 1)
        for last in range(max(0, end - REACH), min(len(text), end + REACH) + 1)
        if first < last
    ]

    def order(place: tuple[int, int]) -> tuple[int, int, int]:
        first, last = place
        return (
            distances.edits(asked, text[first:last]),
            -(first in breaks) - (last in breaks),
            abs(last - first - len(asked)),
        )

    return min(places, key=order)


def omitting(pasted: Words, there: Words, codes: Codes) -> Alignment | None:
    """Return where the parts of a text that "…" separates are, in this order, each word for word; None if nowhere.

    A denial among the words left out is a difference; other words are not.
    """
    text = codes.text(there.forms)
    cuts = [0, *sorted(pasted.omissions - {0, len(pasted)}), len(pasted)]
    fragments = [codes.text(pasted.forms[start:end]) for start, end in pairwise(cuts)]
    pattern = "(.*?)".join(map(re.escape, fragments))
    found = min(re.finditer(f"(?=({pattern}))", text), key=lambda one: len(one[1]), default=None)
    if found is None:
        return None
    gaps = (Span(*found.span(number)) for number in range(2, len(fragments) + 1))
    left_out = (difference(pasted, there, Span(at, at), gap) for at, gap in zip(cuts[1:], gaps, strict=False))
    return Alignment(*found.span(1), 1.0, tuple(one for one in left_out if one.alarm is Alarm.DENIAL))


def difference(pasted: Words, there: Words, at: Span, place: Span) -> Difference:
    """Return how words at one place in the pasted text differ from those at a place in the article."""
    kind = (
        DifferenceKind.LEFT_OUT
        if at.start == at.end
        else DifferenceKind.ADDED
        if place.start == place.end
        else DifferenceKind.CHANGED
    )
    return Difference(
        kind=kind,
        article=there.said(*place),
        pasted=pasted.said(*at),
        alarm=_alarm(pasted, at, pasted.forms[slice(*at)], there.forms[slice(*place)]),
        at=at,
        there=place,
    )


def _alarm(pasted: Words, at: Span, mine: Sequence[str], theirs: Sequence[str]) -> Alarm | None:
    """Whether a difference lies in a denial, a number, or an editor's brackets."""
    if _denials(mine) != _denials(theirs):
        return Alarm.DENIAL
    if _numbers(mine) != _numbers(theirs):
        return Alarm.NUMBER
    return Alarm.BRACKETS if pasted.bracketed & set(range(*at)) else None


def _denials(forms: Sequence[str]) -> int:
    return sum(form in NEGATIONS or form.endswith("n't") for form in forms)


def _numbers(forms: Sequence[str]) -> list[str]:
    return sorted(form for form in forms if form[0].isdecimal() or form in NUMERALS)
