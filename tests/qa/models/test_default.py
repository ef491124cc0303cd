"""The default model: its graphs come with the program, and its weights stay in their own package."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qa.bootstrap import asking_embedder, is_ready
from qa.models import default
from qa.models.default import GRAPHS, default_export
from qa.models.embedder import Precision
from qa.models.locate import DEFAULT_MODEL, Model, find_model
from qa.settings import Settings

WEIGHTS = arrays(np.float32, (5, 3), elements=st.floats(-4, 4, width=32))


def test_the_graphs_hold_no_weights() -> None:
    for precision in Precision:
        assert (Path(default.__file__).parent / GRAPHS / f"{precision}.onnx").stat().st_size < 100_000


def test_the_first_question_needs_no_export_and_keeps_nothing_but_a_digest(tmp_path: Path) -> None:
    settings = Settings(cache=tmp_path)
    assert is_ready(settings)
    assert asking_embedder(settings)().questions(["Where is the bridge?"]).shape == (1, 384)
    assert [path.name for path in tmp_path.iterdir()] == ["digests"]


def test_indexing_imports_neither_torch_nor_onnx(environment: dict[str, str]) -> None:
    code = (
        "import sys; from qa.bootstrap import indexing_embedder; from qa.settings import Settings\n"
        "vectors = indexing_embedder(Settings(device='cpu')).passages(['a', 'b'])\n"
        "print(vectors.shape, {'torch', 'onnx', 'sentence_transformers', 'transformers'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout == "(2, 384) set()\n"


def test_a_model_with_other_weights_is_none_of_it(tmp_path: Path) -> None:
    model = find_model(DEFAULT_MODEL, tmp_path)
    assert default_export(model) is not None
    assert default_export(Model(model.name, model.folder, "0" * 64)) is None


@given(WEIGHTS.filter(lambda weights: np.abs(weights).max(axis=0).min() > 0.01))
def test_weights_by_channel_are_within_half_a_step(weights: np.ndarray) -> None:
    made = dict(default._quantized("w", weights, is_per_channel=True))
    assert made["w_quantized"].dtype == np.int8
    assert np.abs(made["w_quantized"] * made["w_scale"] - weights).max() <= made["w_scale"].max() * 0.501


@given(WEIGHTS.filter(lambda weights: np.ptp(weights) > 0.01))
def test_weights_with_one_scale_are_within_a_step(weights: np.ndarray) -> None:
    made = dict(default._quantized("w", weights, is_per_channel=False))
    assert made["w_quantized"].dtype == np.uint8
    whole = (made["w_quantized"].astype(np.float32) - made["w_zero_point"]) * made["w_scale"]
    assert np.abs(whole - weights).max() <= made["w_scale"] * 1.01


@pytest.mark.parametrize("precision", list(Precision))
def test_every_weight_that_a_graph_names_is_given(precision: Precision, tmp_path: Path) -> None:
    import onnx

    export = default_export(find_model(DEFAULT_MODEL, tmp_path))
    assert export is not None
    graph = onnx.load(Path(default.__file__).parent / GRAPHS / f"{precision}.onnx", load_external_data=False).graph
    named = {one.name: tuple(one.dims) for one in graph.initializer if one.data_location == onnx.TensorProto.EXTERNAL}
    given_ = {name: value.shape for name, value in export._weights(precision)}
    assert given_ == named
