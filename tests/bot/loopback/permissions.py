"""What Discord lets a member do: permission bits, and how roles and overwrites add up."""

from collections.abc import Iterable

from discord import Permissions

EVERYONE = Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
    add_reactions=True,
    use_application_commands=True,
).value
ALL = Permissions.all().value
IN_DIRECT_MESSAGES = EVERYONE


def bits(**names: bool) -> int:
    """Return the bits of permissions by name: `bits(manage_guild=True)`."""
    return Permissions(**names).value


VIEW, ADMINISTRATOR = bits(view_channel=True), bits(administrator=True)


def total(everyone: int, roles: Iterable[int], overwrites: Iterable[tuple[int, int]]) -> int:
    """Return a member's bits in a channel.

    `overwrites` are (allow, deny) in the order that Discord applies them: everyone, roles together, member.
    """
    granted = everyone
    for role in roles:
        granted |= role
    if granted & ADMINISTRATOR:
        return ALL
    for allow, deny in overwrites:
        granted = granted & ~deny | allow
    return granted if granted & VIEW else 0
