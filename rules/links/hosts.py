"""Hosts of addresses: public or not, the government's or not."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_GOVERNMENT = re.compile(r"(?:^|\.)gov\.cn$")
_PRIVATE = re.compile(
    r"localhost|127\.[\d.]+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|\[?::1\]?"
)
_DISK = re.compile(r"file:|[A-Za-z]:[\\/]", re.IGNORECASE)


def host(url: str) -> str:
    """The host name, lower case; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower() if "://" in url else ""
    except ValueError:
        return ""


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


def file_name(url: str) -> str:
    """The last part of the path, decoded."""
    return unquote(url.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1])


def defanged(url: str) -> str:
    """An address that nobody can follow by a click."""
    return url.replace("://", "：//").replace(".", "[.]")
