"""How far apart two texts are, by rapidfuzz, loaded on the first comparison: most answers need none."""

from typing import TYPE_CHECKING

from qa.values import Span

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcodes


def slips(one: str, other: str, most: int) -> int:
    """Return how many letters added, missing, changed or swapped part two words; `most` + 1 if there are more."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=most)


def edits(one: str, other: str) -> int:
    """Return how many edits, a character each, part two texts."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other)


def steps(one: str, other: str) -> "Opcodes":
    """Return the fewest steps from one text to the other: what is equal, replaced, inserted or deleted."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.opcodes(one, other)


def likeness(one: str, other: str) -> float:
    """Return how like the shorter text is to the most similar slice of the other, 0..100."""
    from rapidfuzz.fuzz import partial_ratio

    return partial_ratio(one, other)


def most_like(one: str, other: str) -> Span | None:
    """Return the slice of the other text most like the one, which is shorter; None if none is."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(one, other)
    return Span(found.dest_start, found.dest_end) if found else None
