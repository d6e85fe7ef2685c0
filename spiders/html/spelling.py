"""Queries as browsers spell them: in the encoding of the page that links them, while its paths are always UTF-8."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

LATE = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "lay-src",
    "_src",
)  # pictures loaded in sight
_LINKING = ("href", "src", "data", *LATE)
_OWN = {"gb18030", "big5", "big5hkscs"}  # a page in UTF-8 or UTF-16 spells its queries in UTF-8
_FOREIGN = re.compile("[^\x00-\x7f]+")
_TRAILS = "@[\\]^`{|}"  # second bytes of a character that stand in a query as they are


def spell_queries(root: Any, charset: str) -> None:
    """Spell the words of every query in the tree that browsers would not spell in UTF-8."""
    if charset not in _OWN:
        return
    for element in root.iter():
        for name in _LINKING if isinstance(element.tag, str) else ():
            value = element.get(name)
            if value and "?" in value and not value.isascii():
                element.set(name, spelt_in(charset, value))


def spelt_in(charset: str, href: str) -> str:
    """The address with the words of its query spelt in `charset`; what that has no character for as its number."""
    address, mark, fragment = href.partition("#")
    path, question, query = address.partition("?")
    spelt = _FOREIGN.sub(lambda m: quote(m[0].encode(charset, "xmlcharrefreplace"), safe=_TRAILS), query)
    return f"{path}{question}{spelt}{mark}{fragment}"
