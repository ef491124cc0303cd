"""Books in EPUB."""

from datetime import date

import pytest

from qa.values import PartKind
from tests.qa.reading.archives import chapter, epub, locked, packed
from tests.qa.reading.conftest import Put
from tests.qa.reading.told import article, body, notices, parts, skipped

FIRST, SECOND = "The bridge over the Lune was opened in May.", "It cost four million euros&nbsp;in all."
TOLD = """
<dc:title>A Bridge</dc:title><dc:creator>Ann Lee</dc:creator><dc:creator>J. Roe</dc:creator>
<dc:publisher>Vale Press</dc:publisher><dc:date>2019-05-07</dc:date><meta property="dcterms:modified">2024-01-01</meta>
<dc:identifier>urn:isbn:1</dc:identifier><dc:identifier>https://example.org/a-bridge</dc:identifier>
"""


def test_a_book_is_an_article_of_its_chapters_in_their_order(put: Put) -> None:
    chapters = [chapter(f"<h1>One</h1><p>{FIRST}</p>"), chapter(f"<h1>Two</h1><p><a id='x'/>{SECOND}</p>")]
    one = article(put("a.epub", epub(*chapters, told=TOLD, nav="<ol><li>One</li></ol>")))
    assert one.text == f"One\n{FIRST}\nTwo\nIt cost four million euros\xa0in all."
    assert parts(one, PartKind.ASIDE) == ["One", "Two"]
    assert (one.title, one.authors, one.published) == ("A Bridge", ("Ann Lee", "J. Roe"), date(2019, 5, 7))
    assert (one.source, one.url) == ("Vale Press", "https://example.org/a-bridge")


def test_of_several_dates_that_of_a_change_is_not_taken(put: Put) -> None:
    opf = 'xmlns:opf="http://www.idpf.org/2007/opf" opf:event='
    told = f'<dc:date {opf}"modification">2024-01-01</dc:date><dc:date {opf}"publication">2019-05-07</dc:date>'
    assert article(put("a.epub", epub(chapter(FIRST), told=told))).published == date(2019, 5, 7)


def test_a_chapter_that_is_missing_or_empty_is_passed_over(put: Put) -> None:
    file = put("a.epub", epub(chapter("<img src='a.png'/>"), chapter(f"<p>{FIRST}</p>"), "", chapter("<p>It is.</p>")))
    assert body(article(file)) == [f"{FIRST}\n", "It is."]
    assert notices(file) == []


@pytest.mark.parametrize(
    ("book", "reason"),
    [
        (b"", "empty"),
        (locked(epub(chapter(FIRST))), "needs a password"),
        (epub(chapter(FIRST))[:900], "not an EPUB that can be read (File is not a zip file)"),
        (b"<html>no book</html>", "not an EPUB that can be read (File is not a zip file)"),
        (packed({"a.txt": FIRST}), "not an EPUB that can be read (it has no container in it)"),
        (epub(), "no text"),
        (epub(chapter("x" * (33 << 20))), "unpacks to more than 32 MB: split it"),
        (
            epub(chapter(FIRST), more={"META-INF/encryption.xml": '<CipherReference URI="OEBPS/c 0.xhtml"/>'}),
            "not an EPUB that can be read (its chapters are encrypted)",
        ),
    ],
    ids=["empty", "locked", "cut", "wrong", "zip", "blank", "bomb", "encrypted"],
)
def test_what_is_no_book_is_skipped_with_a_reason(put: Put, book: bytes, reason: str) -> None:
    assert skipped(put("a.epub", book)) == [(None, reason)]


def test_entities_of_its_own_are_not_read(put: Put) -> None:
    secret = put("secret.txt", "hidden words").path
    evil = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>' + chapter(f"<p>{FIRST} &x;</p>")
    assert "hidden" not in article(put("a.epub", epub(evil))).text


def test_a_chapter_nested_a_hundred_thousand_deep_ends_nothing(put: Put) -> None:
    file = put("a.epub", epub(chapter("<div>" * 100_000 + FIRST), chapter("<p>It was late.</p>")))
    assert article(file).text == "It was late."
    assert notices(file) == ["1 of its 2 chapters cannot be read"]
