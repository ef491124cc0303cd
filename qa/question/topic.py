"""Earlier turns and a new question -> the question as it is understood: by itself, or in the light of the talk.

Rules, no network: whether a question leans on what came before (`leans`), what the talk is of (`Talk`), and how the
question reads with that put in. What was measured is in benchmarks/README.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from qa.language.english import WORD, telling
from qa.question.days import mention
from qa.question.disfluency import repaired
from qa.question.leaning import anaphor, continues, is_asking, is_pointing, leans, less_joining, opening
from qa.question.phrases import NAME, name, phrases, with_article
from qa.values import Quote, Turn

LOOKED_BACK = 5
"""Earlier turns that are looked at."""

BARE = 2
"""Telling terms up to which words that ask nothing go on with the last question, and up to which a pronoun with
no talk before it leaves open what is asked of."""

CONTEXT = 6
"""Telling terms of the talk that are looked for beside the question."""

NOUN = 2.0
"""What a phrase that is surely a noun weighs against one that may be a verb."""

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
    are words of the talk to look for besides, the most telling first, and `quoted` the first quotes that the talk got,
    oldest first; both empty where it stands alone. `focus` is what it puts in the place of something in the last
    question ("And in Venice?"), without which a sentence does not answer. It `is_sure` if the question says itself
    that it goes on from something, and `is_open` if nothing was named that it could mean.
    """

    said: str
    question: str
    context: str = ""
    quoted: tuple[Quote, ...] = ()
    focus: str = ""
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


def attempts(understood: Understood) -> tuple[Understood, ...]:
    """The ways in which a question may be meant, in the order in which they are tried: alone, where it need not lean on
    the talk, and in the light of that.
    """
    leans = not understood.context or understood.is_sure
    return (understood,) if leans else (Understood.alone(understood.said), understood)


def _focus(question: str) -> str:
    """What a question puts in the place of something in the last one: a name or a number after "And" or "what about",
    or whatever stands after "in" and the like; empty for one that asks, names days, or has nothing but a word.
    """
    begun = opening(question)
    rest = question[len(begun) :].strip(" ,?!.")
    placed = _PLACED.match(rest)
    phrase = re.sub(r"^the\s+", "", placed["phrase"] if placed else rest, flags=re.IGNORECASE)
    if is_asking(rest) or mention(rest) or phrase.casefold() in _MANNERS:
        return ""
    is_there = placed is not None and placed["preposition"].casefold() in _WHERE
    is_named = (bool(begun) or placed is not None) and (phrase[:1].isupper() or phrase[:1].isdigit())
    return phrase if is_there or is_named else ""


_WHERE = {"in", "at", "near", "from", "for", "with", "during"}
_MANNERS = {"total", "general", "all", "detail", "short", "particular", "fact", "turn", "practice", "theory", "example"}
_PLACED = re.compile(
    r"^(?P<preposition>in|on|at|of|for|from|to|by|with|about|under|during|after|before|since|until|against|near)\s+(?P<phrase>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_SOUGHT = re.compile(r"\b(?:how (?:many|much)|which|what)\s+(\w+)", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_ENDING_IN_IT = re.compile(r"\b(it|this|that)[?.!\s]*$", re.IGNORECASE)
_WHO = re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)
_SEVERAL = {"they", "them", "their", "theirs"}
_POSSESSIVE = {"its", "his", "hers", "their", "theirs"}


