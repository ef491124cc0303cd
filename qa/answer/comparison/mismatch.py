"""What shows that a sentence cannot answer, whatever the reader says: it lacks something, or is about another."""

import re
from collections.abc import Callable, Sequence

from qa.answer.comparison.asked_for import HOW_MANY
from qa.answer.comparison.claims import claim, folded
from qa.answer.comparison.opposites import exclude
from qa.answer.evidence import Candidate
from qa.language.english import AMOUNTS, ASKING, AUXILIARIES, COUNTS, MONTHS, SCALES, any_of
from qa.values import Article

_OPEN = re.compile(rf"\W*(?:{any_of(ASKING)})\b", re.IGNORECASE)
"""The start of a question that yes or no does not answer."""

_AMOUNT = re.compile(rf"\d|\b(?:{any_of([*COUNTS, *SCALES, *AMOUNTS])})s?\b", re.IGNORECASE)
_NUMBERED = re.compile(rf"\b(?!(?i:{any_of(MONTHS)})\b)(?P<name>[A-Z]\w+) (?P<number>\d{{1,3}})\b")
_WHO_DID = re.compile(rf"\b(?:{any_of(AUXILIARIES)})\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_CAPITALS = re.compile(r"\b[A-Z]\w*")
_PASSIVE = re.compile(r"\bby\b", re.IGNORECASE)
_MUTUAL = frozenset({"meet", "met", "marri", "play", "face", "fought", "fight", "join", "agre", "talk", "deal"})
"""Stems of what two do to each other."""

Terms = Callable[[str], Sequence[str]]
"""Gives the stems of a text's words, in order."""


def can_answer(question: str, one: Candidate, terms: Terms) -> bool:
    """Return whether a sentence may answer a question, by what shows without understanding either."""
    text = one.text
    return not (
        lacks_amount(question, text)
        or is_of_other_number(question, text)
        or is_of_other_year(question, text, one.article)
        or is_turned_round(question, text, terms)
        or is_opposite(question, text)
    )


def lacks_amount(question: str, text: str) -> bool:
    """Return whether a question asks for an amount, and a text has none."""
    return HOW_MANY.search(question) is not None and _AMOUNT.search(text) is None


def is_of_other_number(question: str, text: str) -> bool:
    """Return whether a text has another number after a name: "Voyager 1", when asked about "Voyager 2"."""
    said = {(one["name"], one["number"]) for one in _NUMBERED.finditer(text)}
    names = {name for name, _ in said}
    asked = [(one["name"], one["number"]) for one in _NUMBERED.finditer(question)]
    return any(one[0] in names and one not in said for one in asked)


def is_of_other_year(question: str, text: str, article: Article) -> bool:
    """Return whether a text names years, but neither it nor its article's title or date names one asked about."""
    asked = claim(question).years
    said = claim(text).years if asked else frozenset()
    if not said or min(said) <= max(asked) <= max(said):
        return False
    published = {str(article.published.year)} if article.published else set()
    return not asked & (claim(article.title).years | published)


def is_turned_round(question: str, text: str, terms: Terms) -> bool:
    """Return whether a text says that B did to A, when the question asks when, where or whether A did to B."""
    rest = _WHO_DID.search(question)
    if rest is None or _PASSIVE.search(question) or _PASSIVE.search(text):
        return False
    if len({folded(word) for word in _CAPITALS.findall(text)}.intersection(claim(question).content)) < 2:
        return False
    names = {stem for name in claim(text).names for stem in terms(name)}
    asked, said = stems(rest["rest"], terms), stems(text, terms)
    for one, verb, other in zip(asked, asked[1:], asked[2:], strict=False):
        if {one, other} <= names and verb not in names | _MUTUAL and said.count(verb) == 1:
            at = said.index(verb)
            return one not in said[:at] and other in said[:at] and one in said[at:] and other not in said[at:]
    return False


def is_opposite(question: str, text: str) -> bool:
    """Return whether a text has the opposite of a word in an open question without a denial.

    Asked how many survived, a text on how many died may answer.
    """
    is_plain = _OPEN.match(question) is not None and not claim(question).denials
    return is_plain and HOW_MANY.search(question) is None and exclude(question, text)


def stems(text: str, terms: Terms) -> list[str]:
    """Return the stems of a text's telling words, in order."""
    return [stem for word in claim(text).content for stem in terms(word)]
