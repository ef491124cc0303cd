"""Files with one JSON object per line."""

import hashlib
import json
from datetime import date

import pytest

from qa.reading import read
from qa.values import Article
from tests.qa.reading.conftest import Put
from tests.qa.reading.told import article, articles, body, notices, skipped


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_a_record_is_an_article(put: Put) -> None:
    first = {
        "title": "A Bridge\u202e Opens\n",
        "text": "It is long.\nIt took six years.",
        "url": "https://www.post.example/bridge",
        "published": "2024-03-05T10:00:00Z",
        "author": "Ann Lee",
        "source": "The Post",
    }
    one, two = articles(put("a.jsonl", "\n" + lines(first) + "  \n" + lines({"title": "B", "text": "Text."})))
    assert one.text == "It is long.\nIt took six years."
    assert body(one) == ["It is long.\n", "It took six years."]
    assert (one.title, one.url, one.source) == ("A Bridge Opens", "https://www.post.example/bridge", "The Post")
    assert (one.published, one.authors, one.line, one.verbatim) == (date(2024, 3, 5), ("Ann Lee",), 2, False)
    assert (two.title, two.line, two.source, two.url, two.published) == ("B", 4, None, None, None)


@pytest.mark.parametrize(
    "record",
    [
        {"Headline": "T", "articleBody": "Text.", "link": "http://a.example/", "date": "2024-03-05", "byline": "A"},
        {
            "NAME": "T",
            "main_text": "Text.",
            "canonical-url": "http://a.example/",
            "pub date": 1709600000,
            "Authors": ["A"],
        },
        {"title": "T", "full text": "Text.", "href": "http://a.example/", "Published_At": "5 Mar 2024", "creator": "A"},
        {
            "title": "T",
            "body": " ",
            "content": "Text.",
            "URL": "http://a.example/",
            "timestamp": 1709600000000,
            "author": "A",
        },
    ],
)
def test_other_names_of_the_fields_are_understood(put: Put, record: dict[str, object]) -> None:
    one = article(put("a.ndjson", lines(record)))
    assert (one.title, one.text, one.url, one.source) == ("T", "Text.", "http://a.example/", "a.example")
    assert (one.published, one.authors) == (date(2024, 3, 5), ("A",))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "javascript:alert(1)",
        "a.example/b",
        "http://",
        "http://[::1",
        "https://a.example/\u202eb",
        "http://a b/",
        7,
    ],
)
def test_only_web_addresses_are_kept(put: Put, url: object) -> None:
    one = article(put("a.jsonl", lines({"title": "T", "text": "Text.", "url": url})))
    assert (one.url, one.source) == (None, None)


def test_a_source_that_is_a_web_address_is_the_url_only_where_there_is_none(put: Put) -> None:
    one, two = articles(
        put(
            "a.jsonl",
            lines(
                {"text": "One.", "source": "https://www.post.example/a"},
                {"text": "Two.", "source": "https://www.post.example/", "url": "https://b.example/a"},
            ),
        )
    )
    assert (one.source, one.url) == ("post.example", "https://www.post.example/a")
    assert (two.source, two.url) == ("post.example", "https://b.example/a")


def test_the_first_words_stand_for_a_title(put: Put) -> None:
    words = "word " * 15
    short, long, one_word = articles(
        put(
            "a.jsonl",
            lines({"text": "\n  It is  long.\nMore."}, {"text": f"{words}longer words"}, {"text": "長" * 100}),
        )
    )
    assert (short.title, body(short)) == ("It is long.", ["\n  It is  long.\n", "More."])
    assert (long.title, long.title[:-1] + " ") == (f"{words.strip()}…", words)
    assert one_word.title == "長" * 80 + "…"
    exact = article(put("b.jsonl", lines({"text": "x" * 40 + " " + "y" * 39})))
    assert exact.title == "x" * 40 + " " + "y" * 39


def test_a_first_line_that_is_the_title_is_no_part_of_the_body(put: Put) -> None:
    one, two, three = articles(
        put(
            "a.jsonl",
            lines(
                {"title": "A Bridge", "text": "A Bridge\r\n\r\nIt is long."},
                {"title": "A Bridge", "text": "A Bridge opens\nIt is long."},
                {"title": "A Bridge", "text": "A Bridge"},
            ),
        )
    )
    assert body(one) == ["\r\nIt is long."]
    assert body(two) == ["A Bridge opens\n", "It is long."]
    assert body(three) == ["A Bridge"]


def test_a_malformed_line_is_skipped_with_its_number(put: Put) -> None:
    good = json.dumps({"title": "T", "text": "Text."})
    bad = [
        '{"title": "T", "text": ',
        "[1]",
        '"text"',
        '{"text": 7}',
        "[" * 100_000,
        '{"text": ' + "9" * 5000 + "}",
        '{"title": "T"}',
        '{"title": "T", "text": "--"}',
    ]
    file = put("a.jsonl", "\n".join([good, *bad, good]))
    assert skipped(file) == [
        (2, "not JSON: Expecting value (column 23)"),
        (3, "not a JSON object"),
        (4, "not a JSON object"),
        (5, "its text is not a string"),
        (6, "not JSON: nested too deeply"),
        (7, "not JSON: a number with too many digits"),
        (8, "no text"),
        (9, "no text"),
    ]


