"""When two sentences that answer a question cannot both be right, and when one of them is only older."""

from collections.abc import Sequence
from enum import Enum, auto
from itertools import combinations

from qa.answer.comparison.agreement import same_answer, same_statement
from qa.answer.comparison.asked_for import AskedFor, asked_for, grows, is_of_now, lasts, recurs, subject
from qa.answer.comparison.claims import claim, unattributed
from qa.answer.comparison.comparing import (
    PLANNED,
    SEVERAL,
    Saying,
    agree,
    count_alike,
    days_agree,
    subjects_differ,
    times_differ,
)
from qa.answer.comparison.opposites import are_opposite, denied_parts, tells_of_denial
from qa.answer.comparison.same_names import LIKE, is_name, names_agree
from qa.language.english import RANKS

STATE_DAYS = 30
"""Days after which what a question about the present asks may have changed."""

AGAIN_DAYS = 180
"""Days after which what recurs, such as a race, may have happened again."""

GROWN = 1.1
"""A count this many times as large has grown, even if the older one was a bound ("at least")."""

SHARED = 0.5
"""Two sentences are about one matter if the shorter shares this much of its words, answers left out."""


class Relation(Enum):
    """How two sentences that answer a question relate."""

    SAME = auto()
    CONTRADICT = auto()
    OLDER = auto()
    UNRELATED = auto()


def relation(question: str, one: Saying, other: Saying) -> Relation:
    """Return how two sentences that answer a question relate: whether both can be right.

    OLDER means that a later report has overtaken one of them: a count has grown, or a state has changed.
    """
    if same_statement(one.text, other.text):
        return Relation.SAME
    if _denies(question, one, other) or _denies(question, other, one):
        return _dated(question, one, other)
    kind = asked_for(question)
    if kind is AskedFor.YES_OR_NO:
        return _of_polar(question, one, other)
    if not (_answers(question, one) and _answers(question, other)) or subjects_differ(question, one, other):
        return Relation.UNRELATED
    is_figure = one.figure is not None and other.figure is not None and not is_name(one.answer)
    if kind is AskedFor.DAY:
        return _of_days(question, one, other)
    return _of_counts(question, one, other) if kind is AskedFor.COUNT or is_figure else _of_names(question, one, other)


def older(question: str, sayings: Sequence[Saying]) -> frozenset[int]:
    """Return the places of the sayings that a later one has overtaken."""
    found: set[int] = set()
    for (place, one), (other_place, other) in combinations(enumerate(sayings), 2):
        if one.published and other.published and relation(question, one, other) is Relation.OLDER:
            found.add(place if one.published < other.published else other_place)
    return frozenset(found)


def _denies(question: str, one: Saying, other: Saying) -> bool:
    """Whether the first denies what the other says on the question: "not started by Lee"."""
    said = claim(unattributed(other.text))
    if said.denials or not _is_of_one_matter(one, other):
        return False
    parts = [claim(part) for part in denied_parts(unattributed(one.text))]
    figure = claim(other.answer).content if other.figure else ()
    at_issue = {*claim(question).content, *said.names, *figure}
    return any(set(part.content) <= set(said.content) and not at_issue.isdisjoint(part.content) for part in parts)


def _of_polar(question: str, one: Saying, other: Saying) -> Relation:
    if not _is_of_one_matter(one, other) or subjects_differ(question, one, other) or times_differ(one, other):
        return Relation.UNRELATED
    if any(tells_of_denial(each.text) for each in (one, other)):
        return Relation.UNRELATED
    some, others = claim(unattributed(one.text)), claim(unattributed(other.text))
    is_opposite = are_opposite(one.text, other.text)
    if bool(some.denials) == bool(others.denials):
        return _dated(question, one, other) if is_opposite else Relation.UNRELATED
    return Relation.SAME if is_opposite else _dated(question, one, other)


def _of_counts(question: str, one: Saying, other: Saying) -> Relation:
    some, others = one.figure, other.figure
    if some is None or others is None or not count_alike(one, other, _asked(question)):
        return Relation.UNRELATED
    has_grown = _has_grown(question, one, other)
    if has_grown and max(some.value, others.value) > GROWN * min(some.value, others.value):
        return Relation.OLDER
    if agree(some, others):
        return Relation.SAME
    if has_grown:
        return Relation.OLDER
    is_told = bool(some.noun and others.noun) or bool(some.measure and others.measure)  # what is counted
    if times_differ(one, other) or not (is_told or _is_of_one_matter(one, other)):
        return Relation.UNRELATED
    return _dated(question, one, other)


