"""Mend typing slips in a question by the articles' words: "ceasefire" for "ceasfire"."""

import re
from dataclasses import dataclass

from qa.language.distances import slips
from qa.language.english import FUNCTION_WORDS
from qa.language.lexicon import commonness, slips_of
from vectorstore.store import Filter, Hit, Snapshot

SHORTEST = 5
"""Fewest letters of a word to mend: too many words are one letter away from a shorter one."""

LOOKED_AT = 5
"""Passages from which the right spelling is taken."""

MOST = 3
"""Most words examined in one question."""

COMMONER = 100
"""How many times as common as an English word another must be to be meant by it: "minister" is 177 times as common as
"minster", but "bridges" 4 times as "ridges", and "bakery" twice as "baker"."""

_WORD = re.compile(rf"(?<![-’'\w])[^\W\d_]{{{SHORTEST},}}(?![-’'\w])")


def respelled(question: str, snapshot: Snapshot, where: Filter) -> str:
    """Return the question, replacing words that no article has in any form by the articles' words one letter away.

    The first letter stays. An English word is left as it is, and so is a capitalised word in a line that also has
    small letters: other people have names one letter away.
    """
    spelling = _Spelling(snapshot, where, is_casual=question[1:] == question[1:].casefold())
    looked_at = 0
    parts: list[str] = []
    last = 0
    for found in _WORD.finditer(question):
        word = found.group()
        if looked_at >= MOST or word != word.casefold() or word in FUNCTION_WORDS or not spelling.is_unknown(word):
            continue
        looked_at += 1
        if right := spelling.nearest(word):
            parts += [question[last : found.start()], right]
            last = found.end()
    return "".join([*parts, question[last:]])


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How the articles spell. If a line `is_casual`, without capitals, its words may be names."""

    snapshot: Snapshot
    where: Filter
    is_casual: bool

    def is_unknown(self, word: str) -> bool:
        """Whether a word is one term, and in no passage."""
        terms = self.snapshot.terms(word)
        rarest = self.snapshot.rarity(["\0"])[0]
        return len(terms) == 1 and self.snapshot.rarity(terms)[0] >= rarest

    def nearest(self, word: str) -> str:
        """Return the commonest word in the articles that is one slip away and may be meant; empty if none."""
        slips = sorted(one for one in slips_of(word) if one[0] == word[0])
        hits = self.snapshot.alike(self.snapshot.terms(word)[0], LOOKED_AT, self.where)
        hits += self.snapshot.lexical(" ".join(slips), LOOKED_AT, self.where)
        own = commonness(word)
        meant = [one for one in self._written(word, hits) if commonness(one) >= COMMONER * own]
        return min(meant, key=lambda one: (self._rarity(one), one), default="")

    def _written(self, word: str, hits: list[Hit]) -> set[str]:
        """The words in passages that are one slip away; names only if the line has no capitals."""
        articles = self.snapshot.documents({hit.document for hit in hits})
        texts = [
            f"{articles[hit.document].heading}\n{articles[hit.document].text[hit.start : hit.end]}" for hit in hits
        ]
        return {
            other.casefold()
            for text in texts
            for other in _WORD.findall(text)
            if (other[0] == word[0] or (self.is_casual and other[0].casefold() == word[0]))
            and is_one_slip(word, other.casefold())
        }

    def _rarity(self, word: str) -> float:
        return min(self.snapshot.rarity(self.snapshot.terms(word)), default=0.0)


def is_one_slip(word: str, other: str) -> bool:
    """Whether two words differ by exactly one letter added, missing or changed, or two neighbours swapped."""
    return slips(word, other, 1) == 1
