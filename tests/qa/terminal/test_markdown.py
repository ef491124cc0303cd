"""A quote with its citation in Markdown."""

from datetime import date

from qa.answers import Quote
from qa.terminal.markdown import quote_markdown
from qa.values import ArticleInfo

ARTICLE = ArticleInfo(id="1", title="A *bold* [claim]", path="/x/a.txt", collection="c", source="S")


def quote(**changed: object) -> Quote:
    article = ARTICLE.model_copy(update=changed)
    return Quote(text="It is <b>1_000</b>\n# so.", start=0, end=23, line=3, confidence=0.5, article=article)


def test_marks_of_markdown_in_a_quote_are_shown_as_they_are() -> None:
    assert quote_markdown(quote()) == (
        "> It is \\<b\\>1\\_000\\</b\\> \\# so.\n>\n> — A \\*bold\\* \\[claim\\], S, `/x/a.txt:3`"
    )


def test_a_quote_of_a_pdf_has_its_page() -> None:
    paged = quote(path="/x/a.pdf").model_copy(update={"line": None, "page": 3})
    assert quote_markdown(paged).endswith("`/x/a.pdf, page 3`")
    linked = quote(url="https://example.org/a.pdf").model_copy(update={"line": None, "page": 3})
    assert "](<https://example.org/a.pdf#page=3>)" in quote_markdown(linked)


def test_a_link_is_on_the_title() -> None:
    cited = quote_markdown(quote(url="https://example.org/<a>", published=date(2024, 3, 1)))
    assert cited.endswith("> — [A \\*bold\\* \\[claim\\]](<https://example.org/%3Ca%3E>), S, 2024-03-01")
