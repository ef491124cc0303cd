"""Web pages."""

import logging
from datetime import date

import pytest

from tests.qa.reading.conftest import Put
from tests.qa.reading.told import article, body, notices, skipped

PARAGRAPH = "The council met in the old hall on the hill and spoke of the bridge for two hours."


def page(*paragraphs: str, head: str = "", title: str = "A Bridge Opens") -> str:
    marked = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html>\n<html><head><title>{title}</title>{head}</head><body>\n<nav><a href='/'>Home</a></nav>\n"
        f"<article><h1>{title}</h1>\n{marked}</article>\n<footer>Imprint</footer></body></html>"
    )


def test_a_page_gives_its_main_text_and_tells_of_itself(put: Put) -> None:
    head = (
        '<meta name="author" content="Ann Lee"><meta property="og:site_name" content="The Post">'
        '<link rel="canonical" href="https://www.post.example/bridge">'
        '<meta property="article:published_time" content="1963-05-06T23:30:00-05:00">'
    )
    one = article(put("a.html", page(PARAGRAPH, f"{PARAGRAPH} Twice.", head=head)))
    assert one.text == f"A Bridge Opens\n{PARAGRAPH}\n{PARAGRAPH} Twice."
    assert body(one) == [f"{PARAGRAPH}\n{PARAGRAPH} Twice."]
    assert (one.title, one.authors, one.source) == ("A Bridge Opens", ("Ann Lee",), "The Post")
    assert (one.url, one.published) == ("https://www.post.example/bridge", date(1963, 5, 6))
    assert (one.verbatim, one.line) == (False, None)


def test_the_host_is_the_source_of_a_page_that_names_none(put: Put) -> None:
    one = article(put("a.htm", page(PARAGRAPH, head='<link rel="canonical" href="https://www.news.post.example/b">')))
    assert one.source == "news.post.example"


def test_a_date_that_only_stands_in_the_text_is_not_the_pages(put: Put) -> None:
    one = article(
        put("a.html", page(PARAGRAPH, "It opened on 25 December 2021, they said, and nobody came to see it."))
    )
    assert one.published is None


def test_line_breaks_of_the_source_do_not_cut_a_sentence(put: Put) -> None:
    one = article(
        put(
            "a.html",
            page("It was <a href='/b'>the\n  longest</a>\nof all\n\tbridges, and\n<b>it</b> stands.", PARAGRAPH),
        )
    )
    assert body(one) == [f"It was the longest of all bridges, and it stands.\n{PARAGRAPH}"]


def test_the_lines_of_code_are_kept(put: Put) -> None:
    one = article(put("a.html", page(PARAGRAPH, "Run:</p><pre>one\n  two\nthree</pre><p>Done.")))
    assert "one\n  two\nthree" in one.text


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("cp1252", "<META http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>"),
        ("cp1251", '<meta charset="windows-1251">'),
        ("cp932", "<meta charset=shift_jis>"),
        ("iso-2022-jp", '<meta charset="iso-2022-jp">'),
        ("utf-16", ""),
    ],
)
def test_a_page_is_decoded_as_it_declares(put: Put, encoding: str, declared: str) -> None:
    words = {"cp1251": "Мост открыт.", "cp932": "橋が開いた。", "iso-2022-jp": "橋が開いた。"}.get(
        encoding, "Café “à Noël”."
    )
    file = put("a.html", page(PARAGRAPH, words, head=declared).encode(encoding))
    assert body(article(file)) == [f"{PARAGRAPH}\n{words}"]
    assert notices(file) == []


@pytest.mark.parametrize("declared", ["unicode_escape", "undefined", "utf-8", "rot13", "nonsense"])
def test_a_false_declaration_leaves_a_guess_that_is_told(put: Put, declared: str) -> None:
    file = put("a.html", page(PARAGRAPH, "Le café à Noël.", head=f"<meta charset={declared}>").encode("cp1252"))
    assert body(article(file)) == [f"{PARAGRAPH}\nLe café à Noël."]
    assert notices(file) == ["not UTF-8: read as cp1252"]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{PARAGRAPH}</p>",
        PARAGRAPH,
        f"<html><body><p>{PARAGRAPH}",
        f"<div><div><p>{PARAGRAPH}</b></i></span></table>",
        f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{PARAGRAPH}</p></body></html>',
        f"<!-- html --><title>a</title><p>{PARAGRAPH}</p",
    ],
)
def test_malformed_pages_and_parts_of_pages_are_read(put: Put, html: str) -> None:
    assert body(article(put("a.html", html))) == [PARAGRAPH]


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<p> </p>", "<!-- only -->", "<html>" + "<div>" * 20_000]
)
def test_a_page_without_main_text_is_skipped(put: Put, html: str) -> None:
    assert skipped(put("a.html", html)) == [(None, "no main text in this page")]


def test_characters_that_are_none_are_shown_as_such(put: Put) -> None:
    one = article(put("a.html", page(f"Before &#0; and &#xD800; and &#xFFFF;\x08 after. {PARAGRAPH}")))
    assert body(one) == [f"Before \ufffd and \ufffd and \ufffd after. {PARAGRAPH}"]


def test_nothing_is_logged_or_fetched(
    put: Put, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.socket", None)
    with caplog.at_level(logging.WARNING):
        assert skipped(put("a.html", "http://post.example/page.html")) == []
        assert skipped(put("a.html", "<html></html>")) == [(None, "no main text in this page")]
    assert caplog.records == []
