"""Words and pairs of characters that vouch for what stands in a text, and for missing characters.

The tables are made by `rules.text.build.lexicon`. Shares are log10 of a word's part of all words.
"""

from __future__ import annotations

import math
from functools import lru_cache

from .tables import COUNT, FIRM_WORD, GAP, IN_LONGER, LEXICON_STEPS, Pairs, mapped

UNSEEN = -7.5  # share given to a character never met by itself
NO_WORD = -999.0
_BESIDE = 0.35  # weight of two characters standing side by side in running text
_JOINT = 0.3  # price of every further word
MOST_COUNTED = 20  # times two characters stand side by side
MOST_JOINED = 0.17  # the best that a joint can be worth

_WORDS = mapped("lexicon")  # word -> level of its share
LONG_WORDS = mapped("long_words")  # known words of three characters or more that vouch for all of theirs
_PAIRS = Pairs("joints")  # two characters -> how often they stand side by side, and their marks
_FREQUENT = mapped("frequent")  # 国_ and _国 -> what makes a frequent word of it
_SELDOM = 5  # times two characters stand side by side, at most
LOOSE = bytes(
    1 if not standing & FIRM_WORD and standing & COUNT <= _SELDOM else 0 for standing in range(256)
)  # standing -> 1 where it is no word, and hardly ever met
_WORTH = tuple(_BESIDE * math.log10(1 + count) - _JOINT for count in range(MOST_COUNTED + 1))


@lru_cache(maxsize=1 << 12)
def share(word: str) -> float:
    """The word's share; a character's is that of the word it is by itself. Hopelessly small for what is no word."""
    if found := _WORDS.get(word):
        return found[0][0] / -LEXICON_STEPS  # type: ignore[no-any-return]
    return NO_WORD if len(word) > 1 else UNSEEN


@lru_cache(maxsize=1 << 12)
def standing(pair: str) -> int:
    """How two characters stand beside each other: how often, and marks (`tables`)."""
    return _PAIRS.level(pair) or 0


def is_firm(pair: str) -> bool:
    """Whether it is a word of two characters that vouches for both."""
    return standing(pair) & FIRM_WORD > 0


def are_in_longer(pair: str) -> bool:
    """Whether the two stand side by side in some word of three characters or more."""
    return standing(pair) & IN_LONGER > 0


def are_beside(pair: str) -> bool:
    """Whether the two stand side by side in running text."""
    return standing(pair) & COUNT > 0


@lru_cache(maxsize=1 << 12)
def joint(pair: str) -> float:
    """What is gained or lost where a word ends with the first and the next begins with the second."""
    return _WORTH[standing(pair) & COUNT]


def frequent_words_with(char: str) -> list[str]:
    """Frequent words of two characters that hold this one."""
    return [
        *(added + char for added in _characters(GAP + char)),
        *(char + added for added in _characters(char + GAP)),
    ]


def _characters(pattern: str) -> str:
    [row] = _FREQUENT.get(pattern, [b""])
    return row.decode()  # type: ignore[no-any-return]
