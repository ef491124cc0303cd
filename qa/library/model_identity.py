"""The model with which a library was made: kept in its attributes, and compared before the library is used."""

from collections.abc import Mapping

from qa.errors import ModelMismatch
from qa.models.embedder import Embedder

PASSAGES = "3"
"""The version of how articles become documents with passages; those of another version are cut again."""


def identity(embedder: Embedder) -> dict[str, str]:
    """The attributes that a library keeps about its model."""
    return {
        "model": embedder.name,
        "model_digest": embedder.digest,
        "dimension": str(embedder.dimension),
        "window": str(embedder.window),
    }


def check(attributes: Mapping[str, str], embedder: Embedder) -> None:
    """Raises ModelMismatch if the library with these attributes was made with another model."""
    if not is_same(attributes, embedder):
        own = identity(embedder)
        raise ModelMismatch(
            f"The library was made with the model {_named(attributes)}, and this is {_named(own)}. Use that one "
            f"(--model, PULLQUOTE_MODEL), or embed everything again: pullquote index --model {own['model']}"
        )


def is_same(attributes: Mapping[str, str], embedder: Embedder) -> bool:
    """Whether the library with these attributes was made with this model."""
    own = identity(embedder)
    return all(attributes.get(name) == own[name] for name in ("model_digest", "dimension", "window"))


def _named(attributes: Mapping[str, str]) -> str:
    name, digest = attributes.get("model", "unknown"), attributes.get("model_digest", "")
    return (
        f"{name} ({digest[:12]}, {attributes.get('dimension', '?')} dimensions, {attributes.get('window', '?')} tokens)"
    )
