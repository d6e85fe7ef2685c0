"""How likely Chinese words and characters follow each other: what the search for wrong characters weighs places by.

The tables lie in `model.zst`, made by `build_model`. They are read when first asked for, once a process.
All figures are log10 of shares.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import zstandard

WORD_STEPS, STEPS, PAIR_STEPS = 10, 8, 10  # levels in one power of ten
FIRST_LEVEL = 33  # the character that stands for level 0
_FIRST_HAN = "\u4e00"
_LONGEST = 6  # characters of a word
UNKNOWN = -7.5  # share of a character that is no word
_NO_PAIR = -8.5
_LEAST_WORD = -7.2  # share of a word worth proposing


@dataclass(frozen=True, slots=True)
class Language:
    """The tables. A row of `following` is second words, each with the character of its level after it."""

    words: Mapping[str, float]
    backoffs: Mapping[str, float]
    following: Mapping[str, str]
    pairs: Mapping[str, list[str]]  # character -> the characters after it, their levels
    chars: Mapping[str, float]  # character -> its share of all characters that begin a pair
    neighbours: Mapping[str, Mapping[str, int]]  # character -> those alike: 1 very, 2 somewhat
    followers: Mapping[str, frozenset[str]]  # character -> second characters of words of two
    leaders: Mapping[str, frozenset[str]]  # character -> first characters of such words
    longer: Mapping[
        str, tuple[str, ...]
    ]  # two characters -> words of three or four that begin or end with them


@cache
def language() -> Language:
    """The tables."""
    packed = Path(__file__).with_name("model.zst").read_bytes()
    tables = json.loads(zstandard.ZstdDecompressor().decompress(packed))
    words = dict(_levelled(tables["words"]))
    followers: dict[str, set[str]] = defaultdict(set)
    leaders: dict[str, set[str]] = defaultdict(set)
    longer: dict[str, list[str]] = defaultdict(list)
    for word, share in words.items():
        if len(word) == 2 and share > _LEAST_WORD:
            followers[word[0]].add(word[1])
            leaders[word[1]].add(word[0])
        elif 2 < len(word) < 5 and share > _LEAST_WORD:
            longer[word[:2]].append(word)
            longer[word[-2:]].append(word)
    return Language(
        words=words,
        backoffs=dict(_levelled(tables["backoffs"])),
        following=tables["following"],
        pairs=tables["pairs"],
        chars={char: words.get(char, UNKNOWN) for char in tables["pairs"]},
        neighbours={
            char: {near: level for level, found in enumerate(levels, start=1) for near in found}
            for char, levels in tables["neighbours"].items()
        },
        followers={char: frozenset(found) for char, found in followers.items()},
        leaders={char: frozenset(found) for char, found in leaders.items()},
        longer={pair: tuple(found) for pair, found in longer.items()},
    )


@lru_cache(maxsize=1 << 16)
def pair_share(pair: str) -> float:
    """How often the two characters stand side by side, in a word or across."""
    row = language().pairs.get(pair[0])
    at = row[0].find(pair[1]) if row else -1
    return (FIRST_LEVEL - ord(row[1][at])) / PAIR_STEPS if row and at >= 0 else _NO_PAIR


@lru_cache(maxsize=1 << 16)
def naturalness(text: str) -> float:
    """The score of the likeliest way to divide Chinese characters into words, each weighed by the word before it."""
    words = language().words
    ways: list[list[tuple[str, float]]] = [[("", 0.0)]]  # for each end: last words, best scores
    for end in range(1, len(text) + 1):
        here = []
        for begin in range(end - _LONGEST if end > _LONGEST else 0, end):
            word = text[begin:end]
            if word in words or end - begin == 1:
                here.append((word, max([score + _step(before, word) for before, score in ways[begin]])))
        ways.append(here)
    return max(score for _, score in ways[-1])


@lru_cache(maxsize=1 << 17)
def _step(before: str, word: str) -> float:
    """How likely the word comes after the other; how likely it is at all where the pair was never seen."""
    tables = language()
    seen = seen_after(before, word)
    return tables.backoffs.get(before, 0.0) + tables.words.get(word, UNKNOWN) if seen is None else seen


def seen_after(before: str, word: str) -> float | None:
    """How likely the word comes after the other, where the two were seen together."""
    row = language().following.get(before, "")
    at = row.find(word)
    while at >= 0:
        end = at + len(word)
        if row[end] < _FIRST_HAN and (at == 0 or row[at - 1] < _FIRST_HAN):
            return (FIRST_LEVEL - ord(row[end])) / STEPS
        at = row.find(word, at + 1)
    return None


def _levelled(levels: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    for level, words in levels.items():
        for word in words.split(" "):
            yield word, -int(level) / WORD_STEPS
