"""What can go wrong before the bot answers, besides the errors of qa.errors.

PullquoteError
└── BotError                 the bot cannot start or go on
    ├── TokenMissing         no token is given
    ├── DiscordRefused       Discord rejected the token or the requested intents
    └── DatabaseUnusable     the bot's own file: too new, damaged, or not writable
"""

from qa.errors import PullquoteError


class BotError(PullquoteError):
    """The bot cannot start or go on."""


class TokenMissing(BotError):
    """No token is given."""


class DiscordRefused(BotError):
    """Discord rejected the token or the requested intents."""


class DatabaseUnusable(BotError):
    """The bot's own file is too new, damaged, or not writable."""
