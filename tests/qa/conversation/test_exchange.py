"""What an act does to an exchange."""

from dataclasses import replace
from datetime import date

import pytest

from qa.answers import Address, Answer, Quote
from qa.conversation.acts import Act, ActKind
from qa.conversation.exchange import (
    REMEMBERED,
    Ask,
    AskElsewhere,
    Cited,
    Exchange,
    Phrase,
    Say,
    ShowContext,
    ShowMore,
    ShowSources,
    Step,
    step,
)
from qa.conversation.narrowing import Narrowing
from qa.values import ArticleInfo, Days, Span

EARLIER = Exchange("Where is it?")


def cited(article: str, start: int = 0) -> Cited:
    return Cited(Address(article=article, start=start, end=start + 9, digest="0123abcd"), "nine")


FIRST, SECOND = cited("a"), cited("b")
NARROWING = Narrowing("d1ge5t", Days(since=date(2024, 1, 1)))
ANSWERED = Exchange("Who?", NARROWING, (EARLIER,), "Who is it?", quotes=(FIRST, SECOND))
UNANSWERED = Exchange("Who?", history=(EARLIER,))
OPEN = replace(UNANSWERED, choices=("a", "b"))
CHOSEN = replace(OPEN, narrowing=Narrowing(article="b"), quotes=(SECOND,))
CHOSEN_IN_VAIN = replace(CHOSEN, quotes=())
LATER = replace(ANSWERED, quotes=(SECOND,), earlier=2)


def again(exchange: Exchange, article: str, not_meant: tuple[str, ...] = ()) -> Exchange:
    """Return the question of an exchange, to be put to one article."""
    narrowing = replace(exchange.narrowing, article=article)
    return Exchange(exchange.question, narrowing, exchange.history, choices=exchange.choices, not_meant=not_meant)


@pytest.mark.parametrize("exchange", [None, ANSWERED, OPEN])
@pytest.mark.parametrize(
    ("kind", "phrase"),
    [(ActKind.GREETING, Phrase.HELLO), (ActKind.THANKS, Phrase.WELCOME), (ActKind.NEW, Phrase.STARTED_OVER)],
)
def test_courtesies_get_the_same_whatever_came_before(exchange: Exchange | None, kind: ActKind, phrase: Phrase) -> None:
    assert step(exchange, Act(kind)) == Say(phrase)


@pytest.mark.parametrize("kind", [ActKind.MORE, ActKind.WHY, ActKind.WHO, ActKind.SOURCE, ActKind.OTHER])
def test_what_needs_something_before_it_asks_for_a_question_first(kind: ActKind) -> None:
    assert step(None, Act(kind)) == Say(Phrase.ASK_FIRST)
    assert step(None, Act(ActKind.PICK, 2)) == Say(Phrase.ASK_FIRST)


