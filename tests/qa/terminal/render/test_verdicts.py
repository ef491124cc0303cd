"""A verdict on a quote, as a person sees it: what differs first."""

import pytest

from qa.terminal.render import show_verdict
from qa.values import ArticleInfo, Span
from qa.verification.align import Alarm, DifferenceKind
from qa.verification.verdict import Change, Place, Standing, Verdict
from tests.qa.terminal.render.showing import ARTICLE, shown

TITLE = "A [31mred[0m title · S · /x/a.txt:4"


def verdict(standing: Standing, text: str, *places: Place, others: tuple[ArticleInfo, ...] = ()) -> Verdict:
    return Verdict(text=text, standing=standing, places=places, others=others, generation=1)


def place(text: str, *changes: Change, pasted: Span) -> Place:
    return Place(article=ARTICLE, text=text, start=0, end=len(text), line=4, pasted=pasted, changes=changes)


def test_words_that_stand_are_shown_with_their_place_and_where_else() -> None:
    found = verdict(Standing.WORD_FOR_WORD, "It rains.", place("It rains.", pasted=Span(0, 9)), others=(ARTICLE,))
    assert shown(show_verdict, found).splitlines() == [
        "It stands word for word:",
        "> It rains.",
        f"   {TITLE}",
        "   Also in 1 more article.",
    ]


def test_a_number_that_differs_is_said_first_and_marked_in_the_words() -> None:
    change = Change(kind=DifferenceKind.CHANGED, article="three", pasted="four", alarm=Alarm.NUMBER, start=3, end=7)
    left_out = Change(kind=DifferenceKind.LEFT_OUT, article="red", pasted="", alarm=None, start=8, end=8)
    found = verdict(
        Standing.NEARLY, "It four hearts.", place("It three red hearts.", change, left_out, pasted=Span(0, 15))
    )
    lines = shown(show_verdict, found).splitlines()
    assert lines[:2] == [
        "Nearly word for word, with 2 differences:",
        "A number differs: the article says “three”, not “four”.",
    ]
    assert lines[2] == "> It [-three-] {+four+} [-red-] hearts."


@pytest.mark.parametrize(
    ("alarm", "kind", "article", "pasted", "said"),
    [
        (Alarm.DENIAL, DifferenceKind.ADDED, "", "not", "A negation differs: “not” is not in the article."),
        (Alarm.DENIAL, DifferenceKind.LEFT_OUT, "never", "", "A negation differs: “never” is left out."),
        (Alarm.BRACKETS, DifferenceKind.ADDED, "", "[sic]", "Words in brackets: “[sic]” is not in the article."),
    ],
)
def test_each_alarm_is_said_in_words(alarm: Alarm, kind: DifferenceKind, article: str, pasted: str, said: str) -> None:
    change = Change(kind=kind, article=article, pasted=pasted, alarm=alarm, start=3, end=3 + len(pasted))
    text = f"It {pasted} rains."
    found = verdict(Standing.NEARLY, text, place("It rains.", change, pasted=Span(0, len(text))))
    assert shown(show_verdict, found).splitlines()[1] == said


def test_what_stands_nowhere_has_the_nearest_sentence_if_there_is_one() -> None:
    assert shown(show_verdict, verdict(Standing.NOWHERE, "Cheese.")) == "It stands in none of the articles.\n"
    near = verdict(Standing.NOWHERE, "Cheese.", place("It rains.", pasted=Span(0, 7)))
    assert shown(show_verdict, near).startswith(
        "It stands in none of the articles. The nearest sentence:\n> It rains.\n"
    )


def test_what_is_pieced_together_says_from_how_many_places() -> None:
    pieces = [place("It rains.", pasted=Span(0, 9)), place("It snows.", pasted=Span(10, 19))]
    found = verdict(Standing.PIECED, "It rains. It snows.", *pieces)
    assert shown(show_verdict, found).splitlines()[0] == "It is pieced together from 2 places:"
