"""Text from articles as a terminal may show it."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qa.terminal.render.text import cut, host, link, printable
from qa.values import ArticleInfo

ARTICLE = ArticleInfo(id="1", title="T", path="/x/a b.txt", collection="c")


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


@given(st.text())
def test_a_link_cannot_end_its_escape_sequence(text: str) -> None:
    target = link(ARTICLE.model_copy(update={"url": f"https://example.org/{text}"}))
    assert target is not None
    assert target.isascii()
    assert target.isprintable()
    assert " " not in target


def test_only_pages_and_files_are_links() -> None:
    assert link(ARTICLE) == "file:///x/a%20b.txt"
    assert link(ARTICLE, 3) == "file:///x/a%20b.txt#page=3"
    assert link(ARTICLE.model_copy(update={"url": "javascript:alert(1)"})) is None
    assert host("https://news.example.org:8080/a") == "news.example.org"
    assert host("https://[broken") == ""
