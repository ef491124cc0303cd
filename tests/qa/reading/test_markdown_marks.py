"""Markdown's marks, which stay in the text and are known; and whose words a quotation is."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as some
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qa.reading.markup.blocks import Block, parsed
from qa.reading.markup.marks import MarkKind
from qa.values import PartKind
from tests.qa.reading.conftest import Put
from tests.qa.reading.told import article, body, parts


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
    """Return what the program reads in a block."""
    code = [mark[:2] for mark in block.marks if mark.kind is MarkKind.CODE]
    places = sorted(block.said + code)
    return "".join(text[slice(*place)].strip("`") if place in code else text[slice(*place)] for place in places)


def said(token: Token) -> str:
    """Return what markdown-it-py reads in a block, images aside."""
    kinds = {"softbreak": " ", "hardbreak": " ", "image": "", "html_inline": ""}
    return folded("".join(kinds.get(one.type, one.content) for one in token.children or ()))


def folded(text: str) -> str:
    return "".join(text.split())
