"""A pasted text -> the pieces of which it may be put together."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from qa.verification.words import Words

LEAST = 5
"""Words of a piece: fewer stand side by side in many articles."""

COVERED = 0.9
"""The share of a text that has to stand in the articles piece by piece: what joins them may be its own."""

MOST = 4
"""Pieces; what is put together from more is no quote."""


def parts(pasted: Words) -> list[Words]:
    """Return the sentences of a text, and what "…" parts in them; none shorter than a piece."""
    cuts = sorted((pasted.breaks | pasted.omissions) & set(range(1, len(pasted))))
    kept = [0]
    for cut in cuts:
        if cut - kept[-1] >= LEAST and len(pasted) - cut >= LEAST:
            kept.append(cut)
    kept.append(len(pasted))
    return [pasted.part(first, last) for first, last in pairwise(kept)]


def blocks(pasted: Words, regions: Sequence[Words]) -> list[Words]:
    """Return the pieces of a text that stand word for word in these regions, each with the few words that follow it.

    None if more than a few words stand nowhere.
    """
    found = sorted(_longest(pasted, 0, len(pasted), regions, MOST))
    covered = sum(last - first for first, last in found)
    if not 1 < len(found) <= MOST or covered < COVERED * len(pasted):
        return []
    starts = [0, *(first for first, _ in found[1:]), len(pasted)]
    return [pasted.part(first, last) for first, last in pairwise(starts)]


def _longest(pasted: Words, first: int, last: int, regions: Sequence[Words], depth: int) -> Iterator[tuple[int, int]]:
    """The longest run of words that stands in a region, and likewise of what is left of it and right of it."""
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
