"""Web pages."""

import logging
from datetime import date

import pytest

from qa.library.quotable import statements
from qa.reading.pages.fragments import said
from qa.values import PartKind
from tests.qa.reading.conftest import Put
from tests.qa.reading.told import article, body, notices, parts, skipped

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
    assert body(one) == [f"{PARAGRAPH}\n", f"{PARAGRAPH} Twice."]
    assert (one.title, one.authors, one.source) == ("A Bridge Opens", ("Ann Lee",), "The Post")
    assert (one.url, one.published) == ("https://www.post.example/bridge", date(1963, 5, 6))
    assert (one.verbatim, one.line) == (False, None)


def test_text_that_stands_loose_beside_bold_words_is_kept(put: Put) -> None:
    loose = f"The mill is for sale. <b>So</b> says {PARAGRAPH.lower()} {PARAGRAPH}"
    mixed = (
        f"<div><p><strong>{PARAGRAPH}</strong></p> {loose} {PARAGRAPH}</div><div><p>{PARAGRAPH} {PARAGRAPH}</p></div>"
    )
    one = article(put("a.html", page().replace("</h1>", f"</h1>{mixed}")))
    assert f"The mill is for sale. So says {PARAGRAPH.lower()} {PARAGRAPH}" in one.text


def test_a_formula_is_shown_where_it_can_be_and_its_sentence_is_not_quoted_where_it_cannot(put: Put) -> None:
    flat = "<math><semantics><mrow><mi>a</mi><mo>=</mo><mn>4</mn></mrow><annotation>a=4</annotation></semantics></math>"
    high = "<math><msup><mi>a</mi><mn>2</mn></msup></math>"
    one = article(
        put("a.html", page(PARAGRAPH, f"The number is {flat} here. The area is {high} there. The mill is old."))
    )
    assert body(one)[-1] == "The number is a=4 here. The area is \ufffc there. The mill is old."
    assert [one.text[slice(*unit.sentence)] for unit in statements(one)] == [
        *(PARAGRAPH, "The number is a=4 here.", "The mill is old."),
    ]


def test_readings_beside_characters_are_no_part_of_the_text() -> None:
    ruby = "<ruby>草枕<rp>(</rp><rt>くさまくら</rt><rp>)</rp></ruby>は小説である。"
    assert said(f"<p>{ruby}</p>", "").text == "草枕は小説である。"


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
    assert body(one) == ["It was the longest of all bridges, and it stands.\n", PARAGRAPH]


def test_code_stands_in_the_text_alone_and_text_laid_out_by_hand_is_quoted(put: Put) -> None:
    laid = (
        "It is the longest bridge of all the\nbridges that stand in the whole country now.\n\n"
        "It was opened in the spring of that year only\nby the mayor of the town and her child."
    )
    one = article(put("a.html", page(PARAGRAPH, f"Run:</p><pre>one = 1\n  two</pre><pre>{laid}</pre><p>Done with it.")))
    assert [text.strip() for text in body(one)] == [
        PARAGRAPH,
        "Run:",
        "It is the longest bridge of all the bridges that stand in the whole country now.",
        "It was opened in the spring of that year only by the mayor of the town and her child.",
        "Done with it.",
    ]
    assert one.text.splitlines()[2:5] == ["Run:", "one = 1", "  two"]


def test_code_within_a_sentence_is_part_of_it(put: Put) -> None:
    said = "Put the name of the bridge into <code>bridge.toml</code> and start the program again, as you did before."
    one = article(put("a.html", page(PARAGRAPH, said)))
    assert body(one)[1].strip() == said.replace("<code>", "").replace("</code>", "")


def test_a_break_of_lines_is_a_blank_and_two_part_paragraphs(put: Put) -> None:
    one = article(
        put("a.html", page("It was opened by Ann Poe<br>on Friday,<br/>in the rain.<br> <br>She left.", PARAGRAPH))
    )
    assert [text.strip() for text in body(one)] == [
        *("It was opened by Ann Poe on Friday, in the rain.", "She left.", PARAGRAPH),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("It cost 10<sup>6</sup> euros.", "It cost 10⁶ euros."),
        ("It holds 3&#215;10<sup>-9</sup> of 310 m<sup>2</sup>.", "It holds 3×10⁻⁹ of 310 m²."),
        ("It has CO<sub>2</sub> and 101<sub>2</sub> in it.", "It has CO2 and 101₂ in it."),
        ("The 4<sup>th</sup> and the 1<sup>er</sup> are open.", "The 4th and the 1er are open."),
        ("It takes 2<sup>n+k</sup> steps.", "It takes 2^(n+k) steps."),
        (
            "It is open.<sup>2</sup> It is long.<sup>[3]</sup> So it is.<sup>*</sup>",
            "It is open. It is long. So it is.",
        ),
        ("It cost <del>five</del> <s>seven</s> six million.", "It cost six million."),
    ],
)
def test_raised_and_struck_out_text_leaves_what_is_said(put: Put, html: str, text: str) -> None:
    assert body(article(put("a.html", page(html, PARAGRAPH))))[0].strip() == text


