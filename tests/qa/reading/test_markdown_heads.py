"""The head of a Markdown file: its front matter, or its name, describes the article and is never quoted."""

import re
from datetime import date

import pytest

from tests.qa.reading.conftest import Put
from tests.qa.reading.told import FRONT, article, body, notices


def test_front_matter_tells_of_the_article_and_is_no_part_of_its_body(put: Put) -> None:
    text = f"{FRONT}\nIt is long.\n\n## Why\n\nBecause.\n"
    one = article(put("a.md", text))
    assert one.text == text
    assert (one.title, one.source, one.url) == ("A Bridge: Opens", "The Post", "https://post.example/bridge")
    assert (one.published, one.authors) == (date(2024, 3, 5), ("Ann Lee",))
    assert body(one) == ["It is long.\n\n", "## Why\n\n", "Because."]
    assert (one.verbatim, one.line) == (True, 1)


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: A Bridge\ndate: 2024-03-05\nauthors: [Ann Lee, Bo Roe]\n---\n",
        "\ufeff---\r\ntitle: A Bridge\r\ndate: 2024-03-05T10:00Z\r\nauthors:\r\n- name: Ann Lee\r\n- Bo Roe\r\n---\r\n",
        '+++\ntitle = "A Bridge"\ndate = 2024-03-05\nauthors = ["Ann Lee", "Bo Roe"]\n[extra]\nrelease = true\n+++\n',
        "+++\r\ntitle = 'A Bridge'\r\ndate = 2024-03-05T10:00:00+02:00\r\nauthor = 'Ann Lee and Bo Roe'\r\n+++\r\n",
        '{"title": "A Bridge", "date": "2024-03-05", "authors": ["Ann Lee", {"name": "Bo Roe"}]}\n',
        '{\n  "title": "A Bridge",\n "published": true,\n "pubDate": "5 Mar 2024",\n "author": "Ann Lee, Bo Roe"\n}\n',
        "Title: A Bridge\nDate: 2024-03-05 10:20\nAuthors: Ann Lee, Bo Roe\nSummary: A long\n    summary of it\n",
        "---\ntitle: A Bridge\ndate:\n  created: 2024-03-05\n  updated: 2024-07-01\nauthor: By Ann Lee & Bo Roe\n---\n",
    ],
)
def test_every_kind_of_head_is_read_and_never_quoted(put: Put, head: str) -> None:
    one = article(put("a.md", f"{head}\nIt is long.\n"))
    assert (one.title, one.published, one.authors) == ("A Bridge", date(2024, 3, 5), ("Ann Lee", "Bo Roe"))
    assert body(one) == ["It is long."]


@pytest.mark.parametrize(
    "field",
    [
        "publishDate: '2024-03-05'",
        "pubDate: Mar 5 2024",
        "date: 2024-03-05\nlastmod: 2024-07-01",
        "created: 5. März 2024",
    ],
)
def test_a_field_that_holds_no_date_does_not_hide_one_that_does(put: Put, field: str) -> None:
    one = article(put("a.md", f"---\npublished: true\nupdated: 2024-08-01\n{field}\n---\nText."))
    assert one.published == date(2024, 3, 5)


@pytest.mark.parametrize("text", ["---\nmodified: 2024-03-05\n---\nText.", "---\npublished: false\n---\nText."])
def test_a_change_is_no_publication(put: Put, text: str) -> None:
    assert article(put("a.md", text)).published is None


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("_posts/2024-03-05-the-bridge_opens.md", "the bridge opens"),
        ("2024-3-5 the bridge.markdown", "the bridge"),
        ("posts/2024-03-05-the-bridge/index.md", "the bridge"),
        ("daily/2024-03-05.md", "2024-03-05"),
    ],
)
def test_a_post_may_have_its_day_in_its_name(put: Put, name: str, title: str) -> None:
    one = article(put(name, "Text of it."))
    assert (one.published, one.title) == (date(2024, 3, 5), title)
    assert article(put(name, "---\ndate: 2023-01-02\n---\nText of it.")).published == date(2023, 1, 2)


@pytest.mark.parametrize(
    "field", ['path = "2018/03/01/bridge"', 'url = "/2018/3/1/bridge/"', 'aliases = ["2018/03/01/bridge.html", "b"]']
)
def test_a_post_may_have_its_day_in_its_address(put: Put, field: str) -> None:
    assert article(put("a.md", f"+++\n{field}\n+++\nText of it.")).published == date(2018, 3, 1)
    assert article(put("b.md", f"+++\n{field}\ndate = 2018-02-28\n+++\nText.")).published == date(2018, 2, 28)