@pytest.mark.parametrize(
    ("exchange", "act", "expected"),
    [
        (None, Act(ActKind.ASK, text="Why?"), Ask(Exchange("Why?"))),
        (
            ANSWERED,
            Act(ActKind.ASK, text="Why?"),
            Ask(Exchange("Why?", history=(EARLIER, replace(ANSWERED, history=())))),
        ),
        (ANSWERED, Act(ActKind.MORE), ShowMore(ANSWERED)),
        (UNANSWERED, Act(ActKind.MORE), ShowMore(UNANSWERED)),
        (OPEN, Act(ActKind.MORE), Say(Phrase.CHOOSE)),
        (CHOSEN_IN_VAIN, Act(ActKind.MORE), ShowMore(CHOSEN_IN_VAIN)),
        (ANSWERED, Act(ActKind.WHY), ShowContext(FIRST)),
        (ANSWERED, Act(ActKind.WHO), ShowContext(FIRST, has_source=True)),
        (ANSWERED, Act(ActKind.CONTEXT, 2), ShowContext(SECOND)),
        (ANSWERED, Act(ActKind.PICK, 2), ShowContext(SECOND)),
        (ANSWERED, Act(ActKind.PICK, 3), Say(Phrase.UNNUMBERED, 1, 2)),
        (LATER, Act(ActKind.PICK, 3), ShowContext(SECOND)),
        (LATER, Act(ActKind.WHY), ShowContext(SECOND)),
        (LATER, Act(ActKind.PICK, 1), Say(Phrase.UNNUMBERED, 3, 3)),
        (UNANSWERED, Act(ActKind.WHY), Say(Phrase.NONE_SHOWN)),
        (UNANSWERED, Act(ActKind.SOURCE), Say(Phrase.NONE_SHOWN)),
        (OPEN, Act(ActKind.WHY), Say(Phrase.CHOOSE)),
        (OPEN, Act(ActKind.CONTEXT, 1), Say(Phrase.CHOOSE)),
        (CHOSEN_IN_VAIN, Act(ActKind.WHY), Say(Phrase.NONE_SHOWN)),
        (ANSWERED, Act(ActKind.SOURCE), ShowSources((FIRST, SECOND))),
        (OPEN, Act(ActKind.PICK, 2), Ask(again(OPEN, "b"))),
        (OPEN, Act(ActKind.PICK, 3), Say(Phrase.CHOOSE)),
        (OPEN, Act(ActKind.CHOOSE, text="a"), Ask(again(OPEN, "a"))),
        (CHOSEN, Act(ActKind.PICK, 1), ShowContext(SECOND)),
        (OPEN, Act(ActKind.OTHER), Ask(again(OPEN, "b"))),
        (CHOSEN, Act(ActKind.OTHER), Ask(again(CHOSEN, "a"))),
        (ANSWERED, Act(ActKind.OTHER), AskElsewhere(again(ANSWERED, "", ("a",)))),
        (replace(ANSWERED, not_meant=("c",)), Act(ActKind.OTHER), AskElsewhere(again(ANSWERED, "", ("c", "a")))),
        (UNANSWERED, Act(ActKind.OTHER), AskElsewhere(again(UNANSWERED, ""))),
    ],
)
def test_an_act_does(exchange: Exchange | None, act: Act, expected: Step) -> None:
    assert step(exchange, act) == expected


def test_a_phrase_names_its_numbers() -> None:
    assert Say(Phrase.UNNUMBERED, 1, 3).text == "Name a quote by its number, from 1 to 3."
    assert Say(Phrase.STARTED_OVER).text == "A new conversation begins."


def test_a_history_is_flat_and_bounded() -> None:
    exchange = Exchange("0")
    for number in range(1, 9):
        exchange = Exchange(str(number), history=exchange.following)
    assert [one.question for one in exchange.history] == ["3", "4", "5", "6", "7"]
    assert len(exchange.history) == REMEMBERED
    assert all(one.history == () for one in exchange.history)


def test_an_answer_says_how_the_question_was_understood_and_what_was_shown() -> None:
    article = ArticleInfo(id="a", title="T", path="a.txt", collection="")
    quote = Quote(text="It is open.", start=3, end=14, line=1, highlight=Span(6, 10), confidence=0.9, article=article)
    march = Days(since=date(2024, 3, 1), until=date(2024, 3, 7))
    answer = Answer(
        question="Is it, last week?", standalone_question="Is the bridge open?", answered=True, confidence=0.9,
        quotes=(quote,), days=march, nearest=(), generation=1, seconds={},
    )  # fmt: skip
    asked = Exchange("Is it, last week?", NARROWING, (EARLIER,), choices=("a", "b"))
    answered = asked.answered(answer)
    assert answered == replace(
        asked, understood="Is the bridge open?", days=march, quotes=(Cited(quote.address, "open"),)
    )
    assert answered.narrowed == Narrowing("d1ge5t", march)
    as_put = answer.model_copy(update={"standalone_question": answer.question, "days": None})
    assert asked.answered(as_put).understood == ""
    assert answered.extended([quote]).shown == 2
