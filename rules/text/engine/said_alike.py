"""What is made to be said alike, with words made for it: 退茶退果退林, 快连快通, 以岗定搬以产定搬; in a row 优产、优储、优销."""

from __future__ import annotations

from collections.abc import Iterator

from .lexicon import is_firm

_APART = (2, 3, 4)  # characters between what stands twice
_ITEMS_APART = 3  # the same of words of two with 、 between: they may be words that are known


def is_said_alike(text: str, begin: int, end: int) -> bool:
    """Whether one of the characters begin:end stands a second time close by, and there in no well-known word."""
    return any(
        abs(other - at) == _ITEMS_APART or not _is_in_word(text, other)
        for at, other in _again(text, begin, end)
    )


def is_in_row(text: str, begin: int, end: int) -> bool:
    """Whether that is in another item of a row, which is no well-known word either."""
    return any(
        "、" in text[min(at, other) : max(at, other)] and not _is_in_word(text, other)
        for at, other in _again(text, begin, end)
    )


def _again(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Each of the Chinese characters with the places close by where it stands again."""
    for at in range(begin, end):
        for other in (at + sign * apart for apart in _APART for sign in (-1, 1)):
            if "\u4e00" <= text[at] <= "\u9fff" and 0 <= other < len(text) and text[other] == text[at]:
                yield at, other


def _is_in_word(text: str, at: int) -> bool:
    return is_firm(text[at : at + 2]) or is_firm(text[max(0, at - 1) : at + 1])
