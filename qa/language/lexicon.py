"""How common an English word is, and which words are one slip away from it, by pyspellchecker's counts."""

from functools import cache

from spellchecker import SpellChecker


@cache
def _counted() -> SpellChecker:
    """The counts of some 160,000 words; as loading them takes a third of a second, it waits until they are needed."""
    return SpellChecker(language="en", distance=1)


def commonness(word: str) -> int:
    """How often a word occurs in the texts counted; 0 for one that is not English."""
    return int(_counted().word_frequency[word])


def slips_of(word: str) -> set[str]:
    """The English words with a letter added, missing or changed, or two swapped."""
    return {other for other in _counted().edit_distance_1(word) if commonness(other)} - {word}
