"""Earlier turns and a new question -> the question as it is understood: by itself, or in the light of the talk.

Rules, no network: whether a question leans on what came before (`leans`), what the talk is of (`Talk`), and how the
question reads with that put in. What was measured is in benchmarks/README.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from qa.disfluency import repaired
from qa.timewords import mention
from qa.types import Turn
from qa.words import FUNCTION_WORDS

LOOKED_BACK = 5
"""Earlier turns that are looked at."""

SHORT = 6
"""Telling terms up to which a question may lean on the talk without saying so."""

LEANING = 9
"""Telling terms up to which a question with a pronoun may."""

BARE = 2
"""Telling terms up to which words that ask nothing go on with the last question, and up to which a pronoun with
no talk before it leaves open what is asked of."""

CONTEXT = 6
"""Telling terms of the talk that are looked for beside the question."""

FADING = 0.45
"""What a turn weighs against the one after it."""

LONGEST = 200
"""Characters of a question as it is understood."""


class Words(Protocol):
    """What is known of words: a Snapshot of a library knows it."""

    def terms(self, text: str) -> list[str]:
        """The words of a text as they are looked for, in their order."""
        ...

    def rarity(self, terms: Sequence[str]) -> list[float]:
        """How telling each is, from 0 for one that is everywhere."""
        ...


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is understood.

    `said` are its own words, less slips of the tongue; `question` reads by itself, as far as that can be. `context`
    are words of the talk to look for besides, the most telling first; empty where it stands alone. It `is_sure` if
    the question says itself that it goes on from something, and `is_open` if nothing was named that it could mean.
    """

    said: str
    question: str
    context: str = ""
    is_sure: bool = False
    is_open: bool = False

    @property
    def read(self) -> str:
        """What sentences are read for: what was put in where the question asks for that, else its own words."""
        return self.question if self.is_sure else self.said

    @classmethod
    def alone(cls, question: str) -> "Understood":
        """A question that stands by itself."""
        return cls(question, question)


def understand(question: str, turns: Sequence[Turn], words: Words) -> Understood:
    """A question in the light of the turns before it, oldest first."""
    talk = Talk(words)
    for turn in turns[-LOOKED_BACK:]:
        talk.follow(turn, talk.understood(turn.question))
    return talk.understood(question)


