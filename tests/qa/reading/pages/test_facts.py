"""What a page says about itself."""

import json
from datetime import date

import pytest
from lxml import html

from qa.reading.facts.dates import NO_ORDER, DateOrder
from qa.reading.pages.facts import Page


def page(head: str = "", body: str = "", language: str = "") -> Page:
    return Page(html.document_fromstring(f'<html lang="{language}"><head>{head}</head><body>{body}</body></html>'))


def linked(**told: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("en-GB", DateOrder(True)),
        ("de", DateOrder(True)),
        ("en-US", DateOrder(False)),
        ("en", NO_ORDER),
        ("", NO_ORDER),
    ],
)
def test_a_language_tells_the_order_of_day_and_month(language: str, order: DateOrder) -> None:
    assert page(language=language).order() == order


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (linked(**{"@type": "NewsArticle", "datePublished": "2019-05-07T10:15:00Z"}), ""),
        (linked(**{"@graph": [{"@type": "WebPage"}, {"@type": ["Article"], "dateCreated": "2019-05-07"}]}), ""),
        ('<meta property="article:published_time" content="2019-05-07">', ""),
        ("", '<time datetime="2019-05-07">on Tuesday</time>'),
        ("", '<p class="posted-date">7 May 2019</p>'),
    ],
)
def test_the_day_of_publication_is_found_where_pages_tell_it(head: str, body: str) -> None:
    assert page(head, body).published()[::2] == (date(2019, 5, 7), None)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (linked(**{"@type": "Organization", "datePublished": "2019-05-07"}), ""),
        ('<meta property="article:modified_time" content="2019-05-07">', ""),
        ("", '<time class="updated" datetime="2019-05-07">on Tuesday</time>'),
        ("", '<div class="comment"><time datetime="2019-05-07">on Tuesday</time></div>'),
        ("<script type='application/ld+json'>{broken</script>", ""),
    ],
)
def test_a_change_or_a_comment_is_no_publication(head: str, body: str) -> None:
    assert page(head, body).published()[::2] == (None, None)


def test_a_day_that_may_be_two_is_none_unless_the_language_tells() -> None:
    meta = '<meta name="date" content="7/5/2019">'
    assert page(meta).published()[::2] == (None, "7/5/2019")
    assert page(meta, language="en-GB").published()[::2] == (date(2019, 5, 7), None)
    assert page(meta, language="en-US").published()[::2] == (date(2019, 7, 5), None)


def test_a_day_that_was_guessed_is_taken_unless_it_is_that_of_a_change() -> None:
    changed = page('<meta property="article:modified_time" content="2019-05-07">')
    assert changed.guessed("2019-05-07", "") is None
    assert changed.guessed("2019-05-08", "") == date(2019, 5, 8)
    assert page().guessed("2019-07-05", "It is of 7/5/2019.") is None
    assert page(language="de").guessed("2019-07-05", "It is of 5.7.2019.") == date(2019, 7, 5)
    assert page().guessed(None, "") is None


def test_people_and_site_are_those_that_the_page_names() -> None:
    publisher = {"@type": "NewsArticle", "author": [{"name": "Nora Quist"}], "publisher": {"name": "Vale  Courier"}}
    told = page(linked(**publisher) + '<meta name="author" content="Sam Odell">')
    assert (told.authors(), told.site()) == (("Nora Quist",), "Vale Courier")
    assert page('<meta name="author" content="Sam Odell">').authors() == ("Sam Odell",)
    assert (page().authors(), page().site()) == ((), None)


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<span>Published: 3 May 2020 | Updated: 7 January 2025</span>", date(2020, 5, 3)),
        ("<p>First published on May 3, 2020 (updated May 9)</p>", date(2020, 5, 3)),
        ("<div>Posted on 2020-05-03 by Ann Lee</div>", date(2020, 5, 3)),
        ("<p>Publié le 3 mai 2020 à 10h15, mis à jour le 7 janvier 2025</p>", date(2020, 5, 3)),
        ("<p>Veröffentlicht am 3.5.2020 um 10:15 Uhr; zuletzt aktualisiert am 7.1.2025</p>", date(2020, 5, 3)),
        ("<p>Pubblicato il 3 maggio 2020 alle 10, aggiornato il 7 gennaio 2025</p>", date(2020, 5, 3)),
        ("<time>Mis à jour le 7 janvier 2025</time>", None),
        ("<p>Last modified: 7 January 2025</p>", None),
        ("<p>The letters that were published on 3 May 2020 say so.</p>", None),
    ],
)
def test_a_line_may_say_when_the_page_was_published(body: str, day: date | None) -> None:
    assert page("", body).published()[0] == day


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta http-equiv="last-modified" content="2025-01-07">', ""),
        ("", "<p>Last modified on 2025-01-07</p>"),
        ("", "<small>Updated: 7 January 2025</small>"),
        ("", "<p>Stand: 07.01.2025, 10:15 Uhr</p>"),
        ("", "<p>Zuletzt geändert am 7.1.2025</p>"),
        ("", "<p>Modifié le 7 janvier 2025</p>"),
        ("", "<p>Actualizado a 7 de enero de 2025</p>"),
        ("", "<p>Ultimo aggiornamento: 7 gennaio 2025</p>"),
    ],
)
def test_the_day_of_a_change_is_not_guessed_to_be_that_of_the_publication(head: str, body: str) -> None:
    assert page(head, body).guessed("2025-01-07", body) is None
    assert page(head, body).guessed("2020-05-03", body) == date(2020, 5, 3)
