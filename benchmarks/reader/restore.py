"""Exported weights as training takes them: int8 as they are, in the places that they were exported from.

    python -m benchmarks.reader.restore --to FILE [--weights FOLDER]

Which tensor of the graph is which of the network's is seen from an export of the network with weights of its own.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors.torch import save_file

from benchmarks.reader.export import OUTPUTS, sample
from benchmarks.reader.network import Network
from qa.models import reader
from qa.models.export.graphs import export_graph, quiet
from qa.models.locate import find_model
from qa.models.reader import WEIGHTS
from qa.settings import Settings

Tensors = dict[str, NDArray[np.float32]]


def main() -> None:
    """Find each tensor, and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=Path(reader.__file__).with_name(WEIGHTS))
    options = parser.parse_args()
    settings = Settings()
    base = find_model(settings.model, settings.cache).folder
    torch.manual_seed(0)
    network = Network(base, attention="eager").eval()
    for parameter in network.parameters():
        parameter.data.add_(torch.randn_like(parameter) * 1e-3)  # so that no two are alike
    _, tensors = sample(base)
    with tempfile.TemporaryDirectory() as scratch, quiet():
        exact = Path(scratch) / "fp32.onnx"
        export_graph(network, network, tensors, exact, OUTPUTS)
        named = tensors_of(exact)
    given = tensors_of(options.weights / "reader.onnx")
    found = {name: matching(tensor.numpy(), named, given) for name, tensor in network.state_dict().items()}
    save_file({name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in found.items()}, options.to)
    print(f"{len(found)} tensors in {options.to}")


def tensors_of(graph: Path) -> Tensors:
    """The weights of a graph by name, those in int8 as the numbers that they stand for."""
    raw = {one.name: numpy_helper.to_array(one) for one in onnx.load(graph).graph.initializer}
    found: Tensors = {}
    for name, array in raw.items():
        bare = name.removesuffix("_quantized")
        if bare == name:
            found[name] = array
        else:
            value = (array.astype(np.float32) - raw[f"{bare}_zero_point"].astype(np.float32)) * raw[f"{bare}_scale"]
            is_turned = bare.endswith("_Transposed")
            found[bare.removesuffix("_Transposed")] = value.T if is_turned else value
    return found


def matching(tensor: NDArray[np.float32], named: Tensors, given: Tensors) -> NDArray[np.float32]:
    """The tensor of the given graph that stands where this one does in its own; a matrix may lie on its side there."""
    for name, array in named.items():
        if array.shape == tensor.shape and np.array_equal(array, tensor):
            return given[name]
        if tensor.ndim == 2 and array.shape == tensor.T.shape and np.array_equal(array, tensor.T):
            return given[name].T
    raise SystemExit(f"no tensor of shape {tensor.shape} was found in the graph")


if __name__ == "__main__":
    main()
