"""Export a SentenceTransformer as an ONNX graph, once per model; torch is not needed afterwards.

The whole model is exported, pooling and normalising included, and compared with the original before
it is kept. A second copy has int8 weights, one scale per channel, for passages.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from qa.errors import ModelError, ModelRefused
from qa.models.embedder import Exported, ExportFolder, OnnxEmbedder
from qa.models.export.graphs import export_graph, first_line, quantize, quiet
from qa.models.locate import Model

FORMAT = 1
"""The version of how this module exports; each has its own cache folder."""

TOLERANCE = 1e-4
"""The most by which a coordinate of an exported embedding may differ from the original's."""

SAMPLES = (
    "Where?",
    "The council voted 7 to 2 on Tuesday to close the bridge for eleven months.",
    "Émilie Žižková visited 東京 and Кyiv; she said: “It’s 30 °C, ≈ 86 °F!” 🌞 " * 3,
    "One sentence that is said again and again until the window of the model has been filled with it. " * 40,
)
"""Texts to compare an export on: short, plain, foreign, and longer than the window."""


FILES = ("fp32.onnx", "int8.onnx", "tokenizer.json")


def exported(model: Model, cache: Path) -> ExportFolder:
    """Return the model's export; made if missing or damaged.

    Raises ModelRefused if the export does not equal the original, ModelError if it cannot be kept.
    """
    folder = cache / "models" / f"{model.digest[:32]}-{FORMAT}"
    about = _read(folder)
    if about is None:
        try:
            about = _kept_export(model, folder)
        except OSError as error:
            raise ModelError(
                f"The exported model cannot be kept in {cache} ({error.strerror}): name another folder in "
                "PULLQUOTE_CACHE, or make room"
            ) from error
    return ExportFolder(folder, about)


def _kept_export(model: Model, folder: Path) -> Exported:
    """Export a model beside its place, then move it there, whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as scratch:
        made = Path(scratch) / "export"
        made.mkdir()
        about = _export(model, made)
        if folder.exists():
            shutil.rmtree(folder)  # damaged: it could not be read
        made.rename(folder)
    return about


def is_exported(model: Model, cache: Path) -> bool:
    """Whether the export is there, so that nobody has to wait for it."""
    return _read(cache / "models" / f"{model.digest[:32]}-{FORMAT}") is not None


def _read(folder: Path) -> Exported | None:
    try:
        about = Exported.model_validate_json((folder / "export.json").read_bytes())
        whole = all((folder / name).stat().st_size == about.sizes[name] for name in FILES)
    except (OSError, ValidationError, KeyError):
        return None
    return about if whole else None


def _export(model: Model, folder: Path) -> Exported:
    with quiet():
        from sentence_transformers import SentenceTransformer

        try:
            original = SentenceTransformer(
                str(model.folder),
                device="cpu",
                local_files_only=True,
                model_kwargs={"attn_implementation": "eager", "use_safetensors": True},
            ).eval()
            inputs = _write_graph(original, folder / "fp32.onnx")
        except (OSError, ValueError, RuntimeError, TypeError, KeyError, NotImplementedError) as error:
            raise ModelRefused(f"{model.name} cannot be exported: {first_line(error)}") from error
        original.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
        quantize(folder / "fp32.onnx", folder / "int8.onnx")
        about = Exported(
            dimension=original.get_embedding_dimension(),
            tokens=original.max_seq_length or 512,
            inputs=inputs,
            query_prompt=original.prompts.get("query") or "",
            document_prompt=original.prompts.get("document") or "",
            largest_difference=0.0,
            sizes={name: (folder / name).stat().st_size for name in FILES},
        )
        difference = _difference(original, OnnxEmbedder(model, ExportFolder(folder, about)), about)
    if not difference <= TOLERANCE:
        raise ModelRefused(
            f"The export of {model.name} differs from the original by {difference:.2g}, "
            f"more than {TOLERANCE:g}: it is not used. Name another model."
        )
    about = about.model_copy(update={"largest_difference": difference})
    (folder / "export.json").write_text(about.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return about


def _write_graph(original: Any, target: Path) -> tuple[str, ...]:
    """Write the model's whole graph; return its inputs."""
    import torch

    features = {
        name: tensor.clone()
        for name, tensor in original.preprocess(list(SAMPLES[:2])).items()
        if isinstance(tensor, torch.Tensor)
    }

    def embed(*tensors: Any) -> Any:
        embedding = original(dict(zip(features, tensors, strict=True)))["sentence_embedding"]
        return torch.nn.functional.normalize(embedding, p=2, dim=1)

    export_graph(embed, original, features, target, ["sentence_embedding"])
    return tuple(features)


def _difference(original: Any, embedder: OnnxEmbedder, about: Exported) -> float:
    """The largest difference in a coordinate between export and original, over the samples and both prompts."""
    worst = 0.0
    for prompt, embed in ((about.query_prompt, embedder.questions), (about.document_prompt, embedder.exact)):
        expected: NDArray[np.float32] = original.encode(
            list(SAMPLES), prompt=prompt, normalize_embeddings=True, show_progress_bar=False
        )
        worst = max(worst, float(np.abs(embed(SAMPLES) - expected).max()))
    return worst
