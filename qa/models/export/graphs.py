"""Export a torch module as an ONNX graph, as both networks are."""

import logging
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qa.models.runtime import onnx_runtime


def export_graph(
    compute: Callable[..., Any], module: Any, inputs: Mapping[str, Any], target: Path, outputs: Sequence[str]
) -> None:
    """Write the graph of `compute(*tensors)` with the weights of `module`, for any batch and length.

    `inputs` are example tensors of shape (batch, tokens) by name, in the order that `compute` takes them.
    """
    import torch

    class Whole(torch.nn.Module):  # type: ignore[misc]  # the type checker does not look into torch
        def __init__(self) -> None:
            super().__init__()
            self.module = module

        def forward(self, *tensors: Any) -> Any:
            return compute(*tensors)

    axes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("sequence")}
    with torch.no_grad():
        torch.onnx.export(
            Whole().eval(),
            tuple(inputs.values()),
            str(target),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamo=True,
            dynamic_shapes=((axes,) * len(inputs),),
            external_data=False,
            verbose=False,
        )
    forget_sources(target)


def forget_sources(path: Path) -> None:
    """Remove from a graph where each node was made: paths on the machine that exported it."""
    import onnx

    model = onnx.load(path)
    for one in (model.graph, *model.graph.node, *model.graph.value_info, *model.graph.initializer, *model.functions):
        del one.metadata_props[:]
        one.doc_string = ""
    onnx.save(model, path)


def quantize(source: Path, target: Path) -> None:
    """Write the graph with int8 weights, one scale per channel."""
    onnx_runtime()
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True)


def first_line(error: Exception) -> str:
    """The first line of an error."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


@contextmanager
def quiet() -> Iterator[None]:
    """Silence what loading and exporting print."""
    disabled = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from transformers.utils import logging as transformers_logging

            transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers has no types there
            yield
    finally:
        logging.disable(disabled)
