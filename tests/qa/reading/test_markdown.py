"""Markdown files."""

from datetime import date

import pytest

from tests.qa.reading.conftest import Put
from tests.qa.reading.told import article, body, notices, skipped

FRONT = """---
title: "A Bridge: Opens"
Date: 2024-03-05
source: The Post
url: https://post.example/bridge
author: Ann Lee
tags: [one, two]
---
"""


def test_front_matter_tells_of_the_article_and_is_no_part_of_its_body(put: Put) -> None:
    text = f"{FRONT}\nIt is long.\n\n## Why\n\nBecause.\n"
    one = article(put("a.md", text))
    assert one.text == text
    assert (one.title, one.source, one.url) == ("A Bridge: Opens", "The Post", "https://post.example/bridge")
    assert (one.published, one.author) == (date(2024, 3, 5), "Ann Lee")
    assert text == FRONT + "".join(body(one))
    assert (one.verbatim, one.line) == (True, 1)


def test_other_names_of_the_fields_are_understood(put: Put) -> None:
    one = article(put("a.md", "---\npublished: 5 March 2024\nlink: http://a.example/b\nAuthor: 7\n---\nText."))
    assert (one.published, one.url, one.source, one.author) == (
        date(2024, 3, 5),
        "http://a.example/b",
        "a.example",
        "7",
    )


def test_the_first_heading_is_the_title_where_nothing_else_is(put: Put) -> None:
    text = "An image.\n\n## Not this\n\n  #  A *Bridge* in C# ##  \r\nText.\n\n# Second\nMore.\n"
    one = article(put("a.md", text))
    assert one.title == "A *Bridge* in C#"
    assert body(one) == ["An image.\n\n## Not this\n\n", "Text.\n\n# Second\nMore.\n"]


def test_a_heading_that_repeats_the_title_is_no_part_of_the_body(put: Put) -> None:
    text = "---\ntitle: A  Bridge\n---\n\n# A Bridge\n\nText.\n"
    one = article(put("a.md", text))
    (span,) = one.body
    assert (one.title, text[span.start :]) == ("A Bridge", "\nText.\n")


def test_a_heading_that_differs_from_the_title_stays_in_the_body(put: Put) -> None:
    one = article(put("a.md", "---\ntitle: A Bridge\n---\n# The Bridge\nText.\n"))
    assert (one.title, body(one)) == ("A Bridge", ["# The Bridge\nText.\n"])


def test_a_comment_in_a_block_of_code_is_no_heading(put: Put) -> None:
    text = "```sh\n# not me\n~~~\n# nor me\n```\n~~~\n# nor me\n~~~\n# Title\nText.\n"
    one = article(put("a.md", text))
    assert one.title == "Title"
    assert body(one) == ["```sh\n# not me\n~~~\n# nor me\n```\n~~~\n# nor me\n~~~\n", "Text.\n"]


@pytest.mark.parametrize("text", ["#hashtag first\nText.", "## Second level\nText.", f"# {'x' * 201}\nText."])
def test_without_a_heading_the_title_is_the_files_name(put: Put, text: str) -> None:
    one = article(put("old_bridge.MD", text))
    assert (one.title, body(one)) == ("old bridge", [text])


def test_a_last_line_may_name_the_source_here_too(put: Put) -> None:
    one = article(put("a.md", "# Title\nText.\n\nSource: AP\n"))
    assert (one.source, body(one)) == ("AP", ["Text.\n\n"])


def test_a_source_that_is_a_web_address_is_the_url_too(put: Put) -> None:
    one = article(put("a.md", "---\nsource: https://www.post.example/a\n---\nText."))
    assert (one.source, one.url) == ("post.example", "https://www.post.example/a")


@pytest.mark.parametrize(
    ("yaml", "line"),
    [('title: "open\ndate: 2024-01-01\n', 4), ("a: 1\nb: [1\nc: 2\n", 4), ("a: b: c\n", 2), ("title: x\nb: \x07\n", 3)],
)
def test_malformed_front_matter_is_told_with_its_line_and_is_still_no_text(put: Put, yaml: str, line: int) -> None:
    file = put("a.md", f"---\n{yaml}---\nThe body.\n")
    assert notices(file) == [f"its front matter is not YAML (line {line}): nothing is taken from it"]
    assert body(article(file)) == ["The body.\n"]


def test_nested_values_are_never_made_into_text(put: Put) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    merged = "".join(
        f"{b}: &{b} {{<<: [*{a}, *{a}, *{a}, *{a}, *{a}]}}\n" for a, b in zip("lmnopqrst", "mnopqrstu", strict=True)
    )
    one = article(
        put("old_bridge.md", f"---\n{bomb}l: &l {{k: v}}\n{merged}title: *k\nauthor: *u\ndate: {{}}\n---\nText.")
    )
    assert (one.title, one.author, one.published, body(one)) == ("old bridge", None, None, ["Text."])


def test_front_matter_nested_too_deeply_ends_nothing_but_itself(put: Put) -> None:
    file = put("a.md", f"---\na: {'[' * 5000}\n---\nText.")
    assert notices(file) == ["its front matter is not YAML: nothing is taken from it"]
    assert body(article(file)) == ["Text."]


def test_front_matter_of_more_than_64_kb_is_not_parsed(put: Put) -> None:
    file = put("a.md", f"---\ntitle: x\na: {'b' * 65536}\n---\nText.")
    assert notices(file) == ["its front matter is larger than 64 kB: nothing is taken from it"]
    assert (article(file).title, body(article(file))) == ("a", ["Text."])


def test_values_are_taken_as_they_are_written(put: Put) -> None:
    one = article(put("a.md", "---\ntitle: 1.10\nsource: yes\nauthor: null\ndate: 2024-13-45\n---\nText."))
    assert (one.title, one.source, one.author, one.published) == ("1.10", "yes", None, None)


@pytest.mark.parametrize(
    "text", ["---\nSome words.\n---\nMore.", "---\ntitle: x\nno end", "Text.\n---\ntitle: x\n---\n"]
)
def test_rules_in_the_text_are_no_front_matter(put: Put, text: str) -> None:
    one = article(put("bridge.md", text))
    assert (one.title, body(one), notices(put("bridge.md", text))) == ("bridge", [text], [])


def test_empty_front_matter_tells_nothing(put: Put) -> None:
    one = article(put("bridge.md", "---\r\n---\r\nText."))
    assert (one.title, body(one)) == ("bridge", ["Text."])


def test_a_file_of_nothing_but_front_matter_and_title_is_skipped(put: Put) -> None:
    assert skipped(put("a.md", f"{FRONT}# A Bridge: Opens\n")) == [(None, "no text")]
