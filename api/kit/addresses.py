"""Network addresses: who speaks from where, and which of them are nobody's business."""

import ipaddress
from collections.abc import Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Of a network's own translator, which may put the IPv4 address anywhere (RFC 8215), and what came before fc00::/7.
_LOCAL = (ipaddress.IPv6Network("64:ff9b:1::/48"), ipaddress.IPv6Network("fec0::/10"))
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def place_of(address: str) -> str:
    """What one caller can speak from: in IPv6 anybody has a whole /64 to choose from.

    >>> place_of("2001:db8::1") == place_of("2001:db8::ffff:2"), place_of("::ffff:192.0.2.1")
    (True, '192.0.2.1')
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))


def is_public(address: Address) -> bool:
    """Whether anybody on the internet can be reached there: no loopback, private, link-local, metadata, multicast or
    reserved address, and no IPv6 spelling of one.

    >>> [is_public(ipaddress.ip_address(text)) for text in ("1.1.1.1", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False]
    """
    if any(address in network for network in _LOCAL):
        return False
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in _meanings(address))


def _meanings(address: Address) -> Iterable[Address]:
    """The address, or the IPv4 ones that an IPv6 address leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if address in _COMPATIBLE or address in _NAT64:
        embedded = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        return (embedded,) if address not in _COMPATIBLE else (address, embedded)
    return (address,)
