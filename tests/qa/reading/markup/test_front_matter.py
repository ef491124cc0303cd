"""The head of a Markdown file: what it says, and where it ends."""

from collections.abc import Mapping
from typing import Any

import pytest

from qa.reading.markup.front_matter import front_matter

TOLD = {"title": "The mill", "date": "2019-05-07"}


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("---\ntitle: The mill\ndate: 2019-05-07\n---\n", TOLD),
        ("\n---\r\ntitle: The mill\r\ndate: 2019-05-07\r\n...\r\n", TOLD),
        ('+++\ntitle = "The mill"\ndate = "2019-05-07"\n+++\n', TOLD),
        ('{"title": "The mill", "date": "2019-05-07"}', TOLD),
        ("Title: The\n  mill\nDate: 2019-05-07\n", {"Title": "The mill", "Date": "2019-05-07"}),
        ("title:: The mill\ndate:: 2019-05-07\n", TOLD),
        ("---\n# nothing\n---\n", {}),
        ("---\ntags: [a, ~, [b]]\nof: {a: 1, b: ~}\nempty: ~\n---\n", {"tags": ["a", ["b"]], "of": {"a": "1"}}),
        ("", {}),
    ],
)
def test_a_head_tells_what_it_says_and_ends_where_the_text_begins(head: str, told: Mapping[str, Any]) -> None:
    found = front_matter(f"{head}\nIt is old.\n")
    assert (found.told, found.end, found.fault) == (told, len(head), None)


@pytest.mark.parametrize(
    "text",
    [
        "---\nIt is old.\n---\nIt is open.\n",
        "Note: it is old.\n\nIt is open.\n",
        '{"a": 1}\n',
        '{"title": "The mill"} is JSON.\n',
        "It is old.\n---\ntitle: The mill\n---\n",
    ],
)
def test_what_only_looks_like_a_head_is_text(text: str) -> None:
    found = front_matter(text)
    assert (found.told, found.end, found.fault) == ({}, 0, None)


@pytest.mark.parametrize(
    ("head", "told", "fault"),
    [
        ("---\ntitle: 'a'\nb: [\n---\n", {"title": "a", "b": "["}, "not YAML (line 4)"),
        ("---\r\ntitle: The mill: a story\r\ndraft: true # not yet\r\n  of: it\r\n---\r\n", None, "not YAML (line 2)"),
        ('+++\ntitle = "The mill: a story"\ndraft = true\nb = \n+++\n', None, "not TOML (line 4)"),
        ("---\ntitle: a\ntags:\n" + 20_000 * "- a\n" + "---\n", {"title": "a"}, "larger than 64 kB"),
    ],
)
def test_of_a_head_with_a_fault_only_plain_lines_are_taken(
    head: str, told: Mapping[str, Any] | None, fault: str
) -> None:
    found = front_matter(f"{head}It is old.\n")
    assert found.told == (told or {"title": "The mill: a story", "draft": "true"})
    assert (found.end, found.fault) == (len(head), f"its front matter is {fault}: only its plain lines are taken")
