"""How a question is put to a library: to which passages, and which articles come close."""

from dataclasses import replace
from datetime import date

import pytest

from qa.answer.asking import FOUND, Asked, Request, heading, nearest, retrieved, standalone
from qa.answer.retrieval import Found, joined, sought
from qa.question.query import Query, QueryKind
from qa.values import Days, Where
from tests.fakes import WordEmbedder
from tests.qa.answer.conftest import Library
from tests.qa.making import article, match
from vectorstore.store import Snapshot

MARCH = Days(since=date(2023, 3, 1), until=date(2023, 3, 31))
DATED = "---\ntitle: {}\ndate: {}\n---\nThe boat race on the lake was won by {} in a storm.\n"
IN_MARCH = "Who won the race in March 2023?"
RACE = Query(IN_MARCH, IN_MARCH, IN_MARCH, "Who won the race?", days=MARCH)


@pytest.fixture(scope="module")
def snapshot(library: Library) -> Snapshot:
    return library(
        {
            "old.md": DATED.format("Old race", "2022-03-12", "Ann Lee"),
            "new.md": DATED.format("New race", "2023-03-11", "Bo Dahl"),
            "next.md": DATED.format("Next race", "2023-05-02", "Cid Poe"),
            "mill.txt": "The mill\nThe mill grinds rye in the autumn.\n",
        }
    )


def put(snapshot: Snapshot, query: Query, limit: int = 3, where: Where | None = None) -> Asked:
    request = Request(where or Where(), date(2024, 1, 1), limit, 0.5)
    timeless, whole = (sought(snapshot, WordEmbedder(), text) for text in (query.timeless, query.text))
    return Asked(snapshot, query, request, timeless, whole)


def titles(found: Found) -> set[str]:
    return {match.article.title for match in found.matches}


def test_articles_of_its_days_are_asked_without_the_words_of_the_days(snapshot: Snapshot) -> None:
    asked = put(snapshot, RACE)
    of_march = article("…").info.model_copy(update={"published": date(2023, 3, 11)})
    of_may = of_march.model_copy(update={"published": date(2023, 5, 1)})
    assert (asked.of(of_march), asked.of(of_may)) == (asked.timeless, asked.whole)
    assert asked.of(of_march.model_copy(update={"published": None})) is asked.whole
    assert put(snapshot, Query.as_typed("Who won?")).of(of_march).text == "Who won?"


def test_what_is_of_the_days_is_found_beside_what_is_of_any(snapshot: Snapshot) -> None:
    within, anywhere = retrieved(put(snapshot, RACE))
    assert titles(within) == {"New race"}
    assert titles(anywhere) >= {"New race", "Next race", "Old race"}


def test_where_no_days_are_named_all_is_of_any(snapshot: Snapshot) -> None:
    within, anywhere = retrieved(put(snapshot, Query.as_typed("Who won the race?")))
    assert (titles(within), within.articles) == (set(), {})
    assert titles(anywhere) >= {"New race", "Next race", "Old race"}


def test_what_happened_on_some_days_is_asked_of_those_alone(snapshot: Snapshot) -> None:
    happened = replace(
        Query.as_typed("What happened?"), typed="What happened in March 2023?", days=MARCH, kind=QueryKind.HAPPENED_ON
    )
    asked = put(snapshot, happened)
    within, anywhere = retrieved(asked)
    assert asked.is_narrow
    assert not put(snapshot, RACE).is_narrow
    assert (titles(within), anywhere.matches) == ({"New race"}, [])


def test_a_line_that_leans_on_a_talk_is_asked_of_what_tells_of_that(snapshot: Snapshot) -> None:
    """Of articles that name the line's topic; if it has none, of those with the telling words of the talk."""
    asked = replace(Query.as_typed("Who won it?"), is_bound=True)
    _, of_topic = retrieved(put(snapshot, replace(asked, topic="Bo Dahl")))
    _, of_words = retrieved(put(snapshot, replace(asked, context="boat lake")))
    _, of_others = retrieved(put(snapshot, replace(asked, context="rye autumn lake")))
    assert titles(of_topic) == {"New race"}
    assert titles(of_words) == {"New race", "Next race", "Old race"}
    assert titles(of_others) == {"The mill"}


def test_a_filter_holds_beside_the_days(snapshot: Snapshot) -> None:
    (mill,) = (one.key for one in snapshot.listing() if one.heading == "The mill")
    within, anywhere = retrieved(put(snapshot, RACE, where=Where(article=mill)))
    assert (titles(within), titles(anywhere)) == (set(), {"The mill"})


@pytest.mark.parametrize(("limit", "expected"), [(3, 12), (12, 12), (13, 18), (18, 18)])
def test_more_quotes_take_whole_groups_of_passages(library: Library, limit: int, expected: int) -> None:
    """As many as are read at once, so that the quotes of the first groups stay the same."""
    snapshot = library({f"{n}.txt": f"Race {n}\nThe race number {n} was won by Ann Lee.\n" for n in range(20)})
    _, anywhere = retrieved(put(snapshot, Query.as_typed("Who won the race?"), limit))
    assert len(anywhere.matches) == expected
    assert expected >= FOUND


@pytest.mark.parametrize(
    ("dense", "text", "is_near"),
    [
        (0.45, "Nothing of the kind.", True),
        (0.44, "Nothing of the kind.", False),
        (None, "Nothing of the kind.", False),
        (0.1, "The mill ground rye.", True),
        (None, "The mill by the river.", False),
    ],
)
def test_an_article_comes_near_by_its_meaning_or_by_its_words(
    snapshot: Snapshot, dense: float | None, text: str, is_near: bool
) -> None:
    asked = put(snapshot, Query.as_typed("Which mill ground the rye?"))
    found = match(article(text)).model_copy(update={"dense": dense})
    assert nearest(asked, Found([found], {})) == ((found.article,) if is_near else ())


def test_an_article_is_named_once_and_three_at_most(library: Library) -> None:
    line = "The boat race of the lake was won by a boat in a storm. "
    snapshot = library({f"{name}.txt": f"Race {name}\n{line * 4}\n" for name in "abcd"})
    asked = put(snapshot, Query.as_typed("Who won the boat race of the lake?"))
    named = nearest(asked, joined(*retrieved(asked)))
    assert len({one.id for one in named}) == len(named) == 3


@pytest.mark.parametrize(
    ("query", "is_of_days", "expected"),
    [
        (RACE, True, "Who won the race?"),
        (RACE, False, "Who won the race in March 2023?"),
        (replace(Query.as_typed("who won?"), typed="who one?"), False, "who won?"),
        (
            Query("Who won this week?", "Who won?", "Who won this week?", "Who won?", days=MARCH),
            False,
            "Who won this week?",
        ),
    ],
)
def test_a_question_is_told_as_it_was_understood(query: Query, is_of_days: bool, expected: str) -> None:
    assert standalone(query, is_of_days=is_of_days) == expected


@pytest.mark.parametrize(
    ("topic", "title", "expected"),
    [
        ("Mill Bridge", "Repairs in May", "Mill Bridge: Repairs in May"),
        ("Mill Bridge", "The mill bridge closes", "The mill bridge closes"),
        ("", "Repairs in May", "Repairs in May"),
    ],
)
def test_a_passage_is_read_with_the_topic_of_the_talk(topic: str, title: str, expected: str) -> None:
    assert heading(replace(Query.as_typed(""), topic=topic), article("…", title=title)) == expected
