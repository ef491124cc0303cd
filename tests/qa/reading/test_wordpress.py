"""Exports of WordPress."""

from datetime import date

import pytest

from qa.reading.facts.drafts import NEVER
from tests.qa.reading.conftest import Put
from tests.qa.reading.exports import END, SAID, export, item
from tests.qa.reading.told import article, articles, notices, skipped


def test_a_post_is_an_article(put: Put) -> None:
    one = article(put("a.xml", export(item())))
    assert (one.title, one.text, one.url) == ("A bridge opens", SAID, "https://example.org/7")
    assert (one.authors, one.published, one.source) == (("Ann Lee",), date(2019, 5, 7), "Vale News")
    assert one.line == 8


def test_posts_and_pages_are_articles_and_menus_and_images_are_not(put: Put) -> None:
    kinds = ("post", "page", "recipe", "attachment", "nav_menu_item", "revision")
    file = put("a.xml", export(*(item(title=kind, post_id=kind, post_type=kind) for kind in kinds)))
    assert [one.title for one in articles(file)] == ["post", "page", "recipe"]


@pytest.mark.parametrize("status", ["trash", "auto-draft", "inherit"])
def test_what_was_thrown_away_or_never_written_is_no_article(put: Put, status: str) -> None:
    file = put("a.xml", export(item(), item(post_id="8", status=status)))
    assert [one.url for one in articles(file)] == ["https://example.org/7"]


def test_an_entry_says_from_when_on_it_is_for_the_public(put: Put) -> None:
    states = [item(post_id=status, status=status) for status in ("publish", "draft", "pending", "private", "future")]
    file = put("a.xml", export(*states, item(post_id="8", post_password="secret")))
    assert [one.public_from for one in articles(file)] == [None, NEVER, NEVER, NEVER, date(2019, 5, 7), NEVER]


@pytest.mark.parametrize(
    "content",
    [
        f'{SAID}\n\n[gallery ids="1,2"]\nIt cost <b>four</b> million\neuros [sic].\n\n<!--more-->\n',
        f"<!-- wp:paragraph --><p>{SAID}</p><!-- /wp:paragraph --><p>It cost four million euros [sic].</p>",
        f"[caption id='a']<img src='a.png'/> The mayor.[/caption]{SAID}\n\nIt cost four million euros [sic].",
        f'[vc_row width="1/2"]{SAID}[/vc_row]\n\n<ul></ul>\n\nIt cost four million euros [sic].',
    ],
)
def test_paragraphs_are_those_that_people_see(put: Put, content: str) -> None:
    assert article(put("a.xml", export(item(content)))).text == f"{SAID}\nIt cost four million euros [sic]."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "empty"),
        ("\0" * 1000, "empty"),
        ("<rss/>", "not a WordPress export; for a feed or a sitemap, give its address"),
        (export(), "no records in it"),
        (export(item("")), "none of its 1 records has any text"),
    ],
)
def test_what_is_no_export_is_skipped_with_a_reason(put: Put, data: str, reason: str) -> None:
    assert skipped(put("a.xml", data)) == [(None, reason)]


def test_of_an_export_that_is_cut_the_posts_before_are_read(put: Put) -> None:
    whole = export(item(), item("It was late.", post_id="8"))
    for cut, count in ((80, 1), (330, 1), (len(END) + 1, 2), (len(END) + 8, 1), (5, 2)):
        file = put("a.xml", whole[:-cut])
        assert len(articles(file)) == count
        assert notices(file) == ["it is cut off: what is missing is not read"]


def test_nesting_a_hundred_thousand_deep_ends_nothing(put: Put) -> None:
    file = put("a.xml", export(item(), "<item>" * 100_000))
    assert article(file).text == SAID
    assert notices(file) == ["parts of it are not valid XML and are left out"]


def test_entities_of_its_own_are_not_read(put: Put) -> None:
    secret = put("secret.txt", "hidden words").path
    evil = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
    laughs = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY x "&b;&b;">]>'
    for doctype in (evil, laughs):
        one = article(put("a.xml", export(item(title="A &x; B")).replace("?>\n", f"?>{doctype}\n", 1)))
        assert one.title == "A &x; B"
        assert one.text == SAID


def test_a_control_character_loses_no_post(put: Put) -> None:
    assert [one.url for one in articles(put("a.xml", export(item(f"\x0b{SAID}"), item(post_id="8"))))] == [
        *("https://example.org/7", "https://example.org/8"),
    ]
