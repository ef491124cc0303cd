"""What can go wrong before the bot answers, beside the errors of qa.errors.

PullquoteError
└── BotError                 the bot cannot start, or go on
    ├── TokenMissing         no token is given
    ├── DiscordRefused       Discord takes the token, or what the bot asks for, not
    └── DatabaseUnusable     the bot's own file: too new, damaged, or not to be written
"""

from qa.errors import PullquoteError


class BotError(PullquoteError):
    """The bot cannot start, or go on."""


class TokenMissing(BotError):
    """No token is given."""


class DiscordRefused(BotError):
    """Discord takes the token, or what the bot asks for, not."""


class DatabaseUnusable(BotError):
    """The bot's own file is too new, damaged, or cannot be written."""
