"""A line that puts another name into the last question: "and Venice?", "what about 2015?", "I meant Amazon"."""

import re
from dataclasses import dataclass

from qa.language.english import ASKING, AUXILIARIES, FUNCTION_WORDS, JOINING, PREPOSITIONS, WORD, YEAR, any_of
from qa.question.days import mention
from qa.question.names import Name, NameKind, Texts
from qa.question.pronouns import pronouns
from qa.question.topic import Topic

LONGEST = 4
"""Most words of what a line goes on to."""

_OPENING = re.compile(
    rf"^\s*(?:(?:(?:{any_of([*JOINING, 'sorry', 'oh', 'actually'])})\b[\s,]*)+(?:(?:what|how) about|i mean(?:t)?)?"
    r"|(?:what|how) about|i mean(?:t)?)\b[\s,:]*(?P<rest>.+?)[\s?!.]*$",
    re.IGNORECASE | re.DOTALL,
)
_INTRODUCED = re.compile(
    r"\s*(?:(?:and|but|so|ok|okay|well)\b[\s,]*)*(?:what|how) about\b\s*(?:the\s+)?(?P<rest>.*?)[\s?!.]*$",
    re.IGNORECASE | re.DOTALL,
)
_ASKED_OF = re.compile(
    r"\s*(?:(?:and|but|so|ok|okay|well)\b[\s,]*)*(?:(?:what|how) about|as for|regarding)\s+(?P<subject>[^,:;?]+)"
    rf"[,:;?]\s+(?:and\s+)?(?P<asked>(?:{any_of(ASKING | AUXILIARIES)})\b.+)",
    re.IGNORECASE | re.DOTALL,
)
_PLACED = re.compile(rf"(?P<preposition>{any_of(PREPOSITIONS)})\s+(?P<phrase>.+)", re.IGNORECASE | re.DOTALL)
_ASIDES = {"course", "sure", "example", "instance", "the way", "fact", "short", "general", "all", "now", "once"}
"""What a preposition begins that adds nothing: "but of course", "and by the way"."""

_THE = re.compile(r"^the\s+", re.IGNORECASE)


def instead(line: str, topic: Topic, texts: Texts) -> str:
    """Return the last question with what a line names in place of its like; empty if it is no such line.

    A year takes the place of a year, days that of days, and a name that of the one name like it.
    """
    opened = _OPENING.match(line)
    if opened is None or not topic.question:
        return ""
    rest = opened["rest"]
    if mention(rest) is not None:
        return _of_days(rest, topic.question)
    placed = _PLACED.match(rest)
    phrase = placed["phrase"] if placed else rest
    if YEAR.fullmatch(phrase):
        return _of_year(phrase, topic.question)
    found = _alike(phrase, placed["preposition"] if placed else "", topic, texts)
    if found is None:
        return ""
    old, name = found
    before = topic.question[: old.start]
    new = _THE.sub("", name) if before.casefold().endswith("the ") else name
    return f"{before}{new}{topic.question[old.end :]}"


@dataclass(frozen=True, slots=True)
class AskedOf:
    """A question about something that its line introduces first, with that in place of its pronoun."""

    text: str
    name: Name


def asked_of(line: str) -> AskedOf | None:
    """Return the question in "what about octopuses, can they think?": "can octopuses think?"."""
    opened = _ASKED_OF.fullmatch(line)
    found = pronouns(opened["asked"]) if opened else []
    words = WORD.findall(opened["subject"].casefold()) if opened else []
    if opened is None or not found or len(words) > LONGEST or FUNCTION_WORDS.issuperset(words):
        return None
    subject = opened["subject"].strip()
    text = found[0].replaced(opened["asked"], subject)
    start = text.find(subject)
    return AskedOf(text, Name(subject, start, start + len(subject), NameKind.UNKNOWN, subject))


def placed_too(line: str, topic: Topic) -> str:
    """Return the last question with what "and in winter?" adds to it; the line if it adds nothing, or something else.

    Where the question has a name after that preposition, another one may be meant instead.
    """
    opened = _OPENING.match(line)
    placed = _PLACED.fullmatch(opened["rest"]) if opened else None
    words = WORD.findall(placed["phrase"].casefold()) if placed else []
    if placed is None or not topic.question or len(words) > LONGEST or not ASKING.isdisjoint(words):
        return line
    if placed["phrase"].casefold() in _ASIDES:
        return line
    if any(_is_after(placed["preposition"], topic.question, one) for one in topic.named):
        return line
    return f"{topic.question.rstrip(' ?!.')} {placed['preposition']} {placed['phrase']}"


def is_introduced(line: str) -> bool:
    """Whether a line says that it goes on to something else: "what about octopuses?"."""
    return _INTRODUCED.match(line) is not None


def introduced(line: str) -> Name | None:
    """Return what a line goes on to, in its own words, if short and independent of what was said before."""
    opened = _INTRODUCED.match(line)
    words = WORD.findall(opened["rest"].casefold()) if opened else []
    if opened is None or not 0 < len(words) <= LONGEST or not FUNCTION_WORDS.isdisjoint(words):
        return None
    return Name(opened["rest"], *opened.span("rest"), NameKind.UNKNOWN, opened["rest"])


def _of_days(words: str, question: str) -> str:
    """A question with other words for days."""
    there = mention(question)
    if there is None:
        return f"{question.rstrip(' ?!.')} {words}?"
    return f"{question[: there.start()]}{words}{question[there.end() :]}"


def _of_year(year: str, question: str) -> str:
    """A question with another year, if it has just one."""
    years = YEAR.findall(question)
    return YEAR.sub(year, question) if len(years) == 1 else ""


def _alike(phrase: str, preposition: str, topic: Topic, texts: Texts) -> tuple[Name, str] | None:
    """The name in the last question whose place a phrase takes, and the phrase as the articles write it."""
    bare = _THE.sub("", phrase)
    names = texts.names(phrase)
    if len(names) != 1 or names[0].end - names[0].start != len(bare) or names[0].kind is NameKind.UNKNOWN:
        return None
    alike = [one for one in topic.named if one.is_like(names[0]) and one.text != names[0].text]
    if preposition:
        alike = [one for one in alike if _is_after(preposition, topic.question, one)]
    if len(alike) > 1 and topic.name is not None:
        alike = [one for one in alike if one.text == topic.name.text]
    written = names[0].text if bare == phrase else f"the {names[0].text}"
    return (alike[0], written) if len(alike) == 1 else None


def _is_after(preposition: str, question: str, name: Name) -> bool:
    """Whether a question has a name after a preposition."""
    placed = rf"\b{re.escape(preposition)}\s+(?:the\s+)?$"
    return re.search(placed, question[: name.start], re.IGNORECASE) is not None
