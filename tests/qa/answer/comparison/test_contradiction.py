"""Two sure quotes that cannot both be right are reported; those that can are not."""

import pytest

from qa.answer.comparison.contradiction import Relation, older, relation
from tests.qa.making import saying


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
    assert relation(question, saying(one), saying(other)) is Relation.CONTRADICT


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
        (
            "How many people work at 2M?",
            "*7* 2M employees gave code away.",
            "*Over 100 people* at 2M answered our letter.",
        ),
        ("Which cheeses are there?", "*Brie* is one of them.", "*Feta* is one of them."),
    ],
)
def test_they_do_not(question: str, one: str, other: str) -> None:
    assert relation(question, saying(one), saying(other)) is not Relation.CONTRADICT


TOLL = "How many people died in the flood in Odde?"
FAIR = "How many visitors came to the fair in Odde?"
MILL = "Who started the fire at the mill in Odde?"


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (TOLL, "*Thirty people* died in the flood in Odde, police said.", "*41 people* died in the flood in Odde."),
        (
            FAIR,
            "The fair in Odde drew *52,000 visitors*.",
            "Police counted *some 38,000 visitors* at the fair in Odde.",
        ),
        (
            FAIR,
            "2023-06-05|The fair in Odde drew *52,000 visitors*, its owner said.",
            "2023-06-06|The fair in Odde had *38,000 visitors*, police said.",
        ),
        ("When was the mill built?", "The mill was built in *1911*.", "The mill was built in *1920* by monks."),
        (
            MILL,
            "2023-06-05|The fire at the mill in Odde was started by *Ulf Dahl*, police said on Monday.",
            "2023-06-07|The fire at the mill in Odde was not started by *Ulf Dahl*, police said on Wednesday.",
        ),
        (
            MILL,
            "The fire at the mill in Odde was started by *Ulf Dahl*.",
            "The fire at the mill in Odde wasn’t started by *Ulf Dahl*.",
        ),
        (
            "How much did the mill cost?",
            "The mill in Odde cost *two million crowns*.",
            "The mill in Odde did not cost two million crowns but *three million*, the council said.",
        ),
        ("Who bought the mill?", "The mill was bought by *Ann Berg*.", "*Ulf Dahl* bought the mill in May."),
        (
            "Who won the last game?",
            "The *Reds* beat the Blues in the last game.",
            "The *Blues* beat the Reds in the last game.",
        ),
        ("Is the mill open?", "The mill is *open* to visitors.", "The mill is *closed* to visitors."),
        ("Did Berg vote for the bill?", "Berg *voted for* the bill.", "Berg *voted against* the bill."),
        (
            "What caused the fire at the mill?",
            "The fire at the mill was caused by *a lamp*.",
            "*A spark* caused the fire at the mill.",
        ),
    ],
)
def test_both_cannot_be_right(question: str, one: str, other: str) -> None:
    assert relation(question, saying(one), saying(other)) is Relation.CONTRADICT
    assert relation(question, saying(other), saying(one)) is Relation.CONTRADICT
    assert relation(question, saying(one), saying(other)) is Relation.CONTRADICT


