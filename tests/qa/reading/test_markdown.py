"""Markdown files: what of them is prose, each part of it at its place in the file."""

import re
from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as some
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qa.reading.blocks import Block, parsed
from qa.reading.marks import MarkKind
from qa.values import Article, PartKind
from tests.qa.reading.conftest import Put
from tests.qa.reading.told import article, body, notices, parts, skipped

FRONT = """---
title: "A Bridge: Opens"
Date: 2024-03-05
source: The Post
url: https://post.example/bridge
author: Ann Lee
tags: [one, two]
---
"""


def prose(one: Article) -> list[str]:
    """The parts of the body that may be quoted, without the blanks around them."""
    aside = [(part.start, part.end) for part in one.parts if part.kind is PartKind.ASIDE]
    return [
        one.text[start:end].strip()
        for start, end in one.body
        if not any(
            first <= start + len(one.text[start:end]) - len(one.text[start:end].lstrip()) < last
            for first, last in aside
        )
    ]


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
        ("daily/2024-03-05.md", "2024 03 05"),
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
    assert notices(file) == ["its date may be of two days (03/04/2021): no date is taken"]
    assert article(put("b.md", "---\ndate: 13/04/2021\n---\nText.")).published == date(2021, 4, 13)


def test_the_first_heading_is_the_title_where_nothing_else_is(put: Put) -> None:
    one = article(put("a.md", "An image.\n\n  #  A *Bridge* in `C#` ##  \r\nText.\n\n# Second\nMore.\n"))
    assert one.title == "A Bridge in C#"
    assert prose(one) == ["An image.", "Text.", "More."]


@pytest.mark.parametrize(
    "heading", ["A Bridge\n========", "A\nBridge\n===", "# A Bridge {#bridge .big}", "# [A Bridge](/b)"]
)
def test_headings_of_all_kinds_are_titles(put: Put, heading: str) -> None:
    one = article(put("a.md", f"{heading}\n\nText.\n"))
    assert (one.title, body(one)) == ("A Bridge", ["Text."])


def test_a_heading_of_the_first_level_below_others_is_no_title(put: Put) -> None:
    one = article(put("old_bridge.md", "## Summary\n\nIt opened.\n\n# Costs\n\nFour million.\n"))
    assert one.title == "old bridge"
    assert prose(one) == ["It opened.", "Four million."]


def test_a_heading_that_repeats_the_title_is_no_part_of_the_body(put: Put) -> None:
    one = article(put("a.md", "---\ntitle: A  Bridge\n---\n\n# A *Bridge*\n\nText.\n"))
    assert (one.title, body(one)) == ("A Bridge", ["Text."])


def test_headings_are_searched_and_not_quoted(put: Put) -> None:
    one = article(put("a.md", "---\ntitle: A\n---\n# The Bridge\nText.\n\nWhy it was shut\n---\n\nBecause.\n"))
    assert body(one) == ["# The Bridge\n", "Text.\n\n", "Why it was shut\n---\n\n", "Because."]
    assert parts(one, PartKind.ASIDE) == ["# The Bridge", "Why it was shut\n---"]


@pytest.mark.parametrize("text", ["#hashtag first\nText.", f"# {'x' * 201}\nText."])
def test_without_a_heading_the_title_is_the_files_name(put: Put, text: str) -> None:
    assert article(put("old_bridge.MD", text)).title == "old bridge"


