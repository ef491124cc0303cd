"""Date an event in a question ("before the election") by the dates of the articles about it."""

import re
from collections.abc import Set
from datetime import date

from qa.language.english import FUNCTION_WORDS, WORD, telling
from qa.question.days import YEARS, NamedDays, bounded
from vectorstore.store import Filter, Snapshot

FOUND = 100
"""Passages whose articles are searched for those about the event."""

DAYS = 3
"""Days, from an event on, in which most articles about it appear."""

LONGEST = 8
"""Words of an event."""

_EVENT = re.compile(
    r"(?P<word>\w*)\W+(?P<relation>before|until|after|since) (?:the|this|that|his|her|its|their) (?P<event>[^?.!,;:]+)",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"named|called|look(?:s|ed|ing)?|tak(?:es?|ing)|took|go(?:es)?|went|is|are|was|were|be|one|day|year|sought",
    re.IGNORECASE,
)
"""Words after which "after" or "before" is not about time: "named after", "looks after", "one after the other"."""

_VERB = re.compile(
    r"is|are|was|were|has|have|had|does|did|will|would|can|could|began|begins?|started|starts?|happened|came|went|took"
    r"|gave|made|said",
    re.IGNORECASE,
)


def days_of_event(question: str, snapshot: Snapshot, where: Filter, today: date) -> NamedDays | None:
    """Return the days before or after an event in a question; None if it names none, or no dated article is on it.

    Articles on it are those that the question finds and whose titles have all its words. Its day is the one from
    which, for `DAYS` days, the articles with the greatest total BM25 were published.
    """
    named = _EVENT.search(question)
    event = _named(named["event"]) if named else ""
    terms = set(snapshot.terms(telling(event)))
    if named is None or not terms or _NAMING.fullmatch(named["word"]):
        return None
    day = _day_of(terms, question, snapshot, where, today)
    period = bounded(named["relation"], day, day, today) if day else None
    if period is None:
        return None
    days = period.exact(today)
    return NamedDays(days, days, False, named.start("relation"), named.start("event") + len(event))


def _day_of(terms: Set[str], question: str, snapshot: Snapshot, where: Filter, today: date) -> date | None:
    """The day from which most is reported on an event with these words in titles; None if nothing is."""
    scores: dict[date, float] = {}
    best = {hit.document: hit.score for hit in reversed(snapshot.lexical(question, FOUND, where))}
    for key, document in snapshot.documents(best).items():
        day = document.published
        if day and day.year in YEARS and day <= today and terms <= set(snapshot.terms(document.heading)):
            scores[day] = scores.get(day, 0.0) + best[key]

    def told_from(day: date) -> float:
        return sum(score for at, score in scores.items() if (at - day).days in range(DAYS))

    return max(sorted(scores), key=told_from, default=None)


def _named(text: str) -> str:
    """The beginning of a text that names an event; empty if it begins a clause ("the bridge was built")."""
    found = list(WORD.finditer(text))
    words = [word.group() for word in found]
    joins = {place for place, word in enumerate(words) if word.casefold() == "of"}
    joins |= {place + 1 for place in joins if words[place + 1 : place + 2] == ["the"]}
    silent = next(
        (place for place, word in enumerate(words) if word.casefold() in FUNCTION_WORDS and place not in joins),
        len(words),
    )
    is_clause = silent < len(words) and _VERB.fullmatch(words[silent]) is not None
    return "" if is_clause or silent > LONGEST or not silent else text[: found[silent - 1].end()]
