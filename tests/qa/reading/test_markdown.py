"""Markdown files: which parts are prose, each at its place in the file."""

from datetime import date

import pytest

from qa.library.quotable import statements
from qa.values import PartKind
from tests.qa.reading.conftest import Put
from tests.qa.reading.told import FRONT, article, body, parts, prose, skipped


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
        "\\" * 200_000,
        "<b>[^1]" * 50_000,
        "\\$$" * 50_000,
        "<br>" * 20_000,
        "[The mill is open](c) now. " * 20_000,
    ],
)
def test_hostile_text_takes_no_time(put: Put, text: str) -> None:
    one = article(put("a.md", f"The mill is open today.\n\n{text} end of it\n"))
    assert one.text[slice(*statements(one)[0].span)] == "The mill is open today."
