"""`pullquote chat`: one question after another."""

from qa.terminal import render
from qa.terminal.models import ready_assistant
from qa.terminal.options import Collection, Library, Model, Store, settings, where_of
from qa.terminal.process import interruptible
from qa.upkeep import live


def chat(library: Library = None, store: Store = None, model: Model = None, collection: Collection = None) -> None:
    """Ask one question after another; each may build on those before. Type /help for the commands."""
    from qa.terminal.chat import Chat  # its prompt takes a while to load

    options = settings(library=library, store=store, model=model)
    ready_assistant(options)
    console = render.console()
    with interruptible(), live(options) as followed:
        followed.assistant.status()  # a missing library is reported before the first question
        with console.status("Loading the model"):
            followed.assistant.warm()
        Chat(followed.assistant, console, where_of(collection), options.limit).run()
