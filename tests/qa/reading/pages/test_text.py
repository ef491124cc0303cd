"""Parts of a page that would be lost are written into its text."""

import pytest
from lxml import html

from qa.reading.pages.text import prepare


def prepared(fragment: str) -> str:
    tree = html.fragment_fromstring(fragment, create_parent="div")
    prepare(tree)
    return str(html.tostring(tree, encoding="unicode")).removeprefix("<div>").removesuffix("</div>")


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("It is 10<sup>6</sup> old", "It is 10⁶ old"),
        ("the 5<sup>th</sup> mill", "the 5th mill"),
        ("It is old.<sup>6</sup> It", "It is old. It"),
        ("old<sup>[6]</sup>", "old"),
        ("a<sup>b+c</sup>", "a^(b+c)"),
        ("<sup>a</sup>b", "ab"),
        ("H<sub>2</sub>O", "H2O"),
        ("10<sub>2</sub>", "10₂"),
        ("5<sup>3</sup>/<sub>4</sub> francs", "5 3/4 francs"),
        ("<sup>1</sup>&frasl;<sub>2</sub> mile", "1/2 mile"),
        ("km<sup>2</sup>/<sub>h</sub>", "km²/h"),
        ("M<sup>lle</sup> Rose", "Mlle Rose"),
        ("It is <del>not</del> old, <s>no</s>.", "It is  old, ."),
        ("long<wbr>word, and <b>more</b><wbr>words.", "longword, and <b>more</b>words."),
        ("<p>long<wbr/>word</p>", "<p>longword</p>"),
    ],
)
def test_raised_and_lowered_signs_say_what_they_say(fragment: str, expected: str) -> None:
    assert prepared(fragment) == expected


def test_one_break_is_a_blank_and_several_are_one_break_that_parts_paragraphs() -> None:
    assert prepared("one<br>two") == "one two"
    assert prepared("one<br><br> <br>two") == 'one<br class="paragraph">two'
    assert prepared("<b>one</b><br>two") == "<b>one</b> two"


def test_text_laid_out_by_hand_is_paragraphs_and_code_is_no_text() -> None:
    line = "The mill by the river was built by monks long ago."
    assert prepared(f"<pre>{line}\n{line}\n\n{line}</pre>") == f"<div><p>{line}\n{line}</p><p>{line}</p></div>"
    assert prepared("a<pre>x = 1\ny = 2</pre>b") == "a b"


def test_characters_that_no_page_may_have_are_shown_as_such() -> None:
    assert prepared("<p>a&#1;b<b>c</b>d&#xfffe;</p>") == "<p>a\ufffdb<b>c</b>d\ufffd</p>"
