"""The line that says where a quote is from."""

from datetime import date
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outgoing.escape import units
from bot.outgoing.links import LONGEST_URL, link_target, page, source_line, text_fragment
from qa.values import ArticleInfo
from tests.bot.markup import shown
from tests.bot.texts import hostile

LONG = f"https://{'a' * 60}.{'b' * 60}.example/"


def target(url: str | None, words: str | None, number: int | None = None) -> str | None:
    address = page(url)
    return link_target(address, words, number) if address is not None else None


def article(**told: object) -> ArticleInfo:
    given_: dict[str, object] = {"id": "a" * 16, "title": "T", "path": "/srv/news/world/a.md", "collection": "world"}
    return ArticleInfo.model_validate(given_ | told)


def test_a_line_names_title_source_date_and_link() -> None:
    told = article(
        title="A *new* bridge", source="Courier", published=date(2024, 3, 12), url="https://www.bbc.co.uk/n/1"
    )
    assert source_line(told, 12, "It is open.") == (
        "[A \\*new\\* bridge](<https://www.bbc.co.uk/n/1#:~:text=It%20is%20open.>) · bbc.co.uk · 2024-03-12"
    )


def test_a_title_that_clients_would_take_for_an_address_is_no_link() -> None:
    told = article(title="See amazon.com", url="https://x.example/a")
    assert source_line(told, None, None) == "See amazon.com · [open at x.example](<https://x.example/a>)"
    assert source_line(article(title="", url="https://x.example/a"), None, None) == (
        "[open at x.example](<https://x.example/a>)"
    )


def test_without_an_address_it_names_collection_file_and_line_and_no_path_of_the_host() -> None:
    assert source_line(article(), 12, "x") == "T · world/a.md:12"
    assert source_line(article(), None, "x") == "T · world/a.md"


def test_a_quote_of_a_pdf_has_its_page() -> None:
    told = article(path="/srv/news/world/a.pdf")
    assert source_line(told, None, "x", 3) == "T · world/a.pdf, page 3"
    linked = told.model_copy(update={"url": "https://x.example/a.pdf"})
    assert source_line(linked, None, "x", 3) == "[T](<https://x.example/a.pdf#page=3>) · x.example"
    assert target("https://x.example/a.pdf#part", None, 3) == "https://x.example/a.pdf#part"


@pytest.mark.parametrize(
    ("url", "host", "address"),
    [
        ("HTTP://x.example/#part", "x.example", "http://x.example/#part"),
        ("https://x.example/#:~:text=old", "x.example", "https://x.example/"),
        ("https://x.example/a)b(c>d", "x.example", "https://x.example/a%29b%28c%3Ed"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com", "https://xn--80ak6aa92e.com/"),
        ("https://x.example/\u202egnp", "x.example", "https://x.example/%E2%80%AEgnp"),
    ],
)
def test_an_address_is_shown_with_its_real_host(url: str, host: str, address: str) -> None:
    assert source_line(article(url=url), None, None) == f"[T](<{address}>) · {host}"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://bbc.co.uk@evil.example/", "http://u:p@h/", "https:///x", "https://", "", None, "x",
     "https://[::1]/", "https://[::1]@/", "https://b.c;¸/p", "https://a b.example/", "https://a\x1fb.example/",
     "https://x.example:99999/", "file:///etc/passwd", LONG],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_no_link(url: str | None) -> None:
    assert page(url) is None
    assert source_line(article(url=url), None, "x") == "T · world/a.md"


def test_an_address_that_is_too_long_is_left_out_and_its_fragment_first() -> None:
    almost = "https://x.example/" + "a" * (LONGEST_URL - 20)
    assert target(almost, "It is open.") == almost
    assert target(almost + "aaa", "It is open.") is None


def test_a_fragment_finds_the_sentence_by_its_words() -> None:
    assert text_fragment("Short - one, two & three.") == ":~:text=Short%20%2D%20one%2C%20two%20%26%20three."
    long = "The council voted seven to two on Tuesday to close the old bridge for eleven months of repairs, it said."
    directive = text_fragment(long)
    begin, end = (unquote(part) for part in directive.removeprefix(":~:text=").split(","))
    assert long.startswith(begin)
    assert long.endswith(end)
    assert (begin, end) == ("The council voted seven", "of repairs, it said.")
    assert text_fragment("") == ""
    assert text_fragment("**Bold** at its beginning, and then some more words that are many, and more") == ""
    chinese = text_fragment("这是一个很长的句子" * 20)
    assert len(unquote(chinese)) < 40


@given(hostile, hostile, hostile, hostile)
def test_a_hostile_article_forges_no_line_and_no_link(title: str, source: str, url: str, words: str) -> None:
    told = article(title=title, source=source, url=f"https://x.example/{url}", path=f"/srv/{title}", collection=source)
    line = f"-# 1 · {source_line(told, 3, words)}"
    (read,) = shown(line)
    assert read.kind == "small"
    assert units(line) < 1000
    for _, linked in read.links:
        assert "x.example" in read.text
        assert linked.startswith("https://x.example/")
        assert linked.isascii()


@given(hostile)
def test_a_hostile_host_makes_no_link_or_one_that_names_it(host: str) -> None:
    (line,) = shown(f"-# {source_line(article(url=f'https://{host}/'), None, 'It is open.')}")
    for _, linked in line.links:
        assert line.text == f"T · {(urlsplit(linked).hostname or '').removeprefix('www.')}"


@given(st.text(max_size=200))
def test_any_text_makes_a_fragment_of_one_piece(words: str) -> None:
    directive = text_fragment(words)
    assert directive.isascii()
    assert not set(directive) & set("<>() \n")
