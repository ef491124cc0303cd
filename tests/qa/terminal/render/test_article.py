"""An article as a person and a pipe get it, a quote in it marked."""

import io

import pytest
from rich.console import Console

from qa.terminal.render.article import show_article
from qa.values import Article, Span
from tests.qa.terminal.render.showing import ARTICLE, shown

TEXT = "The bridge.\n\nIt was \x1b[31mclosed\x1b[0m\u202e on Monday.\r\nIt rains.\n"
LETTER = Article(**ARTICLE.model_dump(exclude={"title"}), title="The bridge", text=TEXT, body=(), digest="0" * 64)


def test_a_pipe_gets_the_text_as_it_stands_without_what_a_terminal_would_obey() -> None:
    assert shown(show_article, LETTER).splitlines() == [
        "The bridge",
        "The bridge · S · /x/a.txt",
        "",
        "The bridge.",
        "",
        "It was [31mclosed[0m on Monday.",
        "It rains.",
    ]


def test_a_quote_is_marked_at_a_terminal() -> None:
    start = TEXT.index("on Monday")
    seen = shown(show_article, LETTER, Span(start, start + len("on Monday")), terminal=True, width=80)
    assert "\x1b[1;7mon Monday\x1b[0m." in seen


@pytest.mark.parametrize(("lines", "is_paged"), [(5, False), (40, True)])
def test_an_article_that_is_longer_than_the_screen_goes_through_the_pager(
    lines: int, is_paged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system=None, width=40, height=24, highlight=False)
    paged: list[str] = []
    monkeypatch.setattr("pydoc.pager", paged.append)
    show_article(console, LETTER.model_copy(update={"text": "It rains.\n" * lines}))
    assert bool(paged) == is_paged
    assert ("".join(paged) or out.getvalue()).count("It rains.") == lines
