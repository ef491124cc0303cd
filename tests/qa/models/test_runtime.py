"""The work of a network, one text at a time."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Encoding, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from qa.models.runtime import Pool, feed
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    made = Tokenizer(WordLevel({"?": 0, "a": 1, "b": 2}, unk_token="?"))
    made.pre_tokenizer = Whitespace()
    return made


def test_a_graph_gets_the_inputs_that_it_takes_as_a_batch_of_one(tokenizer: Tokenizer) -> None:
    fed = feed(tokenizer.encode("a b", "c"), ["token_type_ids", "input_ids"])
    assert list(fed) == ["token_type_ids", "input_ids"]
    assert fed["input_ids"].tolist() == [[1, 2, 0]]
    assert fed["token_type_ids"].tolist() == [[0, 0, 1]]
    assert fed["input_ids"].dtype == np.int64


@pytest.fixture
def encodings(tokenizer: Tokenizer) -> list[Encoding]:
    return [tokenizer.encode("a " * words) for words in (2, 5, 1, 3)]


def test_the_longest_text_is_worked_on_first(encodings: list[Encoding]) -> None:
    done: list[int] = []
    Pool(1).each(done.append, encodings)
    assert done == [1, 3, 0, 2]


def test_each_text_is_worked_on_once_and_several_at_a_time(encodings: list[Encoding]) -> None:
    done: list[int] = []
    together = threading.Barrier(2, timeout=10)

    def work(place: int) -> None:
        together.wait()  # with one thread this never ends
        done.append(place)

    Pool(2).each(work, encodings)
    assert sorted(done) == [0, 1, 2, 3]


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_in_one_text_is_raised(encodings: list[Encoding], threads: int) -> None:
    def work(place: int) -> None:
        if place == 2:
            raise ValueError("no such place")

    with pytest.raises(ValueError, match="no such place"):
        Pool(threads).each(work, encodings)


def test_onnx_runtime_keeps_no_identity_and_reports_nothing(tmp_path: Path) -> None:
    own = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": ""}
    for silenced in ("CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS"):
        own.pop(silenced, None)
    source = "import sys; from qa.models.runtime import session; session(sys.argv[1], 1)"
    subprocess.run(
        [sys.executable, "-c", source, str(ROOT / "qa" / "models" / "weights" / "reader.onnx")], env=own, check=True
    )
    assert list(tmp_path.rglob("*")) == []  # its telemetry begins with an identity of the device in ~/.cache/Microsoft
