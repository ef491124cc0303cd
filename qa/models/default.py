"""The default model without an export: its graphs come with this program, its weights stay in their package.

The graphs only name their weights, which are read from the package's safetensors in place; int8 ones are made from
them exactly as ONNX Runtime's own quantization does. `qa.models.export.default` wrote the graphs, for the weights of
one digest: a model with others is exported.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from qa.models.embedder import Exported, Precision
from qa.models.locate import Model
from qa.models.runtime import session

GRAPHS = "graphs"
"""The folder of the graphs, beside this module: fp32.onnx, int8.onnx, and graphs.json, which is `Graphs`."""

Array = NDArray[Any]


class Tensor(BaseModel):
    """A weight in the graphs: a tensor of the safetensors or its transpose; `is_per_channel` is how it is quantized."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    is_transposed: bool = False
    is_quantized: bool = False
    is_per_channel: bool = False


class Graphs(BaseModel):
    """What is known about the graphs: the digest of their model, and each weight by its name in them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model_digest: str
    about: Exported
    weights: dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class DefaultExport:
    """The default model, its weights in this folder."""

    folder: Path
    graphs: Graphs

    @property
    def about(self) -> Exported:
        """What is known about it."""
        return self.graphs.about

    @property
    def tokenizer(self) -> Path:
        """The file of its tokenizer."""
        return self.folder / "tokenizer.json"

    def session(self, precision: Precision, threads: int) -> Any:
        """A session over one of the two graphs, with the weights that it names."""
        graph = resources.files("qa.models").joinpath(GRAPHS, f"{precision}.onnx").read_bytes()
        return session(graph, threads, dict(self._weights(precision)))

    def _weights(self, precision: Precision) -> Iterator[tuple[str, Array]]:
        from safetensors import safe_open

        with safe_open(self.folder / "model.safetensors", framework="numpy") as tensors:
            for name, one in self.graphs.weights.items():
                value = tensors.get_tensor(one.name)
                whole = np.ascontiguousarray(value.T) if one.is_transposed else value
                if precision is Precision.INT8 and one.is_quantized:
                    yield from _quantized(name, whole, is_per_channel=one.is_per_channel)
                else:
                    yield name, whole


def default_export(model: Model) -> DefaultExport | None:
    """The model as the graphs and its weights in place; None if the graphs are of another model."""
    graphs = _graphs()
    return DefaultExport(model.folder, graphs) if model.digest == graphs.model_digest else None


@cache
def _graphs() -> Graphs:
    return Graphs.model_validate_json(resources.files("qa.models").joinpath(GRAPHS, "graphs.json").read_bytes())


def _quantized(name: str, weights: Array, *, is_per_channel: bool) -> Iterator[tuple[str, Array]]:
    """The three tensors of int8 weights: symmetric with one scale per channel, or unsigned with one scale for all."""
    if is_per_channel:
        scale = np.abs(weights).max(axis=0) / np.float32(127)
        values = np.rint(weights / scale).astype(np.int8)
        zero = np.zeros(len(scale), dtype=np.int8)
    else:
        low, high = min(weights.min(), np.float32(0)), max(weights.max(), np.float32(0))
        scale = np.array((high - low) / np.float32(255), dtype=np.float32)
        zero = np.asarray(np.rint(-low / scale), dtype=np.uint8)
        values = np.clip(np.rint(weights / scale) + zero, 0, 255).astype(np.uint8)
    yield f"{name}_quantized", values
    yield f"{name}_scale", np.asarray(scale, dtype=np.float32)
    yield f"{name}_zero_point", zero
