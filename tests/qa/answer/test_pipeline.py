"""Questions to answers, each stage once, with a fake reader and plain odds."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from qa.answer.asking import Request
from qa.answer.pipeline import Pipeline
from qa.answers import Answer, Staleness
from qa.errors import ModelMissing
from qa.library.disk.disk_check import Freshness
from qa.question.query import Query, QueryKind
from qa.values import Days, Where
from tests.fakes import WordEmbedder
from tests.qa.answer.conftest import Library
from tests.qa.answer.marked import EVEN, FITTED, LIKELY, SURE, MarkedReader
from vectorstore.store import Snapshot

TODAY = date(2024, 1, 1)
DATED = "---\ntitle: {}\ndate: {}\n---\n{}\n"
RACES = {
    "old.md": DATED.format("Old race", "2022-03-12", "The boat race on the lake was won by Ann Lee in a storm."),
    "new.md": DATED.format(
        "New race", "2023-03-11", "Bo Dahl was first in the boat race, with the lake as calm as glass."
    ),
}
WON = Query.as_typed("Who won the boat race on the lake?")


@pytest.fixture(scope="module")
def races(library: Library) -> Snapshot:
    return library(RACES)


def answered(
    snapshot: Snapshot, query: Query, reader: MarkedReader, *, limit: int = 3, threshold: float = 0.5
) -> Answer:
    pipeline = Pipeline(WordEmbedder, lambda: reader, Freshness(), FITTED)
    return pipeline.answer(snapshot, query, Request(Where(), TODAY, limit, threshold))


def says(answer: Answer) -> list[str]:
    return [quote.answer for quote in answer.quotes]


def test_the_sentence_of_the_best_odds_is_quoted_first_with_how_sure_it_is(races: Snapshot) -> None:
    answer = answered(races, WON, MarkedReader({"Ann Lee": LIKELY, "Bo Dahl": SURE}))
    assert answer.answered
    assert says(answer) == ["Bo Dahl", "Ann Lee"]
    assert answer.confidence == pytest.approx(0.98, abs=0.005)
    assert [quote.confidence for quote in answer.quotes] == pytest.approx([0.98 * 0.98, 0.88 * 0.98], abs=0.01)
    assert answer.evidence["odds"] == 0.4
    assert list(answer.seconds) == ["total", "embed", "retrieve", "verify", "read", "judge"]


def test_each_passage_is_read_once_in_one_go(races: Snapshot) -> None:
    reader = MarkedReader({"Ann Lee": SURE})
    answered(races, WON, reader)
    ((question, parts),) = reader.read_of
    assert question == WON.text
    assert sorted(part.title for part in parts) == ["New race", "Old race"]


def test_below_the_threshold_nothing_is_quoted_and_the_nearest_are_named(races: Snapshot) -> None:
    reader = MarkedReader({"Ann Lee": EVEN, "Bo Dahl": -1.0})
    answer = answered(races, WON, reader, threshold=0.51)
    assert (answer.answered, answer.quotes, answer.withheld) == (False, (), ())
    assert answer.confidence == pytest.approx(0.5)
    assert {one.title for one in answer.nearest} == {"Old race", "New race"}
    assert answered(races, WON, reader, threshold=0.5).answered


def test_an_unlikely_further_quote_is_shown_only_to_who_asks_for_all(races: Snapshot) -> None:
    reader = MarkedReader({"Ann Lee": SURE, "Bo Dahl": -2.0})
    assert says(answered(races, WON, reader)) == ["Ann Lee"]
    assert says(answered(races, WON, reader, threshold=0)) == ["Ann Lee", "Bo Dahl"]
    assert says(answered(races, WON, MarkedReader({"Ann Lee": SURE, "Bo Dahl": -1.0}))) == ["Ann Lee", "Bo Dahl"]


def test_nothing_is_read_where_nothing_is_found(library: Library) -> None:
    reader = MarkedReader({})
    empty = library({"a.txt": "The mill\nThe mill grinds rye.\n"})
    nowhere = Request(Where(collections=frozenset({"none"})), TODAY, 3, 0.5)
    answer = Pipeline(WordEmbedder, lambda: reader, Freshness(), FITTED).answer(empty, WON, nowhere)
    assert (answer.answered, answer.confidence, reader.read_of) == (False, 0.0, [])


def test_models_are_loaded_once_and_not_before_a_question_needs_them(races: Snapshot) -> None:
    loaded: list[str] = []

    def embedder() -> WordEmbedder:
        loaded.append("embedder")
        return WordEmbedder()

    def reader() -> MarkedReader:
        loaded.append("reader")
        return MarkedReader({})

    pipeline = Pipeline(embedder, reader, Freshness(), FITTED)
    assert loaded == []
    for _ in range(2):
        pipeline.answer(races, WON, Request(Where(), TODAY, 3, 0.5))
    assert sorted(loaded) == ["embedder", "reader"]


def test_the_reader_is_loaded_while_the_question_is_embedded(races: Snapshot) -> None:
    begun = Event()

    def embedder() -> WordEmbedder:
        assert begun.wait(timeout=30)
        return WordEmbedder()

    def reader() -> MarkedReader:
        begun.set()
        return MarkedReader({"Ann Lee": SURE})

    answer = Pipeline(embedder, reader, Freshness(), FITTED).answer(races, WON, Request(Where(), TODAY, 3, 0.5))
    assert says(answer)[0] == "Ann Lee"


def test_a_reader_that_cannot_be_loaded_is_told_of_and_tried_again(races: Snapshot) -> None:
    found: list[MarkedReader] = []

    def reader() -> MarkedReader:
        if not found:
            raise ModelMissing("There is no such reader.")
        return found[0]

    pipeline, request = Pipeline(WordEmbedder, reader, Freshness(), FITTED), Request(Where(), TODAY, 3, 0.5)
    with pytest.raises(ModelMissing, match="no such reader"):
        pipeline.answer(races, WON, request)
    found.append(MarkedReader({"Ann Lee": SURE}))
    assert says(pipeline.answer(races, WON, request))[0] == "Ann Lee"


IN_MARCH = replace(
    Query.as_typed("Who won the race in March 2023?"),
    timeless="Who won the race?",
    days=Days(since=date(2023, 3, 1), until=date(2023, 3, 31)),
)


def test_what_is_of_the_named_days_answers_alone_where_it_is_the_likeliest(races: Snapshot) -> None:
    answer = answered(races, IN_MARCH, MarkedReader({"Ann Lee": LIKELY, "Bo Dahl": LIKELY}))
    assert says(answer) == ["Bo Dahl"]
    assert (answer.days, answer.outside) == (IN_MARCH.days, None)
    assert answer.standalone_question == "Who won the race?"


def test_where_the_likeliest_is_of_other_days_that_is_said(races: Snapshot) -> None:
    answer = answered(races, IN_MARCH, MarkedReader({"Ann Lee": SURE, "Bo Dahl": 1.0}))
    assert says(answer) == ["Ann Lee", "Bo Dahl"]
    assert (answer.days, answer.outside) == (None, IN_MARCH.days)
    assert answer.standalone_question == IN_MARCH.text


def test_what_is_of_the_days_must_be_sure_by_the_fitted_threshold_however_little_is_asked(races: Snapshot) -> None:
    answer = answered(races, IN_MARCH, MarkedReader({"Bo Dahl": -1.0}), threshold=0.1)
    assert (says(answer), answer.days, answer.outside) == (["Bo Dahl"], None, None)


def test_that_no_article_is_of_the_days_is_said_only_of_days_counted_from_today(races: Snapshot) -> None:
    days, reader = Days(since=date(1815, 4, 1), until=date(1815, 4, 30)), MarkedReader({"Ann Lee": SURE})
    assert answered(races, replace(IN_MARCH, days=days), reader).outside is None
    assert answered(races, replace(IN_MARCH, days=days, is_relative=True), reader).outside == days


def test_a_passage_is_read_with_the_words_of_the_days_where_its_own_day_does_not_say_them(races: Snapshot) -> None:
    reader = MarkedReader({"Bo Dahl": SURE})
    answered(races, IN_MARCH, reader)
    assert {question: [part.title for part in parts] for question, parts in reader.read_of} == {
        IN_MARCH.timeless: ["New race"],
        IN_MARCH.text: ["Old race"],
    }


def test_what_happened_is_told_by_the_first_statements_without_the_reader(races: Snapshot) -> None:
    reader = MarkedReader({})
    happened = replace(Query.as_typed("What happened?"), days=IN_MARCH.days, kind=QueryKind.HAPPENED_ON)
    answer = answered(races, happened, reader)
    assert [quote.text for quote in answer.quotes] == [
        "Bo Dahl was first in the boat race, with the lake as calm as glass."
    ]
    assert (answer.confidence, answer.days, reader.read_of) == (0.8, IN_MARCH.days, [])
    assert not answered(races, happened, reader, threshold=0.9).answered


def test_an_overview_needs_no_reader(races: Snapshot) -> None:
    loaded: list[str] = []

    def reader() -> MarkedReader:
        loaded.append("reader")
        return MarkedReader({})

    happened = replace(Query.as_typed("What happened?"), days=IN_MARCH.days, kind=QueryKind.HAPPENED_ON)
    pipeline = Pipeline(WordEmbedder, reader, Freshness(), FITTED)
    assert pipeline.answer(races, happened, Request(Where(), TODAY, 3, 0.5)).is_overview
    assert loaded == []


def test_of_several_articles_none_is_meant_by_it(races: Snapshot) -> None:
    about = replace(Query.as_typed("What is it about?"), kind=QueryKind.ABOUT_IT)
    assert not answered(races, about, MarkedReader({})).answered


def test_more_quotes_are_read_in_further_groups_and_leave_those_before(library: Library) -> None:
    people = [f"{first} {last}" for first in ("Ann", "Bo", "Cid", "Dora") for last in ("Lee", "Dahl", "Poe", "Kern")]
    snapshot = library({f"{n}.txt": f"Race {n}\nRace {n} was won by {who}.\n" for n, who in enumerate(people)})
    query = Query.as_typed("Who was it that a race was won by?")
    for order in (people, people[::-1]):  # in one library the likeliest are found last
        reader = MarkedReader({who: LIKELY - number / 10 for number, who in enumerate(order)})
        few, some, many = (answered(snapshot, query, reader, limit=limit) for limit in (3, 7, 16))
        assert (few.quotes, some.quotes) == (many.quotes[:3], many.quotes[:7])
        assert few.confidence == some.confidence == many.confidence
        assert len(set(says(many))) == 16


@pytest.fixture
def edited(library: Library) -> tuple[Snapshot, Path]:
    """A library of two races, and the file of the older, which a test may change."""
    snapshot = library(RACES)
    (path,) = (Path(one.origin) for one in snapshot.entries() if one.origin.endswith("old.md"))
    return snapshot, path


def test_what_changed_since_it_was_indexed_is_named_and_not_quoted(edited: tuple[Snapshot, Path]) -> None:
    snapshot, path = edited
    reader = MarkedReader({"Ann Lee": SURE, "Ida Kern": SURE, "Bo Dahl": -4.0})
    path.write_text(RACES["old.md"].replace("Ann Lee", "Ida Kern"))
    answer = answered(snapshot, WON, reader)
    assert (answer.answered, answer.quotes) == (False, ())
    assert [(one.article.title, one.reason) for one in answer.withheld] == [("Old race", Staleness.CHANGED)]
    path.unlink()
    assert [one.reason for one in answered(snapshot, WON, reader).withheld] == [Staleness.DELETED]


def test_what_changed_is_not_named_where_something_else_answers_or_it_would_not(edited: tuple[Snapshot, Path]) -> None:
    snapshot, path = edited
    path.unlink()
    assert answered(snapshot, WON, MarkedReader({"Ann Lee": SURE, "Bo Dahl": LIKELY})).withheld == ()
    assert answered(snapshot, WON, MarkedReader({"Ann Lee": -4.0})).withheld == ()


def test_the_sentences_that_are_judged_first_are_those_of_the_first_group(races: Snapshot) -> None:
    pipeline = Pipeline(WordEmbedder, lambda: MarkedReader({"Ann Lee": SURE}), Freshness(), FITTED)
    asked, candidates = pipeline.candidates(races, WON, Request(Where(), TODAY, 3, 0.5))
    assert asked.query is WON
    assert sorted((one.says, one.odds) for one in candidates) == [("", -9.0), ("Ann Lee", SURE)]
