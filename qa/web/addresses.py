"""Which addresses may be connected to: only public ones, unless private ones are allowed."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import yarl
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

NAT64 = IPv6Network("64:ff9b::/96")
"""Addresses that stand for an IPv4 address in their last 32 bits (RFC 6052)."""


class Refused(Exception):
    """A request that is not made, or whose answer is not accepted; the message is the reason."""


def parse_address(address: str) -> yarl.URL:
    """The parts of an address. Raises Refused if it is invalid: yarl raises IndexError for some hosts in brackets."""
    try:
        return yarl.URL(address)
    except (ValueError, IndexError) as error:
        raise Refused("it is not a valid address") from error


def is_public(address: str) -> bool:
    """Whether an IP address is public; one that stands for another (NAT64, 6to4, Teredo) counts as the other."""
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        if inner is None and parsed in NAT64:
            inner = IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            parsed = inner
    return parsed.is_global and not parsed.is_multicast


class PublicResolver(AbstractResolver):
    """Resolves names to public addresses only. The connection is made to the address returned, so that a second look-up
    cannot lead elsewhere.
    """

    def __init__(self) -> None:
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host. Raises Refused if one is not public, OSError if there is none."""
        found = await self._resolver.resolve(host, port, family)
        if not all(is_public(one["host"]) for one in found):
            raise Refused("it leads to a private address; use --allow-private to permit it")
        return found

    async def close(self) -> None:
        """Do nothing: there is nothing to close."""
