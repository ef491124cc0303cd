"""BM25 over words: ranked as the formula ranks, and any text is safe."""

import math
from datetime import date
from pathlib import Path

import pytest

from vectorstore.indexes.lexical import MANY, Entry, LexicalIndex, write
from vectorstore.store import Filter

TEXTS = {1: "The mill is still.", 2: "The mill turns, and the mill grinds.", 3: "A bridge is closed.", 4: "Café 東京"}
ANY = Filter()


def entry(number: int, text: str) -> Entry:
    return Entry(number, f"document{number}", "news", date(2024, 1, number), "", text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "1", None, (), [entry(number, text) for number, text in TEXTS.items()])
    return tmp_path / "1"


def numbers(index: LexicalIndex, text: str, where: Filter = ANY) -> list[int]:
    return [number for number, _ in index.search(text, 10, where)]


def test_the_rarest_words_count_most_and_more_of_them_more(folder: Path) -> None:
    index = LexicalIndex(folder)
    assert numbers(index, "mill") == [2, 1]
    assert numbers(index, "the bridge")[0] == 3
    assert index.rarity(["mill", "zebra"]) == pytest.approx([math.log(1 + 2.5 / 2.5), math.log(1 + 4.5 / 0.5)])


def test_a_word_that_half_of_many_passages_have_is_searched_for_only_where_there_is_no_other(tmp_path: Path) -> None:
    texts = ("A mill.", "The mill.", "The bridge.", "The ferry and the bridge.")
    every = [Entry(number, f"document{number}", "news", None, "", texts[number % 4]) for number in range(MANY)]
    write(tmp_path / "many", None, (), every)
    write(tmp_path / "few", None, (), every[:-1])
    many, few = LexicalIndex(tmp_path / "many"), LexicalIndex(tmp_path / "few")
    assert len(many.search("the ferry", MANY, ANY)) == MANY // 4
    assert len(few.search("the ferry", MANY, ANY)) == MANY * 3 // 4 - 1  # the last one is left out
    assert len(many.search("the", MANY, ANY)) == MANY * 3 // 4
    assert len(many.search("the mill", MANY, ANY)) == MANY // 2


@pytest.mark.parametrize(("text", "found"), [("CAFE", [4]), ("東", [4]), ("bridges", [3]), ("", []), ("¿?", [])])
def test_words_are_folded_stemmed_and_parted(folder: Path, text: str, found: list[int]) -> None:
    assert numbers(LexicalIndex(folder), text) == found


def test_one_slip_of_the_hand_is_found(folder: Path) -> None:
    index = LexicalIndex(folder)
    for slip in ("mil", "milll", "mull", "imll"):
        assert sorted(number for number, _ in index.alike(slip, 5, ANY)) == [1, 2]
    assert index.alike("mxxl", 5, ANY) == []


def test_filters_hold(folder: Path) -> None:
    index = LexicalIndex(folder)
    assert numbers(index, "the mill", Filter(published_from=date(2024, 1, 2))) == [2]
    assert numbers(index, "mill", Filter(document="document1")) == [1]
    assert numbers(index, "mill", Filter(collections=frozenset({"other"}))) == []


def test_the_next_index_links_what_stays_and_forgets_what_is_removed(folder: Path) -> None:
    write(folder.with_name("2"), folder, ["document2"], [entry(5, "The new mill.")])
    index = LexicalIndex(folder.with_name("2"))
    assert (len(index), index.numbers()) == (4, [1, 3, 4, 5])
    assert sorted(numbers(index, "mill")) == [1, 5]
    assert LexicalIndex(folder).numbers() == [1, 2, 3, 4]
    shared = {path.stat().st_ino for path in folder.iterdir()} & {
        path.stat().st_ino for path in folder.with_name("2").iterdir()
    }
    assert shared
