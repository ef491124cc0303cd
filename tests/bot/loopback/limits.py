"""Discord's limits that its description does not state, or states loosely.

Lengths are counted in UTF-16 code units, the larger of the two counts that clients and server are known to use.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.bot.loopback.contract import Problem
from tests.bot.loopback.values import COMPONENTS_V2, Json, walk

CONTENT, EMBEDS_IN_SUM, ROWS, IN_A_ROW, COMPONENTS, CHOICES = 2000, 6000, 5, 5, 40, 25
_MESSAGE_PATHS = re.compile(r"(/channels/[^/]+|/webhooks/[^/]+/[^/]+)(/messages(/[^/]+)?)?")
_COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")
_ACTION_ROW, _BUTTON, _SELECTS, _TEXT_INPUT, _TEXT, _LABEL = 1, 2, (3, 5, 6, 7, 8), 4, 10, 18
_LINK = 5


def problems(path: str, body: Any) -> list[Problem]:
    """Return what is wrong, by the limits, with the body of a request to this path."""
    if path.endswith("/commands"):
        return list(_commands(body if isinstance(body, list) else [body]))
    if not isinstance(body, dict):
        return []
    if path.endswith("/callback"):
        return list(_callback(body))
    if path.endswith("/threads"):
        return [*_length(("name",), body.get("name"), 1, 100), *_under("message", _message(body.get("message") or {}))]
    return list(_message(body)) if _MESSAGE_PATHS.fullmatch(path) else []


def _callback(body: Json) -> Iterator[Problem]:
    kind, data = body.get("type"), body.get("data") or {}
    if kind in (4, 5, 7):
        yield from _under("data", _message(data))
    elif kind == 8:
        yield from _under("data", _choices(data.get("choices") or []))
    elif kind == 9:
        yield from _under("data", _modal(data))


def _message(body: Json) -> Iterator[Problem]:
    yield from _length(("content",), body.get("content"), 0, CONTENT)
    yield from _embeds(body.get("embeds") or [])
    components = body.get("components") or []
    flags = body.get("flags") or 0
    yield from _custom_ids(components)
    yield from (_version_two(body, components) if flags & COMPONENTS_V2 else _rows(components))
    for at, component in _located(components):
        yield from _under(at, _component(component))
    yield from _mentions(body.get("allowed_mentions") or {})


def _embeds(embeds: list[Json]) -> Iterator[Problem]:
    in_sum = 0
    for number, embed in enumerate(embeds):
        fields = embed.get("fields") or []
        parts: list[tuple[tuple[str, ...], Any, int, int]] = [
            (("title",), embed.get("title"), 0, 256),
            (("description",), embed.get("description"), 0, 4096),
            (("footer", "text"), (embed.get("footer") or {}).get("text"), 0, 2048),
            (("author", "name"), (embed.get("author") or {}).get("name"), 0, 256),
        ]
        for index, field in enumerate(fields):
            parts.append((("fields", str(index), "name"), (field.get("name") or "").strip(), 1, 256))
            parts.append((("fields", str(index), "value"), (field.get("value") or "").strip(), 1, 1024))
        here = [problem for part in parts for problem in _length(*part)]
        if len(fields) > 25:
            here.append(Problem(("fields",), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."))
        here += _url(("url",), embed.get("url"), 2048)
        yield from _under(f"embeds.{number}", here)
        in_sum += sum(units(text) for _, text, _, _ in parts if isinstance(text, str))
    if in_sum > EMBEDS_IN_SUM:
        yield Problem(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of 6000: {in_sum}")


def _rows(rows: list[Json]) -> Iterator[Problem]:
    if len(rows) > ROWS:
        yield _too_many(("components",), ROWS)
    for number, row in enumerate(rows):
        at = ("components", str(number))
        inside = row.get("components") or []
        if row.get("type") != _ACTION_ROW:
            yield Problem((*at, "type"), "UNION_TYPE_CHOICES", "Needs the components v2 flag")
        elif len(inside) > IN_A_ROW:
            yield _too_many((*at, "components"), IN_A_ROW)
        elif len(inside) > 1 and any(one.get("type") in _SELECTS for one in inside):
            yield Problem(at, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select has the row to itself")


def _version_two(body: Json, components: list[Json]) -> Iterator[Problem]:
    for name in ("content", "embeds", "poll", "sticker_ids"):
        if body.get(name):
            yield Problem((name,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "Not with components v2")
    every = list(walk(components))
    if len(every) > COMPONENTS:
        yield _too_many(("components",), COMPONENTS)
    if sum(units(part.get("content") or "") for part in every if part.get("type") == _TEXT) > 4000:
        yield Problem(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Text exceeds 4000 in sum")
    yield from (
        _too_many(("components",), IN_A_ROW)
        for part in every
        if part.get("type") == _ACTION_ROW and len(part.get("components") or []) > IN_A_ROW
    )


def _custom_ids(components: list[Json]) -> Iterator[Problem]:
    seen = Counter(part["custom_id"] for part in walk(components) if part.get("custom_id"))
    for custom_id, times in seen.items():
        if times > 1:
            yield Problem(("components",), "COMPONENT_CUSTOM_ID_DUPLICATED", f"{custom_id!r} is there twice")


def _component(part: Json) -> Iterator[Problem]:
    kind = part.get("type")
    if kind == _BUTTON:
        yield from _button(part)
    elif kind in _SELECTS:
        yield from _length(("custom_id",), part.get("custom_id"), 1, 100)
        yield from _length(("placeholder",), part.get("placeholder"), 0, 150)
        yield from _options(part.get("options") or [])


def _button(part: Json) -> Iterator[Problem]:
    yield from _length(("label",), part.get("label"), 0, 80)
    if not (part.get("label") or part.get("emoji")) and part.get("style") != 6:
        yield Problem(("label",), "BUTTON_COMPONENT_INVALID_LABEL", "A button needs a label or an emoji")
    if part.get("style") == _LINK:
        yield from _url(("url",), part.get("url") or "", 512)
        if part.get("custom_id"):
            yield Problem(("custom_id",), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "Not with a link")
        return
    yield from _length(("custom_id",), part.get("custom_id") or "", 1, 100)
    if part.get("url"):
        yield Problem(("url",), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "Only for a link")


def _options(options: list[Json]) -> Iterator[Problem]:
    if len(options) > 25:
        yield _too_many(("options",), 25)
    for number, option in enumerate(options):
        for name, least in (("label", 1), ("value", 1), ("description", 0)):
            yield from _length(("options", str(number), name), option.get(name), least, 100)
    values = [option.get("value") for option in options]
    if len(set(values)) < len(values):
        yield Problem(("options",), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "A value is there twice")


def _mentions(allowed: Json) -> Iterator[Problem]:
    for name in ("users", "roles"):
        if allowed.get(name) and name in (allowed.get("parse") or ()):
            yield Problem(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f"{name} is in both")
        if len(allowed.get(name) or ()) > 100:
            yield _too_many(("allowed_mentions", name), 100)


def _choices(choices: list[Json]) -> Iterator[Problem]:
    if len(choices) > CHOICES:
        yield _too_many(("choices",), CHOICES)
    for number, choice in enumerate(choices):
        yield from _length(("choices", str(number), "name"), choice.get("name"), 1, 100)
        if isinstance(choice.get("value"), str):
            yield from _length(("choices", str(number), "value"), choice["value"], 0, 100)


def _modal(data: Json) -> Iterator[Problem]:
    yield from _length(("title",), data.get("title"), 1, 45)
    yield from _length(("custom_id",), data.get("custom_id"), 1, 100)
    components = data.get("components") or []
    if not 1 <= len(components) <= 5:
        yield _too_many(("components",), 5)
    yield from _custom_ids(components)
    for at, part in _located(components):
        if part.get("type") in (_TEXT_INPUT, _LABEL):
            yield from _under(at, _length(("label",), part.get("label"), 1, 45))
            yield from _under(at, _length(("placeholder",), part.get("placeholder"), 0, 100))


def _commands(commands: list[Json]) -> Iterator[Problem]:
    names = Counter((command.get("type") or 1, command.get("name")) for command in commands)
    for (kind, name), times in names.items():
        if times > 1:
            yield Problem(("name",), "APPLICATION_COMMANDS_DUPLICATE_NAME", f"{name!r} (type {kind}) is there twice")
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        if sum(1 for command_kind, _ in names if command_kind == kind) > most:
            yield _too_many((), most)
    for number, command in enumerate(commands):
        if (command.get("type") or 1) == 1:
            yield from _under(str(number), _named_option(command))


def _named_option(option: Json) -> Iterator[Problem]:
    name = option.get("name") or ""
    if not _COMMAND_NAME.fullmatch(name) or name != name.lower():
        yield Problem(("name",), "APPLICATION_COMMAND_INVALID_NAME", f"Command name is invalid: {name!r}")
    yield from _length(("description",), option.get("description") or "", 1, 100)
    if len(option.get("choices") or ()) > CHOICES:
        yield _too_many(("choices",), CHOICES)
    inner = option.get("options") or []
    wanted = [bool(one.get("required")) for one in inner]
    if wanted != sorted(wanted, reverse=True):
        yield Problem(("options",), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options come first")
    for number, one in enumerate(inner):
        yield from _under(f"options.{number}", _named_option(one))


def units(text: str) -> int:
    """Return the length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _length(at: tuple[str, ...], text: Any, least: int, most: int) -> Iterator[Problem]:
    if isinstance(text, str) and not least <= units(text) <= most:
        bounds = f"between {least} and {most}" if least else f"{most} or fewer"
        yield Problem(at, "BASE_TYPE_BAD_LENGTH", f"Must be {bounds} in length.")


def _url(at: tuple[str, ...], url: Any, most: int) -> Iterator[Problem]:
    if url is None:
        return
    yield from _length(at, url, 1, most)
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https", "discord") and bool(parts.netloc) and not re.search(r"\s", url)
    except ValueError:
        good = False
    if not good:
        yield Problem(at, "URL_TYPE_INVALID_URL", f"Not a well formed URL: {url[:100]!r}")


def _too_many(at: tuple[str, ...], most: int) -> Problem:
    return Problem(at, "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {most} in length.")


def _under(prefix: str, problems_below: Iterable[Problem]) -> Iterator[Problem]:
    steps = tuple(prefix.split("."))
    for problem in problems_below:
        yield Problem((*steps, *problem.at), problem.code, problem.message)


def _located(components: list[Json], prefix: str = "components") -> Iterator[tuple[str, Json]]:
    for number, part in enumerate(components):
        at = f"{prefix}.{number}"
        yield at, part
        yield from _located(part.get("components") or [], f"{at}.components")
        for name in ("accessory", "component"):
            if part.get(name):
                yield f"{at}.{name}", part[name]