def test_a_last_line_may_name_the_source_here_too(put: Put) -> None:
    one = article(put("a.md", "# Title\nText.\n\nSource: AP\n"))
    assert (one.source, body(one)) == ("AP", ["Text."])


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- TODO: the editor doubts it. -->",
        "<!--\nOver two\n\nparagraphs.\n-->",
        "%%private: the mayor took money%%",
        "%%\nprivate\n\nnotes\n%%",
        "{/* a comment of MDX */}",
        "{# a comment of Jinja #}",
        "{% comment %}\nHidden for now.\n{% endcomment %}",
        '{% include image.html url="a.png" description="The old bridge in winter." %}',
        "{% highlight ruby %}\nputs 'It is long'\n{% endhighlight %}",
        '{{< figure src="a.png" caption="The bridge at night." >}}',
        "{{< highlight go >}}\nIt := long\n{{< /highlight >}}",
        "{{ page.summary }}",
        "<!--more-->",
        "{: .lead #first}",
        ":::note Title of it",
        "```python\nbridge = Bridge(opened=1902)\n```",
        "~~~\nIt is code.\n~~~",
        "    It is code, indented.",
        '<div class="grid">\n<a href="https://e.example"><img alt="A logo of the builders"></a>\n</div>',
        "<script>\nvar it = 'long';\n</script>",
        '[1]: https://e.example/bridge "Page of the bridge"',
        '[bridge]:\n  https://e.example/bridge\n  "Page of the bridge"',
        'import Figure from "./Figure.astro"',
        "import { A,\n  B } from 'components'",
        "export const meta = { title: 'It' }",
        '<Figure src="a.png"\n  caption="The bridge at night." />',
        "![A map of the bridge](map.png)",
        '[![A map](map.png "The title")](https://e.example)',
        "![[map.png]]",
        "![A map][1]\n\n[1]: map.png",
        "***",
        "[TOC]",
        "> [!NOTE] A callout of notes",
    ],
)
def test_what_is_not_prose_is_neither_quoted_nor_searched(put: Put, hidden: str) -> None:
    one = article(put("a.md", f"# T\n\nThe bridge opened in May.\n\n{hidden}\n\nIt is open now.\n"))
    assert [text.strip() for text in body(one)] == ["The bridge opened in May.", "It is open now."]


def test_what_is_hidden_within_a_paragraph_leaves_whole_sentences_only(put: Put) -> None:
    text = "It opened. <!-- really? --> It cost 9 <!-- 8? --> million. It stands. It has {{ count }} arches. It is old."
    one = article(put("a.md", text))
    assert "really" not in "".join(body(one))
    assert body(one) == ["It opened. ", " It cost 9 ", " million. It stands. It has ", " arches. It is old."]
    assert parts(one, PartKind.ASIDE) == [" It cost 9 ", " million.", " It has ", " arches."]


@pytest.mark.parametrize(
    ("sentence", "aside"),
    [
        ("See ![A map](a.png) for all.", ["See ", " for all."]),
        ("See it here: ![A map](a.png)", []),
        ("![Icon](a.png) It is open.", []),
        ("It cost 10<sup>6</sup> euros.", ["It cost 10", " euros."]),
        ("The 4<sup>th</sup> bridge is open.", []),
        ("It is open.<sup>2</sup> It is long.", []),
        ("It cost ~~five~~ six million.", ["It cost ", " six million."]),
        ("It cost <del>five</del> six million.", ["It cost ", " six million."]),
        ("Press <kbd>Enter</kbd> to <b>go</b> on.", []),
        ("It cost {{ cost }}.", ["It cost "]),
    ],
)
def test_a_sentence_that_would_say_something_else_without_a_mark_is_not_quoted(
    put: Put, sentence: str, aside: list[str]
) -> None:
    assert parts(article(put("a.md", f"# T\n\n{sentence}\n")), PartKind.ASIDE) == aside


def test_marks_stay_in_the_text_and_are_known(put: Put) -> None:
    text = (
        "**It is *open*.** See [the page](https://e.example/a_(b) 'T'), [it][1], <https://e.example> and "
        "[[Note|this]].[^1] \\*So\\* `a?` it.\n\n[1]: /x\n"
    )
    one = article(put("a.md", text))
    assert parts(one, PartKind.MARK) == [
        *(
            "**",
            "*",
            "*",
            "**",
            "[",
            "](https://e.example/a_(b) 'T')",
            "[",
            "][1]",
            "<",
            ">",
            "[[Note|",
            "]]",
            "[^1]",
            "\\",
            "\\",
        ),
    ]
    assert parts(one, PartKind.CODE) == ["`a?`"]


