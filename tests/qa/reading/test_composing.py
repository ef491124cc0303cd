"""What is recorded of an article."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qa.reading import SourceFile
from qa.reading.composing import Content, compose, file_date, one_line, web_address
from qa.reading.decoding import Unreadable
from qa.reading.facts.fields import Facts
from qa.values import Part, PartKind, Span

FILE = SourceFile(Path("/shelf/old_bridge-2.txt"), "shelf")
FACTS = Facts("A Bridge", "The Post", "https://a.example/", date(2024, 3, 5), ("Ann",))
CONTENT = Content("Text one.", [Span(0, 9)], [Part(0, 4, PartKind.MARK)], verbatim=True, line=1)


def test_an_id_is_made_of_the_file_and_the_records_key() -> None:
    one = compose(FILE, Content("Text.", [Span(0, 5)]), Facts("T"), key="7")
    assert one.id == hashlib.sha256(b"/shelf/old_bridge-2.txt\x007").hexdigest()[:16]
    assert one.path == "/shelf/old_bridge-2.txt"


def test_an_id_stays_and_a_digest_changes_with_all_that_is_told() -> None:
    first = compose(FILE, CONTENT, FACTS)
    contents: list[dict[str, Any]] = [{"text": "Text two."}, {"body": [Span(0, 8)]}, {"parts": []}, {"line": 2}]
    changes: list[dict[str, Any]] = [
        *({"title": "B"}, {"source": "P"}, {"url": "http://b.example/"}, {"published": None}, {"authors": ()}),
    ]
    others = [
        compose(replace(FILE, collection="other"), CONTENT, FACTS),
        *(compose(FILE, replace(CONTENT, **change), FACTS) for change in contents),
        *(compose(FILE, CONTENT, replace(FACTS, **change)) for change in changes),
    ]
    assert {one.id for one in others} == {first.id}
    assert len({first.digest, *(one.digest for one in others)}) == 1 + len(others)


def test_a_digest_is_that_of_the_content_wherever_the_file_is() -> None:
    moved = SourceFile(Path("/elsewhere/b.txt"), "shelf")
    first, second = (compose(file, CONTENT, FACTS) for file in (FILE, moved))
    assert first.digest == second.digest
    assert first.id != second.id


def test_spans_without_a_letter_are_no_body() -> None:
    spans = [Span(0, 4), Span(4, 9), Span(9, 12), Span(12, 14)]
    one = compose(FILE, Content("-- \nText\n 7 ..", spans), Facts("T"))
    assert one.body == (Span(4, 9), Span(9, 12))
    with pytest.raises(Unreadable, match=r"^no text$"):
        compose(FILE, Content("-- \nText", [Span(0, 4)]), Facts("T"))


@pytest.mark.parametrize("title", ["", None, " \n", "\u200b", "\u202e\u200d"])
def test_without_a_title_that_can_be_seen_it_is_the_files_name(title: str | None) -> None:
    assert compose(FILE, Content("Text.", [Span(0, 5)]), Facts(title)).title == "old bridge 2"


def test_a_file_without_a_name_to_be_seen_is_untitled() -> None:
    nameless = SourceFile(Path("/shelf/\u200b"), "shelf")
    assert compose(nameless, Content("Text.", [Span(0, 5)]), Facts("")).title == "untitled"


def test_entities_are_decoded_in_what_is_told() -> None:
    one = compose(
        FILE, CONTENT, Facts("Bridge &amp; tunnel&#8217;s", "The &quot;Post&quot;", authors=("Ann&nbsp;Lee",))
    )
    assert (one.title, one.source, one.authors) == ("Bridge & tunnel’s", 'The "Post"', ("Ann Lee",))


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/a/2024-03-05-bridge.md", date(2024, 3, 5)),
        ("/a/2024-3-5_bridge.md", date(2024, 3, 5)),
        ("/a/2024-03-05.md", date(2024, 3, 5)),
        ("/a/202403051130 bridge.md", date(2024, 3, 5)),
        ("/a/20240305T1130-bridge.md", date(2024, 3, 5)),
        ("/a/202403059930 bridge.md", None),
        ("/a/2024-03-05-bridge/index.md", date(2024, 3, 5)),
        ("/a/2024-03-05-bridge/costs.md", None),
        ("/a/2024-13-05-bridge.md", None),
        ("/a/12024-03-05-bridge.md", None),
        ("/a/2024-03-051.md", None),
    ],
)
def test_the_day_of_a_file_is_that_with_which_its_name_begins(path: str, day: date | None) -> None:
    assert file_date(SourceFile(Path(path), "shelf")) == day


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
