"""What a talk is about: its topic, a named subject, and what else its pronouns may stand for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answers import Quote
from qa.language.english import AUXILIARIES, PREPOSITIONS, YEAR, any_of
from qa.question.names import Name, NameKind, Texts
from qa.question.pronouns import Pronoun, Sort

_AFTER_PREPOSITION = re.compile(rf"\b(?:{any_of(PREPOSITIONS)})\s+(?:the\s+)?$", re.IGNORECASE)
_SEEKS_ONE = re.compile(rf"\bwhich\s+\w+|\bwhat\s+\w+\s+(?:{any_of(AUXILIARIES)})\b", re.IGNORECASE)
_SEEKS_MANY = re.compile(r"\bhow many\b|\bwho\b", re.IGNORECASE)
_WHO = re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a talk is about after a question.

    `name` is its named subject; None if it has none. `question` is the last question, complete in itself, and `named`
    are the names in it. `answers` are the names in the words that answered it. `person` is the last person who was
    named, `year` the only year in the question or the answer, "" if there is not one.
    """

    name: Name | None = None
    question: str = ""
    named: tuple[Name, ...] = ()
    answers: tuple[Name, ...] = ()
    person: Name | None = None
    year: str = ""

    def after(self, question: str, named: Sequence[Name], quotes: Sequence[Quote], texts: Texts, kept: bool) -> "Topic":
        """The topic after a question with these names, and the quotes that it got; `kept` if it goes on."""
        answers = _answers(question, quotes, texts)
        persons = [one for one in (*named, *answers) if one.kind is NameKind.PERSON]
        years = set(YEAR.findall(f"{question} {quotes[0].answer if quotes else ''}"))
        return Topic(
            name=(self.name if kept else None) or _subject(question, named) or _titled(quotes, texts),
            question=question,
            named=tuple(named),
            answers=answers,
            person=persons[0] if persons else self.person,
            year=years.pop() if len(years) == 1 else "",
        )

    def referent(self, pronoun: Pronoun) -> str:
        """The one named subject that a pronoun stands for; empty if there is none, or more than one may be meant."""
        match pronoun.sort:
            case Sort.PERSON:
                person = self._person()
                return person.text if person else ""
            case Sort.THING:
                return self._thing()
            case Sort.SEVERAL:
                return self._several()
            case Sort.PLACE:
                places = [one for one in self.named if one.kind is NameKind.PLACE] or [*filter(None, [self.name])]
                return places[0].text if len(places) == 1 and places[0].kind is NameKind.PLACE else ""
            case Sort.YEAR:
                return self.year
            case _:
                return ""

    def _person(self) -> Name | None:
        """Whom "he" or "she" means."""
        for some in (self.named, self.answers if _WHO.search(self.question) else ()):
            persons = [one for one in some if one.kind is NameKind.PERSON]
            if len(persons) == 1:
                return persons[0]
            if len(persons) > 1:
                return self.name if self.name in persons else None
        if self.person is not None:
            return self.person
        likely = [one for one in (*self.answers, *self.named) if _may_be_person(one)]
        return likely[0] if len(likely) == 1 else None

    def _thing(self) -> str:
        """What "it" means: the topic, unless the last question sought another thing, which may be meant."""
        if self.name is None or self.name.kind is NameKind.PERSON or _SEEKS_ONE.search(self.question):
            return ""
        return self.name.phrase

    def _several(self) -> str:
        """Whom "they" means: the topic, where the last question was of its doings and sought nobody."""
        is_subject = self.name in [one for one in self.named if not _is_placed(self.question, one)]
        is_sought = _SEEKS_MANY.search(self.question) is not None
        return self._thing() if is_subject and not is_sought else ""


def _answers(question: str, quotes: Sequence[Quote], texts: Texts) -> tuple[Name, ...]:
    """The names in the answering words; of who was asked for, where those name an office, the person in the quote."""
    if not quotes:
        return ()
    named = texts.names(quotes[0].answer)
    if named or not _WHO.search(question):
        return tuple(named)
    persons = [one for one in texts.names(quotes[0].text) if one.kind is NameKind.PERSON]
    return tuple(persons) if len(persons) == 1 else ()


def _may_be_person(name: Name) -> bool:
    """Whether a name looks like a person's, where nothing tells: two or three words with capitals."""
    words = name.text.split()
    return name.kind in (NameKind.UNKNOWN, NameKind.OTHER) and len(words) in (2, 3) and all(map(str.istitle, words))


def _subject(question: str, named: Sequence[Name]) -> Name | None:
    """The name that a question is about: the first that no preposition stands before, else the first."""
    free = [one for one in named if not _is_placed(question, one)]
    return next(iter([*free, *named]), None)


def _is_placed(question: str, name: Name) -> bool:
    """Whether a preposition stands before a name."""
    return _AFTER_PREPOSITION.search(question[: name.start]) is not None


def _titled(quotes: Sequence[Quote], texts: Texts) -> Name | None:
    """The named subject of the title of the first quote's article."""
    return next(iter(texts.titled(quotes[0].article.title)), None) if quotes else None
