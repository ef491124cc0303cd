"""Export a reader that the user names as ONNX, once: any extractive reader or cross-encoder of transformers."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError
from tokenizers import Tokenizer

from qa.errors import ModelError, ModelRefused
from qa.models.export.graphs import export_graph, first_line, quantize, quiet
from qa.models.locate import Model
from qa.models.reader import Graph
from qa.models.runtime import feed, session

FORMAT = 1
"""The version of how this module exports; each has its own cache folder."""

TOLERANCE = 1e-3
"""The most by which a logit of an exported reader may differ from the original's."""

LONGEST = 384
"""Tokens of a question with its passage, if the model can take as many."""

SAMPLES = (
    ("Where?", "In Geneva."),
    (
        "Who proposed the ceasefire?",
        "The ceasefire was proposed on Tuesday by Petra Holm, who leads the delegation. " * 9,
    ),
)
"""Questions and passages to compare an export on."""


def exported_reader(model: Model, cache: Path) -> Path:
    """Return the folder of the reader's export, for an OnnxReader; made if missing.

    Raises ModelRefused if it is not a reader or its export does not equal it, ModelError if it cannot be kept.
    """
    folder = _place(model, cache)
    if is_reader_exported(model, cache):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as scratch:
            made = Path(scratch) / "export"
            made.mkdir()
            _export(model, made)
            if folder.exists():
                shutil.rmtree(folder)  # damaged: it could not be read
            made.rename(folder)
    except OSError as error:
        raise ModelError(
            f"The exported reader cannot be kept in {cache} ({error.strerror}): name another folder in "
            "PULLQUOTE_CACHE, or make room"
        ) from error
    return folder


def is_reader_exported(model: Model, cache: Path) -> bool:
    """Whether the export is there, so that nobody has to wait for it."""
    folder = _place(model, cache)
    try:
        Graph.model_validate_json((folder / "reader.json").read_bytes())
    except (OSError, ValidationError):
        return False
    return (folder / "reader.onnx").is_file() and (folder / "tokenizer.json").is_file()


def _place(model: Model, cache: Path) -> Path:
    return cache / "readers" / f"{model.digest[:32]}-{FORMAT}"


def _export(model: Model, folder: Path) -> None:
    import torch

    with quiet():
        try:
            network, outputs, compute = _loaded(model)
            tokenizer, graph = _tokenizer(model, network, outputs)
            tokenizer.save(str(folder / "tokenizer.json"))
            encodings = [tokenizer.encode(*sample) for sample in SAMPLES]
            tensors = {
                name: torch.from_numpy(value).repeat(2, 1) for name, value in feed(encodings[1], graph.inputs).items()
            }
            export_graph(
                lambda *given: compute(dict(zip(graph.inputs, given, strict=True))),
                network,
                tensors,
                folder / "fp32.onnx",
                outputs,
            )
        except (ValueError, RuntimeError, TypeError, KeyError, NotImplementedError) as error:
            raise ModelRefused(f"{model.name} cannot be exported: {first_line(error)}") from error
        exact = session(folder / "fp32.onnx", threads=1)
        difference = 0.0
        for encoding in encodings:
            given = feed(encoding, graph.inputs)
            with torch.no_grad():
                expected = compute({name: torch.from_numpy(value) for name, value in given.items()})
            got = exact.run(graph.outputs, given)
            difference = max(
                difference, *(float(np.abs(one - two.numpy()).max()) for one, two in zip(got, expected, strict=True))
            )
        if not difference <= TOLERANCE:
            raise ModelRefused(
                f"The export of {model.name} differs from the original by {difference:.2g}, "
                f"more than {TOLERANCE:g}: it is not used. Name another reader."
            )
        quantize(folder / "fp32.onnx", folder / "reader.onnx")
    (folder / "fp32.onnx").unlink()
    (folder / "reader.json").write_text(graph.model_dump_json(indent=2) + "\n", encoding="utf-8")


def _loaded(model: Model) -> tuple[Any, tuple[str, ...], Any]:
    """The network, the names of its outputs, and how they are computed from its inputs."""
    from transformers import AutoConfig, AutoModelForQuestionAnswering, AutoModelForSequenceClassification

    config = AutoConfig.from_pretrained(model.folder, local_files_only=True)
    kind = (config.architectures or [""])[0]
    settings: dict[str, Any] = {"local_files_only": True, "use_safetensors": True, "attn_implementation": "eager"}
    if kind.endswith("ForQuestionAnswering"):
        network = AutoModelForQuestionAnswering.from_pretrained(model.folder, **settings).eval()

        def point(inputs: dict[str, Any]) -> tuple[Any, Any]:
            told = network(**inputs)
            return told.start_logits, told.end_logits

        return network, ("start", "end"), point
    if kind.endswith("ForSequenceClassification") and config.num_labels in (1, 2):
        network = AutoModelForSequenceClassification.from_pretrained(model.folder, **settings).eval()

        def judge(inputs: dict[str, Any]) -> tuple[Any]:
            logits = network(**inputs).logits
            return (logits[:, -1] - logits[:, 0] if config.num_labels == 2 else logits[:, 0],)

        return network, ("relevance",), judge
    raise ModelRefused(
        f"{model.name} ({kind or 'of no known kind'}) is no reader: name an extractive question answering model, "
        "or a cross-encoder with one score."
    )


def _tokenizer(model: Model, network: Any, outputs: tuple[str, ...]) -> tuple[Tokenizer, Graph]:
    from transformers import AutoTokenizer

    original = AutoTokenizer.from_pretrained(model.folder, local_files_only=True)
    known = ("input_ids", "attention_mask", "token_type_ids")
    inputs = tuple(name for name in original.model_input_names if name in known)
    room = min(original.model_max_length, network.config.max_position_embeddings - 2, LONGEST)
    tokenizer: Tokenizer = original.backend_tokenizer
    tokenizer.no_padding()
    tokenizer.enable_truncation(room, strategy="only_second")
    return tokenizer, Graph(inputs=inputs, outputs=outputs, tokens=room)
