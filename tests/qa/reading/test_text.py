"""Plain text files."""

import pytest

from qa.library.quotable import statements
from tests.qa.reading.conftest import Put
from tests.qa.reading.told import article, body, notices, skipped


def test_the_first_line_is_the_title_and_the_last_names_the_source(put: Put) -> None:
    text = "A Bridge Opens\nIt is the longest.\n\nIt took six years.\nOriginal Source: www.cnn.com"
    one = article(put("a.txt", text))
    assert one.text == text
    assert (one.title, one.source, one.url) == ("A Bridge Opens", "www.cnn.com", None)
    assert body(one) == ["It is the longest.\n\n", "It took six years.\n"]
    assert (one.verbatim, one.line, one.collection) == (True, 1, "shelf")


def test_title_body_and_source_line_are_all_of_the_file(put: Put) -> None:
    text = "\r\n  A Bridge Opens \r\n\r\nIt is long. \r\nSOURCE :  The Post\r\n \r\n"
    one = article(put("a.txt", text))
    (span,) = one.body
    assert text[: span.start] == "\r\n  A Bridge Opens \r\n"
    assert text[span.start : span.end] == "\r\nIt is long. \r\n"
    assert text[span.end :] == "SOURCE :  The Post\r\n \r\n"
    assert (one.title, one.source) == ("A Bridge Opens", "The Post")


def test_a_byte_order_mark_is_no_part_of_the_text_and_line_ends_stay(put: Put) -> None:
    one = article(put("a.txt", b"\xef\xbb\xbfTitle\r\nText \xc3\xa9.\r\n"))
    assert one.text == "Title\r\nText é.\r\n"
    assert body(one) == ["Text é.\r\n"]


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\u2028", "\u0085"])
def test_whatever_ends_a_line_ends_the_title(put: Put, mark: str) -> None:
    one = article(put("a.txt", f"Title{mark}Text.{mark}Source: AP"))
    assert (one.title, body(one), one.source) == ("Title", [f"Text.{mark}"], "AP")


def test_a_single_line_is_text_and_the_title_is_the_files_name(put: Put) -> None:
    one = article(put("the_long-bridge.txt", "It is the longest.\n\n"))
    assert (one.title, body(one)) == ("the long bridge", ["It is the longest.\n\n"])


def test_a_line_and_a_source_are_not_a_title_without_text(put: Put) -> None:
    one = article(put("bridge.txt", "It is the longest.\nSource: AP"))
    assert (one.title, body(one), one.source) == ("bridge", ["It is the longest.\n"], "AP")


def test_a_first_line_of_more_than_200_characters_is_no_title(put: Put) -> None:
    assert article(put("a.txt", f"{'x' * 200}\nText.")).title == "x" * 200
    long = article(put("b.txt", f"{'x' * 201}\nText."))
    assert (long.title, body(long)) == ("b", [f"{'x' * 201}\n", "Text."])


@pytest.mark.parametrize(
    "line",
    [
        "Source: the minister, who said on Tuesday that no more money would be given to it.",
        f"Source: {'x' * 201}",
        "Resource: the river",
        "Source:",
        "The source: AP",
    ],
)
def test_what_only_looks_like_a_source_stays_in_the_text(put: Put, line: str) -> None:
    one = article(put("a.txt", f"Title\nText.\n{line}\n"))
    assert (one.source, body(one)) == (None, ["Text.\n", f"{line}\n"])


def test_a_source_that_is_a_web_address_is_the_url_too(put: Put) -> None:
    one = article(put("a.txt", "Title\nText.\nsource: https://www.post.example/2024/a?b=1\n"))
    assert (one.source, one.url) == ("post.example", "https://www.post.example/2024/a?b=1")


def test_a_name_of_200_characters_is_a_source(put: Put) -> None:
    one = article(put("a.txt", f"Title\nText.\nOriginal source: {'x' * 200}   \n"))
    assert (one.source, body(one)) == ("x" * 200, ["Text.\n"])


@pytest.mark.parametrize("content", ["Title\n--- ***\n", "...", " \u3000\n", "_\n_"])
def test_a_file_without_a_letter_in_its_text_is_skipped(put: Put, content: str) -> None:
    assert skipped(put("a.txt", content)) == [(None, "no text")]


def test_a_line_of_ten_megabytes_is_read_to_its_end(put: Put) -> None:
    text = "Title\n" + "word " * 2_000_000 + "end.\nSource: AP"
    one = article(put("a.txt", text))
    assert body(one) == [text[6:-10]]


def test_an_encoding_that_was_guessed_is_told(put: Put) -> None:
    file = put("a.txt", "Le café\nDéjà fermé, à Noël, où l’hôtel coûte 5 €.".encode("cp1252"))
    assert article(file).text == "Le café\nDéjà fermé, à Noël, où l’hôtel coûte 5 €."
    assert notices(file) == ["not UTF-8: read as cp1252"]


def test_what_another_said_is_quoted_only_with_who_said_it(put: Put) -> None:
    said = "    I never saw a bridge as rotten as this.\n"
    one = article(put("a.txt", f"Title\n\nThe mayor told the council:\n\n{said}\nThe council agreed with her.\n"))
    assert [one.text[slice(*unit.span)] for unit in statements(one)] == [
        f"The mayor told the council:\n\n{said.rstrip()}",
        "The council agreed with her.",
    ]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.txt", "<!DOCTYPE html>\n<html><p>The mill is old.</p></html>", "not text but a web page, by another name"),
        ("a.md", "\n<html><p>The mill is old.</p></html>", "not Markdown but a web page, by another name"),
        ("a.txt", '{"title": "A", "text": "The mill is old."}\n', "not text but JSON, by another name"),
        ("a.txt", '[\n  {"text": "The mill is old."}\n]\n', "not text but JSON, by another name"),
        ("a.txt", "https://example.org/a\n\nhttps://example.org/b.html\n", "only addresses: index those"),
    ],
)
def test_what_is_no_text_is_named(put: Put, name: str, text: str, reason: str) -> None:
    assert skipped(put(name, text)) == [(None, reason)]
