"""Where words stand in a text. Most words of a list hold a character that stands nowhere in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache


@lru_cache(maxsize=4)  # several rules ask it of a paper, one after another
def characters(text: str) -> frozenset[str]:
    """Those that stand in the text."""
    return frozenset(text)


def places(text: str, words: str) -> Iterator[int]:
    """Where the words stand, also where they overlap."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
