"""What is told of an article."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qa.reading import SourceFile
from qa.reading.composing import compose, one_line, web_address
from qa.reading.decoding import Unreadable
from qa.values import Span

FILE = SourceFile(Path("/shelf/old_bridge-2.txt"), "shelf")
TOLD: dict[str, Any] = {
    "title": "A Bridge",
    "source": "The Post",
    "url": "https://a.example/",
    "published": date(2024, 3, 5),
    "author": "Ann",
    "line": 1,
    "verbatim": True,
}


def test_an_id_is_made_of_the_file_and_the_records_key() -> None:
    one = compose(FILE, "Text.", [Span(0, 5)], title="T", key="7")
    assert one.id == hashlib.sha256(b"/shelf/old_bridge-2.txt\x007").hexdigest()[:16]
    assert one.path == "/shelf/old_bridge-2.txt"


def test_an_id_stays_and_a_digest_changes_with_all_that_is_told() -> None:
    first = compose(FILE, "Text one.", [Span(0, 9)], **TOLD)
    changes = {"title": "B", "source": "P", "url": "http://b.example/", "published": None, "author": None, "line": 2}
    others = [
        compose(FILE, "Text two.", [Span(0, 9)], **TOLD),
        compose(FILE, "Text one.", [Span(0, 8)], **TOLD),
        compose(FILE, "Text one.", [Span(0, 4), Span(5, 9)], **TOLD),
        compose(replace(FILE, collection="other"), "Text one.", [Span(0, 9)], **TOLD),
        *(compose(FILE, "Text one.", [Span(0, 9)], **{**TOLD, name: value}) for name, value in changes.items()),
    ]
    assert {one.id for one in others} == {first.id}
    assert len({first.digest, *(one.digest for one in others)}) == 1 + len(others)


def test_a_digest_is_that_of_the_content_wherever_the_file_is() -> None:
    moved = SourceFile(Path("/elsewhere/b.txt"), "shelf")
    first, second = (compose(file, "Text one.", [Span(0, 9)], **TOLD) for file in (FILE, moved))
    assert first.digest == second.digest
    assert first.id != second.id


def test_spans_without_a_letter_are_no_body() -> None:
    one = compose(FILE, "-- \nText\n 7 ..", [Span(0, 4), Span(4, 9), Span(9, 12), Span(12, 14)], title="T")
    assert one.body == (Span(4, 9), Span(9, 12))
    with pytest.raises(Unreadable, match=r"^no text$"):
        compose(FILE, "-- \nText", [Span(0, 4)], title="T")


@pytest.mark.parametrize("title", ["", None, " \n", "\u200b", "\u202e\u200d"])
def test_without_a_title_that_can_be_seen_it_is_the_files_name(title: str | None) -> None:
    assert compose(FILE, "Text.", [Span(0, 5)], title=title).title == "old bridge 2"


def test_a_file_without_a_name_to_be_seen_is_untitled() -> None:
    nameless = SourceFile(Path("/shelf/\u200b"), "shelf")
    assert compose(nameless, "Text.", [Span(0, 5)], title="").title == "untitled"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  A\tB\r\n\u2028C\u00a0 D ", "A B C D"),
        ("A\x00\x1b[31mB\x7f", "A[31mB"),
        ("\u202eA\u2066B\u200fC\ufeffD\u061c", "ABCD"),
        ("\ud800A", "A"),
        ("👩‍👧 نمی\u200cخواهم", "👩‍👧 نمی\u200cخواهم"),
        ("x" * 400, "x" * 300),
        ("word " * 100, ("word " * 60).strip()),
    ],
)
def test_a_title_is_one_line_of_what_can_be_seen(text: str, line: str) -> None:
    assert one_line(text) == line


@given(some.text())
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip() == one_line(line)
    assert len(line) <= 300


@pytest.mark.parametrize(
    "address", ["http://a.example", "HTTPS://user@a.example:80/b?c=(d)#e", "https://bücher.example/ü"]
)
def test_an_address_is_kept_as_it_is(address: str) -> None:
    assert web_address(f" {address}\n") == address


@pytest.mark.parametrize(
    "text", [None, "", "a.example", "ftp://a.example", "http:///b", "http://[x", "http://a.example/" + "b" * 2048]
)
def test_what_is_no_address_is_none(text: str | None) -> None:
    assert web_address(text) is None
