"""Two sure quotes that cannot both be right are told of; those that can are not."""

import pytest

from qa.answer.contradiction import disagreement
from qa.values import ArticleInfo, Quote, Span


def quote(marked: str, article: str, confidence: float = 0.9) -> Quote:
    """A quote whose answering words are between stars."""
    before, said, after = marked.split("*")
    return Quote(
        text=before + said + after,
        start=0,
        end=len(before + said + after),
        line=None,
        highlight=Span(len(before), len(before) + len(said)),
        confidence=confidence,
        article=ArticleInfo(id=article, title=article, path=article, collection=""),
    )


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How long is the bridge closed?", "The bridge is closed for *11 months*.", "It is closed for *9 months*."),
        ("How many people died?", "At least *1,200 people* died.", "The flood killed *900 people*."),
        ("How many cracks are there?", "Holm found *eleven cracks*.", "There are *twelve cracks*, it says."),
        ("When does the bridge open?", "It opens in *March*.", "The bridge opens in *May*."),
        ("What year was it built?", "It was built in *1871*.", "Built in *1874*, it is old."),
        ("Who won the race?", "*Ann Lee* won the race in Vell.", "The race in Vell was won by *Bo Dahl*."),
        ("Is the bridge open?", "The bridge *is open* again.", "The bridge is *not* open again."),
    ],
)
def test_they_disagree(question: str, one: str, other: str) -> None:
    assert disagreement(question, [quote(one, "a"), quote(other, "b")]) == (0, 1)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How long is the bridge closed?", "It is closed for *11 months*.", "It is closed for *eleven long months*."),
        ("How long is the bridge closed?", "It is closed for *11 months*.", "It is *300 metres* long."),
        ("How much does it cost?", "It costs *4.2 million euros*.", "The cost is *4.2 million euros in all*."),
        ("When does the bridge open?", "It opens in *March*.", "It opens on *1 March*."),
        ("When does the bridge open?", "It opens in *March*.", "It opens *soon*."),
        ("Who won the race?", "*Ann Lee* won the race.", "*Lee* won the race."),
        ("Who spoke?", "*Ann Lee* spoke at the race.", "*Bo Dahl* spoke at the race."),
        ("Is the bridge open?", "The bridge *is open* again.", "*Nobody* likes the mill by the river."),
        ("Which cheeses are there?", "*Brie* is one of them.", "*Feta* is one of them."),
    ],
)
def test_they_do_not(question: str, one: str, other: str) -> None:
    assert disagreement(question, [quote(one, "a"), quote(other, "b")]) == ()


def test_only_sure_quotes_of_different_articles_with_marks_take_part() -> None:
    question, one, other = "How long?", "For *11 months*.", "For *9 months*."
    assert disagreement(question, [quote(one, "a"), quote(other, "a")]) == ()
    assert disagreement(question, [quote(one, "a"), quote(other, "b", 0.4)]) == ()
    unmarked = quote(other, "b").model_copy(update={"highlight": None})
    assert disagreement(question, [quote(one, "a"), unmarked]) == ()
    assert disagreement(question, []) == ()
    third = quote(other, "c")
    assert disagreement(question, [quote(one, "a"), quote("For *11 months* again.", "b"), third]) == (0, 2)
