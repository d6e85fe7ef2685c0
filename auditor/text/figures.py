"""Patterns that begin with figures, tried only where figures begin: a paper has far fewer of these than characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_FIGURES = re.compile(r"\d+")


def beginning_with_figures(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """As `pattern.finditer(text)`, for one of which every match begins where a run of figures does."""
    end = 0
    for begin in _beginnings(text):
        if begin >= end and (match := pattern.match(text, begin)):
            end = match.end()
            yield match


@lru_cache(maxsize=4)  # several rules ask it of a paper, one after another
def _beginnings(text: str) -> tuple[int, ...]:
    return tuple(match.start() for match in _FIGURES.finditer(text))
