"""The runs of Chinese characters of a text. What is found within one is kept: the same words stand on many pages."""

from __future__ import annotations

from functools import lru_cache

from auditor.text.patterns import pattern

_RUN = pattern("[\u4e00-\u9fff]+")
KEPT = 1 << 12  # runs of which it is remembered what was found in them


@lru_cache(maxsize=2)  # several searches ask it of a paper, one after another
def runs_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where each begins and ends."""
    return tuple(match.span() for match in _RUN.finditer(text))
