"""JSON documents."""

import json
from typing import Any

import pytest

from tests.qa.reading.conftest import Put
from tests.qa.reading.told import articles, skipped

MILL = {"title": "The mill", "text": "The mill is very old."}
FAIR = {"title": "The fair", "content": "<p>The fair was loud.</p>"}


@pytest.mark.parametrize(
    "document",
    [
        [MILL, FAIR],
        {"status": "ok", "totalResults": 2, "articles": [MILL, FAIR]},
        {"db": [{"meta": {"version": "5"}, "data": {"tags": [{"name": "news"}], "posts": [MILL, FAIR]}}]},
        {"response": {"results": [{"webTitle": "The mill", "fields": {"bodyText": "The mill is very old."}}, FAIR]}},
        {"hits": {"total": 2, "hits": [{"_id": "1", "_source": MILL}, {"_id": "2", "_source": FAIR}]}},
        {"data": {"children": [{"kind": "t3", "data": MILL}, {"kind": "t3", "data": FAIR}]}},
    ],
)
def test_the_articles_of_a_document_are_found_where_they_are(put: Put, document: Any) -> None:
    found = articles(put("a.json", json.dumps(document, indent=1)))
    assert [(one.title, one.text, one.line) for one in found] == [
        ("The mill", "The mill is very old.", None),
        ("The fair", "The fair was loud.", None),
    ]
    assert len({one.id for one in found}) == 2


def test_a_document_may_be_one_article_whose_comments_are_none(put: Put) -> None:
    (one,) = articles(put("a.json", json.dumps({**MILL, "comments": [{"title": "No", "text": "It is not old."}]})))
    assert one.text == "The mill is very old."


def test_a_text_with_a_day_is_an_article_of_a_document(put: Put) -> None:
    posts = [{"full_text": "The mill is very old.", "created_at": "Wed Oct 10 20:19:24 +0000 2018"}]
    (one,) = articles(put("a.json", json.dumps({"posts": posts, "limits": [{"text": "No articles."}]})))
    assert (one.text, str(one.published)) == ("The mill is very old.", "2018-10-10")


def test_json_lines_may_be_named_as_a_document(put: Put) -> None:
    first, second = articles(put("a.json", f"{json.dumps(MILL)}\n{json.dumps(FAIR)}\n"))
    assert [(first.line, first.title), (second.line, second.title)] == [(1, "The mill"), (2, "The fair")]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("", "empty"),
        ("{}", "no records in it"),
        ('{"name": "pullquote", "dependencies": {"a": "1"}}', "no records in it"),
        ('{"title": ', "not JSON: Expecting value (column 10)"),
        ('{\n "title": }', "not JSON: Expecting value (line 2, column 11)"),
        ("[" * 100_000, "not JSON: nested too deeply"),
        ('[{"a": ' * 50 + "1" + "}]" * 50, "no records in it"),
    ],
)
def test_a_document_without_articles_is_skipped_with_the_reason(put: Put, document: str, reason: str) -> None:
    assert skipped(put("a.json", document)) == [(None, reason)]


def test_a_record_without_text_beside_articles_is_skipped(put: Put) -> None:
    assert skipped(put("a.json", json.dumps([MILL, {"title": "Empty"}]))) == [(None, "no text")]