def test_a_day_that_may_be_two_is_none_and_is_told(put: Put) -> None:
    file = put("a.md", "---\ndate: 03/04/2021\n---\nText.")
    assert article(file).published is None
    assert notices(file) == ["its date could mean two different days (03/04/2021): no date was taken"]
    assert article(put("b.md", "---\ndate: 13/04/2021\n---\nText.")).published == date(2021, 4, 13)


@pytest.mark.parametrize(
    ("yaml", "line"),
    [('title: "open\ndate: 2024-01-01\n', 4), ("a: 1\nb: [1\nc: 2\n", 4), ("a: b: c\n", 2), ("title: x\nb: \x07\n", 3)],
)
def test_malformed_front_matter_is_told_with_its_line_and_is_still_no_text(put: Put, yaml: str, line: int) -> None:
    file = put("a.md", f"---\n{yaml}---\nThe body.\n")
    assert notices(file) == [f"its front matter is not YAML (line {line}): only its plain lines are taken"]
    assert body(article(file)) == ["The body."]


def test_malformed_toml_is_told_and_is_still_no_text(put: Put) -> None:
    file = put("a.md", "+++\ntitle = 'x'\ndate = \n+++\nThe body.\n")
    assert notices(file) == ["its front matter is not TOML (line 3): only its plain lines are taken"]
    assert body(article(file)) == ["The body."]


def test_nested_values_are_never_made_into_text(put: Put) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    merged = "".join(
        f"{b}: &{b} {{<<: [*{a}, *{a}, *{a}, *{a}, *{a}]}}\n" for a, b in zip("lmnopqrst", "mnopqrstu", strict=True)
    )
    one = article(
        put("old_bridge.md", f"---\n{bomb}l: &l {{k: v}}\n{merged}title: *k\nauthor: *u\ndate: {{}}\n---\nText.")
    )
    assert (one.title, one.authors, one.published, body(one)) == ("old bridge", (), None, ["Text."])


@pytest.mark.parametrize("head", [f"---\na: {'[' * 5000}\n---\n", f"+++\na = {'[' * 5000}\n+++\n"])
def test_front_matter_nested_too_deeply_ends_nothing_but_itself(put: Put, head: str) -> None:
    file = put("a.md", f"{head}Text.")
    assert re.fullmatch(r"its front matter is not (YAML|TOML).*: only its plain lines are taken", notices(file)[0])
    assert body(article(file)) == ["Text."]


@pytest.mark.parametrize("nested", ["- " * 1900, "[" * 3900, "{a: " * 990, "? " * 1900])
def test_a_small_head_cannot_end_the_process_however_it_is_nested(put: Put, nested: str) -> None:
    assert body(article(put("a.md", f"---\na:\n {nested}\n---\nText."))) == ["Text."]


def test_front_matter_of_more_than_64_kb_is_not_parsed(put: Put) -> None:
    file = put("a.md", f"---\ntitle: x\na: {'b' * 65536}\n---\nText.")
    assert notices(file) == ["its front matter is larger than 64 kB: only its plain lines are taken"]
    assert (article(file).title, body(article(file))) == ("x", ["Text."])


def test_values_are_taken_as_they_are_written(put: Put) -> None:
    one = article(put("a.md", "---\ntitle: 1.10\nsource: yes\nauthor: null\ndate: 2024-13-45\n---\nText."))
    assert (one.title, one.source, one.authors, one.published) == ("1.10", "yes", (), None)


@pytest.mark.parametrize(
    "text",
    [
        "---\nSome words.\n---\nMore.",
        "Note: it is long.\nIt has: arches.\n\nText.",
        '{"a": 1}\nText.',
        "{title} is no head.",
        "Text.\n+++\ntitle = 1\n+++\n",
    ],
)
def test_what_only_looks_like_a_head_is_text(put: Put, text: str) -> None:
    file = put("bridge.md", text)
    assert (article(file).title, notices(file)) == ("bridge", [])
    assert text.strip("-\n").split("\n")[0] in "".join(body(article(file)))


def test_empty_front_matter_tells_nothing(put: Put) -> None:
    one = article(put("bridge.md", "---\r\n---\r\nText."))
    assert (one.title, body(one)) == ("bridge", ["Text."])
