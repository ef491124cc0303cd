"""The lines of a file of records, one at a time."""

import pytest

from qa.reading.decoding import Unreadable
from qa.reading.rows import lines as module
from qa.reading.rows.lines import Line, lines
from qa.reports import Notice
from tests.qa.reading.conftest import Put


def test_lines_are_counted_from_one_and_keep_their_ends(put: Put) -> None:
    assert list(lines(put("a.jsonl", "one\r\ntwo\n\nlast"), "\n")) == [
        *(Line(1, "one\r\n"), Line(2, "two\n"), Line(3, "\n"), Line(4, "last")),
    ]


def test_a_line_ends_where_it_is_said_to(put: Put) -> None:
    file = put("a.jsonl", "one\rtwo\u2028three\n")
    assert list(lines(file, "\n")) == [Line(1, "one\rtwo\u2028three\n")]
    assert list(lines(file, "")) == [Line(1, "one\r"), Line(2, "two\u2028three\n")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_obeyed_and_left_off(put: Put, encoding: str) -> None:
    assert list(lines(put("a.jsonl", "Brücke\n".encode(encoding)), "\n")) == [Line(1, "Brücke\n")]


def test_a_line_that_is_not_utf8_is_decoded_and_that_is_said_once(put: Put) -> None:
    notice, *found = lines(put("a.jsonl", "Die Brücke von Öde\n".encode("cp1252") * 2), "\n")
    assert isinstance(notice, Notice)
    assert found == [Line(1, "Die Brücke von Öde\n"), Line(2, "Die Brücke von Öde\n")]


def test_a_line_that_is_too_long_is_passed_over_to_its_end(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 10)
    file = put("a.jsonl", "0123456789\n" + "x" * 35 + "\n012345678\nlast")
    assert list(lines(file, "\n")) == [Line(1, None), Line(2, None), Line(3, "012345678\n"), Line(4, "last")]


@pytest.mark.parametrize(("content", "why"), [(b"", "empty"), (b"\x00\x01\x02" * 99, "not text")])
def test_what_is_no_text_is_said_to_be_none(put: Put, content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        list(lines(put("a.jsonl", content), "\n"))
