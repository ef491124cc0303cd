"""Agreement: what several passages say is likelier right."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from math import exp

from qa.answer.comparison.claims import Claim, claim, unattributed
from qa.answer.evidence import Candidate
from qa.language.english import COUNTS, RANKS, SCALES
from qa.library.sentences import LEANING
from qa.values import Place

SAME = 0.8
"""Two texts are nearly the same if the shorter shares this share of its words with the longer."""

SHARED = 0.7
"""They are the same statement if the longer also shares this much."""

TELLING = frozenset([*COUNTS, *SCALES, *RANKS, "no", "not", "never", "nobody", "none"])
"""Words that make it another answer: "not guilty", "four million", "the vice president"."""

NUMBER = re.compile(r"\d+")
WORD = re.compile(r"\w+")


def same_answer(one: str, other: str) -> bool:
    """Whether two answers are the same, or one is part of the other, with the same numbers and nothing denied."""
    return is_part(one, other) or is_part(other, one)


def is_part(one: str, other: str) -> bool:
    """Whether the first answer is the other or a part of it, with the same numbers and nothing denied."""
    numbers, words = _folded(one)
    other_numbers, other_words = _folded(other)
    return bool(words) and numbers == other_numbers and words in other_words


def nearly_same(one: str, other: str) -> bool:
    """Whether two texts say the same, with the same numbers; a different number is news."""
    (numbers, words), (other_numbers, other_words) = _words(one), _words(other)
    shared = len(words & other_words)
    return numbers == other_numbers and shared > SAME * max(1, min(len(words), len(other_words)))


def same_statement(one: str, other: str) -> bool:
    """Return whether two sentences state the same: nearly the same words in the same order, and the same particulars.

    Names, numbers, denials and words for ranks or outcomes must be the same on both sides; who says so may differ.
    A sentence that only says "it" or "she" may be about anything, and states the same as no other.
    """
    some, others = claim(unattributed(one)), claim(unattributed(other))
    if LEANING.match(one) and not some.names:
        return False
    return _particulars(some) == _particulars(others) and _is_reworded_little(some.content, others.content)


def _particulars(of: Claim) -> tuple[object, ...]:
    """What two statements must share."""
    return of.names, of.numbers, of.days, of.denials, of.loaded


def _is_reworded_little(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each has most of the other's words in their order, with no word replaced by another."""
    matched = 0
    for how, start, end, other_start, other_end in SequenceMatcher(None, some, others, autojunk=False).get_opcodes():
        if how == "replace" and not _is_another_form(some[start:end], others[other_start:other_end]):
            return False
        matched += end - start if how in ("equal", "replace") else 0
    return matched >= SAME * min(len(some), len(others)) > 0 and matched >= SHARED * max(len(some), len(others))


def _is_another_form(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words are forms of each other: "died" and "dying", "mould" and "molds"."""
    return len(some) == len(others) and all(
        SequenceMatcher(None, one, other).ratio() >= SAME for one, other in zip(some, others, strict=True)
    )


def support(candidates: Sequence[Candidate]) -> list[float]:
    """Return, for each candidate, how many other passages give the same answer, each weighted by its probability.

    They must use other words: one that nearly repeats a passage already counted is a reprint.
    """
    by_passage: dict[Place, list[Candidate]] = {}
    for one in sorted(candidates, key=lambda one: -one.odds):
        by_passage.setdefault(one.match.place, []).append(one)
    supports: list[float] = []
    for one in candidates:
        counted, total = [one.text], 0.0
        for place, others in by_passage.items():
            same = (
                other
                for other in others
                if same_answer(one.says, other.says) and not any(nearly_same(other.text, text) for text in counted)
            )
            if place != one.match.place and (best := next(same, None)):
                counted.append(best.text)
                total += sigmoid(best.odds)
        supports.append(total)
    return supports


def sigmoid(odds: float) -> float:
    """The probability, 0..1, for log-odds."""
    return 1 / (1 + exp(-max(-500.0, min(500.0, odds))))


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The numbers and the words in a text."""
    return frozenset(NUMBER.findall(text)), frozenset(WORD.findall(text.casefold()))


@lru_cache(maxsize=4096)
def _folded(text: str) -> tuple[frozenset[str], str]:
    """What two answers must share: numbers, denials, ranks; and the words between blanks, empty if none."""
    words = WORD.findall(text.casefold())
    return frozenset(NUMBER.findall(text)) | TELLING.intersection(words), f" {' '.join(words)} " if words else ""
