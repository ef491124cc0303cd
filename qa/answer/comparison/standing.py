"""What a further quote adds to the first: nothing new, more on the same answer, or another answer.

On news-dev (231 answered questions, 2026-11-26) the second quote has the answer in 0.77 of the cases in which its
answering words are the first's. Of quotes two to five with other answering words, 0.67 of those that name the first's
answer have the answer, and 0.12 of the others.
"""

from dataclasses import replace
from enum import Enum, auto

from qa.answer.comparison.agreement import same_answer, same_statement
from qa.answer.comparison.claims import Claim, claim, unattributed
from qa.answer.comparison.comparing import Saying, agree
from qa.answer.comparison.same_names import LIKE, is_name, names_agree
from qa.language.quantities import Bound, Quantity

REPEATED = 0.7
"""A further quote is a repetition if the first has this share of its words."""


class Addition(Enum):
    """What a further quote adds to the first."""

    NOTHING = auto()
    MORE = auto()
    ANOTHER_ANSWER = auto()


def adds(first: Saying, further: Saying) -> bool:
    """Return whether a further quote stands by itself: it answers, or adds what the first lacks."""
    return addition(first, further) is not Addition.NOTHING


def addition(first: Saying, further: Saying) -> Addition:
    """Return what a further quote adds to the first.

    It adds MORE if it has the same answer and a name, a number or a day that the first lacks. One without answering
    words, or nearly said by the first already, adds NOTHING.
    """
    if not further.answer or same_statement(first.text, further.text):
        return Addition.NOTHING
    some, others = claim(unattributed(first.text)), claim(unattributed(further.text))
    if _is_repeated(some, others) or first.names(further.answer):
        return Addition.NOTHING
    if not (_answers_alike(first, further) or further.names(first.answer)):
        return Addition.ANOTHER_ANSWER
    return Addition.MORE if _particulars(others) - _particulars(some) else Addition.NOTHING


def _answers_alike(first: Saying, further: Saying) -> bool:
    """Whether two sayings have the same answering words, or the same figure or name in another form."""
    if same_answer(first.answer, further.answer):
        return True
    if first.figure and further.figure:
        return first.figure.measure == further.figure.measure and agree(_number(first.figure), _number(further.figure))
    return is_name(first.answer) and is_name(further.answer) and names_agree(first.answer, further.answer)


def _number(of: Quantity) -> Quantity:
    """A quantity without "at least" or "at most", which would agree with any number beyond, another answer."""
    return of if of.bound is Bound.ABOUT else replace(of, bound=Bound.EXACTLY)


def _particulars(of: Claim) -> frozenset[object]:
    return frozenset[object]((*of.names, *of.numbers, *of.days))


def _is_repeated(first: Claim, further: Claim) -> bool:
    """Whether the first has most of the words of a further claim."""
    some, others = ({word[:LIKE] for word in one.content} for one in (first, further))
    return len(some & others) >= REPEATED * max(1, len(others))