@pytest.mark.parametrize(
    ("question", "earlier", "later"),
    [
        (
            TOLL,
            "2023-06-05|At least *30 people* died in the flood in Odde.",
            "2023-06-07|The flood in Odde killed *210 people*.",
        ),
        (
            "How many inhabitants does Odde have?",
            "2011-02-01|Odde has *4,000 inhabitants*, the census of 2011 says.",
            "2021-02-01|Odde has *5,200 inhabitants*, the census of 2021 says.",
        ),
        (
            "Who is the mayor of Odde?",
            "2015-05-01|The mayor of Odde is *Ann Berg*.",
            "2023-05-01|The mayor of Odde is *Ulf Dahl*.",
        ),
        (
            "Is the mill open?",
            "2022-01-01|The mill is *closed* to visitors.",
            "2023-01-01|The mill is *open* to visitors.",
        ),
        (
            "When did the mill open?",
            "2023-01-01|The mill is to open in *March*.",
            "2023-06-01|The mill opened in *May* after all.",
        ),
    ],
)
def test_a_later_report_overtakes_an_earlier_one(question: str, earlier: str, later: str) -> None:
    assert relation(question, saying(earlier), saying(later)) is Relation.OLDER
    assert older(question, [saying(earlier), saying(later)]) == {0}
    assert older(question, [saying(later), saying(earlier)]) == {1}
    assert relation(question, saying(earlier), saying(later)) is not Relation.CONTRADICT


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (TOLL, "*Nearly 20 people* died in the flood in Odde.", "*Nineteen people* died in the flood in Odde."),
        (TOLL, "*Fourteen people* died in the flood in Odde.", "*14* died in the flood in Odde, near the mill."),
        (
            TOLL,
            "*More than 100 people* died in the flood in Odde.",
            "*104 people* died in the flood in Odde, police said.",
        ),
        ("How high is the tower?", "The tower is *300 metres* high.", "The tower is *984 feet* high."),
        ("How long was it closed?", "It was closed for *two years*.", "It was closed for *24 months*."),
        ("Who bought the mill?", "The mill was bought by *Ann Berg*.", "*Berg* bought the mill in May."),
        ("When was the mill built?", "The mill was built in *1911*.", "The mill was built in *May 1911*."),
    ],
)
def test_the_same_otherwise_written_is_the_same(question: str, one: str, other: str) -> None:
    assert relation(question, saying(one), saying(other)) is Relation.SAME


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (FAIR, "In 1998 the fair in Odde drew *36,500 visitors*.", "In 2023 the fair in Odde drew *52,000 visitors*."),
        (
            FAIR,
            "The fair in Odde drew *9,000 visitors* on Saturday.",
            "The fair in Odde drew *7,000 visitors* on Sunday.",
        ),
        (
            "How many people died in the storm?",
            "*Six people* died in the storm in Odde.",
            "*Two people* died in the storm in Kallo.",
        ),
        ("How many people work at the mill?", "*90 people* work at the mill.", "*30 women* work at the mill."),
        ("How many houses burned?", "*Sixty houses* burned in the valley alone.", "In all, *145 houses* burned."),
        ("How old is Ann Berg?", "Ann Berg is *41*.", "Ann Berg has *two sons*."),
        ("How long is the bridge?", "The old bridge is *80 metres* long.", "The new bridge is *120 metres* long."),
        (
            "Did Dahl steal the lamp?",
            "Dahl *stole the lamp*, the court was told.",
            "Dahl *denied that he stole the lamp*.",
        ),
        ("Who opened the mill?", "The mill was opened by *the mayor*.", "*Ann Berg* opened the mill."),
        ("Who was killed in the fire?", "*Ann Berg* was killed in the fire.", "*Ulf Dahl* was killed in the fire."),
        (
            "Who won the river cup?",
            "2021-05-01|The *Reds* won the river cup.",
            "2022-05-01|The *Blues* won the river cup.",
        ),
        (
            "Which town became the 24th of the region?",
            "*Odde* became the 22nd town of the region.",
            "*Kallo* became the 24th town of the region.",
        ),
        ("Who runs the mill?", "*Ann Berg* runs the mill.", "*Mill Works*, the firm of Ann Berg, runs the mill."),
        (
            "Who founded the mill?",
            "*Ann Berg* was one of those who founded the mill.",
            "*Ulf Dahl* founded the mill with others.",
        ),
    ],
)
def test_what_is_of_another_matter_is_no_contradiction(question: str, one: str, other: str) -> None:
    assert relation(question, saying(one), saying(other)) is Relation.UNRELATED
    assert relation(question, saying(other), saying(one)) is Relation.UNRELATED
