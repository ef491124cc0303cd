"""Divide a pasted text into the pieces it may be made of."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from qa.verification.words import Words

LEAST = 5
"""Fewest words of a piece: many articles share shorter runs."""

COVERED = 0.9
"""The lowest share of a text that its pieces must cover: what joins them may be its own."""

MOST = 4
"""Most pieces; what is made of more is not a quote."""


def parts(pasted: Words) -> list[Words]:
    """Return the sentences of a text, split at "…"; none shorter than a piece."""
    cuts = sorted((pasted.breaks | pasted.omissions) & set(range(1, len(pasted))))
    kept = [0]
    for cut in cuts:
        if cut - kept[-1] >= LEAST and len(pasted) - cut >= LEAST:
            kept.append(cut)
    kept.append(len(pasted))
    return [pasted.part(first, last) for first, last in pairwise(kept)]


def blocks(pasted: Words, regions: Sequence[Words]) -> list[Words]:
    """Return the pieces of a text that are word for word in these regions, each with the few words that follow it.

    Return none if more than a few words are nowhere.
    """
    found = sorted(_longest(pasted, 0, len(pasted), regions, MOST))
    covered = sum(last - first for first, last in found)
    if not 1 < len(found) <= MOST or covered < COVERED * len(pasted):
        return []
    starts = [0, *(first for first, _ in found[1:]), len(pasted)]
    return [pasted.part(first, last) for first, last in pairwise(starts)]


def _longest(pasted: Words, first: int, last: int, regions: Sequence[Words], depth: int) -> Iterator[tuple[int, int]]:
    """The longest run of words found in a region, and the same for what is to its left and right."""
    if last - first < LEAST or not depth or not regions:
        return
    matches = [
        SequenceMatcher(None, pasted.forms, region.forms, autojunk=False).find_longest_match(first, last)
        for region in regions
    ]
    best = max(matches, key=lambda one: one.size)
    if best.size < LEAST:
        return
    yield best.a, best.a + best.size
    yield from _longest(pasted, first, best.a, regions, depth - 1)
    yield from _longest(pasted, best.a + best.size, last, regions, depth - 1)
