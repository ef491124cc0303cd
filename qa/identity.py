"""Which model a library was made with: remembered in its attributes, and compared before it is used."""

from collections.abc import Mapping

from qa.embedder import Embedder
from qa.errors import ModelMismatch

PASSAGES = "1"
"""Counts the ways this program has cut articles; another number means that all are cut anew."""


def identity(embedder: Embedder) -> dict[str, str]:
    """The attributes that a library keeps of its model."""
    return {
        "model": embedder.name,
        "model_digest": embedder.digest,
        "dimension": str(embedder.dimension),
        "window": str(embedder.window),
    }


def check(attributes: Mapping[str, str], embedder: Embedder) -> None:
    """Raises ModelMismatch if the library with these attributes was made with another model."""
    own = identity(embedder)
    different = [name for name in ("model_digest", "dimension", "window") if attributes.get(name) != own[name]]
    if different:
        raise ModelMismatch(
            f"The library was made with the model {_named(attributes)}, and this is {_named(own)}. "
            f"Use that one (--model, PULLQUOTE_MODEL), or make a new library with this one: pullquote index PATH "
            "--library DIR"
        )


def _named(attributes: Mapping[str, str]) -> str:
    name, digest = attributes.get("model", "unknown"), attributes.get("model_digest", "")
    return (
        f"{name} ({digest[:12]}, {attributes.get('dimension', '?')} dimensions, {attributes.get('window', '?')} tokens)"
    )
