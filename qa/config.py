"""The sources of settings: options, the environment, `pullquote.toml` beside the library or in the user's folder.

The first of these that has a setting decides. A file has the names of the settings as keys; those of the bot are in its
table `[bot]`. Paths in it are relative to its folder. A token in a file is refused.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args, get_origin

from annotated_types import Ge, Gt, Le
from platformdirs import user_config_path
from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource

from qa.errors import SettingsError
from qa.settings import Settings

FILE = "pullquote.toml"

TABLES = ("bot",)
"""The tables of a file; every other setting stands at its top."""

Kind = TypeVar("Kind", bound=Settings)


@dataclass(frozen=True, slots=True)
class Layer:
    """Settings from one place: `file` is the file with them, None for options and the environment."""

    name: str
    values: Mapping[str, Any]
    file: Path | None = None

    def named(self, setting: str) -> str:
        """Return a person's name for a setting there: `--limit`, `PULLQUOTE_LIMIT`, `pullquote.toml:3: limit`."""
        if self.file is not None:
            return f"{self.file}:{_line(self.file, setting)}: {setting}"
        return f"--{setting.replace('_', '-')}" if self.name == "option" else f"PULLQUOTE_{setting.upper()}"


@dataclass(frozen=True, slots=True)
class Configured(Generic[Kind]):
    """Settings, and the layers that they were made from, highest priority first."""

    settings: Kind
    layers: Sequence[Layer]

    def origin(self, setting: str) -> str:
        """Return where a setting comes from: the name of a file or a variable, "option" or "default"."""
        layer = next((one for one in self.layers if setting in one.values), None)
        if layer is None:
            return "default"
        return layer.named(setting) if layer.name == "environment" else layer.name


def configured(kind: type[Kind], options: Mapping[str, Any], default_library: Path) -> Configured[Kind]:
    """Return the settings of this kind. Raises SettingsError, which names the place of the mistake.

    `default_library` is used if no layer names one; the config file is looked for beside the library.
    """
    chosen = Layer("option", options)
    environment = Layer("environment", EnvSettingsSource(kind)())
    user = _read(kind, user_config_path("pullquote") / FILE)
    first = (chosen, environment, user)
    library = next((Path(one.values["library"]) for one in first if "library" in one.values), default_library)
    layers = (chosen, environment, _read(kind, library.parent / FILE), user)
    merged = {name: value for layer in reversed(layers) for name, value in layer.values.items()}
    try:
        return Configured(kind(**{"library": library, **merged}), layers)
    except ValidationError as error:
        raise SettingsError(_problem(kind, error, layers)) from error


def _read(kind: type[Settings], path: Path) -> Layer:
    """The settings in a file; none if it does not exist."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Layer(str(path), {}, path)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(f"{path} cannot be read: {reason}.") from error
    own = _named(value for value in written.items() if not isinstance(value[1], dict))
    tables = {name: _named(value.items()) for name, value in written.items() if isinstance(value, dict)}
    _check(path, own, tables, kind)
    values = own | tables.get(kind.table, {})
    return Layer(str(path), {name: _placed(kind, name, value, path) for name, value in values.items()}, path)


def _named(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Values by the names of their settings: `min-confidence` is `min_confidence`."""
    return {name.replace("-", "_"): value for name, value in items}


def _check(path: Path, own: Mapping[str, Any], tables: Mapping[str, Any], kind: type[Settings]) -> None:
    """Raise SettingsError for a token, and for what is not a setting or a table of them."""
    for name in (*own, *(name for table in tables.values() for name in table)):
        if "token" in name.casefold():
            raise SettingsError(
                f"{path}:{_line(path, name)}: {name}: a token does not belong in a file. "
                f"Remove it, and set PULLQUOTE_{_token_of(kind, name)} instead."
            )
    for name in tables:
        if name not in TABLES:
            known = ", ".join(f"[{one}]" for one in TABLES)
            raise SettingsError(f"{path}:{_line(path, name)}: there is no table [{name}]. There is: {known}.")
    wrong = [name for name in own if name not in Settings.model_fields]
    if kind.table in tables:
        wrong += [name for name in tables[kind.table] if name not in kind.model_fields]
    if wrong:
        is_own = wrong[0] in own
        if is_own and wrong[0] in kind.model_fields:
            raise SettingsError(f"{path}:{_line(path, wrong[0])}: {wrong[0]} belongs in the table [{kind.table}].")
        known = ", ".join(sorted((Settings if is_own else kind).model_fields))
        raise SettingsError(f"{path}:{_line(path, wrong[0])}: there is no setting {wrong[0]}. There are: {known}.")


def _token_of(kind: type[Settings], name: str) -> str:
    """The name of the token that a key means: the bot's, unless it is that of another."""
    return name.upper() if name in kind.model_fields else "DISCORD_TOKEN"


def _placed(kind: type[Settings], name: str, value: Any, file: Path) -> Any:
    """A value in a file; a path is relative to its folder. Raises SettingsError for a flag where none belongs."""
    field = kind.model_fields[name]
    if isinstance(value, bool) and field.annotation is not bool:
        raise SettingsError(f"{file}:{_line(file, name)}: {name} must be {_expected(field)}.")
    return file.parent / value if field.annotation is Path and isinstance(value, str) else value


def _line(path: Path, name: str) -> int:
    """The line of a file that has a key or the head of a table, from 1."""
    pattern = re.compile(rf"\s*\[?\s*[\"']?{re.escape(name).replace('_', '[_-]')}[\"']?\s*[=.\]]")
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 1)


def _problem(kind: type[Settings], error: ValidationError, layers: Sequence[Layer]) -> str:
    """What is wrong with a setting, and where it is."""
    name = str(error.errors()[0]["loc"][0])
    layer = next(one for one in layers if name in one.values)
    return f"{layer.named(name)} must be {_expected(kind.model_fields[name])}."


NOUNS = {int: "a whole number", float: "a number", bool: "true or false", Path: "a path"}


def _expected(field: FieldInfo) -> str:
    """What a setting must be: "a whole number, 1 to 50"."""
    (wanted, *_) = [one for one in get_args(field.annotation) if one is not NoneType] or [field.annotation]
    limits = list(field.metadata)
    if get_origin(wanted) is Annotated:
        wanted, *more = get_args(wanted)
        limits += [limit for one in more if isinstance(one, FieldInfo) for limit in one.metadata]
    if get_origin(field.annotation) is Literal:
        *others, last = get_args(field.annotation)
        return f"{', '.join(others)} or {last}"
    low = next((one.ge for one in limits if isinstance(one, Ge)), None)
    high = next((one.le for one in limits if isinstance(one, Le)), None)
    above = next((one.gt for one in limits if isinstance(one, Gt)), None)
    noun = NOUNS.get(wanted, "text")
    if low is not None and high is not None:
        return f"{noun}, {low} to {high}"
    if low is not None:
        return f"{noun}, at least {low}"
    return noun if above is None else f"{noun} above {above}"
