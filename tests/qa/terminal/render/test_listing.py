"""The articles of a library, as a person and a pipe get them."""

import io
from datetime import date

import pytest
from rich.console import Console

from qa.terminal.render import show_sources
from qa.values import ArticleInfo
from tests.qa.terminal.render.showing import ARTICLE, shown

LONG = ArticleInfo(
    id="bb41633e42239d3f",
    title="Old Stone Bridge in Vellmar Closes for Eleven Months",
    path="/x/bridge.md",
    collection="world",
    published=date(2024, 3, 12),
)
UNDATED = LONG.model_copy(update={"id": "34742bdf46f08418", "title": "Octopus", "published": None})


def at_terminal(width: int) -> list[str]:
    out = io.StringIO()
    show_sources(
        Console(file=out, force_terminal=True, color_system=None, width=width, highlight=False), [LONG, UNDATED]
    )
    return out.getvalue().splitlines()


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (
            100,
            [
                "bb41633e42239d3f  2024-03-12  world  Old Stone Bridge in Vellmar Closes for Eleven Months",
                "34742bdf46f08418              world  Octopus",
            ],
        ),
        (
            60,
            [
                "bb41633e42239d3f  2024-03-12  Old Stone Bridge in Vellmar C…",
                "34742bdf46f08418              Octopus",
            ],
        ),
        (40, ["bb41633e42239d3f  Old Stone Bridge in V…", "34742bdf46f08418  Octopus"]),
    ],
)
def test_a_terminal_shows_a_line_an_article_and_as_many_columns_as_fit(width: int, lines: list[str]) -> None:
    assert at_terminal(width) == lines


def test_a_pipe_gets_every_cell_with_tabs() -> None:
    assert shown(show_sources, [LONG, ARTICLE]).splitlines() == [
        "bb41633e42239d3f\t2024-03-12\tworld\tOld Stone Bridge in Vellmar Closes for Eleven Months\t/x/bridge.md",
        "1\t\tc\tA [31mred[0m title\t/x/a.txt",
    ]


def test_no_articles_are_no_lines() -> None:
    assert shown(show_sources, [], terminal=True) == ""