def _has_grown(question: str, one: Saying, other: Saying) -> bool:
    """Whether the later of two reports counts more of what only grows."""
    if one.published is None or other.published is None or one.published == other.published:
        return False
    before, after = (one.figure, other.figure) if one.published < other.published else (other.figure, one.figure)
    is_more = before is not None and after is not None and after.value > before.value
    return is_more and any(map(grows, (question, one.text, other.text)))


def _of_days(question: str, one: Saying, other: Saying) -> Relation:
    agreed = days_agree(one, other)
    if agreed is None:
        return Relation.UNRELATED
    if agreed:
        return Relation.SAME
    if bool(PLANNED.search(one.text)) != bool(PLANNED.search(other.text)) and one.published != other.published:
        return Relation.OLDER
    return _dated(question, one, other)


def _of_names(question: str, one: Saying, other: Saying) -> Relation:
    if same_answer(one.answer, other.answer) or names_agree(one.answer, other.answer):
        return Relation.SAME
    if (
        times_differ(one, other)
        or any(SEVERAL.search(each.text) for each in (one, other))
        or not _is_of_one_matter(one, other)
    ):
        return Relation.UNRELATED
    kind = asked_for(question)
    if kind is AskedFor.CAUSE:
        return _dated(question, one, other) if _disjoint(one.answer, other.answer) else Relation.UNRELATED
    are_names = is_name(one.answer) and is_name(other.answer)
    if kind is not AskedFor.ONE or not are_names or _ranks_differ(one, other):
        return Relation.UNRELATED
    is_named = one.names(other.answer) or other.names(one.answer)
    if is_named and not (_are_swapped(one, other) or are_opposite(one.text, other.text)):
        return Relation.UNRELATED
    if _days_apart(one, other) >= STATE_DAYS and not lasts(question):
        return Relation.OLDER if is_of_now(question) else Relation.UNRELATED
    return _dated(question, one, other)


def _are_swapped(one: Saying, other: Saying) -> bool:
    """Whether two sentences have the same words in other roles: "Reds beat Blues", "Blues beat Reds"."""
    some, others = (sorted(claim(unattributed(each.text)).content) for each in (one, other))
    return some == others


def _ranks_differ(one: Saying, other: Saying) -> bool:
    return claim(one.text).loaded & RANKS != claim(other.text).loaded & RANKS


def _dated(question: str, one: Saying, other: Saying) -> Relation:
    """What two differing sayings are, by their days: a contradiction, an older state, or different races."""
    apart = _days_apart(one, other)
    if apart >= AGAIN_DAYS and recurs(question):
        return Relation.UNRELATED
    return Relation.OLDER if apart >= STATE_DAYS and is_of_now(question) else Relation.CONTRADICT


def _answers(question: str, saying: Saying) -> bool:
    """Whether a sentence has answering words and, with its title, enough of the question's words."""
    asked = {word[:LIKE] for word in claim(subject(question)).content}
    said = {word[:LIKE] for word in claim(f"{saying.title}. {saying.text}").content}
    return bool(saying.answer) and len(asked & said) >= SHARED * len(asked)


def _days_apart(one: Saying, other: Saying) -> int:
    """The days between two articles; 0 if one has no date."""
    return abs((one.published - other.published).days) if one.published and other.published else 0


def _asked(question: str) -> frozenset[str]:
    return frozenset(claim(question).content)


def _disjoint(one: str, other: str) -> bool:
    some, others = set(claim(one).content), set(claim(other).content)
    return bool(some) and bool(others) and some.isdisjoint(others)


def _is_of_one_matter(one: Saying, other: Saying) -> bool:
    """Whether two sentences share most of their words, without answers and attributions."""
    some, others = ({word[:LIKE] for word in claim(each.rest).content} for each in (one, other))
    least = min(len(some), len(others))
    return not least or len(some & others) >= SHARED * least
