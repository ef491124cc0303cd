"""An assistant or an embedder for a command, with a word to the user if a model must be exported first."""

from collections.abc import Callable

from rich.console import Console

from qa.assistant import Assistant
from qa.bootstrap import asking_embedder, asking_reader, is_ready, open_assistant
from qa.models.embedder import Embedder
from qa.settings import Settings
from qa.terminal.process import interruptible

PREPARING = "Preparing the model, once; this takes about 15 seconds."


def ready_assistant(settings: Settings) -> Assistant:
    """Return an assistant whose models can be used at once. A missing library is reported before they are exported."""
    assistant = open_assistant(settings=settings)
    if not is_ready(settings):
        assistant.status()
        with interruptible():
            prepared(Console(stderr=True), settings, asking_embedder(settings))
            asking_reader(settings)()
    return assistant


def prepared(errors: Console, settings: Settings, load: Callable[[], Embedder]) -> Embedder:
    """Load a model, and say so if it must be exported first."""
    if is_ready(settings):
        return load()
    with errors.status(PREPARING):
        if not errors.is_terminal:
            errors.print(PREPARING)
        return load()
