"""A question that a passage answers -> almost identical questions that it does not answer.

One name, number or year, or one word that has an opposite, is exchanged: "who won" becomes "who lost".
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

NAME = re.compile(r"\b[A-Z][\w'’-]*[a-z][\w’-]*(?:\s+(?:(?:of|the|de|von|van)\s+)?[A-Z][\w’-]*[a-z][\w’-]*)*")
NUMBER = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w-])")
YEAR = re.compile(r"(?:1[0-9]|20)\d\d$")
YEARS = 15
"""By how many years a year is moved at most."""

BEFORE_PLACES = frozenset(["in", "at", "near", "from", "into", "to", "around", "outside"])

OPPOSITES = """
first/last largest/smallest biggest/smallest highest/lowest oldest/youngest longest/shortest most/least more/fewer
best/worst earliest/latest greatest/least maximum/minimum major/minor majority/minority before/after above/below
north/south northern/southern east/west eastern/western northeast/southwest upper/lower inner/outer inside/outside
increase/decrease increased/decreased increasing/decreasing rise/fall rose/fell raised/lowered grow/shrink gain/lose
gained/lost win/lose won/lost winner/loser winning/losing victory/defeat success/failure succeed/fail support/oppose
supported/opposed supporters/opponents accept/reject accepted/rejected allow/forbid allowed/forbidden legal/illegal
begin/end began/ended start/finish started/finished opened/closed arrive/leave arrived/left enter/leave
born/buried buy/sell bought/sold import/export imports/exports cheap/expensive rich/poor strong/weak strength/weakness
strengths/weaknesses advantage/disadvantage advantages/disadvantages benefit/harm benefits/harms positive/negative
good/bad liked/disliked love/hate loved/hated happy/sad friend/enemy friends/enemies ally/rival
male/female men/women man/woman boy/girl boys/girls king/queen prince/princess father/mother son/daughter
brother/sister brothers/sisters husband/wife uncle/aunt young/old early/late hot/cold warm/cool wet/dry
summer/winter spring/autumn morning/evening long/short big/small large/small high/low fast/slow heavy/light
thick/thin wide/narrow deep/shallow hard/easy difficult/easy simple/complex ancient/modern urban/rural public/private
domestic/foreign internal/external common/rare common/uncommon similar/different same/different black/white
top/bottom forward/backward gained/lost attack/defend attacked/defended offense/defense
destroyed/built remember/forget build/destroy join/leave joined/left agree/disagree agreed/disagreed pros/cons
"""
ROLES = """
beat/lost to,defeated/was defeated by,defeat/lose to,succeeded/preceded,succeed/precede,killed/was killed by,
invaded/was invaded by,conquered/was conquered by,influenced/was influenced by,founded/was founded by,
buyer/seller,buyers/sellers,teacher/student,teachers/students,parent/child,parents/children,
employer/employee,landlord/tenant,doctor/patient,attacker/victim,leader/follower,leaders/followers,
followed/preceded,gave/received,give/receive,lent/borrowed,sent/received,send/receive
"""
NEGATED = {"did": "didn't", "does": "doesn't", "do": "don't", "is": "isn't", "are": "aren't", "was": "wasn't"}
NEGATED |= {"were": "weren't", "can": "can't", "could": "couldn't", "has": "hasn't", "have": "haven't"}


YES_OR_NO = re.compile(r"(?:is|are|was|were|do|does|did|has|have|can|could|will|would|should)\b", re.IGNORECASE)


class Swap(NamedTuple):
    """A question that was made from another, and how."""

    kind: str
    question: str


def pairs(text: str) -> dict[str, str]:
    """Return each phrase with its opposite, both ways; of several opposites, the first."""
    found: dict[str, str] = {}
    for pair in re.split(r",\s*|\n|(?<=[a-z]) (?=[a-z]+/)", text.strip()):
        one, other = pair.strip().split("/")
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


OPPOSITE, ROLE = pairs(OPPOSITES), pairs(ROLES)


class Names:
    """Names from questions, by what they seem to be: a place or not, and of one word or several."""

    def __init__(self, questions: Iterable[str]) -> None:
        self._known: dict[tuple[bool, bool], list[str]] = defaultdict(list)
        for question in questions:
            for match in names_in(question):
                self._known[kind_of(question, match)].append(match.group())

    def other(self, question: str, match: re.Match[str], chance: random.Random) -> str:
        """Another name of the same kind."""
        return chance.choice(self._known[kind_of(question, match)])


def names_in(question: str) -> list[re.Match[str]]:
    """Return the names in a question; its first word is not taken for one."""
    return [match for match in NAME.finditer(question) if match.start() > 0]


def kind_of(question: str, match: re.Match[str]) -> tuple[bool, bool]:
    """Whether a name in a question seems to be a place, and whether it has several words."""
    before = question[: match.start()].split()[-1:]
    return bool(before) and before[0].lower() in BEFORE_PLACES, " " in match.group()


def swaps(question: str, passage: str, answers: Sequence[str], names: Names, chance: random.Random) -> Iterator[Swap]:
    """Yield variants of a question, at most one of each kind; none if "yes" or "no" would answer it."""
    if YES_OR_NO.match(question):
        return
    makers = (
        renamed(question, passage, answers, names, chance),
        renumbered(question, passage, chance),
        turned("opposite", question, OPPOSITE),
        turned("role", question, ROLE),
        negated(question),
    )
    yield from (one for one in makers if one is not None)


def renamed(question: str, passage: str, answers: Sequence[str], names: Names, chance: random.Random) -> Swap | None:
    """Exchange a name for another: of the same passage, or of any question."""
    matches = [match for match in names_in(question) if match.group() in passage]
    if not matches:
        return None
    match = chance.choice(matches)
    several = kind_of(question, match)[1]
    taken = words_of(" ".join((question, *answers)))
    beside = [one.group() for one in NAME.finditer(passage) if one.start() and passage[one.start() - 2] not in '.!?\n"']
    near = [name for name in beside if (" " in name) is several and not words_of(name) & taken]
    is_near = bool(near) and chance.random() < 0.5
    name = chance.choice(near) if is_near else names.other(question, match, chance)
    if words_of(name) & (taken if is_near else taken | words_of(passage)):
        return None
    return Swap("name near" if is_near else "name", replaced(question, match, name))


def renumbered(question: str, passage: str, chance: random.Random) -> Swap | None:
    """Exchange a number or year for one that the passage does not have."""
    matches = [match for match in NUMBER.finditer(question) if match.group() in passage]
    if not matches:
        return None
    match = chance.choice(matches)
    number = match.group()
    if YEAR.match(number):
        other = str(int(number) + chance.choice([-1, 1]) * chance.randint(1, YEARS))
        return None if other in passage else Swap("year", replaced(question, match, other))
    digit = chance.choice([one for one in "23456789" if one != number[0]])
    return Swap("number", replaced(question, match, digit + number[1:]))


def turned(kind: str, question: str, opposites: dict[str, str]) -> Swap | None:
    """Exchange a word for its opposite."""
    phrases = sorted(opposites, key=len, reverse=True)
    match = re.search(rf"(?<!\b[Hh]ow )(?<!\bwere )(?<!\bwas )(?<!\bbeen )\b(?:{'|'.join(phrases)})\b", question)
    return Swap(kind, replaced(question, match, opposites[match.group()])) if match else None


def negated(question: str) -> Swap | None:
    """Add "not" where there is none, and leave it out where there is one."""
    if match := re.search(r"\b(did|does|do|is|are|was|were|can|could|has|have)(n['’]t| not)\b", question):
        return Swap("polarity", question[: match.start(2)] + question[match.end(2) :])
    match = re.search(r"\b(?:[Ww]ho|[Ww]hat|[Ww]here|[Ww]hen|[Ww]hy|[Ww]hich \w+|[Hh]ow many \w+) (\w+)\b", question)
    if match is None or match.group(1) not in NEGATED:
        return None
    return Swap("polarity", question[: match.start(1)] + NEGATED[match.group(1)] + question[match.end(1) :])


def replaced(text: str, match: re.Match[str], other: str) -> str:
    """Return a text with something else in place of what was matched."""
    return text[: match.start()] + other + text[match.end() :]


def words_of(text: str) -> set[str]:
    """Return the words of a text, in lower case."""
    return set(re.findall(r"\w+", text.lower()))
