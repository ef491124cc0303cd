"""Where two sentences that answer a question cannot both be right, and where one of them is only older."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import combinations

from qa.answer.agreement import same_answer, same_statement
from qa.answer.claims import claim, unattributed
from qa.answer.comparing import (
    LIKE,
    PLANNED,
    SEVERAL,
    Saying,
    agree,
    count_alike,
    days_agree,
    is_name,
    names_agree,
    subjects_differ,
    times_differ,
)
from qa.language.english import AUXILIARIES, RANKS, any_of
from qa.values import Quote

SURE = 0.5
"""A quote takes part in `disagreement` if it is so sure, 0..1."""

STATE_DAYS = 30
"""Days after which what is so, as a question of the present asks, may have changed."""

AGAIN_DAYS = 180
"""Days after which what recurs, such as a race, may have taken place again."""

GROWN = 1.1
"""A count that is larger by so much has grown, though the older one was said to be a bound ("at least")."""

SHARED = 0.5
"""Two sentences are of one matter if the shorter shares so much of its words with the other, the answers left out."""

_POLAR = re.compile(rf"\W*(?:{any_of(AUXILIARIES)})\b", re.IGNORECASE)
_COUNT = re.compile(
    r"\bhow (?:many|much|long|old|far|high|tall|deep|big|fast|often|wide|heavy|large)\b|"
    r"\b(?:percentage|number|amount|share|population|price|cost|length|height|toll|(?:what|which) age)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:when|(?:what|which) (?:year|month|day|date|century))\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:what (?:caused|started|triggered|led to)|(?:what|which) (?:is|was) the (?:cause|reason))\b", re.IGNORECASE
)
_ONE = re.compile(r"\b(?:who|whose|which|what|where)\b", re.IGNORECASE)
_OF_SEVERAL = re.compile(
    r"\b(?:(?:was|is|got|been) (?:killed|injured|hurt|arrested|charged|wounded|rescued)|said|says|spoke|attended|"
    r"oppose[ds]?|supports?|supported|helped|died|praised|critici[sz]ed|were|are|voted|came|reacted|called|think)\b",
    re.IGNORECASE,
)
"""What may be true of several: a question of it has more than one right answer."""

_PRESENT = re.compile(r"\b(?:is|are|does|do|has|have|can|will|costs?|leads?|owns?|runs?|holds?)\b", re.IGNORECASE)
_RECURS = re.compile(
    r"\b(?:won|win|winner|beat|cup|race|final|election|championship|title|award|prize|fair|festival|season|match|game|"
    r"marathon|league|medal|visitors|annual|budget)\b",
    re.IGNORECASE,
)
_GROWS = re.compile(
    r"\b(?:dead|died|dies|die|killed|deaths?|toll|injured|wounded|hurt|missing|cases|infected|infections|"
    r"arrest(?:s|ed)|detained|evacuated|displaced|rescued|bodies|raised|donat\w+|sold|signatures?|signed|votes|"
    r"destroyed|burn(?:ed|t)|lost|members|inhabitants|population|subscribers|followers|how old|so far|doses|vaccinated|"
    r"homeless|victims|found|counted)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:denied|denies|deny|denying|rejected|rejects|disputes?|disputed)\b", re.IGNORECASE)
_NEGATED_PART = re.compile(r"\b(?:not|never|n['’]t)\b(?P<part>[^,;.]*?)(?:\bbut\b|[,;.]|$)", re.IGNORECASE)
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (r"(?:re)?open(?:s|ed|ing)?", r"clos(?:e[sd]?|ing)|shut"),
        (r"guilty|convicted", r"innocent|acquitted|cleared"),
        (r"alive|surviv\w+", r"dead|died|killed"),
        (r"w[io]ns?|victory", r"los[et]s?|lost|defeat(?:ed)?"),
        (r"approv\w+|accept\w+|pass(?:ed|es)?|agreed|adopt\w+", r"reject\w+|fail\w+|refus\w+|turned down"),
        (r"r[io]ses?|risen|increas\w+|grew|grown", r"f[ae]ll(?:s|en)?|decreas\w+|shrank|dropp\w+"),
        (r"vot\w+ for|support\w+|back(?:s|ed)", r"vot\w+ against|oppos\w+"),
        (r"allow\w+|permit\w+|legal", r"ban(?:s|ned)?|forbid\w*|illegal|prohibit\w+"),
        (r"safe", r"unsafe|dangerous"),
        (r"true", r"false|untrue"),
    )
)


class Relation(Enum):
    """How two sentences that answer a question stand to each other."""

    SAME = auto()
    CONTRADICT = auto()
    OLDER = auto()
    UNRELATED = auto()


def relation(question: str, one: Saying, other: Saying) -> Relation:
    """Return how two sentences that answer a question stand to each other: whether both can be right.

    OLDER says that a later report has overtaken one of them: a count has grown since, or a state has changed.
    """
    if same_statement(one.text, other.text):
        return Relation.SAME
    if _denies(one, other) or _denies(other, one):
        return _dated(question, one, other)
    if _POLAR.match(question):
        return _of_polar(question, one, other)
    if not one.answer or not other.answer or subjects_differ(question, one, other):
        return Relation.UNRELATED
    is_figure = one.figure is not None and other.figure is not None and not is_name(one.answer)
    if _COUNT.search(question) or (is_figure and not _WHEN.search(question)):
        return _of_counts(question, one, other)
    if _WHEN.search(question):
        return _of_days(question, one, other)
    return _of_names(question, one, other)


def disagreeing(question: str, sayings: Sequence[Saying]) -> tuple[int, int] | None:
    """Return the places of the first two that cannot both be right, or None."""
    for (place, one), (other_place, other) in combinations(enumerate(sayings), 2):
        if relation(question, one, other) is Relation.CONTRADICT:
            return place, other_place
    return None


def older(question: str, sayings: Sequence[Saying]) -> frozenset[int]:
    """Return the places of those that a later one of the others has overtaken."""
    found: set[int] = set()
    for (place, one), (other_place, other) in combinations(enumerate(sayings), 2):
        if one.published and other.published and relation(question, one, other) is Relation.OLDER:
            found.add(place if one.published < other.published else other_place)
    return frozenset(found)


def disagreement(question: str, quotes: Sequence[Quote]) -> tuple[int, ...]:
    """The places of two quotes of different articles that cannot both be right, the first such; else none."""
    sure = [(place, quote) for place, quote in enumerate(quotes) if quote.confidence >= SURE and quote.highlight]
    for (place, one), (other_place, other) in combinations(sure, 2):
        if (
            one.article.id != other.article.id
            and relation(question, _saying(one), _saying(other)) is Relation.CONTRADICT
        ):
            return place, other_place
    return ()


def _saying(quote: Quote) -> Saying:
    return Saying(quote.text, quote.answer, quote.article.published, quote.article.title)


def _denies(one: Saying, other: Saying) -> bool:
    """Whether the first denies what the other answers: "was not started by Lee", "not four million but five"."""
    denied = [set(claim(found["part"]).content) for found in _NEGATED_PART.finditer(unattributed(one.text))]
    said = claim(unattributed(other.text))
    if said.denials or not any(part and part <= set(said.content) for part in denied):
        return False
    return _is_of_one_matter(one, other)


def _of_polar(question: str, one: Saying, other: Saying) -> Relation:
    if not _is_of_one_matter(one, other) or subjects_differ(question, one, other) or times_differ(one, other):
        return Relation.UNRELATED
    if any(_DENIAL.search(each.text) for each in (one, other)):
        return Relation.UNRELATED
    some, others = claim(unattributed(one.text)), claim(unattributed(other.text))
    is_opposite = _are_opposite(one.text, other.text)
    if bool(some.denials) == bool(others.denials):
        return _dated(question, one, other) if is_opposite else Relation.UNRELATED
    return Relation.SAME if is_opposite else _dated(question, one, other)


def _are_opposite(one: str, other: str) -> bool:
    """Whether a word stands in the one against its opposite in the other: "open" and "closed"."""
    return any(
        (first.search(one) and second.search(other) and not first.search(other))
        or (second.search(one) and first.search(other) and not second.search(other))
        for first, second in _OPPOSITES
    )


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
    return Relation.UNRELATED if times_differ(one, other) else _dated(question, one, other)


def _has_grown(question: str, one: Saying, other: Saying) -> bool:
    """Whether the later of two reports counts more of what only grows."""
    if one.published is None or other.published is None or one.published == other.published:
        return False
    before, after = (one.figure, other.figure) if one.published < other.published else (other.figure, one.figure)
    is_more = before is not None and after is not None and after.value > before.value
    return is_more and any(map(_GROWS.search, (question, one.text, other.text)))


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
    if _CAUSE.search(question):
        return _dated(question, one, other) if _disjoint(one.answer, other.answer) else Relation.UNRELATED
    asks_for_one = _ONE.search(question) is not None and _OF_SEVERAL.search(question) is None
    if not asks_for_one or not (is_name(one.answer) and is_name(other.answer)) or _ranks_differ(one, other):
        return Relation.UNRELATED
    return _dated(question, one, other)


def _ranks_differ(one: Saying, other: Saying) -> bool:
    return claim(one.text).loaded & RANKS != claim(other.text).loaded & RANKS


def _dated(question: str, one: Saying, other: Saying) -> Relation:
    """What two that differ are, by their days: a contradiction, an older state, or another race of its kind."""
    if one.published is None or other.published is None:
        return Relation.CONTRADICT
    apart = abs((one.published - other.published).days)
    if apart >= AGAIN_DAYS and _RECURS.search(question):
        return Relation.UNRELATED
    return Relation.OLDER if apart >= STATE_DAYS and _PRESENT.search(question) else Relation.CONTRADICT


def _asked(question: str) -> frozenset[str]:
    return frozenset(claim(question).content)


def _disjoint(one: str, other: str) -> bool:
    some, others = set(claim(one).content), set(claim(other).content)
    return bool(some) and bool(others) and some.isdisjoint(others)


def _is_of_one_matter(one: Saying, other: Saying) -> bool:
    """Whether two sentences share most of their words, the answers and who says so left out."""
    some, others = ({word[:LIKE] for word in claim(each.rest).content} for each in (one, other))
    least = min(len(some), len(others))
    return not least or len(some & others) >= SHARED * least
