"""The telling words of a talk, which are looked for beside a line that leans on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.language.english import WORD, telling
from vectorstore.store import Snapshot

MOST = 6
"""Words of the talk that are looked for."""

FADING = 0.45
"""What a turn weighs against the one after it."""

BRIEF = 3
"""Telling words up to which a line that names nothing is about the topic of the talk."""

SHORT = 6
"""Telling words up to which a line may lean on the words of the talk without saying so."""

LEANING = 9
"""Telling words up to which a line with a pronoun may lean on the talk."""


@dataclass(frozen=True, slots=True)
class Context:
    """The telling words of a talk: the weight of each term, and a word that it was said as."""

    weights: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def after(self, line: str, snapshot: Snapshot, *, is_kept: bool) -> "Context":
        """The words after a line; of what was said before only if the talk went on."""
        weights = {term: FADING * weight for term, weight in self.weights.items()} if is_kept else {}
        words = dict(self.words)
        for word in WORD.findall(line):
            terms = list(dict.fromkeys(snapshot.terms(telling(word))))
            for term, rarity in zip(terms, snapshot.rarity(terms), strict=True):
                weights[term] = weights.get(term, 0.0) + rarity
                words.setdefault(term, word)
        return Context(weights, words)

    def beside(self, line: str, snapshot: Snapshot) -> str:
        """The most telling words that a line has not, the most telling first."""
        own = set(snapshot.terms(line))
        terms = sorted(self.weights, key=self.weights.__getitem__, reverse=True)
        others = [self.words[term] for term in terms if not own & set(snapshot.terms(self.words[term]))]
        return " ".join(dict.fromkeys(others[:MOST]))


def telling_terms(line: str, snapshot: Snapshot) -> int:
    """How many telling words a line has: a long one names what it asks of."""
    return len(set(snapshot.terms(telling(line))))
