"""Addresses: as a browser reads them (WHATWG URL), and their canonical form: one page, one key, whatever scheme, case,
spelling or tracking words it was linked with."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, unquote_to_bytes, urlencode

from ada_url import join_url, normalize_url

_NOISE = {"topsearch", "from", "spm", "isappinstalled", "utm_source", "utm_medium", "utm_campaign"}
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|shtml|jsp|aspx?)$", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)  # names a visit, not a page
_SAFE = "/:@!$&'()*+,;=~-._"
_SPELT = re.compile(r"[A-Za-z0-9/:@!$&'()*+,;=~._-]*")  # a path in which nothing is to be folded
_PLAIN_QUERY = re.compile(r"[\w.~-]+=[\w.~-]*(?:&[\w.~-]+=[\w.~-]*)*", re.ASCII)  # nothing in it is quoted
# Of such an address only the scheme goes: nothing in it is upper case, quoted, a number for a host, a port, a dot
# segment, a session, a query or a fragment.
_PLAIN = re.compile(r"https?://((?:[a-z0-9.-]+\.)?[a-z]+)(/[A-Za-z0-9/:@!$&'()*+,=~._-]*)")
# An address as a browser writes it: whose parts hold no mark that could end them.
_PARTS = re.compile(
    r"(?P<scheme>[^:]+)://(?:[^/?#@]*@)?(?P<host>\[[^\]]*\]|[^/?#:]*)(?P<port>:\d+)?(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?"
)


def spelt(url: str) -> str:
    """The address as a browser writes it on the wire; ValueError for what is none."""
    return normalize_url(url)


def as_spelt(url: str) -> str:
    """The same; what is no address stays as it stands."""
    try:
        return spelt(url)
    except ValueError:
        return url


def resolved(base: str, href: str) -> str:
    """The absolute address that a browser reads in `href` on a page at `base`; ValueError where it reads none."""
    try:
        return join_url(base, href)
    except ValueError:  # a page without an address of its own can still name a whole one
        return normalize_url(href)


@lru_cache(maxsize=32_768)  # the menus of a portal stand on each of its pages
def canonical(url: str) -> str:
    """The address without scheme, fragment, default port, index file, session and tracking parameters.

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
    if (plain := _PLAIN.fullmatch(url)) and "/." not in url and not _INDEX.search(url):
        return plain[1] + plain[2]
    parts = _PARTS.match(spelt(url))
    if parts is None:
        raise ValueError(url)
    if parts["scheme"] == "file":
        return unquote(parts["path"])
    host = parts["host"].rstrip(".") or parts["host"]
    return f"{host}{parts['port'] or ''}{_folded_path(parts['path'])}{_folded_query(parts['query'])}"


def file_name(url: str) -> str:
    """The last part of the path, its escapes read as UTF-8 or, where they are none, as GB 18030."""
    return unescaped(url.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1])


def unescaped(text: str) -> str:
    """Percent-escapes read as the words they stand for, in UTF-8 or, where they are none, in GB 18030."""
    octets = unquote_to_bytes(text)
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("gb18030", "replace")


FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|pptx?|zip|rar|7z|rtf|txt|jpe?g|png)(?:;jsessionid=[^/?]*)?(?:$|\?)",
    re.IGNORECASE,
)


def is_file(url: str) -> bool:
    """Whether the address is that of a file for download."""
    return FILE.search(url) is not None


def _folded_path(path: str) -> str:
    """One spelling of its escapes, which stay the bytes they are: names in GBK are as many as they are in UTF-8."""
    path = _INDEX.sub("/", _SESSION.sub("", path) or "/")
    return path if _SPELT.fullmatch(path) else quote(unquote_to_bytes(path), safe=_SAFE)


def _folded_query(query: str | None) -> str:
    """The parameters in order, byte by byte, without those that only track."""
    if not query:
        return ""
    if _PLAIN_QUERY.fullmatch(query):
        plain = sorted(pair.partition("=") for pair in query.split("&"))
        told = "&".join("".join(pair) for pair in plain if pair[0].lower() not in _NOISE)
    else:
        pairs = sorted(parse_qsl(query, keep_blank_values=True, encoding="latin-1"))
        told = urlencode([pair for pair in pairs if pair[0].lower() not in _NOISE], encoding="latin-1")
    return f"?{told}" if told else ""
