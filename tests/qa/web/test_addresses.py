"""Which addresses are public."""

import pytest

from qa.web.addresses import Refused, is_public, parse_address


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
     "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
     "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "x", ""],
)  # fmt: skip
def test_addresses_of_this_machine_and_its_networks_are_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["https://[::1]@/", "//[::1]@/", "https://[::1", "http://a:99999999/"])
def test_an_address_that_cannot_be_read_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="not a valid address"):
        parse_address(address)


def test_an_address_is_read_in_its_parts() -> None:
    assert parse_address("https://x.example:8080/a?b=c").host_port_subcomponent == "x.example:8080"
