"""`pullquote config`: each setting, and where it comes from."""

import json
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from qa.config import configured
from qa.settings import Settings
from qa.terminal import library as libraries
from qa.terminal import render
from qa.terminal.options import Json, Library


def config(library: Library = None, as_json: Json = False) -> None:
    """Show each setting, and where it comes from: an option, the environment, a config file, or the default.

    A config file is pullquote.toml beside the library, or in your config folder.
    """
    show_config(Settings, library, as_json=as_json)


def show_config(kind: type[Settings], library: Path | None, *, as_json: bool) -> None:
    """Print the settings of this kind; for a secret, only whether it is set."""
    options = {} if library is None else {"library": library}
    found = configured(kind, options, libraries.nearest(Path.cwd()))
    for name in kind.model_fields:
        value, origin = _shown(getattr(found.settings, name)), found.origin(name)
        if as_json:
            print(json.dumps({"name": name, "value": value, "from": origin}, ensure_ascii=False))
        else:
            shown = "-" if value in (None, "") else str(value).lower() if isinstance(value, bool) else str(value)
            beside = (f"  ({render.printable(origin)})", "dim")
            render.say(render.console(), render.printable(shown), beside, lead=f"{name.replace('_', '-'):<20} ")


def _shown(value: Any) -> Any:
    """A value fit for JSON; for a secret, whether it is set."""
    if isinstance(value, SecretStr):
        return "set" if value.get_secret_value() else ""
    return str(value) if isinstance(value, Path) else value