def test_records_without_text_before_the_first_article_are_told_too(put: Put) -> None:
    assert skipped(put("a.jsonl", lines({"title": "T"}, {}, {"text": "Text."}, {"title": "U"}))) == [
        (1, "no text"),
        (2, "no text"),
        (4, "no text"),
    ]


def test_a_file_of_records_without_any_text_is_skipped_once(put: Put) -> None:
    assert skipped(put("a.jsonl", lines({"question": "Why?"}, {"text": None}, {"text": " ! "}))) == [
        (None, "none of its 3 records has any text")
    ]


@pytest.mark.parametrize(("content", "reason"), [("", "empty"), ("\n \n", "no records in it"), (b"\0\1\2", "not text")])
def test_a_file_without_records_is_skipped(put: Put, content: str | bytes, reason: str) -> None:
    assert skipped(put("a.jsonl", content)) == [(None, reason)]


def test_characters_that_are_none_are_shown_as_such_and_told_once(put: Put) -> None:
    file = put(
        "a.jsonl",
        r'{"text": "a\ud83db\u0000c\ud83d\ude00"}' + "\n" + r'{"title": "\udc00T", "id": "\udc00", "text": "d"}',
    )
    one, two = articles(file)
    assert one.text == "a\ufffdb\ufffdc😀"
    assert (two.title, two.text) == ("\ufffdT", "d")
    assert notices(file) == ["invalid characters are shown as \ufffd"]


def test_lines_that_are_not_utf8_are_decoded_and_told_once(put: Put) -> None:
    records = [{"text": "Le café."}, {"text": "À Noël, l’hôtel coûte 5 €."}, {"text": "Plain."}]
    file = put("a.jsonl", b"\n".join(json.dumps(one, ensure_ascii=False).encode("cp1252") for one in records))
    assert [one.text for one in articles(file)] == ["Le café.", "À Noël, l’hôtel coûte 5 €.", "Plain."]
    assert notices(file) == ["not UTF-8: read as cp1252"]


def test_a_fault_in_a_line_of_utf8_costs_one_character(put: Put) -> None:
    good = json.dumps({"text": "À Noël, où l’été."}, ensure_ascii=False).encode()
    file = put("a.jsonl", good + b"\n" + good.replace(b",", b"\xff"))
    assert [one.text for one in articles(file)] == ["À Noël, où l’été.", "À Noël\ufffd où l’été."]
    assert notices(file) == ["parts of it are not valid UTF-8 and are shown as \ufffd"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_obeyed(put: Put, encoding: str) -> None:
    file = put("a.jsonl", '{"text": "é"}\n{"text": "日本"}\n'.encode(encoding))
    assert [(one.line, one.text) for one in articles(file)] == [(1, "é"), (2, "日本")]
    assert notices(file) == []


def test_ids_are_made_of_what_names_a_record_and_unlike_within_a_file(put: Put) -> None:
    records: list[tuple[dict[str, object], str]] = [
        ({"id": 7, "url": "http://a.example/", "title": "T", "text": "a"}, "7"),
        ({"guid": "7", "text": "b"}, "7#2"),
        ({"uid": "7#2", "text": "c"}, "7#2#2"),
        ({"id": "7", "text": "d"}, "7#3"),
        ({"id": [], "url": "http://a.example/", "title": "T", "text": "e"}, "http://a.example/"),
        ({"url": "no address", "title": "T", "text": "f"}, "T"),
        ({"title": "T"}, ""),
        ({"title": "T", "text": "g"}, "T#2"),
        ({"text": "h"}, "line 9"),
    ]
    file = put("a.jsonl", lines(*(record for record, _ in records)))
    assert [one.id for one in read(file) if isinstance(one, Article)] == [
        hashlib.sha256(f"{file.origin}\0{key}".encode()).hexdigest()[:16] for _, key in records if key
    ]


def test_an_edited_record_keeps_its_id_wherever_it_stands(put: Put) -> None:
    one, two = articles(put("a.jsonl", lines({"title": "A", "text": "One."}, {"title": "B", "text": "Two."})))
    file = put(
        "a.jsonl", lines({"title": "B", "text": "Two edited."}, {"text": "New."}, {"title": "A", "text": "One."})
    )
    edited, _, moved = articles(file)
    assert (edited.id, moved.id) == (two.id, one.id)
    assert edited.digest != two.digest
    assert moved.line == 3


def test_only_a_line_feed_ends_a_record(put: Put) -> None:
    file = put("a.jsonl", '{"title":\r"T\u2028", "text": "One."}\r\n{"text": "Two."}')
    assert [(one.line, one.title) for one in articles(file)] == [(1, "T"), (2, "Two.")]


def test_a_line_longer_than_is_read_is_skipped_and_the_next_is_not(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.reading.rows.lines.LARGEST", 100)
    fits = json.dumps({"text": "x" * 87})
    assert len(fits) == 99
    file = put(
        "a.jsonl", "\n".join([fits, json.dumps({"text": "y" * 88}), json.dumps({"text": "z" * 950}), fits, "w" * 500])
    )
    reason = "larger than 32 MB: split it"
    assert skipped(file) == [(2, reason), (3, reason), (5, reason)]
