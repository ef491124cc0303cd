"""Write the graphs of the default model without their weights: `python -m qa.models.export.default`.

They are taken from an ordinary export, whose weights are each matched to an equal tensor in the model's safetensors,
or its transpose. Run it when torch.onnx.export, or the model, changes; the tests compare the results.
"""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.models import default
from qa.models.default import GRAPHS, Graphs, Tensor
from qa.models.embedder import ExportFolder, Precision
from qa.models.export.embedder import exported
from qa.models.locate import DEFAULT_MODEL, find_model

KEPT = 64
"""Most numbers in a tensor that the graph keeps: axes, shapes, constants."""

SUFFIXES = ("_quantized", "_scale", "_zero_point")


def main() -> None:
    """Write fp32.onnx, int8.onnx and graphs.json beside `qa.models.default`."""
    with tempfile.TemporaryDirectory() as scratch:
        model = find_model(DEFAULT_MODEL, Path(scratch))
        export = exported(model, Path(scratch))
        target = Path(default.__file__).parent / GRAPHS
        target.mkdir(exist_ok=True)
        weights = dict(_found(export, _tensors(model.folder)))
        for precision in Precision:
            _strip(export.folder / f"{precision}.onnx", target / f"{precision}.onnx", weights)
        about = export.about.model_copy(update={"sizes": {}})
        graphs = Graphs(model_digest=model.digest, about=about, weights=weights)
        (target / "graphs.json").write_text(graphs.model_dump_json(indent=1, exclude_defaults=True) + "\n")


def _tensors(folder: Path) -> Mapping[str, NDArray[Any]]:
    from safetensors.numpy import load_file

    tensors: Mapping[str, NDArray[Any]] = load_file(folder / "model.safetensors")
    return tensors


def _found(export: ExportFolder, tensors: Mapping[str, NDArray[Any]]) -> Iterator[tuple[str, Tensor]]:
    """Each weight of the full graph, with its tensor, and how the other graph quantizes it."""
    small = _arrays(export.folder / f"{Precision.INT8}.onnx")
    for name, value in _arrays(export.folder / f"{Precision.FULL}.onnx").items():
        if value.size > KEPT:
            tensor, is_transposed = _same(value, tensors)
            scale = small.get(f"{name}_scale")
            yield (
                name,
                Tensor(
                    name=tensor,
                    is_transposed=is_transposed,
                    is_quantized=scale is not None,
                    is_per_channel=scale is not None and scale.size > 1,
                ),
            )


def _same(value: NDArray[Any], tensors: Mapping[str, NDArray[Any]]) -> tuple[str, bool]:
    """The tensor that equals a weight, and whether transposed. Raises LookupError if none does."""
    for name, tensor in tensors.items():
        for is_transposed, one in ((False, tensor), (True, tensor.T)):
            if one.shape == value.shape and np.array_equal(one, value):
                return name, is_transposed
    raise LookupError(f"a weight of shape {value.shape} is no tensor of the model")


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The weights and constants of a graph."""
    import onnx

    return {one.name: onnx.numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}


def _strip(source: Path, target: Path, weights: Mapping[str, Tensor]) -> None:
    """Write a graph whose weights are only named, as data in a file that does not exist."""
    import onnx

    model = onnx.load(source)
    names = {f"{name}{suffix}" for name in weights for suffix in ("", *SUFFIXES)}
    for one in model.graph.initializer:
        if one.name in names:
            one.ClearField("raw_data")
            one.ClearField("float_data")
            one.ClearField("int32_data")
            one.data_location = onnx.TensorProto.EXTERNAL
            entry = one.external_data.add()
            entry.key, entry.value = "location", "weights"
    target.write_bytes(model.SerializeToString())


if __name__ == "__main__":
    main()
