"""Titles without the names of their sites."""

import pytest

from bot.outgoing.titles import headline
from tests.bot.quoting import article


@pytest.mark.parametrize(
    ("title", "host", "source", "shown"),
    [
        ("Sesame joins the list | CNN", "cnn.com", None, "Sesame joins the list"),
        ("Prices fall | CNN Business", "cnn.com", None, "Prices fall"),
        ("Who won? | CNN ...", "cnn.com", None, "Who won?"),
        ("The row explained | The ...", "theweek.co.uk", None, "The row explained"),
        ("Quiz: 29 July - 4 August | The Week UK", "theweek.co.uk", None, "Quiz: 29 July - 4 August"),
        ("BBC News - Bridge closes", "news.bbc.co.uk", "BBC News", "Bridge closes"),
        ("Bridge closes – Vellmar Courier", "", "Vellmar Courier", "Bridge closes"),
        ("Artists of Paris | A review", "art.example", None, "Artists of Paris | A review"),
        ("Comedy | Commentary", "x.com.au", None, "Comedy | Commentary"),
        ("CNN", "cnn.com", None, "CNN"),
        ("A bridge - and a road", "cnn.com", None, "A bridge - and a road"),
    ],
)
def test_a_title_ends_before_the_name_of_its_site(title: str, host: str, source: str | None, shown: str) -> None:
    assert headline(article(title=title, source=source), host) == shown
