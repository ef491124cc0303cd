"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qa.reading.decoding import Decoded, Unreadable, decode

TEXT = "Le café “à Noël” – où l’hôtel coûte 5 €.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_decoded_without_its_mark_and_without_a_word(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == Decoded(TEXT)


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-32-be"])
def test_the_mark_says_which_byte_comes_first(encoding: str) -> None:
    assert decode(f"\ufeff{TEXT}".encode(encoding)) == Decoded(TEXT)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_shows_by_its_nuls(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == Decoded(TEXT)


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (TEXT, "cp1252", "cp1252"),
        ("A small café opened in town.", "latin-1", "cp1252"),
        ("Die Straße ist für Fußgänger gesperrt.", "latin-1", "cp1252"),
        ("O presidente disse que as negociações não serão retomadas até amanhã.", "latin-1", "cp1252"),
        ("Президент заявил сегодня, что переговоры продолжатся.", "cp1251", "cp1251"),
        ("日本の首相は今日、来週ジュネーブで協議を続けると述べた。", "cp932", "cp932"),
        ("总统今天表示,谈判将于下周在日内瓦继续进行。", "gb18030", "gb18030"),
    ],
)
def test_what_is_not_utf8_is_guessed_and_told(text: str, encoding: str, name: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, f"not UTF-8: read as {name}")


def test_the_guess_looks_where_the_text_is_no_longer_ascii() -> None:
    text = "Plain words.\n" * 50_000 + TEXT
    assert decode(text.encode("cp1252")) == Decoded(text, "not UTF-8: read as cp1252")


def test_a_fault_in_utf8_costs_one_character() -> None:
    faulty = TEXT.encode().replace(b"5", b"\xe9")
    assert decode(faulty) == Decoded(
        TEXT.replace("5", "\ufffd"), "parts of it are not valid UTF-8 and are shown as \ufffd"
    )


def test_half_a_character_at_the_end_of_utf16_is_told() -> None:
    assert decode(TEXT.encode("utf-16")[:-1]) == Decoded(
        TEXT[:-1] + "\ufffd", "parts of it are not valid UTF-16-LE and are shown as \ufffd"
    )


def test_what_is_declared_comes_after_utf8_and_before_a_guess() -> None:
    polish = "Zażółć gęślą jaźń"
    assert decode(polish.encode("iso8859-2"), "iso8859-2") == Decoded(polish)
    assert decode(polish.encode(), "iso8859-2") == Decoded(polish)
    assert decode(TEXT.encode("cp1252"), "no such encoding") == Decoded(TEXT, "not UTF-8: read as cp1252")


@pytest.mark.parametrize("data", [b"", b"\n \t", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe\n\0", b"\0\0\xfe\xff"])
def test_nothing_is_empty(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^empty$"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [b"text\0", b"\x89PNG\r\n\x1a\n" + bytes(range(32)), b"\1\2\3 words", "words\0".encode("utf-16"), b"\x7f" * 9],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^not text$"):
        decode(data)


def test_a_form_feed_and_an_escape_are_text() -> None:
    assert decode(b"One\x0cTwo\x1b") == Decoded("One\x0cTwo\x1b")


@given(some.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, notice = decode(data)
    except Unreadable:
        return
    assert text.encode().decode() == text
    assert "\0" not in text
    assert notice is not None or text.encode("utf-8") in data or data[:2] in (b"\xff\xfe", b"\xfe\xff", b"\0\0")


def test_few_nuls_in_a_text_are_shown_and_told() -> None:
    rest = " by the river is very old, they say, and its wheel has turned since the days of the monks."
    found = decode(b"The mill\0" + rest.encode() * 2)
    assert found == Decoded(f"The mill\ufffd{rest}{rest}", "invalid characters are shown as \ufffd")
    with pytest.raises(Unreadable, match="not text"):
        decode(b"The\0mill" * 20)
