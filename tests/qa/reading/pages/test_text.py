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
        ("It is 10<sup>–6</sup> m", "It is 10⁻⁶ m"),
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
        ("90<sup>o</sup> hot, the 5<sup>a</sup> floor", "90º hot, the 5ª floor"),
        ("In 1999<sup>3</sup> it broke", "In 1999 it broke"),
        ("It had 12,000<sup>2</sup> and 21999<sup>2</sup>", "It had 12,000² and 21999²"),
        (
            "the mill<sup><a href='#n7'>7</a></sup> turns, 10<sup><a href='x.html'>6</a></sup> times",
            "the mill turns, 10⁶ times",
        ),
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
    assert prepared("so <b>one</b><br>two") == "so <b>one</b> two"
    assert prepared("<b>one.</b><br>two") == "<b>one.</b> two"


def test_a_break_after_a_bold_line_parts_it_as_a_heading() -> None:
    assert prepared("<b>Costs</b><br>It is dear.<br>So.") == '<b>Costs</b><br class="paragraph">It is dear. So.'
    assert prepared("It is dear.<br><b>Time</b><br>So long.") == (
        'It is dear.<br class="paragraph"><b>Time</b><br class="paragraph">So long.'
    )
    assert prepared("It is<br><b>dear</b><br>to us.") == "It is <b>dear</b> to us."
    assert prepared("one<br><br><strong>Costs</strong> <br>two").endswith(
        '<strong>Costs</strong> <br class="paragraph">two'
    )


@pytest.mark.parametrize(
    "unseen",
    [
        "<p hidden>Taken back.</p>",
        "<p style='color: red; display : none'>Taken back.</p>",
        "<div style='visibility:hidden'><p>Taken back.</p></div>",
        "<noscript><p>Turn on scripts.</p></noscript>",
        "<template><p>Filled in later.</p></template>",
    ],
)
def test_what_a_browser_does_not_show_is_no_text(unseen: str) -> None:
    assert prepared(f"<p>one</p>{unseen}<p>two</p>") == "<p>one</p><p>two</p>"


@pytest.mark.parametrize(
    "shown",
    [
        "<p hidden='until-found'>An answer that opens.</p>",
        "<p style='display:block'>Shown.</p>",
        "<main style='display:none'><p>Shown once it is loaded.</p></main>",
        f"<noscript><div>{'The mill is old ' * 40}.</div></noscript>",
        "<div hidden><article>Shown once it is loaded.</article></div>",
    ],
)
def test_what_a_browser_shows_later_is_text(shown: str) -> None:
    assert prepared(shown).count(".") == 1


def test_an_emphasised_sentence_among_paragraphs_is_one() -> None:
    said = "The mill is not for sale, whatever the paper says."
    assert prepared(f"<p>one</p><em>{said}</em>\n<div>two</div>") == f"<p>one</p><p>{said}</p>\n<div>two</div>"
    for other in (
        f"<p>one <b>{said}</b></p>",
        f"<p>one</p> but <em>{said}</em>",
        f"<a>one</a><i>{said}</i>",
        "<b>One.</b>",
        f"<div>one</div><b>{said}</b>",
    ):
        assert prepared(other) == other


def test_text_laid_out_by_hand_is_paragraphs_and_anything_else_is_code() -> None:
    line = "The mill by the river was built by monks long ago."
    assert prepared(f"<pre>{line}\n{line}\n\n{line}</pre>") == f"<div><p>{line}\n{line}</p><p>{line}</p></div>"
    quoted = f"<pre>{line}\n\n&gt; {line}\n&gt;&gt; {line}</pre>"
    assert prepared(quoted) == f"<div><p>{line}</p><blockquote>{line}\n{line}</blockquote></div>"
    assert prepared("a<pre><b>x</b> = 1\ny = 2</pre>b") == "a<pre><code>x = 1\ny = 2</code></pre>b"


def test_characters_that_no_page_may_have_are_shown_as_such() -> None:
    assert prepared("<p>a&#1;b<b>c</b>d&#xfffe;</p>") == "<p>a\ufffdb<b>c</b>d\ufffd</p>"
