"""Questions that name days: the articles of those days come first, and the answer says if they do not answer."""

from datetime import date

import pytest

from qa import Where
from qa.answers import Turn
from qa.assistant import Assistant
from qa.values import Days
from tests.conftest import Shelf

DATED = "---\ntitle: {}\ndate: {}\n---\nThe boat race on the lake was won by {} in a storm.\n"


@pytest.fixture
def races(shelf: Shelf) -> Assistant:
    """Two articles on two races."""
    return shelf(
        {
            "old.md": DATED.format("Race of the boats", "2022-03-12", "Ann Lee"),
            "new.md": DATED.format("Race of the boats", "2023-03-11", "Bo Dahl"),
        }
    )


def test_words_of_time_narrow_to_articles_of_those_days(races: Assistant) -> None:
    question, today = "Who won the boat race on the lake this week?", date(2023, 3, 15)
    answer = races.ask(question, today=today)
    assert [quote.article.published for quote in answer.quotes] == [date(2023, 3, 11)]
    assert answer.standalone_question == "Who won the boat race on the lake?"
    assert (answer.days, answer.outside) == (Days(since=date(2023, 3, 5), until=date(2023, 3, 15)), None)
    before = races.ask(question, today=date(2022, 3, 15))
    assert [quote.article.published for quote in before.quotes] == [date(2022, 3, 12)]


def test_where_nothing_of_those_days_answers_all_are_asked_and_that_is_said(races: Assistant) -> None:
    question = "Who won the boat race on the lake this week?"
    answer = races.ask(question, today=date(2024, 1, 20))
    assert answer.answered
    assert answer.outside == Days(since=date(2024, 1, 10), until=date(2024, 1, 20))
    assert (answer.days, answer.standalone_question) == (None, question)
    of_a_year = races.ask("Who won the boat race on the lake in April 1815?")
    assert (of_a_year.answered, of_a_year.outside) == (True, None)
    unanswered = races.ask("Who painted the Mona Lisa this week?", today=date(2023, 3, 15))
    assert (unanswered.answered, unanswered.outside) == (False, None)


WRITTEN = "---\ntitle: {}\nauthor: {}\ndate: {}\n---\n\n{}\n"


def test_articles_are_listed_by_who_wrote_them_and_by_their_days(shelf: Shelf) -> None:
    """Whatever words they have; the newest first."""
    assistant = shelf(
        {
            "fair.md": WRITTEN.format(
                "The fair", "Ada Quill", "2023-03-02", "Eighty traders came to the fair of Osmund."
            ),
            "mill.md": WRITTEN.format("The mill", "Tom Reed", "2023-04-02", "The mill of Osmund grinds rye in autumn."),
            "ferry.md": WRITTEN.format(
                "The ferry", "Ada Quill", "2023-05-02", "The ferry of Brennick sails every hour."
            ),
        }
    )

    def listed(line: str) -> list[str]:
        return [quote.article.title for quote in assistant.ask(line).quotes]

    assert listed("list all articles by Ada Quill") == ["The ferry", "The fair"]
    assert listed("which articles did Ada Quill write about Osmund?") == ["The fair"]
    assert listed("list articles by Bo Dahl") == []
    assert listed("list the articles of April 2023") == ["The mill"]
    answer = assistant.ask("list the articles about Osmund of June 2023")
    assert {quote.article.title for quote in answer.quotes} == {"The fair", "The mill"}
    assert answer.days is None


def test_quotes_of_those_days_come_only_where_they_answer(seeds_assistant: Assistant) -> None:
    """The seeds have an article of those days, which answers none of these questions."""
    for question, quote in (
        ("How many hearts does an octopus have", "An octopus has three hearts."),
        (
            "When did coffee houses open in Istanbul",
            "Coffee houses opened in Istanbul in the middle of the 16th century.",
        ),
    ):
        for days in ("this week", "recently", "since last week"):
            answer = seeds_assistant.ask(f"{question} {days}?", today=date(2024, 3, 20))
            assert answer.quotes[0].text == quote
            assert answer.answered
            assert answer.outside is not None


def test_what_stands_far_from_those_days_is_read_all_the_same(shelf: Shelf) -> None:
    dated = "---\ntitle: {0}\ndate: {1}\n---\n{2}\n"
    near = {
        f"{name}.md": dated.format(f"From the {name}", "2023-03-11", f"In the {name} all boats were on the lake.")
        for name in ("North", "South", "East", "West", "Middle")
    }
    far = {"old.md": dated.format("Old race", "2020-03-12", "Ann Lee won the boat race on the lake in 2020.")}
    answer = shelf({**near, **far}).ask(
        "Who won the boat race on the lake this week?", today=date(2023, 3, 15), limit=9
    )
    assert "Ann Lee won the boat race on the lake in 2020." in [quote.text for quote in answer.quotes]


def test_days_that_are_asked_for_by_name_come_before_those_of_the_question(races: Assistant) -> None:
    where = Where(since=date(2022, 1, 1), until=date(2022, 12, 31))
    answer = races.ask("Who won the boat race on the lake this week?", where=where, today=date(2023, 3, 15))
    assert [quote.article.published for quote in answer.quotes] == [date(2022, 3, 12)]


def test_days_that_nothing_answers_of_stay_in_the_question_as_it_is_shown(races: Assistant) -> None:
    """With a name of the talk put in, and without."""
    history = [Turn(question="Did Ann Lee win the boat race?")]
    today = date(2024, 1, 20)
    answer = races.ask("Did she win on the lake this week?", history=history, today=today, min_confidence=0)
    assert (answer.days, answer.standalone_question) == (None, "Did Ann Lee win on the lake this week?")
    answer = races.ask("which race this week?", history=history, today=today, min_confidence=0)
    assert (answer.days, answer.about, answer.standalone_question) == (None, "Ann Lee", "which race this week?")
