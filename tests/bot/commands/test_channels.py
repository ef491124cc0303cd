"""Which channels an option offers."""

import discord

from bot.commands.channels import ChannelOf


def test_only_channels_of_its_types_are_offered() -> None:
    option = ChannelOf(discord.ChannelType.forum)
    assert option.type is discord.AppCommandOptionType.channel
    assert option.channel_types == [discord.ChannelType.forum]
