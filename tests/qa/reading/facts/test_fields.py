"""The names of the fields in which other programs keep articles."""

import json
from datetime import date
from typing import Any

import pytest

from qa.values import PartKind
from tests.qa.reading.conftest import Put
from tests.qa.reading.told import article, articles, body, notices, parts, skipped

TEXT = "The bridge over the river reopened in May after long repairs."
DAY = date(2024, 5, 3)


@pytest.mark.parametrize(
    "record",
    [
        {"title": "T", "maintext": TEXT, "date_publish": "2024-05-03 10:00:00", "source_domain": "p.example"},
        {"title": "T", "text": TEXT, "publish_date": "Fri, 03 May 2024 10:00:00 GMT", "source": "p.example"},
        {"headline": "T", "articleBody": TEXT, "datePublished": "2024-05-03", "publisher": {"name": "p.example"}},
        {"title": "T", "plain_text": TEXT, "published_date": "2024-05-03", "requested_url": "https://p.example/1"},
        {
            "title": "T",
            "textContent": TEXT,
            "content": f"<p>{TEXT}",
            "publishedTime": "2024-05-03",
            "siteName": "p.example",
        },
        {
            "title": "T",
            "description": TEXT,
            "content": "The br… [+99 chars]",
            "publishedAt": "2024-05-03T10:00:00Z",
            "source": {"id": None, "name": "p.example"},
        },
        {
            "title": {"rendered": "T"},
            "content": {"rendered": f"<p>{TEXT}</p>"},
            "date": "2024-05-03T10:00:00",
            "link": "https://p.example/1",
        },
        {
            "title": "T",
            "html": f"<p>{TEXT}</p>",
            "published_at": "2024-05-03T10:00:00.000+00:00",
            "url": "https://p.example/1",
        },
        {"webTitle": "T", "body": TEXT, "webPublicationDate": "2024-05-03T10:00:00Z", "webUrl": "https://p.example/1"},
        {
            "headline": {"main": "T"},
            "abstract": TEXT,
            "pub_date": "2024-05-03T10:00:00+0000",
            "web_url": "https://p.example/1",
            "source": "p.example",
        },
        {"headline": "T", "short_description": TEXT, "date": "2024-05-03", "link": "https://p.example/1"},
        {
            "title": "T",
            "text": TEXT,
            "timestamp": "2026-11-01T00:00:00Z",
            "date_published": 1714730400,
            "site": "p.example",
        },
        {"title": "T", "text": TEXT, "published": True, "published_at": "2024-05-03", "domain": "p.example"},
        {"title": "T", "text": TEXT, "published": "3 hours ago", "date": "2024-05-03", "domain": "p.example"},
        {
            "dc:title": "",
            "title": "T",
            "text": TEXT,
            "article:published_time": "2024-05-03",
            "og:site_name": "p.example",
        },
        {"Titel": "T", "Inhalt": TEXT, "Datum": "3. Mai 2024", "url": "https://p.example/1"},
    ],
)
def test_the_usual_names_of_fields_are_known(put: Put, record: dict[str, Any]) -> None:
    one = article(put("a.jsonl", json.dumps(record)))
    assert (one.title, body(one), one.published, one.source) == ("T", [TEXT], DAY, "p.example")


@pytest.mark.parametrize("name", ["modified", "date_modified", "updated_at", "last_updated", "dateModified", "lastmod"])
def test_a_change_is_no_publication(put: Put, name: str) -> None:
    assert article(put("a.jsonl", json.dumps({"text": TEXT, name: "2024-05-03"}))).published is None


def test_html_in_a_field_is_read_as_html(put: Put) -> None:
    html = (
        f"<h2>Costs</h2><p>{TEXT}</p><script>var price = 99;</script><p>Nobody was <b>hurt</b>,<br>said the "
        "<a href='https://e.example'>mayor</a> &amp; her son.</p><blockquote>It is good.</blockquote>"
        "<ul><li>One<li>Two</ul>"
    )
    one = article(put("a.jsonl", json.dumps({"title": "<b>Bridge</b> &amp; tunnel", "content": html})))
    assert one.title == "Bridge & tunnel"
    assert one.text.split("\n") == [
        *("Costs", TEXT, "Nobody was hurt, said the mayor & her son.", "It is good.", "- One", "- Two"),
    ]
    assert "".join(body(one)) == one.text
    assert (parts(one, PartKind.ASIDE), parts(one, PartKind.SAID)) == (["Costs"], ["It is good."])


