"""Canonical form of an address: one page, one key, whatever scheme, case or tracking words it was linked with."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_NOISE = {"topsearch", "from", "spm", "isappinstalled", "utm_source", "utm_medium", "utm_campaign"}
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|shtml|jsp|aspx?)$", re.IGNORECASE)
# Of such an address only the scheme goes: nothing in it is upper case, quoted, a port, a query or a fragment.
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(/[A-Za-z0-9/:@!$&'()*+,;=~._-]*)")
_REMEMBERED = 1 << 14  # a portal's pages and sections are asked for again and again
_DEFAULT_PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=32_768)  # the menus of a portal stand on each of its pages
def canonical(url: str) -> str:
    """The address without scheme, fragment, default port, index file and tracking parameters.

    >>> canonical("HTTP://Www.Example.gov.cn:80/a/index.html?topSearch=1#top")
    'www.example.gov.cn/a/'

    What is no address (a file given to `auditor check`, a host that cannot be) is returned unchanged.
    """
    try:
        return strictly_canonical(url)
    except ValueError:
        return url


def strictly_canonical(url: str) -> str:
    """The same; ValueError for an address that no host or port can have."""
    if "://" not in url:
        return url
    if (plain := _PLAIN.fullmatch(url)) and not _INDEX.search(url):
        return plain[1] + plain[2]
    parts = urlsplit(url)
    if parts.scheme == "file":
        return unquote(parts.path)
    host = (parts.hostname or "").lower()
    port = "" if parts.port in (None, _DEFAULT_PORTS.get(parts.scheme.lower())) else f":{parts.port}"
    path = quote(unquote(_INDEX.sub("/", parts.path or "/")), safe="/:@!$&'()*+,;=~-._")
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query, True) if k.lower() not in _NOISE))
    return urlunsplit(("", "", f"{host}{port}{path}", query, ""))


FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|pptx?|zip|rar|7z|rtf|txt|jpe?g|png)(?:$|\?)", re.IGNORECASE
)


def is_file(url: str) -> bool:
    """Whether the address is that of a file for download."""
    return FILE.search(url) is not None
