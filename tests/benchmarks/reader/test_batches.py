"""Questions and passages as a network takes them."""

import random
from typing import Any

import numpy as np
import pytest

from benchmarks.reader.encoded import Encoded, Group, Wrong, in_tokens

torch = pytest.importorskip("torch", reason="training needs it, and reading does not")
batches = pytest.importorskip("benchmarks.reader.batches")


def data() -> Encoded:
    """A question (7, 8), a title (9), and two passages of ten tokens from 20 and from 40 on."""
    texts = [np.array(ids, dtype=np.uint16) for ids in ([7, 8], [9], range(20, 30), range(40, 50), [6, 8])]
    group = Group("news", 0, (0,), False, 0, ((2, 4),), (Wrong("cut", 0, ((2, 4),)), Wrong("retrieved", 1, ())), (4,))
    return Encoded(texts, [(1, 2), (1, 3)], [group])


def rows(pairs: list[object]) -> Any:
    made = batches.tensors([pairs], data())
    return {name: tensor.int().tolist() for name, tensor in made.items()}


def test_a_pair_is_question_title_passage() -> None:
    made = rows([batches.Pair(0, 1, 2, ((2, 4),), (), False)])
    assert made["ids"][0][:16] == [101, 7, 8, 102, 9, *range(20, 30), 102]
    assert made["types"][0][:16] == [0] * 4 + [1] * 12
    assert [place for place, mark in enumerate(made["starts"][0]) if mark] == [7]
    assert [place for place, mark in enumerate(made["ends"][0]) if mark] == [8]
    assert [place for place, mark in enumerate(made["allowed"][0]) if mark] == [0, *range(5, 15)]
    assert made["answers"] == [1]


def test_a_wide_span_may_start_and_end_at_any_of_its_tokens() -> None:
    made = rows([batches.Pair(0, -1, 2, ((2, 5),), (), True)])
    assert [place for place, mark in enumerate(made["starts"][0]) if mark] == [6, 7, 8]
    assert made["starts"] == made["ends"]


def test_what_is_left_out_is_not_there_and_nothing_answers() -> None:
    made = rows([batches.Pair(0, -1, 2, (), ((2, 4),), False)])
    assert made["ids"][0][4:13] == [20, 21, *range(24, 30), 102]
    assert made["starts"][0][0] == made["ends"][0][0] == 1
    assert made["answers"] == [0]


def test_a_swapped_question_is_put_to_the_passage_that_answers_the_other() -> None:
    known = data()
    pairs = batches.chosen(known.groups[0], known, random.Random(0), is_swapped=True)
    assert [(pair.question, pair.body, pair.spans) for pair in pairs[:2]] == [(0, 2, ((2, 4),)), (4, 2, ())]
    assert len(pairs) == 4


def test_no_group_is_lost_or_parted_in_a_pass() -> None:
    known = data()
    groups = known.groups * 30
    made = batches.plan(groups, known, tokens=256, seed=0, is_swapped=False)
    assert sum(len(batch) for batch in made) == 30
    assert all(
        batches.longest([pair for pairs in batch for pair in pairs], known) * sum(map(len, batch)) <= 256
        for batch in made
    )


def test_slices_of_characters_become_the_tokens_they_touch() -> None:
    offsets = np.array([(0, 3), (4, 8), (8, 9), (10, 12)])
    assert in_tokens([(5, 9), (0, 1), (3, 4)], offsets) == [(1, 3), (0, 1)]