def test_entities_are_decoded_where_there_are_no_tags(put: Put) -> None:
    one = article(put("a.csv", "title,text\nBridge&#8217;s,AT&T and Smith &amp; Co. &mdash; 3 < 4 &notit\n"))
    assert (one.title, one.text) == ("Bridge’s", "AT&T and Smith & Co. — 3 < 4 &notit")


def test_html_without_text_is_no_article(put: Put) -> None:
    file = put("a.jsonl", json.dumps({"text": "<p><img src='a.png'></p>"}))
    assert skipped(file) == [(None, "none of its 1 records has any text")]


def test_the_order_of_day_and_month_is_that_of_the_whole_column(put: Put) -> None:
    rows = "".join(f"Day {day};The pool was open on that day.;{day}/04/2024\n" for day in (11, 12, 13))
    file = put("a.csv", f"title;text;date\n{rows}")
    assert [one.published for one in articles(file)] == [date(2024, 4, day) for day in (11, 12, 13)]
    assert notices(file) == []


def test_dates_that_no_other_makes_sure_are_none_and_are_told_once(put: Put) -> None:
    records = [{"text": TEXT, "date": day} for day in ("03/04/2024", "05/06/2024", "2024-05-03", "7/7/2024")]
    file = put("a.jsonl", "\n".join(map(json.dumps, records)))
    assert [one.published for one in articles(file)] == [None, None, DAY, date(2024, 7, 7)]
    assert notices(file) == ["2 dates could mean two different days (03/04/2024): no date was taken"]


@pytest.mark.parametrize(
    "record",
    [
        {"title": "T", "body_markdown": TEXT, "published": True, "published_timestamp": "2024-05-03T10:00:00Z"},
        {"title": "T", "content": TEXT, "is_published": 1, "first_published_at": "2024-05-03", "updated": "2025-01-01"},
        {"title": "T", "selftext": TEXT, "created_utc": 1714723200, "permalink": "/r/t/1"},
        {"headlines": "T", "text": "Short.", "ctext": TEXT, "date": "03 May 2024,Friday"},
        {"title": "T", "maintext": TEXT, "seendate": "20240503T101500Z"},
        {"webTitle": "T", "webPublicationDate": "2024-05-03T10:00:00Z", "fields": {"bodyText": TEXT}},
        {"_id": "1", "_source": {"title": "T", "content": TEXT, "published": "2024-05-03"}},
        {"kind": "t3", "data": {"title": "T", "selftext": TEXT, "posted_at": "2024-05-03"}},
        {"title": "T", "content": [{"type": "text/html", "value": f"<p>{TEXT}</p>"}], "published": "2024-05-03"},
        {"title": "T", "text": TEXT, "datePublished": {"@value": "2024-05-03"}},
    ],
)
def test_fields_of_further_programs_are_known_too(put: Put, record: dict[str, Any]) -> None:
    one = article(put("a.jsonl", json.dumps(record)))
    assert (one.title, one.text, one.published) == ("T", TEXT, DAY)


def test_a_list_of_paragraphs_is_a_text(put: Put) -> None:
    one = article(put("a.jsonl", json.dumps({"title": "T", "text": [TEXT, "", "It is open now."]})))
    assert one.text == f"{TEXT}\n\nIt is open now."


def test_what_is_wrapped_is_not_taken_where_the_record_has_a_text_itself(put: Put) -> None:
    one = article(put("a.jsonl", json.dumps({"title": "T", "text": TEXT, "data": {"title": "U", "text": "Not it."}})))
    assert (one.title, one.text) == ("T", TEXT)


@pytest.mark.parametrize(
    "name",
    [
        *("Veröffentlicht am", "Erscheinungsdatum", "date de publication", "Publié le", "fecha de publicación"),
        *("Fecha_publicacion", "data di pubblicazione", "Pubblicato il"),
    ],
)
def test_the_day_has_its_name_in_other_languages(put: Put, name: str) -> None:
    assert article(put("a.json", json.dumps({"title": "T", "text": TEXT, name: "2024-05-03"}))).published == DAY


def test_a_nested_field_may_be_a_column(put: Put) -> None:
    table = f"title.rendered,fields.bodyText,_source.date,source.name\nT,{TEXT},2024-05-03,p.example\n"
    one = article(put("a.csv", table))
    assert (one.title, one.text, one.published, one.source) == ("T", TEXT, DAY, "p.example")