def test_a_quotation_is_known_as_the_words_of_another(put: Put) -> None:
    one = article(
        put("a.md", "The mayor was glad:\n\n> I have waited for\n> this day.\n> - It is *good*.\n\nShe left.\n")
    )
    assert body(one) == [
        "The mayor was glad:\n\n",
        "> I have waited for\n> this day.\n",
        "> - It is *good*.\n\n",
        "She left.",
    ]
    assert parts(one, PartKind.SAID) == ["I have waited for\n> this day.", "It is *good*."]
    assert parts(one, PartKind.MARK) == ["> ", "> ", "> ", "*", "*"]


@pytest.mark.parametrize("head", ["> [!NOTE]\n> ", "> [!warning]- Mind the gap\n> "])
def test_a_callout_is_no_quotation(put: Put, head: str) -> None:
    one = article(put("a.md", f"# T\n\nIt opened.\n\n{head}The toll is two euros.\n>\n> It is paid in coins.\n"))
    assert [text.strip("> \n") for text in body(one)] == [
        "It opened.",
        "The toll is two euros.",
        "It is paid in coins.",
    ]
    assert parts(one, PartKind.SAID) == []


def test_an_admonition_of_mkdocs_is_prose_without_its_head(put: Put) -> None:
    one = article(
        put(
            "a.md",
            'It opened.\n\n!!! note "Of it"\n    The toll is two\n    euros.\n\n    Pay in coins.\n\nIt is open.\n',
        )
    )
    assert [text.strip() for text in body(one)] == [
        "It opened.",
        "The toll is two\n    euros.",
        "Pay in coins.",
        "It is open.",
    ]


def test_the_signs_before_a_quotation_are_marks_like_those_in_it(put: Put) -> None:
    text = "The mayor said:\n\n> The bridge is closed\n> until May.\n>\n> It is old.\n\n> > It was old then.\n"
    one = article(put("a.md", text))
    marks = [(part.start, part.end) for part in one.parts if part.kind is PartKind.MARK]
    bare = "".join(char for place, char in enumerate(text) if not any(start <= place < end for start, end in marks))
    assert ">" not in bare
    assert "\n\nThe bridge is closed\nuntil May." in bare


def test_rows_of_tables_are_searched_and_not_quoted(put: Put) -> None:
    one = article(put("a.md", "# T\n\nWhat it cost.\n\n| Part | Euros |\n|---|--:|\n| Arch | 4 |\n\nIt is open.\n"))
    assert prose(one) == ["What it cost.", "It is open."]
    assert parts(one, PartKind.ASIDE) == ["| Part | Euros |", "| Arch | 4 |"]
    assert "| Arch | 4 |" in "".join(body(one))


def test_items_are_paragraphs_of_their_own_with_their_marks(put: Put) -> None:
    one = article(put("a.md", "# T\n\nIt has:\n\n- an arch,\n  in stone\n- [x] a road\n  1. for cars\n\n  More.\n"))
    assert body(one) == ["It has:\n\n", "- an arch,\n  in stone\n", "- [x] a road\n  ", "1. for cars\n\n  ", "More."]


def test_notes_and_definitions_are_prose_and_a_term_is_not(put: Put) -> None:
    one = article(put("a.md", "# T\n\nIt is long.[^1]\n\n[^1]: By the office.\n\nArch\n: A curve of stone.\n"))
    assert prose(one) == ["It is long.[^1]", "By the office.", ": A curve of stone."]
    assert parts(one, PartKind.ASIDE) == ["Arch"]


def test_a_post_in_html_is_read_as_html(put: Put) -> None:
    html = "<p>The bridge &amp; the tunnel are <b>open</b>.</p>\n<!-- not yet -->\n<p>It cost 10<sup>6</sup> euros.</p>"
    one = article(put("a.md", f"---\ntitle: A Bridge\ndate: 2024-03-05\n---\n{html}"))
    assert (one.title, one.published, one.verbatim) == ("A Bridge", date(2024, 3, 5), False)
    assert body(one) == ["The bridge & the tunnel are open.\n", "It cost 10⁶ euros."]


