"""What is made to be said alike, with words made for it: 退茶退果退林, 医保、医药、医价, 快连快通, 以岗定搬以产定搬."""

from __future__ import annotations

from .lexicon import is_firm

_APART = (2, 3, 4)  # characters between what stands twice
_ROWS = 3  # where two items of a row of words of two stand: they may be words that are known


def is_said_alike(text: str, begin: int, end: int) -> bool:
    """Whether one of the characters begin:end stands a second time close by, and there in no well-known word."""
    return any(_recurs(text, at) for at in range(begin, end))


def _recurs(text: str, at: int) -> bool:
    char = text[at]
    if not "\u4e00" <= char <= "\u9fff":
        return False
    others = ((other, apart) for apart in _APART for other in (at - apart, at + apart))
    return any(
        0 <= other < len(text) and text[other] == char and (apart == _ROWS or not _is_in_word(text, other))
        for other, apart in others
    )


def _is_in_word(text: str, at: int) -> bool:
    return is_firm(text[at : at + 2]) or is_firm(text[max(0, at - 1) : at + 1])