PERSON = r"he|she|him|her|hers|his"
THING = r"it|its|itself|they|them|their|theirs"
_NOT_TIME = r"(?!\s+(?:week|weekend|month|year|morning|afternoon|evening|season|summer|winter|spring|fall|autumn)s?\b)"
_POINTING = (
    r"(?:this|that|these|those)(?=\s*(?:[?.!,]|$|(?:is|was|are|were|will|would|can|could|did|does|do|has|have|had"
    r"|mean|happen|work)\b))"
    rf"|(?<=\b(?:of|in|at|on|by|to|is|do)\s)(?:this|that|these|those){_NOT_TIME}(?=\s+\w+\s*[?.!]?\s*$)"
    rf"|(?<=\b(?:for|was|did|are)\s)(?:this|that|these|those){_NOT_TIME}(?=\s+\w+)"
)
_LOOSE = r"there(?=\s*[?.!]?\s*$)|the same|the others?|another one|the (?:former|latter)|which one|that one|the \w+ one"
_ANAPHOR = re.compile(
    rf"\b(?:(?P<person>{PERSON})|(?P<thing>{THING})|(?P<pointing>{_POINTING})|(?P<loose>{_LOOSE}))\b", re.IGNORECASE
)
_OPENING = re.compile(
    r"\s*(?P<opening>(?:(?:and|but|so|or|also|then|ok|okay|yes|no|well)\b[\s,]*)*"
    r"(?:(?:what|how) about|(?:what|who|where|when|how|which) else|anything else|any others?|why|how come|how so"
    r"|since when|until when|in what way|for what|by whom|with whom|from whom|to whom)?)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ASKING = re.compile(
    r"\b(?:what|who|whom|whose|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would"
    r"|should|tell|name|list|explain|describe|show|give)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"^(?P<preposition>in|on|at|of|for|from|to|by|with|about|under|during|after|before|since|until|against|near)\s+(?P<phrase>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"[^\W_]+(?:[-'’.,/&][^\W_]+)*")
_JOINING = re.compile(r"^(?:(?:and|but|so|or|also|then|ok|okay|yes|no|well)\b[\s,]*)+", re.IGNORECASE)
_SOUGHT = re.compile(r"\b(?:how (?:many|much)|which|what)\s+(\w+)", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_ENDING_IN_IT = re.compile(r"\b(?:it|this|that|them)[?.!\s]*$", re.IGNORECASE)
_WHO = re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)
_SEVERAL = {"they", "them", "their", "theirs"}
_POSSESSIVE = {"its", "his", "hers", "their", "theirs"}


def leans(question: str, telling: int) -> bool:
    """Whether a question may lean on what was said before; `telling` are its telling terms.

    A long question names what it asks of, whatever its pronouns; a short one may leave it to the talk.
    """
    return telling <= SHORT or (telling <= LEANING and is_pointing(question))


def is_pointing(question: str) -> bool:
    """Whether a question says that it leans on something: by a pronoun with nothing before it, or by how it opens."""
    begun = opening(question)
    is_part = bool(begun) and (_JOINING.sub("", begun) != "" or not _ASKING.search(question))
    return is_part or anaphor(question) is not None


def opening(question: str) -> str:
    """The words by which a question goes on from another ("And", "What about"); empty if it does not."""
    found = _OPENING.match(question)
    return found["opening"].strip(" ,") if found else ""


def anaphor(question: str) -> re.Match[str] | None:
    """The first word that stands for something said before, and not for something earlier in the same question.

    What is named before it in the question is likelier meant, unless it ends the question ("Did Israel accept it?").
    """
    for found in _ANAPHOR.finditer(question):
        before = question[: found.start()]
        if found["person"] and re.search(r"\b(?:who|[^\W\d_a-z][\w'’.-]+\s+[^\W\d_a-z])", before[1:]):
            continue
        is_last = not _WORD.search(question, found.end())
        if len(_content(before)) > 1 and not found["loose"] and not is_last:
            continue
        return found
    return None


@dataclass
class Talk:
    """What a conversation is of: the words of its turns, each weighing the less the longer ago, and its topic."""

    words: Words
    weights: dict[str, float] = field(default_factory=dict)
    surfaces: dict[str, str] = field(default_factory=dict)
    topic: str = ""
    person: str = ""
    question: str = ""
    silent: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.silent = frozenset(self.words.terms(FUNCTION_WORDS))

    def understood(self, question: str) -> Understood:
        """A question in the light of the talk so far."""
        said = repaired(question.strip())
        telling = len(self._telling(said))
        is_sure = is_pointing(said) or (telling <= BARE and not _ASKING.search(said))
        if not leans(said, telling):
            return Understood.alone(said)
        if not self.question:
            return Understood(said, said, is_open=is_pointing(said) and telling <= BARE)
        own = set(self.words.terms(said))
        context = [self.surfaces[term] for term in sorted(self.weights, key=self.weights.__getitem__, reverse=True)]
        context = [word for word in context if not own & set(self.words.terms(word))][:CONTEXT]
        return Understood(said, self._filled(said)[:LONGEST], " ".join(dict.fromkeys(context)), is_sure)

    def follow(self, turn: Turn, understood: Understood) -> None:
        """Go on with a turn, as it was understood."""
        if not understood.context:
            self.weights.clear()
            self.topic = self.person = ""
        for term in self.weights:
            self.weights[term] *= FADING
        evidence = "\n".join(text for quote in turn.quotes for text in (quote.text, quote.article.title))
        for found in _WORD.finditer(turn.question):
            for term, rarity in self._rarities(found.group()):
                self.weights[term] = self.weights.get(term, 0.0) + rarity
                self.surfaces.setdefault(term, found.group())
        phrases = _phrases(understood.question, evidence)
        sought = {kind.casefold() for kind in _SOUGHT.findall(understood.question)}
        topics = [phrase for phrase in phrases if phrase.casefold() not in sought] or phrases
        topic = max(topics, key=self._weight, default="")
        self.topic = _with_article(topic, understood.question) if topic else self.topic
        answers = [quote.answer for quote in turn.quotes if quote.answer]
        named = answers[:1] + phrases if _WHO.search(turn.question) else phrases
        self.person = next((phrase for phrase in named if _name(phrase)), self.person)
        self.question = _BRACKETS.sub("", understood.question)

    def _filled(self, question: str) -> str:
        """The question with what it leans on put in; in brackets behind it where there is no place for it."""
        begun = opening(question)
        rest = question[len(begun) :].strip(" ,") if begun else question
        if begun and not _ASKING.search(rest):
            return self._gone_on(begun, rest.rstrip(" ?!."))
        found = anaphor(question)
        if found is not None and (meant := self.person if found["person"] else self.topic):
            word = found.group().casefold()
            is_other = found["loose"] or (found["pointing"] and _continues(question, found))
            if is_other or (word in _SEVERAL and not (_name(meant) or meant.endswith("s"))):
                return self._told(question)
            is_owner = word in _POSSESSIVE or (word == "her" and _continues(question, found))
            owner = ("’" if meant.endswith("s") else "’s") if is_owner else ""
            filled = f"{question[: found.start()]}{meant}{owner}{question[found.end() :]}"
            return self._filled(filled) if found["person"] and _ENDING_IN_IT.search(filled) else filled
        if not _ASKING.search(question):
            return self._gone_on("", question.rstrip(" ?!."))
        return self._told(question)

    def _told(self, question: str) -> str:
        """The question with the topic of the talk in brackets, unless it names that itself."""
        if not self.topic or set(self._telling(self.topic)) <= set(self._telling(question)):
            return question
        return f"{question} ({self.topic.removeprefix('the ')})"

    def _gone_on(self, begun: str, rest: str) -> str:
        """The last question, asked again with something else in it, or more closely."""
        last = self.question.rstrip(" ?!.")
        if not rest:
            asking = _JOINING.sub("", begun)
            return f"{asking[:1].upper()}{asking[1:]}? ({last}?)" if asking else f"{last}?"
        if mention(rest):
            if there := mention(last):
                last = f"{last[: there.start()].rstrip()}{last[there.end() :]}"
            return f"{last} {rest}?"
        placed = _PLACED.match(rest)
        if placed:
            kind = r"\d[\d.,-]*\w*" if placed["phrase"][:1].isdigit() else _NAME
            same = rf"\b{placed['preposition']}\s+(?:the\s+)?{kind}"
            if (there := re.search(same, last)) is not None:
                return f"{last[: there.start()]}{rest}{last[there.end() :]}?"
            return f"{last} {rest}?"
        if rest[:1].isupper() or rest[:1].isdigit():
            kind = _NAME if rest[:1].isupper() else r"\d[\d.,-]*\w*"
            alike = list(re.finditer(kind, last[1:]))
            if alike:
                start, end = alike[-1].start() + 1, alike[-1].end() + 1
                return f"{last[:start]}{rest}{last[end:]}?"
        elif (there := _SOUGHT.search(last)) is not None:
            return f"{last[: there.start(1)]}{rest}{last[there.end(1) :]}?"
        return f"{last}? ({rest})"

    def _telling(self, text: str) -> list[str]:
        return [term for term in dict.fromkeys(self.words.terms(text)) if term not in self.silent]

    def _rarities(self, text: str) -> list[tuple[str, float]]:
        terms = self._telling(text)
        return list(zip(terms, self.words.rarity(terms), strict=True)) if terms else []

    def _weight(self, phrase: str) -> float:
        """How well a phrase names what the talk is of."""
        return sum(rarity for _, rarity in self._rarities(phrase)) * (1.5 if _name(phrase) else 1.0)


def _phrases(question: str, evidence: str) -> list[str]:
    """What a question names: runs of words that are no function words, as far as the quotes that it got have them.

    With no quotes, or none that has any, the runs less the verb forms at their ends.
    """
    runs = _runs(question)
    said = f" {' '.join(_WORD.findall(evidence))} ".casefold()
    found = [phrase for run in runs if (phrase := _longest_said(run, said))]
    return found or [phrase for run in runs if (phrase := _less_verbs(run))]


def _runs(text: str) -> list[list[str]]:
    """Neighbouring words that are no function words, nothing but blanks between them; "of" goes on with a name."""
    runs: list[list[str]] = [[]]
    last = 0
    for found in _TOKEN.finditer(text):
        word = found["word"]
        is_silent = word.casefold() in _SILENT
        if is_silent or text[last : found.start()].strip():
            runs.append([])
        elif found["of"] and runs[-1]:
            runs[-1] += found["of"].split()
        if not is_silent:
            runs[-1].append(word)
        last = found.end()
    return [run for run in runs if run]


def _longest_said(run: Sequence[str], said: str) -> str:
    """The longest part of a run that stands so in what was said, the later of two; empty if none does."""
    for length in range(len(run), 0, -1):
        for start in range(len(run) - length, -1, -1):
            part = " ".join(run[start : start + length])
            if f" {part.casefold()} " in said:
                return part
    return ""


def _less_verbs(run: Sequence[str]) -> str:
    """A run without the words at its ends that are verbs by their form."""
    words = list(run)
    while words and _VERB.search(words[-1]):
        words.pop()
    while words and _VERB.search(words[0]):
        words.pop(0)
    return " ".join(words)


def _with_article(phrase: str, text: str) -> str:
    """A phrase with "the" before it where a text has an article there."""
    return (
        f"the {phrase}"
        if re.search(rf"\b(?:the|an?)\s+(?:[\w-]+\s+){{0,2}}{re.escape(phrase)}", text, re.IGNORECASE)
        else phrase
    )


def _name(text: str) -> str:
    """A phrase if it is a name: its first and last words begin with capitals."""
    words = text.split()
    return text if words and all(word[:1].isupper() for word in (words[0], words[-1])) else ""


def _content(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if word not in _SILENT]


def _continues(text: str, found: re.Match[str]) -> bool:
    """Whether the word after a pronoun belongs to it: "this deal", "her speech"."""
    following = _WORD.match(text[found.end() :].lstrip())
    return following is not None and following.group().casefold() not in _SILENT


_NAME = r"[^\W\d_a-z][\w'’.-]*(?:\s+(?:of\s+(?:the\s+)?)?[^\W\d_a-z][\w'’.-]*)*"
_TOKEN = re.compile(rf"(?:(?P<of>of\s+(?:the\s+)?)(?=[^\W\d_a-z]))?(?P<word>{_WORD.pattern})")
_VERB = re.compile(
    r"^(?:[a-z].*(?:ed|ing)|built|held|won|lost|led|sold|bought|born|died|met|ran|sent|shot|hit|left|set|cut|rose|fell"
    r"|grew|written|broken|chosen|driven|drawn|thrown|spent|paid|caught|taught|fought|struck|beat|leads|wrote)$"
)
_SILENT = frozenset(FUNCTION_WORDS.split())
