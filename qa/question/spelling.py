"""A question with slips of the hand -> the words that the articles have: "ceasfire" -> "ceasefire"."""

import re
from collections import Counter

from qa.language.english import FUNCTION_WORDS
from qa.library.documents import article_of
from vectorstore.store import Filter, Snapshot

SHORTEST = 5
"""Letters of a word that is looked at: of a shorter one, too many others are one letter away."""

LOOKED_AT = 5
"""Passages from which the right spelling is taken."""

MOST = 3
"""Words of one question that are looked at."""

_WORD = re.compile(rf"(?<![-’'\w])[^\W\d_]{{{SHORTEST},}}(?![-’'\w])")


def respelled(question: str, snapshot: Snapshot, where: Filter) -> str:
    """The question with words that no passage has as the articles there write those one letter away.

    The first letter stays. A word with a capital is meant so: other people have names one letter away. A word that
    no article comes near to is left as it is.
    """
    is_casual = question[1:] == question[1:].casefold()
    looked_at = 0
    parts: list[str] = []
    last = 0
    for found in _WORD.finditer(question):
        word = found.group()
        if looked_at >= MOST or word != word.casefold() or word in FUNCTION_WORDS or not _is_unknown(word, snapshot):
            continue
        looked_at += 1
        if (right := _nearest(word, snapshot, where, is_casual)) is not None:
            parts += [question[last : found.start()], right]
            last = found.end()
    return "".join([*parts, question[last:]])


def _is_unknown(word: str, snapshot: Snapshot) -> bool:
    """Whether it is one term, and no passage has it."""
    terms = snapshot.terms(word)
    rarest = snapshot.rarity(["\0"])[0]
    return len(terms) == 1 and snapshot.rarity(terms)[0] >= rarest


def _nearest(word: str, snapshot: Snapshot, where: Filter, is_casual: bool) -> str | None:
    """The word of the articles that is most often one letter away; a name only where no name has its capital."""
    term = snapshot.terms(word)[0]
    hits = snapshot.alike(term, LOOKED_AT, where)
    articles = {key: article_of(one) for key, one in snapshot.documents({hit.document for hit in hits}).items()}
    counts: Counter[str] = Counter()
    for hit in hits:
        article = articles[hit.document]
        for other in _WORD.findall(f"{article.title}\n{article.text[hit.start : hit.end]}"):
            is_meant = other[0] == word[0] or (is_casual and other[0].casefold() == word[0])
            counts[other.casefold()] += is_meant and is_one_slip(word, other.casefold())
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] else None


def is_one_slip(word: str, other: str) -> bool:
    """Whether a letter more, less or other, or two neighbours swapped, make one word the other, that it is not yet."""
    shorter, longer = sorted((word, other), key=len)
    if word == other or len(longer) - len(shorter) > 1:
        return False
    start = next((place for place, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    rest, more = shorter[start:], longer[start:]
    if len(shorter) < len(longer):
        return rest == more[1:]
    return rest[1:] == more[1:] or (rest[:2] == more[1::-1] and rest[2:] == more[2:])
