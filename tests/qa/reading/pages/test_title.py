"""The title of a page, and where it is in the page."""

import pytest
from lxml import html

from qa.reading.pages.facts import Page
from qa.reading.pages.title import place_of, title_of


def titled(head: str, body: str, site: str | None = "Vale Courier") -> tuple[str, str]:
    """Return the title of a page, and its place."""
    tree = html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    title = title_of(tree, Page(tree), site)
    return title, place_of(title, tree, Page(tree))


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>The old mill closes - Vale Courier</title>", "", "The old mill closes"),
        ("<title>Vale Courier | The old mill closes</title>", "", "The old mill closes"),
        ("<title>The old mill closes - Vale Courier</title>", "<h1>Vale Courier</h1><h2>The old mill closes</h2>",
         "The old mill closes"),
        ('<meta property="og:title" content="The old mill"><title>Vale Courier</title>', "", "The old mill"),
        ("<title>Vale Courier</title>", "<h1>The old mill</h1>", "The old mill"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_the_title_is_never_the_name_of_the_site(head: str, body: str, title: str) -> None:
    assert titled(head, body)[0] == title


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Vale Courier</title>", "<article><h1>The old mill</h1></article>", "The old mill"),
        ("<title>Vale Courier</title>", "<h1>News of the vale</h1><main><h1>The old mill</h1></main>", "The old mill"),
        ("<title>The old mill | Local | Vale Courier</title>", "<h1>Local</h1>", "The old mill"),
        ('<meta property="og:title" content="Mill - Wikipedia">', "<main><h1>Mill</h1><h2>Use</h2></main>", "Mill"),
        ("<title>Vale - The old mill</title>", "<h1>Vale</h1><article><h2>The old mill</h2></article>", "The old mill"),
        ("<title>The old mill – a story – Vale Courier</title>", "", "The old mill – a story"),
        ("<title>Wind and water - The old mill</title>", "", "Wind and water"),
        ("<title>Vale: The old mill</title>", "<h1><a href='/'>Vale</a></h1><h2>The old mill</h2>", "The old mill"),
        ("<title>An old mill, The vale</title>", "<h1><a href='https://vale.example'>The vale</a></h1>",
         "An old mill, The vale"),
        ("<title>The old mill: a story</title>", "<h1><a href='/old-mill'>The old mill</a></h1>", "The old mill"),
        ("<title>The mill and the long fight of two brothers</title>", "<article><h1>A fight</h1></article>",
         "The mill and the long fight of two brothers"),
    ],
)  # fmt: skip
def test_the_name_of_a_site_that_nothing_tells_is_no_title_either(head: str, body: str, title: str) -> None:
    assert titled(head, body, None)[0] == title


@pytest.mark.parametrize(
    ("head", "body", "place"),
    [
        ("<title>The old mill - Vale Courier</title>", "<h1>The old mill</h1>", "its heading"),
        ('<meta property="og:title" content="The old mill"><title>Vale Courier</title>', "", "its og:title"),
        ("<title>The old mill</title>", "", "its title"),
    ],
)
def test_a_title_has_its_place(head: str, body: str, place: str) -> None:
    assert titled(head, body) == ("The old mill", place)
