"""A small Discord on this machine, for tests: REST, gateway, interactions, and faults on demand.

Imports point one way: outside -> server -> people -> interactions -> messages, commands -> rest, gateway -> posts,
payloads -> state -> values; rest -> contract, limits, faults.
"""

from tests.bot.loopback.interactions import Interaction
from tests.bot.loopback.outside import Outside
from tests.bot.loopback.people import Person
from tests.bot.loopback.permissions import EVERYONE, bits
from tests.bot.loopback.server import LoopbackDiscord
from tests.bot.loopback.state import Channel, Guild, Role
from tests.bot.loopback.values import Button, Choice, Message, Pings, Request, User, Violation, pings

__all__ = [
    "EVERYONE",
    "Button",
    "Channel",
    "Choice",
    "Guild",
    "Interaction",
    "LoopbackDiscord",
    "Message",
    "Outside",
    "Person",
    "Pings",
    "Request",
    "Role",
    "User",
    "Violation",
    "bits",
    "pings",
]
