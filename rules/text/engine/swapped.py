"""Two characters side by side that changed places: 乡村振兴略战, 高量质发展, 贯落彻实.

What stands is no word, belongs to none beside it, and reads far more naturally the other way round. In 2.3 million sound
characters about a dozen places gain as much, some of which did change places.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import add
from typing import NamedTuple

from .doubtful import Place, stands_in_long_word
from .language import naturalness, pair_share, word_share
from .lexicon import NO_WORD, is_firm, share, standing
from .names import SITE_ENDS
from .runs import KEPT, runs_in
from .set_phrases import is_set_phrase
from .tables import FIRM_WORD

_REACH = 4  # characters read on either side
_LEFT_OUT = SITE_ENDS | frozenset("〇零一二三四五六七八九十百千万亿两几镇村乡县市区街")  # 一个|两千亿级, 街镇
# Said both ways: 责权利, 企业效绩评价, 禽畜; and short names of places in a row.
_BOTH_WAYS = frozenset("责权 效绩 幼托 禽畜 税利 耗能 控管 汕潮 鄂湘".split())
# How much better (log10) a text must read the other way round: where that makes a word said often, or a word at all; where
# what stands makes one with a neighbour; and where it makes none.
_ASKED_OF_FREQUENT, _ASKED_OF_WORD, _ASKED_BESIDE_WORD, _ASKED_OF_NO_WORD = 4.0, 5.0, 6.0, 7.5
_FREQUENT = -4.0  # share of a word
_LIKELIER = 0.5  # the sum of the shares of pairs, which costs little: below it no text gains so much
_NOT_FIRM = bytes(not standing & FIRM_WORD for standing in range(256))


class Swapped(NamedTuple):
    """The characters `at` and `at + 1` changed places."""

    at: int
    margin: float  # above 0: worth telling


def swapped(text: str) -> Iterator[Swapped]:
    """Such places."""
    for begin, end in runs_in(text):
        for at, margin in _swapped_in(text[begin:end]):
            if not is_set_phrase(text, begin + at, length=2):
                yield Swapped(begin + at, margin)


@lru_cache(maxsize=KEPT)
def _swapped_in(run: str) -> tuple[Swapped, ...]:
    loose = bytes(map(standing, map(add, run, run[1:]))).translate(_NOT_FIRM)
    beside = zip(
        b"\1" + loose, loose, loose[1:] + b"\1", strict=False
    )  # of each pair: the one before, itself, the next
    places = (
        at
        for at, (before, here, after) in enumerate(beside)
        if here and (before or after) and _may_be_swapped(run, at)
    )
    found = (Swapped(at, _gain(run, at) - _asked(run, at)) for at in places)
    return tuple(place for place in found if place.margin > 0 and not _is_long_word(run, place.at))


def _may_be_swapped(run: str, at: int) -> bool:
    pair = run[at : at + 2]
    left, right = run[at - 1 : at], run[at + 2 : at + 3]
    if pair[0] == pair[1] or not _LEFT_OUT.isdisjoint(pair) or pair in _BOTH_WAYS:
        return False
    if left == pair[1] or right == pair[0]:
        return False  # 联耕联种, 管团治团
    now, then = left + pair + right, left + pair[::-1] + right
    likelier = sum(map(pair_share, _pairs(then))) - sum(map(pair_share, _pairs(now)))
    return likelier > _LIKELIER


def _pairs(text: str) -> Iterator[str]:
    return map(add, text, text[1:])


def _asked(run: str, at: int) -> float:
    word = run[at + 1] + run[at]
    if not is_firm(word) or share(word) == NO_WORD:  # coined ones are not proposed
        return _ASKED_OF_NO_WORD
    if is_firm(run[at - 1 : at + 1]) or is_firm(run[at + 1 : at + 3]):
        return _ASKED_BESIDE_WORD
    return _ASKED_OF_FREQUENT if word_share(word) > _FREQUENT else _ASKED_OF_WORD


def _gain(run: str, at: int) -> float:
    before, after = run[max(0, at - _REACH) : at], run[at + 2 : at + 2 + _REACH]
    pair = run[at : at + 2]
    return naturalness(before + pair[::-1] + after) - naturalness(before + pair + after)


def _is_long_word(run: str, at: int) -> bool:
    """Whether one of the two belongs to a known word of three or four."""
    return any(stands_in_long_word(Place(run, at + by, 0, len(run))) for by in (0, 1))
