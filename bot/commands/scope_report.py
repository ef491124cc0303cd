"""What a scope command says about a server or a channel. Values in, text out."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.operations.visibility import Collections
from bot.outgoing.escape import inert

LISTED = 20
"""Collections that are named; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is set for a server, or for the `channel` with this mention: `named`.

    `there` are the collections to choose among, `direct` those that direct messages may show at most, and `bound` those
    that the operator lets the server see at most or, for a channel, the server the channel.
    """

    channel: str | None
    named: Collections
    there: frozenset[str]
    direct: Collections
    bound: Collections = None


def setting_text(setting: Setting) -> str:
    """What a place may see, which of it is gone, what could be added, and what direct messages may see."""
    return "\n".join([_may_see(setting), *_advice(setting), f"-# {_in_direct_messages(setting)}"])


def _may_see(setting: Setting) -> str:
    who, named = setting.channel or "This server", setting.named
    if named is not None:
        return f"{who} may see only: {names(named, setting.there, setting.bound)}."
    if setting.channel:
        return f"{who} may see what the server may see."
    if setting.bound is None:
        return f"{who} may see all collections."
    return f"{who} may see all that whoever runs me lets servers see: {names(setting.there, setting.there)}."


def _advice(setting: Setting) -> Iterable[str]:
    """What to do about collections that are gone or new."""
    named, there = setting.named, setting.there
    if named is None:
        return
    if not named & there:
        yield "**Nothing is left to ask here:** add a collection, or use `/pullquote-manage scope reset`."
    if there - named:
        yield f"-# Can be added: {names(there - named, there)}."


def _in_direct_messages(setting: Setting) -> str:
    """What members may see in direct messages."""
    direct, seen = setting.direct, setting.there if setting.named is None else setting.named & setting.there
    if direct is None or (seen and seen <= direct):
        return "Whoever sees it here sees it in direct messages, too."
    if not seen & direct:
        return "Direct messages show nothing of it; whoever runs me decides what they may show."
    return f"Of it, direct messages show: {names(seen & direct, seen)}."


def names(collections: Iterable[str], there: frozenset[str], bound: Collections = None) -> str:
    """The names, with those struck out that are no longer there or beyond a bound; "nothing" for none."""
    ordered = sorted(collections)
    shown = [_name(one, there, bound) for one in ordered[:LISTED]]
    more = f" and {len(ordered) - LISTED} more" if len(ordered) > LISTED else ""
    return f"{', '.join(shown) or 'nothing'}{more}"


def _name(name: str, there: frozenset[str], bound: Collections) -> str:
    shown = inert(name, 50)
    if name in there:
        return f"**{shown}**"
    return f"~~{shown}~~ ({'gone' if bound is None or name in bound else 'not allowed'})"
