"""What people who read a Markdown file never see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reading.markup.hidden import FILLED, LOOKS, UNSEEN, masked, unfilled


def shown(text: str) -> str:
    """Return a text as masked, with "x" for what is not seen, "?" for what is filled in and "~" for attributes."""
    return masked(text).replace(UNSEEN, "x").replace(FILLED, "?").replace(LOOKS, "~")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It <!-- is --> old.", "It xxxxxxxxxxx old."),
        ("It %%is%% old, 5%% more.", "It xxxxxx old, 5%% more."),
        ("It {# is #} old.", "It xxxxxxxx old."),
        ("It {/* is */} old.", "It xxxxxxxxxx old."),
        ("It {% is %} old.", "It xxxxxxxx old."),
        ("It costs {{ price }} crowns.", "It costs ??????????? crowns."),
        ("See {{< ref a >}} there.", "See xxxxxxxxxxxxx there."),
        ("The mill{: .wide } is old.", "The mill~~~~~~~~~~ is old."),
        ("It is old. {.wide}\nIt is new.{.wide}\n", "It is old. xxxxxxx\nIt is new.~~~~~~~\n"),
        ("The mill{ .wide } is old.", "The mill~~~~~~~~~ is old."),
        ("The mill{::comment}not{:/} is old.", "The millxxxxxxxxxxxxxxxxxx is old."),
        ("It is {old}, 5 < 6 and 50% {it}.", "It is {old}, 5 < 6 and 50% {it}."),
        ("It <!-- is never closed", "It xxxxxxxxxxxxxxxxxxxx"),
    ],
)
def test_comments_and_template_tags_are_masked_in_place(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_what_a_template_fills_in_is_missing_and_its_tags_are_gone() -> None:
    text = "It {% if a %}costs {{ price }}{% endif %} now{: .wide }."
    assert unfilled(masked(text)) == "It costs \ufffc now."


def test_what_tags_enclose_goes_with_them_where_it_is_code() -> None:
    assert shown("a {% highlight c %}b{% endhighlight %} d") == f"a {'x' * 36} d"
    assert shown("a {% note %}b{% endnote %} d") == f"a {'x' * 10}b{'x' * 13} d"


def test_a_listing_in_html_is_hidden_as_a_whole_blank_lines_too_where_it_begins_a_line() -> None:
    listing = "<pre class='x'>\na = 1\n\n# The rest is no prose.\n</pre>"
    masked_listing = masked(f"It is old.\n{listing}\nIt is new.")
    assert [line for line in masked_listing.split("\n") if line.strip()] == ["It is old.", "It is new."]
    assert shown("Write <pre> before it.") == "Write <pre> before it."


@pytest.mark.parametrize(
    "text",
    ["Use `<!-- this -->` here.", "Use ``{{ a ` b }}`` here.", "```\n{{ a }}\n```\n", "~~~\n<!-- a -->\n~~~\n"],
)
def test_code_hides_nothing(text: str) -> None:
    assert masked(text) == text


def test_a_line_of_nothing_else_is_made_blank() -> None:
    assert shown("One.\n  <!-- two -->\n> {{ three }}\nFour.") == f"One.\n  {' ' * 12}\n> {' ' * 11}\nFour."


def test_the_first_line_of_an_admonition_is_no_text() -> None:
    text = '!!! note "Mind"\n    It is old.\n'
    assert shown(text) == f"-   {'x' * 11}\n    It is old.\n"
    assert shown("::: tip\nIt is old.\n:::\n") == f"{' ' * 7}\nIt is old.\n{' ' * 3}\n"
    assert masked("!!! note\nIt is old.\n") == "!!! note\nIt is old.\n"


@given(st.text(alphabet="<!->%{}#:/*`~ \n\rab", max_size=80))
def test_every_line_keeps_its_length_and_every_sign_its_place(text: str) -> None:
    hidden = masked(text)
    assert len(hidden) == len(text)
    for before, after in zip(text, hidden, strict=True):
        assert after == before or after in (UNSEEN, FILLED, LOOKS, " ")
        assert before not in "\r\n" or after == before