@pytest.mark.parametrize(
    ("yaml", "line"),
    [('title: "open\ndate: 2024-01-01\n', 4), ("a: 1\nb: [1\nc: 2\n", 4), ("a: b: c\n", 2), ("title: x\nb: \x07\n", 3)],
)
def test_malformed_front_matter_is_told_with_its_line_and_is_still_no_text(put: Put, yaml: str, line: int) -> None:
    file = put("a.md", f"---\n{yaml}---\nThe body.\n")
    assert notices(file) == [f"its front matter is not YAML (line {line}): nothing is taken from it"]
    assert body(article(file)) == ["The body."]


def test_malformed_toml_is_told_and_is_still_no_text(put: Put) -> None:
    file = put("a.md", "+++\ntitle = 'x'\ndate = \n+++\nThe body.\n")
    assert notices(file) == ["its front matter is not TOML (line 3): nothing is taken from it"]
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
    assert re.fullmatch(r"its front matter is not (YAML|TOML).*: nothing is taken from it", notices(file)[0])
    assert body(article(file)) == ["Text."]


@pytest.mark.parametrize("nested", ["- " * 1900, "[" * 3900, "{a: " * 990, "? " * 1900])
def test_a_small_head_cannot_end_the_process_however_it_is_nested(put: Put, nested: str) -> None:
    assert body(article(put("a.md", f"---\na:\n {nested}\n---\nText."))) == ["Text."]


def test_front_matter_of_more_than_64_kb_is_not_parsed(put: Put) -> None:
    file = put("a.md", f"---\ntitle: x\na: {'b' * 65536}\n---\nText.")
    assert notices(file) == ["its front matter is larger than 64 kB: nothing is taken from it"]
    assert (article(file).title, body(article(file))) == ("a", ["Text."])


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


@pytest.mark.parametrize("text", [f"{FRONT}# A Bridge: Opens\n", "# T\n\n```\ncode\n```\n", "<!-- nothing -->\n"])
def test_a_file_without_prose_is_skipped(put: Put, text: str) -> None:
    assert skipped(put("a.md", text)) == [(None, "no text")]


@pytest.mark.parametrize(
    "text",
    [
        "> " * 100_000,
        "[" * 200_000,
        "*a_ " * 100_000,
        "`a" * 100_000,
        "<!--" * 50_000,
        "{{" * 100_000,
        "- " * 50_000,
        "%% " * 50_000,
        "{% " * 50_000,
        "[a](" * 50_000,
    ],
)
def test_hostile_text_takes_no_time(put: Put, text: str) -> None:
    list(article(put("a.md", f"Words.\n\n{text} end of it\n")).body)


FRAGMENTS = some.sampled_from(
    [
        *("*", "**", "_", "`", "``", "[", "]", "(", ")", "![", "a", "bé", " ", "\n", ".", "“", "\\", "<b>", "</b>"),
        *("> ", "- ", "1. ", "\n\n", "# ", "\n\n[lab]: /y\n\n", "[lab]", "日", "    "),
    ]
)


@example("\\“")
@example("*\\“**_")
@example("\\\\“*a*")
@example("\\\n*")
@given(some.lists(FRAGMENTS, max_size=30).map("".join))
def test_words_and_marks_are_those_that_markdown_it_reads(text: str) -> None:
    assume("[[" not in text)  # a link of Obsidian, which CommonMark does not know
    assume("[lab](" not in text)  # a link to markdown-it-py only if the bracket is closed
    assume("]\\[" not in text)  # two links to markdown-it-py
    expected = [said(token) for token in MarkdownIt("commonmark").parse(text) if token.type == "inline"]
    found = [folded(words(text, block)) for block in parsed(text).blocks]
    assert [one for one in found if one] == [one for one in expected if one]


def words(text: str, block: Block) -> str:
    """What is read in a block here."""
    code = [mark[:2] for mark in block.marks if mark.kind is MarkKind.CODE]
    places = sorted(block.said + code)
    return "".join(text[slice(*place)].strip("`") if place in code else text[slice(*place)] for place in places)


def said(token: Token) -> str:
    """What markdown-it-py reads in a block, images aside."""
    kinds = {"softbreak": " ", "hardbreak": " ", "image": "", "html_inline": ""}
    return folded("".join(kinds.get(one.type, one.content) for one in token.children or ()))


def folded(text: str) -> str:
    return "".join(text.split())
