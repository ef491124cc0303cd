"""Text from articles as a terminal may show it."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from qa.terminal.render.text import cut, printable, say


@given(st.text())
def test_printable_text_is_one_line_without_controls(text: str) -> None:
    seen = printable(text)
    assert "\n" not in seen
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in seen)
    assert not set(seen) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert printable(seen) == seen


def test_words_of_any_script_stay_as_they_are() -> None:
    assert printable("Žižková  🙂👩‍👩‍👧\n東京 שלום مرحبا") == "Žižková 🙂👩‍👩‍👧 東京 שלום مرحبا"


@given(st.text(), st.integers(1, 40))
def test_what_is_cut_fits(text: str, width: int) -> None:
    seen = cut(printable(text), width)
    assert cell_len(seen) <= width
    assert seen == printable(text) or seen.endswith("…")


def rows_of(text: str, width: int, lead: str = "") -> list[str]:
    out = io.StringIO()
    say(Console(file=out, force_terminal=True, color_system=None, width=width, highlight=False), text, lead=lead)
    return out.getvalue().splitlines()


def test_a_line_is_broken_between_words_behind_its_lead() -> None:
    assert rows_of("The library was made with this model.", 20, "ok    ") == [
        "ok    The library",
        "      was made with",
        "      this model.",
    ]
    assert rows_of("one two three four", 10) == ["one two", "three four"]


def test_an_address_is_never_broken() -> None:
    address = "https://example.org/a-long-path"
    assert rows_of(f"Look at {address} now", 12) == ["Look at", address, "now"]


@given(st.text(alphabet="ab ", max_size=80), st.integers(10, 40))
def test_rows_have_all_words_and_no_blanks_at_their_end(text: str, width: int) -> None:
    rows = rows_of(printable(text), width)
    assert all(len(row) <= width and row == row.rstrip() for row in rows)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")


def test_a_pipe_gets_a_line_whole() -> None:
    out = io.StringIO()
    say(Console(file=out, width=20), "A long line " * 5)
    assert out.getvalue() == ("A long line " * 5).rstrip() + "\n"
