"""Checks requests against Discord's published OpenAPI description, and refuses them in Discord's own form."""

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from tests.bot.loopback.values import Json

DESCRIPTION = Path(__file__).resolve().parents[4] / "shared" / "discord" / "openapi.json"
_URI = "urn:discord"
# Discord's names for what is wrong, by the keyword of the schema that says so.
_CODES = {
    "maxLength": "BASE_TYPE_BAD_LENGTH",
    "minLength": "BASE_TYPE_BAD_LENGTH",
    "maxItems": "BASE_TYPE_BAD_LENGTH",
    "minItems": "BASE_TYPE_BAD_LENGTH",
    "required": "BASE_TYPE_REQUIRED",
    "enum": "BASE_TYPE_CHOICES",
    "format": "URL_TYPE_INVALID_URL",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a request: where, Discord's code, and what."""

    at: tuple[str, ...]
    code: str
    message: str

    def __str__(self) -> str:
        """Return one line."""
        return f"{'.'.join(self.at) or 'body'}: {self.message} ({self.code})"


def invalid_form(problems: list[Problem]) -> Json:
    """Return Discord's body of a 400 for these problems, code 50035."""
    errors: Json = {}
    for problem in problems:
        node = errors
        for step in problem.at:
            node = node.setdefault(step, {})
        node.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return {"code": 50035, "message": "Invalid Form Body", "errors": errors}


class Contract:
    """The description, compiled as it is needed.

    Without the file (it is not part of the project) there is no description, and only the limits are checked.
    """

    def __init__(self, description: Path = DESCRIPTION) -> None:
        self.described = description.is_file()
        self._paths: Json = {}
        self._schemas: Json = {}
        self._validators: dict[str, jsonschema_rs.Validator] = {}
        if not self.described:
            return
        document = json.loads(description.read_text(encoding="utf-8"))
        # The description has ids only as strings; Discord also takes numbers.
        written = document["components"]["schemas"]["SnowflakeType"]
        document["components"]["schemas"]["SnowflakeType"] = {"anyOf": [written, {"type": "integer", "minimum": 0}]}
        self._paths, self._schemas = document["paths"], document["components"]["schemas"]
        self._registry = jsonschema_rs.Registry([(_URI, document)])
        self._templates = compiled(list(self._paths))

    def problems(
        self, method: str, path: str, query: dict[str, str], body: Any, multipart: bool
    ) -> tuple[list[Problem], bool]:
        """Return what is wrong with the request by the description, and whether this knows path and method at all."""
        if not self.described:
            return [], True
        found = matching(self._templates, path)
        template = found[0] if found else ""
        operation = self._paths.get(template, {}).get(method.lower())
        if found is None or operation is None:
            return [Problem((), "NOT_FOUND", f"Discord has no {method} {path}")], False
        parameters = self._paths[template].get("parameters", []) + operation.get("parameters", [])
        given = {"path": found[1], "query": query}
        problems = list(self._of_parameters(parameters, given))
        where = f"/paths/{template.replace('/', '~1')}/{method.lower()}/requestBody"
        return problems + self._of_body(operation.get("requestBody"), where, body, multipart), True

    def _of_parameters(self, parameters: list[Json], given: dict[str, dict[str, str]]) -> Iterator[Problem]:
        known = {(parameter["in"], parameter["name"]): parameter["schema"] for parameter in parameters}
        for name in given["query"]:
            if ("query", name) not in known:
                yield Problem((name,), "UNKNOWN_PARAMETER", "The description has no such parameter")
        for (kind, name), schema in known.items():
            if name in given[kind]:
                schema_at = {"$ref": f"{_URI}{schema['$ref']}"} if "$ref" in schema else schema
                validator = self._validator(json.dumps(schema_at), schema_at)
                meant = self._schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
                for error in validator.iter_errors(_typed(given[kind][name], meant)):
                    yield from _problems((name,), error)

    def _of_body(self, described: Json | None, where: str, body: Any, multipart: bool) -> list[Problem]:
        if described is None:
            return [] if body is None else [Problem((), "UNKNOWN_BODY", "The description has no body here")]
        if body is None:
            required = described.get("required", False)
            return [Problem((), "BASE_TYPE_REQUIRED", "This field is required")] if required else []
        kind = "multipart/form-data" if multipart else "application/json"
        if kind not in described["content"]:
            return [Problem((), "CONTENT_TYPE_INVALID", f"The description takes no {kind} here")]
        pointer = _URI + "#" + quote(f"{where}/content/{kind.replace('/', '~1')}/schema", safe="/~")
        return [
            problem
            for error in self._validator(pointer, {"$ref": pointer}).iter_errors(body)
            for problem in _problems((), error)
        ]

    def _validator(self, key: str, schema: Json) -> jsonschema_rs.Validator:
        if key not in self._validators:
            self._validators[key] = jsonschema_rs.Draft202012Validator(
                schema, registry=self._registry, validate_formats=True, offline=True, mask="The value"
            )
        return self._validators[key]


@functools.cache
def published() -> Contract:
    """Return the contract of the description beside the project, read once per process."""
    return Contract()


Templates = list[tuple[str, re.Pattern[str]]]


def compiled(templates: list[str]) -> Templates:
    """Return path templates as patterns, those with fewer holes first."""
    ordered = sorted(templates, key=lambda template: template.count("{"))
    return [(one, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(one)))) for one in ordered]


def matching(templates: Templates, path: str) -> tuple[str, dict[str, str]] | None:
    """Return the template that the path fits, and what is in its holes."""
    for template, pattern in templates:
        if found := pattern.fullmatch(path):
            return template, found.groupdict()
    return None


def _typed(value: str, schema: Json) -> Any:
    kinds = schema.get("type", [])
    if "boolean" in kinds and value.lower() in {"0", "1", "true", "false"}:
        return value.lower() in {"1", "true"}
    if "integer" in kinds and value.lstrip("-").isdecimal():
        return int(value)
    return value


def _problems(prefix: tuple[str, ...], error: jsonschema_rs.ValidationError) -> Iterator[Problem]:
    branches = getattr(error.kind, "context", None)
    if branches:
        for inner in min(branches, key=_distance):
            yield from _problems(prefix, inner)
        return
    at = (*prefix, *(str(step) for step in error.instance_path))
    yield Problem(at, _CODES.get(error.kind.name, "BASE_TYPE_BAD_TYPE"), error.message)


def _distance(branch: list[jsonschema_rs.ValidationError]) -> tuple[bool, int]:
    """Return how far a branch of a union is from what was meant: another `type`, or null, is farthest."""
    other = any(error.kind.name in {"enum", "const", "type"} and _names_kind(error) for error in branch)
    return other, len(branch)


def _names_kind(error: jsonschema_rs.ValidationError) -> bool:
    return error.kind.name == "type" or error.instance_path[-1:] == ["type"]
