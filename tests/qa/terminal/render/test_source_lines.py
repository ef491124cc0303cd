"""Where words are from, as a person sees it."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from qa.terminal.render.text import headline, host, link, place, show_source_line
from qa.values import ArticleInfo

ARTICLE = ArticleInfo(id="1", title="T", path="/x/a b.txt", collection="c")
BRIDGE = ARTICLE.model_copy(
    update={
        "title": "Old Stone Bridge in Vellmar Closes for Eleven Months",
        "source": "Vellmar Courier",
        "published": date(2024, 3, 12),
        "url": "https://courier.example.org/2024/03/stone-bridge-closes",
    }
)


def console(width: int) -> Console:
    return Console(file=io.StringIO(), force_terminal=True, color_system=None, width=width, highlight=False)


def source_lines(width: int, *more: str) -> list[str]:
    shown = console(width)
    show_source_line(shown, BRIDGE, None, *more)
    assert isinstance(shown.file, io.StringIO)
    return shown.file.getvalue().splitlines()


def test_what_does_not_fit_into_one_row_goes_on_in_the_next() -> None:
    assert source_lines(80, "sure") == [
        "   Old Stone Bridge in Vellmar Closes for Eleven Months · Vellmar Courier",
        "   2024-03-12 · sure · https://courier.example.org/2024/03/stone-bridge-closes",
    ]
    assert source_lines(40, "sure") == [
        "   Old Stone Bridge in Vellmar Closes f…",
        "   Vellmar Courier · 2024-03-12 · sure",
        "   https://courier.example.org/2024/03/stone-bridge-closes",
    ]
    assert len(source_lines(200, "sure")) == 1


@pytest.mark.parametrize(
    ("width", "seen"),
    [
        (90, "Old Stone Bridge in Vellmar Closes for Eleven Months · Vellmar Courier · 2024-03-12"),
        (60, "Old Stone Bridge in Vellmar… · Vellmar Courier · 2024-03-12"),
        (40, "Old Stone Bridge in Vellmar Closes for…"),
    ],
)
def test_a_headline_keeps_its_title_before_what_stands_beside_it(width: int, seen: str) -> None:
    assert headline(console(width), BRIDGE, "").plain == seen


@given(st.text())
def test_a_link_cannot_end_its_escape_sequence(text: str) -> None:
    target = link(ARTICLE.model_copy(update={"url": f"https://example.org/{text}"}))
    assert target is not None
    assert target.isascii()
    assert target.isprintable()
    assert " " not in target


def test_only_pages_and_files_are_links() -> None:
    assert link(ARTICLE) == "file:///x/a%20b.txt"
    assert link(ARTICLE, 3) == "file:///x/a%20b.txt#page=3"
    assert link(ARTICLE.model_copy(update={"url": "javascript:alert(1)"})) is None
    assert host("https://news.example.org:8080/a") == "news.example.org"
    assert host("https://[broken") == ""


def test_a_place_is_an_address_or_a_file_and_its_line() -> None:
    assert place(BRIDGE, 4) == "https://courier.example.org/2024/03/stone-bridge-closes"
    assert place(ARTICLE, 4) == "/x/a b.txt:4"
    assert place(ARTICLE, None) == "/x/a b.txt"