@dataclass
class Talk:
    """What a conversation is of: the words of its turns, each weighing the less the longer ago, and its topic."""

    words: Words
    weights: dict[str, float] = field(default_factory=dict)
    surfaces: dict[str, str] = field(default_factory=dict)
    topic: str = ""
    person: str = ""
    question: str = ""
    quoted: list[Quote] = field(default_factory=list)

    def understood(self, question: str) -> Understood:
        """A question in the light of the talk so far."""
        said = repaired(question.strip())
        telling = len(self._telling(said))
        is_sure = is_pointing(said) or (telling <= BARE and not is_asking(said))
        if not leans(said, telling):
            return Understood.alone(said)
        if not self.question:
            return Understood(said, said, is_open=is_pointing(said) and telling <= BARE)
        own = set(self.words.terms(said))
        context = [self.surfaces[term] for term in sorted(self.weights, key=self.weights.__getitem__, reverse=True)]
        context = [word for word in context if not own & set(self.words.terms(word))][:CONTEXT]
        filled = self._filled(said)[:LONGEST]
        words = " ".join(dict.fromkeys(context))
        return Understood(said, filled, words, tuple(self.quoted), _focus(said), is_sure)

    def follow(self, turn: Turn, understood: Understood) -> None:
        """Go on with a turn, as it was understood."""
        if not understood.context:
            self.weights.clear()
            self.quoted.clear()
            self.topic = self.person = ""
        for term in self.weights:
            self.weights[term] *= FADING
        self.quoted += turn.quotes[:1]
        evidence = "\n".join(text for quote in turn.quotes for text in (quote.text, quote.article.title))
        for found in WORD.finditer(turn.question):
            for term, rarity in self._rarities(found.group()):
                self.weights[term] = self.weights.get(term, 0.0) + rarity
                self.surfaces.setdefault(term, found.group())
        named = phrases(understood.question, evidence)
        sought = {kind.casefold() for kind in _SOUGHT.findall(understood.question)}
        topics = [phrase for phrase in named if phrase.casefold() not in sought] or named
        topic = max(topics, key=lambda phrase: self._weight(phrase, understood.question), default="")
        self.topic = with_article(topic, understood.question) if topic else self.topic
        answers = [quote.answer for quote in turn.quotes if quote.answer]
        persons = answers[:1] + named if _WHO.search(turn.question) else named
        self.person = next((phrase for phrase in persons if name(phrase)), self.person)
        self.question = _BRACKETS.sub("", understood.question)

    def _filled(self, question: str) -> str:
        """The question with what it leans on put in; in brackets behind it where there is no place for it."""
        begun = opening(question)
        rest = question[len(begun) :].strip(" ,") if begun else question
        if begun and not is_asking(rest):
            return self._gone_on(begun, rest.rstrip(" ?!."))
        found = anaphor(question)
        if found is not None and (meant := self.person if found["person"] else self.topic):
            word = found.group().casefold()
            is_other = found["loose"] or (found["pointing"] and continues(question, found))
            if is_other or (word in _SEVERAL and not (name(meant) or meant.endswith("s"))):
                return self._told(question)
            is_owner = word in _POSSESSIVE or (word == "her" and continues(question, found))
            owner = ("’" if meant.endswith("s") else "’s") if is_owner else ""
            filled = f"{question[: found.start()]}{meant}{owner}{question[found.end() :]}"
            more = _ENDING_IN_IT.search(filled) if found["person"] and self.topic else None
            return f"{filled[: more.start(1)]}{self.topic}{filled[more.end(1) :]}" if more else filled
        if not is_asking(question):
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
            asking = less_joining(begun)
            return f"{asking[:1].upper()}{asking[1:]}? ({last}?)" if asking else f"{last}?"
        if mention(rest):
            if there := mention(last):
                last = f"{last[: there.start()].rstrip()}{last[there.end() :]}"
            return f"{last} {rest}?"
        placed = _PLACED.match(rest)
        if placed:
            kind = r"\d[\d.,-]*\w*" if placed["phrase"][:1].isdigit() else NAME
            same = rf"\b{placed['preposition']}\s+(?:the\s+)?{kind}"
            if (there := re.search(same, last)) is not None:
                return f"{last[: there.start()]}{rest}{last[there.end() :]}?"
            return f"{last} {rest}?"
        if rest[:1].isupper() or rest[:1].isdigit():
            kind = NAME if rest[:1].isupper() else r"\d[\d.,-]*\w*"
            alike = list(re.finditer(kind, last[1:]))
            if alike:
                start, end = alike[-1].start() + 1, alike[-1].end() + 1
                return f"{last[:start]}{rest}{last[end:]}?"
        elif (there := _SOUGHT.search(last)) is not None:
            return f"{last[: there.start(1)]}{rest}{last[there.end(1) :]}?"
        return f"{last}? ({rest})"

    def _telling(self, text: str) -> list[str]:
        return list(dict.fromkeys(self.words.terms(telling(text))))

    def _rarities(self, text: str) -> list[tuple[str, float]]:
        terms = self._telling(text)
        return list(zip(terms, self.words.rarity(terms), strict=True)) if terms else []

    def _weight(self, phrase: str, question: str) -> float:
        """How well a phrase of a question names what the talk is of: a name, or a noun, by its article."""
        is_noun = name(phrase) or with_article(phrase, question) != phrase
        return sum(rarity for _, rarity in self._rarities(phrase)) * (NOUN if is_noun else 1.0)
