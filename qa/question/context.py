"""The telling words of a talk, searched for along with a line that leans on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.language.english import WORD, telling
from vectorstore.store import Snapshot

MOST = 6
"""Most words of the talk searched for."""

FADING = 0.45
"""A turn's weight relative to the next one's."""

BRIEF = 3
"""Most telling words of a line that names nothing, if it is about the talk's topic."""

SHORT = 6
"""Most telling words of a line that may lean on the talk's words without saying so."""

LEANING = 9
"""Most telling words of a line with a pronoun that may lean on the talk."""


@dataclass(frozen=True, slots=True)
class Context:
    """The telling words of a talk: the weight of each term, and a word in which it was said."""

    weights: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def after(self, line: str, snapshot: Snapshot, *, is_kept: bool) -> "Context":
        """The context after a line; if `is_kept`, with earlier words, which fade."""
        weights = {term: FADING * weight for term, weight in self.weights.items()} if is_kept else {}
        words = dict(self.words)
        for word in WORD.findall(line):
            terms = list(dict.fromkeys(snapshot.terms(telling(word))))
            for term, rarity in zip(terms, snapshot.rarity(terms), strict=True):
                weights[term] = weights.get(term, 0.0) + rarity
                words.setdefault(term, word)
        return Context(weights, words)

    def beside(self, line: str, snapshot: Snapshot) -> str:
        """The most telling words that a line lacks, the most telling first."""
        own = set(snapshot.terms(line))
        terms = sorted(self.weights, key=self.weights.__getitem__, reverse=True)
        others = [self.words[term] for term in terms if not own & set(snapshot.terms(self.words[term]))]
        return " ".join(dict.fromkeys(others[:MOST]))


def telling_terms(line: str, snapshot: Snapshot) -> int:
    """How many telling words a line has: a long one names its subject."""
    return len(set(snapshot.terms(telling(line))))
