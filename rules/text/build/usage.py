"""What phrases of official papers add to the word pairs of the language model; used by `build.model` alone.

The model was counted on the web. A phrase of `sources/usage/` counts as if each of its pairs of words had been read some
hundred times there: much for seldom words (粘/捕), hardly anything for frequent ones (的/工作).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

READ = 1e8  # words the model may have been counted on
_COUNTS = 100.0  # readings that one phrase is worth
UNKNOWN = -7.5
_LONGEST = 6


class Grams(NamedTuple):
    """Words with their shares, their back-off weights, and for each first word the seconds: all log10."""

    shares: dict[str, float]
    backoffs: dict[str, float]
    following: dict[str, dict[str, float]]


def with_usage(grams: Grams, phrases: Iterable[str]) -> Grams:
    """The same tables with the pairs of the phrases; words that stand in no table stay single characters."""
    pairs: Counter[tuple[str, str]] = Counter()
    for phrase in phrases:
        words = divided(phrase, grams)
        pairs.update(pairwise(words))
    following = {first: dict(seconds) for first, seconds in grams.following.items()}
    firsts = Counter(first for first, _ in pairs.elements())
    for (first, second), count in pairs.items():
        read = READ * 10 ** grams.shares.get(first, UNKNOWN)
        share = (read * 10 ** _step(first, second, grams) + _COUNTS * count) / (
            read + _COUNTS * firsts[first]
        )
        seconds = following.setdefault(first, {})
        seconds[second] = max(seconds.get(second, -9.0), math.log10(share))
    return grams._replace(following=following)


def divided(text: str, grams: Grams) -> list[str]:
    """The likeliest way to divide Chinese characters into words."""
    ways: list[list[tuple[float, list[str]]]] = [[(0.0, [])]]
    for end in range(1, len(text) + 1):
        here = []
        for begin in range(max(0, end - _LONGEST), end):
            word = text[begin:end]
            if word in grams.shares or end - begin == 1:
                scored = [
                    (score + _step(words[-1] if words else "", word, grams), words)
                    for score, words in ways[begin]
                ]
                score, words = max(scored, key=lambda way: way[0])
                here.append((score, [*words, word]))
        ways.append(here)
    return max(ways[-1], key=lambda way: way[0])[1]


def _step(first: str, second: str, grams: Grams) -> float:
    seconds: Mapping[str, float] = grams.following.get(first, {})
    known = seconds.get(second)
    return known if known is not None else grams.backoffs.get(first, 0.0) + grams.shares.get(second, UNKNOWN)
