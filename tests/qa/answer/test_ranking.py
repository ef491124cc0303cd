"""How recent an article is, and what that is worth."""

from datetime import date

import pytest

from qa.answer.ranking import asks_for_latest, recency
from tests.conftest import Shelf

TODAY = date(2024, 3, 31)


@pytest.mark.parametrize(
    ("published", "worth"),
    [
        (date(2024, 3, 31), 1.0),
        (date(2024, 4, 3), 1.0),
        (date(2024, 4, 4), 0.0),
        (date(2024, 3, 1), 0.36787944),
        (date(2023, 3, 31), 0.0000050),
        (None, 0.0),
    ],
)
def test_it_fades_by_the_month(published: date | None, worth: float) -> None:
    """Down to 1/e in 30 days; nothing for an article without a date, or of the future."""
    assert recency(published, TODAY) == pytest.approx(worth, abs=5e-7)


@pytest.mark.parametrize(
    ("question", "is_latest"),
    [
        ("What is the latest figure?", True),
        ("the most recent count", True),
        ("What did they say most recently?", True),
        ("What did they say lately?", False),
        ("Who came in last?", False),
        ("Who was the late mayor?", False),
    ],
)
def test_the_latest_is_asked_for_by_its_words(question: str, is_latest: bool) -> None:
    """Not by words that only look alike."""
    assert asks_for_latest(question) is is_latest


def test_of_two_alike_the_newer_is_quoted_first(shelf: Shelf) -> None:
    """Asked on the newer one's own day, and whenever the latest is asked for."""
    texts = {
        f"{number}.md": f"---\ntitle: Fair {number}\ndate: {day}\n---\nThe fair drew {count} visitors to the harbour.\n"
        for number, day, count in ((1, "2023-06-17", "31,000"), (2, "2024-06-18", "42,000"))
    }
    assistant = shelf(texts)
    question = "How many visitors did the fair draw to the harbour?"

    def first(asked: str, today: date) -> str:
        return assistant.ask(asked, today=today, min_confidence=0).quotes[0].text

    assert first(question, date(2024, 6, 20)) == "The fair drew 42,000 visitors to the harbour."
    assert first(question, date(2023, 6, 20)) == "The fair drew 31,000 visitors to the harbour."
    latest = "What was the most recent count of visitors that the fair drew to the harbour?"
    assert first(latest, date(2026, 1, 1)) == "The fair drew 42,000 visitors to the harbour."
