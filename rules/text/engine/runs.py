"""The runs of Chinese characters of a text. What is found within one is kept: the same words stand on many pages."""

from __future__ import annotations

from functools import lru_cache

from auditor.text.patterns import pattern

_RUN = pattern("[\u4e00-\u9fff]+")
KEPT = 1 << 11  # runs of which it is remembered what was found in them
_NO_HAN = pattern("[^\u4e00-\u9fff]")


@lru_cache(maxsize=2)  # several searches ask it of a paper, one after another
def runs_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where each begins and ends."""
    return tuple(match.span() for match in _RUN.finditer(text))


def around(text: str, begin: int, end: int, reach: int) -> tuple[str, str]:
    """The Chinese characters before and behind the place, at most so many."""
    before, after = text[max(0, begin - reach) : begin], text[end : end + reach]
    return _NO_HAN.split(before)[-1], _NO_HAN.split(after)[0]
