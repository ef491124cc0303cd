"""Any text is shown as just that text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outgoing.escape import MARKS, clean, escape, inert, unescape, units
from tests.bot.markup import shown
from tests.bot.texts import TRICKS, hostile, strings


@pytest.mark.parametrize("text", TRICKS)
def test_a_trick_is_shown_as_text(text: str) -> None:
    line = escape(clean(text))
    if line:
        for where in (line, f"> {line}", f"-# {line}"):
            (read,) = shown(where)
            assert read.text == clean(text)
            assert read.links == []
            assert read.bold == ""


@given(hostile)
def test_what_is_shown_is_the_clean_text_and_can_be_read_back(text: str) -> None:
    line = clean(text)
    assert clean(line) == line
    assert unescape(escape(line)) == line
    if line:
        assert shown(escape(line))[0].text == line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a\t b\r\n\u2028c\u3000d\u2800e ", "a b c d e"),
        ("dis\u200bcord", "discord"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # a joiner that Persian is written with
        ("क्\u200dष", "क्\u200dष"),
        ("pass\u200dword \u200c", "password"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3", "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3"),
        ("a\ufe0fb", "ab"),
        ("\u202eabc\u202c", "abc"),
        ("\ud83d", ""),
        ("naïve – “quoted” ½ ﬁ Ⅷ", "naïve – “quoted” ½ ﬁ Ⅷ"),
    ],
)
def test_clean_keeps_what_can_be_seen(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_towers_of_marks_are_cut() -> None:
    assert clean("e" + "\u0301" * 500 + "x") == "e" + "\u0301" * MARKS + "x"


def test_plain_prose_is_not_touched() -> None:
    prose = "At 10:30 she said: “It’s 3.5% (or $4) more, isn’t it? Yes - e.g. 1. and 2.”; see www.example.org/x."
    assert escape(clean(prose)) == prose


@given(hostile, st.integers(min_value=3, max_value=60))
def test_inert_text_keeps_its_limit_and_is_a_beginning_of_the_text(text: str, most: int) -> None:
    line = inert(text, most)
    assert units(line) <= most
    if line and line != "…":
        assert clean(text).startswith(shown(line)[0].text.removesuffix("…").rstrip())


def test_inert_text_is_cut_between_graphemes() -> None:
    family = "👨\u200d👩\u200d👧"
    assert inert(family * 3, units(family) * 2 + 4) == family * 2 + "…"


@pytest.fixture(scope="module")
def adversarial(shared: Path) -> list[str]:
    texts = json.loads((shared / "data/adversarial/blns.json").read_text(encoding="utf-8"))
    for name in ("text_attack_train.json", "text_attack_test.json"):
        texts += strings(json.loads((shared / "data/adversarial" / name).read_text(encoding="utf-8")))
    return [text for text in texts if isinstance(text, str)]


def test_strings_that_break_programs_are_shown_as_text(adversarial: list[str]) -> None:
    assert len(adversarial) > 500
    for text in adversarial:
        line = clean(text)
        if line and units(escape(line)) <= 1990:
            assert shown(f"> {escape(line)}")[0].text == line