def test_headings_and_rows_are_not_quoted_and_words_of_another_are_known(put: Put) -> None:
    rows = "<table><tr><th>Part</th><th>Euros</th></tr><tr><td>Arch</td><td>4</td></tr></table>"
    said = (
        f"{PARAGRAPH}</p><h2>What it cost</h2>{rows}<p>She was glad:</p><blockquote><p>I am glad.</p></blockquote><p>"
    )
    one = article(put("a.html", page(said, PARAGRAPH)))
    assert parts(one, PartKind.ASIDE) == ["What it cost", "Part | Euros", "Arch | 4"]
    assert parts(one, PartKind.SAID) == ["I am glad."]


def test_a_page_laid_out_by_a_table_is_prose(put: Put) -> None:
    one = article(
        put("a.html", f"<body><table><tr><td><p>{PARAGRAPH}</p><p>{PARAGRAPH} Twice.</p></td></tr></table></body>")
    )
    assert [text.strip() for text in body(one)] == [PARAGRAPH, f"{PARAGRAPH} Twice."]
    assert one.parts == ()


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2024-05-03T10:00:00Z">', date(2024, 5, 3)),
        ('<meta name="date" content="May 3, 2024">', date(2024, 5, 3)),
        (
            '<script type=application/ld+json>{"@graph": [{"@type": "Article", "datePublished": "2024-5-3"}]}</script>',
            date(2024, 5, 3),
        ),
        ('<meta property="article:modified_time" content="2025-01-07T09:00:00Z">', None),
        ('<meta name="last-modified" content="2025-01-07">', None),
        ('<script type="application/ld+json">{"@type": "Article", "dateModified": "2025-01-07"}</script>', None),
        ('<script type="application/ld+json">{"@type": "Article", "datePublished": </script>', None),
        (
            '<meta property="article:modified_time" content="2025-01-07"><meta name="pubdate" content="2024-05-03">',
            date(2024, 5, 3),
        ),
    ],
)
def test_the_day_is_that_of_publication_and_never_of_a_change(put: Put, head: str, day: date | None) -> None:
    assert article(put("a.html", page(PARAGRAPH, PARAGRAPH, head=head))).published == day


@pytest.mark.parametrize(
    ("inside", "day"),
    [
        ('<time datetime="2024-05-03T23:00:00-04:00">yesterday</time>', date(2024, 5, 3)),
        ('<span class="post-date">3 mai 2024</span>', date(2024, 5, 3)),
        (
            '<time class="updated" datetime="2025-01-07">7 January</time><time datetime="2024-05-03">3 May</time>',
            date(2024, 5, 3),
        ),
        ('<div class="comments"><time datetime="2025-01-07">7 January</time></div>', None),
    ],
)
def test_a_day_in_the_page_is_its_day_where_it_is_marked_so(put: Put, inside: str, day: date | None) -> None:
    assert article(put("a.html", page(f"{inside}</p><p>{PARAGRAPH}", PARAGRAPH))).published == day


@pytest.mark.parametrize(
    ("language", "day"),
    [("en-US", date(2024, 3, 4)), ("en-GB", date(2024, 4, 3)), ("de", date(2024, 4, 3)), ("en", None)],
)
def test_the_language_of_a_page_tells_the_order_of_day_and_month(put: Put, language: str, day: date | None) -> None:
    html = page(PARAGRAPH, head='<meta name="date" content="03/04/2024">').replace("<html", f'<html lang="{language}"')
    file = put("a.html", html)
    assert article(file).published == day
    assert notices(file) == ([] if day else ["its date could mean two different days (03/04/2024): no date was taken"])


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        ("<title>Bridge opens again - The Post</title>", "<h1>News of the county</h1><h2>Bridge opens again</h2>"),
        ("<title>The Post | Bridge opens again</title>", "<h1>The Post</h1><h1>Bridge opens again</h1>"),
        ('<title>The Post</title><meta property="og:title" content="Bridge opens again">', "<h1>The Post</h1>"),
        (
            '<title>Bridge opens again :: The Post</title><meta property="og:site_name" content="The Post">'
            '<meta property="og:title" content="Bridge opens again - The Post">',
            "<h1>Today in the news</h1>",
        ),
        ('<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge opens again"}</script>', ""),
        ("<title>Bridge opens again</title>", "<footer><h1>Take a trip with The Post!</h1></footer>"),
    ],
)
def test_the_title_is_that_of_the_article_not_of_the_site(put: Put, head: str, heading: str) -> None:
    html = (
        f"<html><head>{head}</head><body><div>{heading}<p>{PARAGRAPH}</p><p>{PARAGRAPH} Twice.</p></div></body></html>"
    )
    assert article(put("a.html", html)).title == "Bridge opens again"


def test_a_few_nuls_do_not_cost_a_page(put: Put) -> None:
    one = article(put("a.html", page(f"Bef\0ore. {PARAGRAPH}", PARAGRAPH).encode()))
    assert body(one)[0].strip() == f"Before. {PARAGRAPH}"


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
    assert body(article(file)) == [f"{PARAGRAPH}\n", words]
    assert notices(file) == []


@pytest.mark.parametrize("declared", ["unicode_escape", "undefined", "utf-8", "rot13", "nonsense"])
def test_a_false_declaration_leaves_a_guess_that_is_told(put: Put, declared: str) -> None:
    file = put("a.html", page(PARAGRAPH, "Le café à Noël.", head=f"<meta charset={declared}>").encode("cp1252"))
    assert body(article(file)) == [f"{PARAGRAPH}\n", "Le café à Noël."]
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
