"""Which addresses a profile's `hosts` speak of, and which of them lie in a private network."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

from ada_url import idna_to_ascii

from auditor.models.address import as_spelt, canonical

_PORTS = {"http": 80, "https": 443}
_PORT = re.compile(r":\d+$")


def is_among(url: str, hosts: Collection[str]) -> bool:
    """Whether the address lies on one of the hosts. A host without a port means its scheme's own port alone."""
    own = _PORTS.get(url.partition(":")[0].lower())
    place = canonical(url).partition("/")[0]  # without the port, where that is the scheme's own
    if own is None:
        return False
    names = {place} if _PORT.search(place) else {place, place.strip("[]"), f"{place}:{own}"}
    return any(name.lower() in names for name in hosts)


def named_host(url: str) -> str:
    """The host of an address as a profile's `hosts` would name it, with the port where that is not the scheme's own."""
    return canonical(url).partition("/")[0]


def with_home(hosts: Collection[str], home: object) -> tuple[str, ...]:
    """The hosts, and the very port that the portal's own address names where its host is listed without one."""
    hosts = tuple(name if name.isascii() else idna_to_ascii(name).decode() for name in hosts)
    named = urlsplit(as_spelt(home)) if isinstance(home, str) else None
    try:
        port = named.port if named else None
    except ValueError:  # said where the address itself is read
        port = None
    listed = named is not None and port is not None and named.hostname in hosts
    return (*hosts, f"{named.hostname}:{port}") if named and listed else hosts


def is_private(address: str) -> bool:
    """Whether an IP address is no address of the open internet: private, loopback, link-local, shared (CGNAT)."""
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return not ip.is_global or ip.is_multicast


def names_private(host: str) -> bool:
    """Whether a host is written as what it is, an address or localhost: who lists it means it."""
    if host.lower() == "localhost":
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
