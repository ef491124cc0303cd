"""What was taken from a file and what was not, with the reason."""

from datetime import date
from pathlib import Path

import pytest

from qa.library.explaining import explained
from qa.reading import SourceFile, read
from qa.reports import Explanation
from qa.values import Article

TODAY = date(2024, 6, 17)

POST = """---
title: The fair
date: 2024-06-10
authors: [Jane Doe, J. Roe]
---

The fair is open in March. Is it free? It drew 42,000 visitors over the weekend.

```
print("hello")
```

| day | visitors |
|-----|----------|
| Monday | 31,000 |

## What comes next

<div>An advert of ours.</div>

Subscribe to our newsletter to get it in your inbox.

[gate]: https://example.org/gate
"""


def explanations(folder: Path, name: str, text: str, today: date = TODAY) -> list[Explanation]:
    path = folder / name
    path.write_text(text)
    return [explained(one, today) for one in read(SourceFile(path, "news")) if isinstance(one, Article)]


def test_each_sentence_is_quotable_or_has_its_reason(tmp_path: Path) -> None:
    (found,) = explanations(tmp_path, "fair.md", POST)
    assert [(one.line, one.text) for one in found.quotable] == [
        (7, "The fair is open in March."),
        (7, "Is it free? It drew 42,000 visitors over the weekend."),
    ]
    assert [(one.line, one.reason) for one in found.left_out] == [
        (1, "front matter"),
        (9, "code"),
        (13, "a table row: searched, not quoted"),
        (15, "a table row: searched, not quoted"),
        (17, "a heading: searched, not quoted"),
        (19, "HTML"),
        (21, "an advert, a credit or a link"),
        (23, "a link's address"),
    ]
    assert found.authors == ("Jane Doe", "J. Roe")


def test_nothing_of_a_file_of_plain_text_is_passed_over_in_silence(tmp_path: Path) -> None:
    (found,) = explanations(tmp_path, "fair.md", POST)
    told = " ".join(one.text for one in (*found.quotable, *found.left_out))
    assert [word for word in POST.split() if word.strip("|-`") and word not in told] == []


@pytest.mark.parametrize(
    ("name", "text", "title_from", "published_from"),
    [
        ("2024-06-10-fair.md", "The fair is open.\n", "the file's name", "the file's name"),
        ("fair.md", "# The fair\n\nThe fair is open.\n", "its first heading", ""),
        ("fair.md", POST, "front matter: title", "front matter: date"),
        ("fair.md", "---\nTitle: A\npermalink: /2024/06/10/a/\n---\nThe fair is open.\n",
         "front matter: Title", "front matter: permalink"),
        ("fair.txt", "The fair\nThe fair is open in March.\n", "its first line", ""),
        ("fair.txt", "The fair is open in March.\n", "the file's name", ""),
        ("fair.jsonl", '{"headline": "A", "datePublished": "2024-06-10", "text": "The fair is open."}\n',
         "field: headline", "field: datePublished"),
        ("fair.jsonl", '{"text": "The fair is open."}\n', "the beginning of its text", ""),
        ("fair.csv", "Title,Pub Date,Text\nA,2024-06-10,The fair is open.\n", "field: Title", "field: Pub Date"),
        ("fair.html",
         '<html><head><title>The fair opens | The Courier</title><meta property="article:published_time" '
         'content="2024-06-10"></head><body><article><h1>The fair opens</h1><p>The fair in Vellmar is open in March, '
         "the organisers said on Monday, and it is free for all who come.</p></article></body></html>",
         "its heading", "its meta tag article:published_time"),
    ],
)  # fmt: skip
def test_it_says_where_title_and_date_are_from(
    tmp_path: Path, name: str, text: str, title_from: str, published_from: str
) -> None:
    (found,) = explanations(tmp_path, name, text)
    assert (found.title_from, found.published_from) == (title_from, published_from)
    assert (found.article.published is None) == (published_from == "")


def test_a_draft_and_an_embargo_are_named(tmp_path: Path) -> None:
    (draft,) = explanations(tmp_path, "a.md", "---\ntitle: A\ndraft: true\n---\nThe fair is open.\n")
    assert (draft.draft, draft.public_from) == (True, None)
    (ahead,) = explanations(tmp_path, "a.md", "---\ntitle: A\ndate: 2024-07-01\n---\nThe fair is open.\n")
    assert (ahead.draft, ahead.public_from) == (False, date(2024, 7, 1))
    (due,) = explanations(tmp_path, "a.md", "---\ntitle: A\ndate: 2024-06-18\n---\nThe fair is open.\n")
    assert (due.draft, due.public_from) == (False, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The fair is open in March.\n\nREUTERS/Jane Doe via AP\n", "in a caption or an advert"),
        ("The fair is open in March.\n\nWho pays for it?\n", "a question"),
        ("The fair is open in March.\n\nWhat comes next week in town\n", "a heading, or a line without a full stop"),
        ("The fair is open in March.\n\nHot fudge.\n", "a few words without a verb"),
    ],
)
def test_a_line_that_states_nothing_has_its_reason(tmp_path: Path, text: str, reason: str) -> None:
    (found,) = explanations(tmp_path, "a.md", text)
    assert [one.reason for one in found.left_out] == [reason]
