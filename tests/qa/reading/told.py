"""The parts of what reading a file gave."""

from qa.reading import SourceFile, read
from qa.reports import Notice, Skipped
from qa.values import Article, PartKind

FRONT = """---
title: "A Bridge: Opens"
Date: 2024-03-05
source: The Post
url: https://post.example/bridge
author: Ann Lee
tags: [one, two]
---
"""


def articles(file: SourceFile) -> list[Article]:
    """The articles of a file in which nothing is skipped."""
    given = list(read(file))
    assert [one for one in given if isinstance(one, Skipped)] == []
    return [one for one in given if isinstance(one, Article)]


def article(file: SourceFile) -> Article:
    """The only article of a file."""
    (one,) = articles(file)
    return one


def skipped(file: SourceFile) -> list[tuple[int | None, str]]:
    """The line and reason of all that is skipped in a file."""
    return [(one.line, one.reason) for one in read(file) if isinstance(one, Skipped)]


def notices(file: SourceFile) -> list[str]:
    """Return the notices on a file."""
    return [one.reason for one in read(file) if isinstance(one, Notice)]


def body(one: Article) -> list[str]:
    """The parts of an article that may be quoted."""
    return [one.text[span.start : span.end] for span in one.body]


def parts(one: Article, kind: PartKind) -> list[str]:
    """The parts of an article's text that are of a kind."""
    return [one.text[part.start : part.end] for part in one.parts if part.kind is kind]


def prose(one: Article) -> list[str]:
    """The parts of the body that may be quoted, without the blanks around them."""
    aside = [(part.start, part.end) for part in one.parts if part.kind is PartKind.ASIDE]
    return [
        one.text[start:end].strip()
        for start, end in one.body
        if not any(
            first <= start + len(one.text[start:end]) - len(one.text[start:end].lstrip()) < last
            for first, last in aside
        )
    ]
