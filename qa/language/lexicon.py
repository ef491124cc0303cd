"""How common a word of English is, and which words are one slip away from another, by the counts of pyspellchecker."""

from functools import cache

from spellchecker import SpellChecker


@cache
def _counted() -> SpellChecker:
    """The counts of some 160,000 words; they take a third of a second to load, so only a question in need waits."""
    return SpellChecker(language="en", distance=1)


def commonness(word: str) -> int:
    """How often a word stands in the texts that were counted; 0 for one that is no English word."""
    return int(_counted().word_frequency[word])


def slips_of(word: str) -> set[str]:
    """The English words that are a letter more, less or other, or two letters swapped."""
    return {other for other in _counted().edit_distance_1(word) if commonness(other)} - {word}
