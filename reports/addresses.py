"""Addresses in papers: shown short, since a portal's are long and say little; the link and its title hold the whole."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_LONGEST = 40  # characters of an address shown as it is
_LAST = 26  # and of its last part
_ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+[#-&*+\-/-9=@-Z_a-z~]")  # no mark of a sentence ends one
_GOES_ON = re.compile(r"[\u3400-\u9fff]")  # raw Chinese in a path: where it ends cannot be told


def is_web(url: str) -> bool:
    """Whether an address may be made a link: http or https with a host, nothing else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def shortened(text: str) -> str:
    """Host, … and the last part of a long address; any other text as it stands."""
    if len(text) <= _LONGEST or not is_web(text) or re.search(r"\s", text):
        return text
    parts = urlsplit(text)
    *folders, last = [part for part in parts.path.split("/") if part] or [""]
    if len(last) > _LAST:
        last = f"{last[: _LAST // 2]}…{last[-_LAST // 2 :]}"
    rest = "?…" if parts.query else ""
    return "/".join([parts.netloc, *(["…"] if folders else []), last]) + rest


def addressed(text: str) -> Markup:
    """The text with each address in it made a short link."""
    shown, done = Markup(), 0
    for found in _ADDRESS.finditer(text):
        url = found.group()
        if not is_web(url) or (url[-1] in "/=" and _GOES_ON.match(text, found.end())):
            continue
        shown += escape(text[done : found.start()]) + linked(url, url)
        done = found.end()
    return shown + escape(text[done:])


def linked(url: str, text: str) -> Markup:
    """A link that says the text; the text alone where the address may be none. An address as text is shown short."""
    short = shortened(text)
    title = Markup(' title="{}"').format(url) if short != text else ""
    if not is_web(url):
        return Markup('<span class="address"{}>{}</span>').format(title, short)
    return Markup('<a href="{}"{} target="_blank" rel="noopener noreferrer nofollow">{}</a>').format(
        url, title, short
    )
