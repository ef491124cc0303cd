"""What a person sees: the words, and nothing that a terminal would obey."""

import io
import json
from datetime import UTC, date, datetime
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from qa.terminal.render import printable, show_answer, show_quote, show_report, show_sources, show_status
from qa.values import Answer, ArticleInfo, IndexReport, LibraryStatus, Notice, Quote, Skipped, Span

ARTICLE = ArticleInfo(id="1", title="A \x1b[31mred\x1b[0m title\u202e", path="/x/a.txt", collection="c", source="S\x07")


def shown(show: object, *values: object, terminal: bool = False) -> str:
    out = io.StringIO()
    colours: Literal["truecolor"] | None = "truecolor" if terminal else None
    console = Console(file=out, force_terminal=terminal, width=60, highlight=False, color_system=colours)
    assert callable(show)
    show(console, *values)
    return out.getvalue()


def quote(text: str, highlight: Span | None = None, **told: object) -> Quote:
    article = ARTICLE.model_copy(update=told)
    return Quote(text=text, start=0, end=len(text), line=3, highlight=highlight, confidence=0.5, article=article)


@given(st.text())
def test_printable_text_is_one_line_without_controls(text: str) -> None:
    seen = printable(text)
    assert "\n" not in seen
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in seen)
    assert not set(seen) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert printable(seen) == seen


def test_words_of_any_script_stay_as_they_are() -> None:
    assert printable("Žižková  🙂👩‍👩‍👧\n東京 שלום مرحبا") == "Žižková 🙂👩‍👩‍👧 東京 שלום مرحبا"


@pytest.mark.parametrize("terminal", [True, False])
def test_text_of_an_article_cannot_move_the_cursor_or_colour(terminal: bool) -> None:
    told = shown(show_quote, quote("Text \x1b[2J\x1b]0;title\x07 here [bold]x[/bold]\r"), 1, terminal=terminal)
    assert "\x1b[2J" not in told
    assert "\x1b]" not in told
    assert "\x1b[31m" not in told
    assert "[bold]x[/bold]" in told
    assert "A [31mred[0m title · S" in told


def test_answering_words_are_bold_at_a_terminal_only() -> None:
    marked = quote("It was closed for eleven months.", Span(18, 31))
    assert "\x1b[1meleven months\x1b[0m" in shown(show_quote, marked, 1, terminal=True)
    assert shown(show_quote, marked, 2).startswith("2. > It was closed for eleven months.\n")


def test_a_quote_names_its_link_or_its_path_and_line() -> None:
    assert shown(show_quote, quote("Text."), 1).endswith("  /x/a.txt:3\n")
    linked = quote("Text.", url="https://example.org/a", published=date(2024, 3, 1))
    assert shown(show_quote, linked, 1).endswith(" · S · 2024-03-01  https://example.org/a\n")


def test_no_answer_names_the_nearest_articles() -> None:
    answer = Answer(
        question="q",
        standalone_question="q",
        answered=False,
        confidence=0.1,
        quotes=(),
        nearest=(ARTICLE,),
        generation=1,
        seconds={"total": 0.1},
    )
    lines = shown(show_answer, answer).splitlines()
    assert lines == ["The articles don't say.", "Nearest articles:", "  A [31mred[0m title · S  /x/a.txt"]


def test_a_report_lists_the_first_skipped_and_counts_the_rest() -> None:
    report = IndexReport(
        added=1,
        changed=2,
        unchanged=3,
        removed=4,
        skipped=tuple(Skipped(path="/x/b.jsonl", line=line, reason="not JSON") for line in range(1, 16)),
        notices=(Notice(path="/x/c.txt", reason="not UTF-8: read as cp1252"),),
        embedded=5,
        passages=1000,
        articles=6,
        generation=7,
        seconds=8.25,
    )
    lines = shown(show_report, report).splitlines()
    assert lines[0] == "note: /x/c.txt: not UTF-8: read as cp1252"
    assert lines[1] == "skipped: /x/b.jsonl:1: not JSON"
    assert lines[11:] == [
        "skipped: 5 more: not JSON",
        "added 1, changed 2, unchanged 3, moved 0, removed 4, skipped 15",
        "6 articles, 1,000 passages (5 embedded) in 8.2 s; generation 7",
    ]


def test_sources_and_status_at_a_terminal() -> None:
    table = shown(show_sources, [ARTICLE], terminal=True)
    assert "A [31mred[0m title" in table
    assert "/x/a.txt" in table
    status = LibraryStatus(
        path="lib",
        generation=3,
        updated=datetime(2024, 3, 1, 12, tzinfo=UTC),
        articles=2,
        passages=1234,
        bytes=2_500_000,
        collections={"world": 2},
        roots=("/x",),
        model="m",
        model_digest="0" * 64,
        dimension=384,
    )
    told = shown(show_status, status)
    assert "passages    1,234\n" in told
    assert "size        2.5 MB\n" in told
    assert "model       m (000000000000, 384 dimensions)\n" in told
    assert "collection  world: 2\n" in told


def test_json_keeps_the_text_as_it_is() -> None:
    text = "Text \x1b[2J \u202e"
    assert json.loads(quote(text).model_dump_json())["text"] == text


@pytest.mark.parametrize(
    ("is_chat", "told"),
    [
        (True, "Which do you mean?\n1. A [31mred[0m title · S  /x/a.txt\n2. B · S  /x/b.txt\n"),
        (
            False,
            "Which do you mean?\n1. A [31mred[0m title · S  /x/a.txt\n   ask again with: --article 1\n"
            "2. B · S  /x/b.txt\n   ask again with: --article 2\n",
        ),
    ],
)
def test_who_is_asked_back_is_told_how_to_say_which(is_chat: bool, told: str) -> None:
    other = ARTICLE.model_copy(update={"id": "2", "title": "B", "path": "/x/b.txt"})
    answer = Answer(
        question="Who won it?", standalone_question="Who won it?", answered=False, confidence=0.5, quotes=(),
        choices=(ARTICLE, other), nearest=(), generation=1, seconds={},
    )  # fmt: skip
    out = io.StringIO()
    show_answer(Console(file=out, width=100, highlight=False), answer, is_chat=is_chat)
    assert out.getvalue() == told
