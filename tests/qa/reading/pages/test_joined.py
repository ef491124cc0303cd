"""A short article, of which trafilatura makes one paragraph, has its paragraphs apart again."""

from lxml import html

from qa.reading.composing import Content
from qa.reading.pages.joined import parted
from qa.values import Span

PAGE = """
<html><body><nav><p>Home</p></nav>
<article><h1>Ferry</h1><p>It is back.</p><ul><li>Cars</li><li>Dogs</li></ul><aside>Read more.</aside></article>
</body></html>
"""


def joined(text: str) -> Content:
    return parted(html.fromstring(PAGE), Content(text, [Span(0, len(text))]), "Ferry")


def test_paragraphs_are_those_of_the_article_with_the_same_words() -> None:
    found = joined("Ferry It is back. Cars Dogs")
    assert found.text == "Ferry\nIt is back.\n- Cars\n- Dogs"
    assert [found.text[start:end] for start, end in found.body] == ["It is back.\n", "- Cars\n", "- Dogs"]


def test_words_that_no_article_has_stay_as_they_are() -> None:
    assert joined("Ferry It is back. Cars").text == "Ferry It is back. Cars"
    assert joined("Ferry\nIt is back. Cars Dogs").text == "Ferry\nIt is back. Cars Dogs"
