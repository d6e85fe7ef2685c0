"""Hosts of addresses: public or not, the government's or not."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from auditor.models.address import file_name
from auditor.text.patterns import pattern

_PLAIN = pattern(r"https?://([a-z0-9.-]+)(?=[/?#]|\Z)")  # no port, no user, nothing to fold
_GOVERNMENT = pattern(r"(?:^|\.)gov\.cn$")
_PRIVATE = pattern(
    r"localhost|127\.[\d.]+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|\[?::1\]?"
)
_STAND_IN = pattern(r"loading|lazy|blank|placeholder|spacer|grey\.|gray\.", re.IGNORECASE)
_DISK = pattern(r"file:|[A-Za-z]:[\\/]", re.IGNORECASE)


def host(url: str) -> str:
    """The host name, lower case; "" where there is none."""
    if plain := _PLAIN.match(url):
        return plain[1].rstrip(".")
    try:
        return (urlsplit(url).hostname or "").rstrip(".") if "://" in url else ""
    except ValueError:
        return ""


def is_own(url: str, hosts: Collection[str]) -> bool:
    """Whether the address lies on one of the portal's hosts; where none is named, any does."""
    try:
        parts = urlsplit(url)
        return not hosts or not {host(url), parts.netloc}.isdisjoint(hosts)
    except ValueError:
        return False


def is_government(name: str) -> bool:
    """Whether the host lies under gov.cn."""
    return _GOVERNMENT.search(name) is not None


def is_private(name: str) -> bool:
    """Whether the host is reached from inside a network only."""
    return _PRIVATE.fullmatch(name) is not None


def is_on_disk(url: str) -> bool:
    """Whether the address names a file on somebody's computer."""
    return _DISK.match(url) is not None


def is_below(name: str, domain: str) -> bool:
    """Whether the host is the domain or lies under it."""
    return name == domain or name.endswith(f".{domain}")


def is_stand_in(url: str) -> bool:
    """Whether a picture only holds the place of one that is loaded late."""
    return _STAND_IN.search(file_name(url)) is not None


def defanged(url: str) -> str:
    """An address that nobody can follow by a click."""
    return url.replace("://", "：//").replace(".", "[.]")
