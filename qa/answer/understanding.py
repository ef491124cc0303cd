"""How far a sentence meets a question: its names and numbers, and the kind of answer that it wants."""

import re

from qa.answer.comparison.asked_for import AskedFor, asked_for
from qa.answer.comparison.claims import claim, folded
from qa.answer.comparison.same_names import is_name
from qa.language.english import MONTHS, WEEKDAYS, any_of
from qa.language.quantities import quantities

_WHO = re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)
_WHERE = re.compile(r"\bwhere\b", re.IGNORECASE)
_DAY = re.compile(rf"\b(?:1\d{{3}}|20\d\d|\d{{1,2}}(?:st|nd|rd|th)?|{any_of(MONTHS)}|{any_of(WEEKDAYS)}|"
                  r"today|yesterday|tomorrow|week|month|year|morning|night|evening|noon|century|ago|hours?|minutes?)\b",
                  re.IGNORECASE)  # fmt: skip


def fits(question: str, answer: str) -> float:
    """Return whether answering words are of the kind that a question asks for: 1 if so, 0 if not, 0.5 if unknown.

    Who asks for a person, how many for a quantity, when for a day.
    """
    if not answer:
        return 0.5
    kind = asked_for(question)
    if kind is AskedFor.COUNT:
        return float(bool(quantities(answer)) or any(mark.isdigit() for mark in answer))
    if kind is AskedFor.DAY:
        return float(_DAY.search(answer) is not None)
    if _WHO.search(question):
        return float(is_name(answer) or any(word[:1].isupper() for word in answer.split()))
    if _WHERE.search(question):
        return float(any(word[:1].isupper() for word in answer.split()) or 0.5)
    return 0.5


def names_met(question: str, text: str) -> float:
    """Return the share of a question's names and numbers found in a text, 0..1; 1 if it has none."""
    asked = claim(question)
    wanted = [folded(name) for name in asked.names] + [str(number) for number in asked.numbers]
    if not wanted:
        return 1.0
    said = claim(text)
    there = {*said.content, *(folded(name) for name in said.names), *(str(number) for number in said.numbers)}
    return sum(one in there for one in wanted) / len(wanted)
