"""The weights of an exported reader in real numbers, to train from: int8 loses next to nothing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

LAYER = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The matrices of a layer, in the order in which its graph multiplies by them."""

OUTER = "module."
QUANTIZED = "_quantized"


def weights_of(folder: Path) -> dict[str, torch.Tensor]:
    """Return the state of a Network from `reader.onnx`, as benchmarks.reader.export writes it."""
    graph = onnx.load(folder / "reader.onnx").graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    named = {name: array for name, array in stored.items() if name.startswith(OUTER) and array.dtype == np.float32}
    state = {name.removeprefix(OUTER): array for name, array in named.items() if not name.endswith("_scale")}
    for kind in ("word", "position", "token_type"):
        name = f"encoder.embeddings.{kind}_embeddings.weight"
        state[name] = _real(stored, OUTER + name)
    *matrices, spans, relevance = [
        _real(stored, node.input[1].removesuffix(QUANTIZED)).T
        for node in graph.node
        if node.op_type == "MatMulInteger" and node.input[1].endswith(QUANTIZED)
    ]
    for number, matrix in enumerate(matrices):
        layer, place = divmod(number, len(LAYER))
        state[f"encoder.encoder.layer.{layer}.{LAYER[place]}.weight"] = matrix
    state |= {"spans.weight": spans, "relevance.weight": relevance}
    state["relevance.bias"] = state["relevance.bias"].reshape(1)
    return {name: torch.from_numpy(np.array(array, np.float32, order="C")) for name, array in state.items()}


def _real(stored: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    """A quantised matrix as real numbers."""
    levels = stored[name + QUANTIZED].astype(np.float32) - stored[f"{name}_zero_point"].astype(np.float32)
    made: NDArray[np.float32] = levels * stored[f"{name}_scale"]
    return made
