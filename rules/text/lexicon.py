"""Words and pairs of characters that vouch for what stands in a text, and for missing characters.

The tables lie in `lexicon.zst`, made by `build_lexicon`. They are read when first asked for, once a process.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import zstandard

_FREQUENT = -5.6  # log10 share from which a word of two characters is worth proposing
_OFTEN_ALONE = -3.0
_FIRM = -6.0  # from which a word vouches for its characters
_UNSEEN = -7.5  # share given to a character never met by itself
NO_WORD = -999.0
_BESIDE = 0.35  # weight of two characters standing side by side in running text
_JOINT = 0.3  # price of every further word
_AT_HOME = 3  # times
LONGEST = 4  # characters of a word
FIRM, COMMON = 2, 1  # how two characters stand: as a well-known word; so often that they vouch for both
MOST_JOINED = 0.17  # the best that a joint can be worth


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Shares are log10 of a word's part of all words."""

    shares: Mapping[str, float]
    joints: Mapping[str, float]  # what it is worth that these two stand side by side
    firm: frozenset[str]  # words of two characters that vouch for both
    standing: Mapping[str, int]  # pairs: 2 if firm, 1 if common
    firm_long: frozenset[str]
    followers: Mapping[str, str]  # character -> second characters of frequent words
    leaders: Mapping[str, str]  # character -> first characters of frequent words

    def share(self, word: str) -> float:
        """The word's share; hopelessly small for what is no word."""
        return self.shares.get(word, _UNSEEN if len(word) == 1 else NO_WORD)

    def alone(self, char: str) -> float:
        """The share of a character as a word by itself."""
        return self.shares.get(char, _UNSEEN)

    def joint(self, pair: str) -> float:
        """What is gained or lost where a word ends with the first and the next begins with the second."""
        return self.joints.get(pair, -_JOINT)


@cache
def lexicon() -> Lexicon:
    """The tables."""
    packed = Path(__file__).with_name("lexicon.zst").read_bytes()
    tables = json.loads(zstandard.ZstdDecompressor().decompress(packed))
    shares: dict[str, float] = {}
    for level, words in tables["words"].items():
        shares.update(dict.fromkeys(words.split(" "), int(level) / -4))
    shares.update(
        (char, int(level) / -4) for level, found in tables["alone"].items() for char in found.split(" ")
    )
    joints: dict[str, float] = {}
    common: set[str] = set()
    for level, words in tables["pairs"].items():
        joints.update(dict.fromkeys(words.split(" "), _BESIDE * math.log10(1 + int(level)) - _JOINT))
        if int(level) >= _AT_HOME:
            common.update(words.split(" "))
    followers: dict[str, list[str]] = defaultdict(list)
    leaders: dict[str, list[str]] = defaultdict(list)
    for word in _proposals(shares):
        followers[word[0]].append(word[1])
        leaders[word[1]].append(word[0])
    firm = frozenset(word for word, share in shares.items() if len(word) == 2 and share > _FIRM)
    return Lexicon(
        shares=shares,
        joints=joints,
        standing=dict.fromkeys(common, COMMON) | dict.fromkeys(firm, FIRM),
        firm=firm,
        firm_long=frozenset(w for w, share in shares.items() if len(w) > 2 and share + len(w) - 2 > _FIRM),
        followers={char: "".join(found) for char, found in followers.items()},
        leaders={char: "".join(found) for char, found in leaders.items()},
    )


def _proposals(shares: Mapping[str, float]) -> Iterator[str]:
    """Frequent words, but for those of two characters that stand alone as often: 不是, 也有."""
    for word, share in shares.items():
        if len(word) != 2 or share < _FREQUENT:
            continue
        if min(shares.get(char, _UNSEEN) for char in word) < _OFTEN_ALONE:
            yield word
