"""The log: one line of JSON per event, without texts, names or ids in the clear; in a terminal, one for people.

Of other libraries' messages only the template is logged, because what is filled in may be an address with ids;
of an error, only its kind and where it arose, because its message may quote a text.
"""

import json
import logging
import secrets
import sys
import traceback
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from discord import HTTPException

FRAMES = 6
"""The innermost frames of an error that are logged."""

logger = logging.getLogger("bot")


class JsonLines(logging.Formatter):
    """A record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: `at`, `level`, `event`, and the fields of the event."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields = {"at": at, "level": record.levelname.lower(), **told(record)}
        return json.dumps(fields, ensure_ascii=False, default=str)


class Plain(logging.Formatter):
    """A record as a line for people: the time of day, the event and its fields, and the level if it is a warning."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        event, *fields = told(record).items()
        level = [] if record.levelno < logging.WARNING else [record.levelname.casefold()]
        said = [f"{name}={value}" for name, value in fields if value is not None]
        return " ".join([f"{datetime.fromtimestamp(record.created):%H:%M:%S}", *level, str(event[1]), *said])


def told(record: logging.LogRecord) -> dict[str, Any]:
    """The event of a record, and its fields."""
    own = getattr(record, "fields", None)
    template = str(record.msg).partition("\n")[0]  # the lines that asyncio adds are already filled in
    fields = {"event": record.msg, **own} if own is not None else {"event": record.name, "message": template}
    if record.exc_info and record.exc_info[1] is not None:
        fields |= error_fields(record.exc_info[1])
    return fields


class Pseudonyms:
    """Names for ids: one per id as long as the program runs, or the id itself if `in_clear`."""

    def __init__(self, *, in_clear: bool) -> None:
        self._key = None if in_clear else secrets.token_bytes(16)

    def of(self, snowflake: int | None) -> str | None:
        """The name of an id."""
        if snowflake is None or self._key is None:
            return None if snowflake is None else str(snowflake)
        return blake2b(str(snowflake).encode(), key=self._key, digest_size=5).hexdigest()


def event(name: str, level: int = logging.INFO, **fields: Any) -> None:
    """Log an event with its fields."""
    logger.log(level, name, extra={"fields": fields})


def error_fields(error: BaseException) -> dict[str, Any]:
    """The fields of an error: its kind, and where it arose."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    status = {"status": error.status, "code_of_discord": error.code} if isinstance(error, HTTPException) else {}
    where = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, **status, "where": where}


def announce(line: str) -> None:
    """Print a line for people, where standard error is a terminal: no control characters, and nothing is logged."""
    if sys.stderr.isatty():
        print("".join(filter(str.isprintable, line)), file=sys.stderr, flush=True)


def set_up() -> None:
    """Log to stderr: this program's events, and the warnings of others; in a terminal for people, else in JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Plain() if sys.stderr.isatty() else JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logger.setLevel(logging.INFO)
