"""What several passages say alike: it is likelier right."""

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
"""Two texts are nearly the same if the shorter shares so much of its words with the longer."""

SHARED = 0.7
"""The same statement if the longer of two shares so much of its words too."""

TELLING = frozenset([*COUNTS, *SCALES, *RANKS, "no", "not", "never", "nobody", "none"])
"""Words that make another answer of it: "not guilty", "four million", "the vice president"."""

NUMBER = re.compile(r"\d+")
WORD = re.compile(r"\w+")


def same_answer(one: str, other: str) -> bool:
    """Whether two answers are the same, or the one is part of the other, with the same numbers and nothing denied."""
    return is_part(one, other) or is_part(other, one)


def is_part(one: str, other: str) -> bool:
    """Whether the first answer is the other or a part of it, with the same numbers and nothing denied."""
    numbers, words = _folded(one)
    other_numbers, other_words = _folded(other)
    return bool(words) and numbers == other_numbers and words in other_words


def nearly_same(one: str, other: str) -> bool:
    """Whether two texts say the same with the same numbers; two numbers that differ are news."""
    (numbers, words), (other_numbers, other_words) = _words(one), _words(other)
    shared = len(words & other_words)
    return numbers == other_numbers and shared > SAME * max(1, min(len(words), len(other_words)))


def same_statement(one: str, other: str) -> bool:
    """Return whether two sentences state the same: nearly the same words in the same order, and the same particulars.

    The names, numbers, denials and words of rank or outcome must be the same on both sides; who says so need not be.
    A sentence that only says "it" or "she" may be of anything, and states the same as no other.
    """
    some, others = claim(unattributed(one)), claim(unattributed(other))
    if LEANING.match(one) and not some.names:
        return False
    return _particulars(some) == _particulars(others) and _is_reworded_little(some.content, others.content)


def _particulars(of: Claim) -> tuple[object, ...]:
    """What two statements must have alike."""
    return of.names, of.numbers, of.days, of.denials, of.loaded


def _is_reworded_little(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one has most of the words of the other in their order, and none in the place of another."""
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
    """For each candidate, how many other passages give the same answer, each counted by how likely it does, 0..1.

    In other words: one that says nearly the same as what counts already is a reprint of that.
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
    """The probability, 0..1, of log-odds."""
    return 1 / (1 + exp(-max(-500.0, min(500.0, odds))))


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The numbers and the words of a text."""
    return frozenset(NUMBER.findall(text)), frozenset(WORD.findall(text.casefold()))


@lru_cache(maxsize=4096)
def _folded(text: str) -> tuple[frozenset[str], str]:
    """What must be alike in two answers: numbers, denials, ranks; and its words between blanks; none if it has none."""
    words = WORD.findall(text.casefold())
    return frozenset(NUMBER.findall(text)) | TELLING.intersection(words), f" {' '.join(words)} " if words else ""
