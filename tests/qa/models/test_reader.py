"""The reader: what it points at, and readers that the user names."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qa.bootstrap import asking_reader
from qa.errors import ModelRefused
from qa.models.export.reader import exported_reader
from qa.models.locate import find_model
from qa.models.reader import LONGEST_ANSWER, WEIGHTS, Answering, OnnxReader, Part, Reading, shipped
from qa.settings import Settings
from qa.values import Span

pytestmark = pytest.mark.no_cover  # measured, PyTorch takes twice as long

TOKENS = 12
odds = arrays(np.float32, TOKENS, elements=st.integers(-1000, 1000).map(lambda number: number / 64))
"""Numbers whose sums are exact."""


@given(odds, odds, st.integers(0, 40), st.integers(0, 40))
def test_the_likeliest_span_is_that_of_all_pairs(starts: Any, ends: Any, start: int, end: int) -> None:
    places = np.array([(3 * token, 3 * token + 2) for token in range(TOKENS)])
    inside = [token for token in range(TOKENS) if start <= places[token, 0] and places[token, 1] <= end]
    pairs = [(first, last) for first in inside for last in inside if first <= last < first + LONGEST_ANSWER]
    found = Reading(0.0, starts, ends, places).answering(start, end)
    if not pairs:
        assert found is None
        return
    assert found is not None
    assert found.odds == max((float(starts[first]) + float(ends[last])) / 2 for first, last in pairs)
    first, last = found.span.start // 3, found.span.end // 3
    assert (float(starts[first]) + float(ends[last])) / 2 == found.odds


def test_an_answer_has_at_most_so_many_tokens() -> None:
    count = 2 * LONGEST_ANSWER
    starts, ends = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    starts[0] = ends[-1] = 8
    ends[LONGEST_ANSWER - 1] = 4
    places = np.array([(token, token + 1) for token in range(count)])
    assert Reading(0.0, starts, ends, places).answering(0, count) == Answering(Span(0, LONGEST_ANSWER), 6.0)


BRIDGE = Part(
    "The bridge at Vell",
    "The council closed the bridge on Tuesday. Engineer Petra Holm found eleven cracks in its northern pillar. "
    "Repairs begin in March and cost 4.2 million euros.",
)
MARKET = Part("Market day", "Apples were cheap this week. The fish stall was shut, and nobody could say why.")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who found the cracks?", "Petra Holm"),
        ("How many cracks were found?", "eleven"),
        ("When do the repairs begin?", "March"),
        ("When was the bridge closed?", "Tuesday"),
    ],
)
def test_it_points_at_the_answer(question: str, answer: str) -> None:
    bridge, market = shipped().read(question, [BRIDGE, MARKET])
    found = bridge.answering(0, len(BRIDGE.text))
    assert found is not None
    assert answer in BRIDGE.text[found.span.start : found.span.end]
    assert found.odds > 0
    assert bridge.relevance > 0 > market.relevance


def test_a_passage_is_read_alike_in_any_company() -> None:
    reader, question = shipped(), "Who found the cracks?"
    alone = reader.read(question, [BRIDGE])[0]
    together = reader.read(question, [MARKET, BRIDGE, MARKET])[1]
    assert alone.relevance == together.relevance
    assert np.array_equal(alone.starts, together.starts)
    assert reader.read(question, []) == []


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("?", Part("", "")),
        ("why " * 5_000, Part("title " * 5_000, "word " * 5_000)),
        ("\0\ufffd😀" * 90, Part("\u202e", "\x1b[2J\0 ثلاثة 東京 " * 40)),
        ("[SEP] [CLS] [MASK]", Part("[SEP]", "[CLS] [SEP] [PAD] answer [SEP]")),
    ],
)
def test_any_text_can_be_read(question: str, part: Part) -> None:
    (reading,) = shipped().read(question, [part])
    assert np.isfinite(reading.relevance)
    assert np.isfinite(reading.starts).all()
    assert len(reading.starts) == len(reading.ends) == len(reading.places)
    assert ((reading.places >= 0) & (reading.places <= len(part.text))).all()


Made = Callable[[str, int], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A small model with random weights, of a class of transformers, in a folder."""
    import torch
    import transformers

    models: Any = transformers  # transformers loads its names on demand, which type checkers do not see

    def make(kind: str, labels: int = 2) -> Path:
        folder = tmp_path / kind
        words = sorted({*" ".join((*BRIDGE, *MARKET)).lower().replace(".", " . ").replace(",", " , ").split()})
        vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "who", "?", *words]
        folder.mkdir()
        (folder / "vocab.txt").write_text("\n".join(vocabulary))
        models.BertTokenizerFast(vocab=str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
        torch.manual_seed(0)
        config = models.BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=80,
            num_labels=labels,
        )
        getattr(models, kind)(config).save_pretrained(folder)
        return folder

    return make


