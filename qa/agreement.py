"""What several passages say alike: it is likelier right."""

import re
from collections.abc import Sequence
from functools import lru_cache
from math import exp

from qa.candidates import Candidate

SAME = 0.8
"""Two texts are nearly the same if the shorter shares so much of its words with the longer."""

NUMBER = re.compile(r"\d+")
WORD = re.compile(r"\w+")


def same_answer(one: str, other: str) -> bool:
    """Whether two answers are the same, or the one is part of the other with the same numbers in it."""
    numbers, words = _folded(one)
    other_numbers, other_words = _folded(other)
    return bool(words and other_words) and numbers == other_numbers and (words in other_words or other_words in words)


def nearly_same(one: str, other: str) -> bool:
    """Whether two texts say the same with the same numbers; two numbers that differ are news."""
    if set(NUMBER.findall(one)) != set(NUMBER.findall(other)):
        return False
    some, others = ({word.casefold() for word in WORD.findall(text)} for text in (one, other))
    return len(some & others) > SAME * max(1, min(len(some), len(others)))


def agreement(candidates: Sequence[Candidate]) -> float:
    """The share of the passages, 0..1, whose likeliest answer is that of the likeliest of all; likeliest first."""
    best: dict[tuple[str, int], str] = {}
    for one in candidates:
        best.setdefault(one.passage, one.says)
    answers = list(best.values())
    return sum(same_answer(answers[0], answer) for answer in answers) / len(answers) if answers else 0.0


def support(candidates: Sequence[Candidate]) -> list[float]:
    """For each candidate, how many other passages have the same answer, each counted by how likely it has, 0..1."""
    likely: dict[tuple[str, int], dict[str, float]] = {}
    for one in candidates:
        if one.says:
            said = likely.setdefault(one.passage, {})
            said[one.says] = max(said.get(one.says, 0.0), 1 / (1 + exp(-max(-500.0, min(500.0, one.odds)))))
    return [
        sum(
            max((probability for says, probability in said.items() if same_answer(one.says, says)), default=0.0)
            for passage, said in likely.items()
            if passage != one.passage
        )
        for one in candidates
    ]


@lru_cache(maxsize=4096)
def _folded(text: str) -> tuple[frozenset[str], str]:
    """The numbers in an answer, and its words between blanks; no words if it has none."""
    words = WORD.findall(text.casefold())
    return frozenset(NUMBER.findall(text)), f" {' '.join(words)} " if words else ""
