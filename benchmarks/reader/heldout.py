"""Which articles are held out of training."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable

HELD_OUT = 80
"""How many questions of each set are held out at least, of whole articles."""


def held_out(asked: Iterable[tuple[str, int]]) -> frozenset[int]:
    """Choose articles of each set, given the set and the article of each question."""
    by_set: dict[str, Counter[int]] = defaultdict(Counter)
    for name, article in asked:
        by_set[name][article] += 1
    taken: set[int] = set()
    for articles in by_set.values():
        count = 0
        for article in random.Random(0).sample(sorted(articles), len(articles)):
            if count >= HELD_OUT:
                break
            taken.add(article)
            count += articles[article]
    return frozenset(taken)