def read_by(folder: Path, cache: Path, parts: list[Part]) -> list[Reading]:
    return asking_reader(Settings(reader=str(folder), cache=cache))().read("who ?", parts)


def test_an_extractive_reader_can_be_named(made: Made, tmp_path: Path) -> None:
    import torch
    import transformers

    folder = made("BertForQuestionAnswering", 2)
    bridge, market = read_by(folder, tmp_path / "cache", [BRIDGE, MARKET])
    network = transformers.AutoModelForQuestionAnswering.from_pretrained(folder).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    for part, reading in ((BRIDGE, bridge), (MARKET, market)):
        inputs = tokenizer("who ?", f"{part.title}\n{part.text}", return_tensors="pt", truncation="only_second")
        with torch.no_grad():
            told = network(**inputs)
        starts = (told.start_logits - told.start_logits[0, 0])[0].numpy()
        own = len(starts) - 1 - len(reading.starts)
        assert own > 3
        assert np.abs(starts[own:-1] - reading.starts).max() < 0.1  # int8 weights
        best = reading.answering(0, len(part.text))
        assert best is not None
        assert reading.relevance == best.odds


def test_a_cross_encoder_can_be_named(made: Made, tmp_path: Path) -> None:
    import torch
    import transformers

    folder = made("BertForSequenceClassification", 1)
    readings = read_by(folder, tmp_path / "cache", [BRIDGE, MARKET])
    network = transformers.AutoModelForSequenceClassification.from_pretrained(folder).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    texts = [f"{part.title}\n{part.text}" for part in (BRIDGE, MARKET)]
    with torch.no_grad():
        inputs = tokenizer(["who ?"] * 2, texts, return_tensors="pt", truncation="only_second", padding=True)
        expected = network(**inputs).logits[:, 0].numpy()
    assert np.abs(expected - [reading.relevance for reading in readings]).max() < 0.1
    assert readings[0].answering(0, len(BRIDGE.text)) is None


def test_what_is_no_reader_is_refused(made: Made, tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match=r"BertModel.* is no reader"):
        read_by(made("BertModel", 2), tmp_path / "cache", [BRIDGE])


def test_graphs_tell_nothing_of_the_machine_that_made_them(made: Made, tmp_path: Path) -> None:
    model = find_model(str(made("BertForQuestionAnswering", 2)), tmp_path / "cache")
    for folder in (Path(str(resources.files("qa.models"))) / WEIGHTS, exported_reader(model, tmp_path / "cache")):
        assert b"site-packages" not in (folder / "reader.onnx").read_bytes()


def test_an_export_is_made_once_and_again_if_it_is_damaged(made: Made, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    model = find_model(str(made("BertForQuestionAnswering", 2)), cache)
    folder = exported_reader(model, cache)
    before = (folder / "reader.onnx").stat().st_mtime_ns
    assert (exported_reader(model, cache) / "reader.onnx").stat().st_mtime_ns == before
    (folder / "reader.json").write_text("{")
    expected = OnnxReader(folder.parent / folder.name)
    assert exported_reader(model, cache) == folder
    assert expected.read("who ?", [MARKET])[0].relevance < 100
    assert list(folder.parent.iterdir()) == [folder]
