"""Settings of the bot, besides those of qa; built only at its entry point."""

from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, SecretStr

from qa.settings import Settings


class BotSettings(Settings):
    """Each is read from PULLQUOTE_<NAME> if it is not given."""

    table: ClassVar[str] = "bot"

    discord_token: SecretStr = SecretStr("")
    """The token of the bot, from Discord's developer portal."""

    discord_proxy: str | None = None
    """An HTTP proxy for Discord, as in http://proxy.example.org:3128."""

    database: Path = Path(".pullquote-bot.sqlite")
    """The bot's own file: settings of servers, feedback."""

    direct_collections: str = "all"
    """What direct messages may see: `all`, `none`, or names of collections separated by commas."""

    server_collections: str = "all"
    """The most that servers may see, as above. Those who manage a server narrow it with /pullquote-manage scope."""

    follow_threads: bool = False
    """Whether the bot answers in its own threads without a mention; needs the message-content intent."""

    user_install: bool = False
    """Whether people may add the bot to their own account, and ask it in every server that lets them."""

    person_questions: Annotated[int, Field(ge=1)] = 5
    """Questions that a person may ask in `limit_seconds`."""

    server_questions: Annotated[int, Field(ge=1)] = 30
    """Questions that a server may ask in `limit_seconds`."""

    limit_seconds: Annotated[float, Field(gt=0)] = 30.0

    workers: Annotated[int, Field(ge=1, le=64)] = 2
    """Questions that are answered at the same time."""

    queue: Annotated[int, Field(ge=1, le=10_000)] = 32
    """Questions that may wait; whoever asks more is asked to come back."""

    watch: bool = False
    """Whether the bot watches the articles itself, as `pullquote watch` does."""

    web: Annotated[float, Field(gt=0)] = 30.0
    """Minutes between two checks of web pages, with `watch`."""

    health_port: Annotated[int, Field(ge=1, le=65535)] | None = None
    """The port of /healthz and /metrics on 127.0.0.1; None for no port."""

    log_ids: bool = False
    """Whether the log names people and servers by their ids instead of by pseudonyms for this run."""
