"""A character left out between two that hardly ever meet, of which one belongs to no word: 全面推|乡村振兴, 发展|力.

What stands must read very badly and with one character more far better. In a million sound characters a dozen places gain
as much, some of which did lose one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import add
from typing import NamedTuple

from .language import char_share, naturalness, pair_share
from .lexicon import LOOSE, frequent_words_with, is_firm, share, standing
from .missing import SUFFIXES
from .names import SITE_ENDS
from .runs import KEPT, runs_in
from .set_phrases import is_set_phrase
from .tables import FIRM_WORD

_BEFORE, _BEHIND = 4, 4  # characters read on either side
_ASKED, _ASKED_OF_PHRASE = 5.0, 2.0  # how much better (log10) a text must read; further, where laws say so
_LIKELIER = 0.5  # the sum of the shares of pairs, which costs little: below it hardly a text gains so much
_OFTEN_ALONE = -3.5  # share of a character that is a word by itself
_MOST = 3  # characters tried
_FIRM = bytes(standing & FIRM_WORD > 0 for standing in range(256))
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")


class LeftOut(NamedTuple):
    """A word of two lost the other character: the one `at` stands alone."""

    at: int
    margin: float  # above 0: worth telling
    word: str


def left_out(text: str) -> Iterator[LeftOut]:
    """Such places."""
    for begin, end in runs_in(text):
        for between, lost in _left_out_in(text[begin:end]):
            margin = lost.margin - _ASKED_OF_PHRASE * is_set_phrase(text, begin + between, length=2)
            if margin > 0:
                yield lost._replace(at=begin + lost.at, margin=margin)


@lru_cache(maxsize=KEPT)
def _left_out_in(run: str) -> tuple[tuple[int, LeftOut], ...]:
    """With where the two stand that do not belong together."""
    standings = bytes(map(standing, map(add, run, run[1:])))
    words = standings.translate(_FIRM)
    beside = zip(b"\0" + words, standings.translate(LOOSE), words[1:] + b"\0", strict=False)
    places = (at for at, (ended, is_loose, begun) in enumerate(beside) if is_loose and not (ended and begun))
    found = ((at, _likeliest(run, at)) for at in places)
    return tuple((at, lost) for at, lost in found if lost and lost.margin > 0)


def _likeliest(run: str, at: int) -> LeftOut | None:
    first, second = run[at], run[at + 1]
    is_ended, is_begun = is_firm(run[at - 1 : at + 1]), is_firm(run[at + 1 : at + 3])
    if not _NUMERALS.isdisjoint((first, second)):
        return None
    words = [
        *(() if is_ended or _may_be_alone(first) else _words(first, second, 0)),
        *(() if is_begun or second in SUFFIXES or _may_be_alone(second) else _words(first, second, 1)),
    ]
    if not words:
        return None
    before, after = run[max(0, at + 1 - _BEFORE) : at + 1], run[at + 1 : at + 1 + _BEHIND]
    best = sorted(words, reverse=True)[:_MOST]
    gain, by, word = max((naturalness(before + added + after), by, word) for _, added, by, word in best)
    return LeftOut(at + by, gain - naturalness(before + after) - _ASKED, word)


def _may_be_alone(char: str) -> bool:
    return char in SITE_ENDS or share(char) > _OFTEN_ALONE


@lru_cache(maxsize=1 << 11)
def _words(first: str, second: str, by: int) -> tuple[tuple[float, str, int, str], ...]:
    """Frequent words that one character more makes of the first (0) or the second (1): how likely, it, and the word."""
    beside = pair_share(first + second)
    found = []
    for word in _frequent(first, 0) if by == 0 else _frequent(second, 1):
        added = word[1 - by]
        likelier = pair_share(first + added) + pair_share(added + second) - beside - char_share(added, -3.0)
        if likelier > _LIKELIER:
            found.append((likelier, added, by, word))
    return tuple(sorted(found, reverse=True)[:_MOST])


@lru_cache(maxsize=1 << 11)
def _frequent(char: str, place: int) -> tuple[str, ...]:
    return tuple(word for word in frequent_words_with(char) if word[place] == char)
