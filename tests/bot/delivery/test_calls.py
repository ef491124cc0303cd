"""Calls that fail on the way are repeated."""

from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from bot.delivery.calls import THREAD_LOCKED, UNKNOWN_MESSAGE, insist, is_out_of_reach

pytestmark = pytest.mark.asyncio


def refusal(status: int, code: int = 0) -> discord.HTTPException:
    """Return what discord.py raises for an answer of Discord's."""
    kind = {403: discord.Forbidden, 404: discord.NotFound, 503: discord.DiscordServerError}
    response = cast(Any, SimpleNamespace(status=status, reason=""))
    return kind.get(status, discord.HTTPException)(response, {"code": code, "message": ""})


class Call:
    """A call that fails with these errors, and then succeeds."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = list(errors)
        self.count = 0

    async def __call__(self) -> str:
        self.count += 1
        if self._errors:
            raise self._errors.pop(0)
        return "done"


@pytest.mark.parametrize("error", [OSError(), TimeoutError(), refusal(503), refusal(429)])
async def test_what_may_succeed_the_next_time_is_tried_again(error: Exception) -> None:
    call = Call(error, error)
    assert await insist(call, (0, 0)) == "done"
    assert call.count == 3


async def test_it_gives_up_after_the_last_pause() -> None:
    call = Call(OSError("first"), OSError("second"), OSError("third"))
    with pytest.raises(OSError, match="second"):
        await insist(call, (0,))
    assert call.count == 2


@pytest.mark.parametrize("error", [refusal(400), refusal(403), refusal(404)])
async def test_what_discord_refuses_is_not_tried_again(error: discord.HTTPException) -> None:
    call = Call(error)
    with pytest.raises(discord.HTTPException):
        await insist(call, (0, 0))
    assert call.count == 1


async def test_a_channel_is_out_of_reach_where_it_is_gone_closed_or_forbidden() -> None:
    assert is_out_of_reach(refusal(403))
    assert is_out_of_reach(refusal(400, THREAD_LOCKED))
    assert not is_out_of_reach(refusal(404, UNKNOWN_MESSAGE))
