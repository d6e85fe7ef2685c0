"""Entrances that every page of a portal owes its readers: search, 政府网站找错, 无障碍."""

from __future__ import annotations

import re

from auditor.text.patterns import pattern

SEARCH_BOX = (
    "搜索框"  # what a box to search in says that names itself by a picture alone, and the address it leads to
)
_ENTRANCE = pattern(
    r"找错|纠错|搜索|检索|无障碍|适老|长者|关怀版|jiucuo|/exposure/|[/_]wza|/j?search", re.IGNORECASE
)


def is_entrance(words: str, url: str) -> bool:
    """Whether a link's words or address tell of such an entrance."""
    return _ENTRANCE.search(f"{words} {url}") is not None
