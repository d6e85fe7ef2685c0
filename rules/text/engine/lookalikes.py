"""Words that may have been meant where a character looks or sounds like another.

Where no word covers a character, it or the one beside it may be wrong. Ideas are made from what stands within two
characters, and only those worth it are weighed in their context (`weighing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .doubtful import Place, stands_in_long_word
from .language import (
    alike,
    begun_with,
    char_share,
    ended_with,
    firsts,
    likeness,
    pair_share,
    seconds,
    word_share,
)
from .lexicon import share

_LEAST_LIKELIER = 0.3  # how much likelier a word must be than what stands, less unlikeness, to be an idea
_UNLIKE = 0.7  # price of each level of unlikeness
_LONG_WORD = 5.0  # how much likelier a word of three or four characters is than its parts
_NO_WORD = -99.0
_LEAST_WORD = -8.0
_NUMERALS = frozenset("一二三四五六七八九十百千万亿零两")


class Idea(NamedTuple):
    """A character put in place of the one at `at`: it makes a word that begins at `begin`."""

    likelier: float
    at: int
    char: str
    begin: int
    word: str
    level: int  # of likeness: 1 very alike, 2 somewhat
    stranded: bool  # the doubtful character is not the wrong one but stands beside it

    def moved(self, by: int, *, stranded: bool) -> Idea:
        """The same idea so many characters further on."""
        return self._replace(at=self.at + by, begin=self.begin + by, stranded=stranded)


def ideas(place: Place) -> list[Idea]:
    """Ideas of what was meant at the place or right beside it; of those for one character the likeliest."""
    best: dict[tuple[int, str], Idea] = {}
    for idea in _all_ideas(place):
        kept = best.get((idea.at, idea.char))
        if kept is None or idea.likelier > kept.likelier:
            best[idea.at, idea.char] = idea
    return list(best.values())


def likely_word(before: str, char: str, after: str) -> tuple[float, str, str] | None:
    """The likeliest word that a look-alike makes with a neighbour: its share less unlikeness, what stands, the word."""
    made = []
    for near, level in _fitting(before, char, after):
        made.append((word_share(near + after, _NO_WORD) - _UNLIKE * level, char + after, near + after))
        made.append((word_share(before + near, _NO_WORD) - _UNLIKE * level, before + char, before + near))
    return max(made, default=None)


def cheap_features(place: Place, idea: Idea, among: int) -> list[float]:
    """What speaks for an idea, one `among` so many, without its context; log10 where shares are meant."""
    left, right = place.beside(idea.at)
    char = place.text[idea.at]
    return [
        *_around(left, char, right, idea.char),
        float(idea.level == 2),
        float(len(idea.word) > 2),
        word_share(idea.word),
        idea.likelier,
        float(idea.stranded),
        float(min(among, 20)),
    ]


@lru_cache(maxsize=1 << 12)
def _around(left: str, char: str, right: str, near: str) -> tuple[float, ...]:
    return (
        pair_share(left + near) - pair_share(left + char) if left else 0.0,
        pair_share(near + right) - pair_share(char + right) if right else 0.0,
        word_share(left + char, _LEAST_WORD) if left else _LEAST_WORD,
        word_share(char + right, _LEAST_WORD) if right else _LEAST_WORD,
        char_share(char),
        char_share(near),
        share(char),
        float(not left) + float(not right),
    )


def _all_ideas(place: Place) -> Iterator[Idea]:
    at = place.at
    for by in (0, -1, 1):
        if not place.begin <= at + by < place.end:
            continue
        if by and stands_in_long_word(place._replace(at=at + by)):
            continue
        left, right = place.beside(at + by)
        of_two = _of_two("" if by < 0 else left, place.text[at + by], "" if by > 0 else right)
        for idea in (*of_two, *_of_more(place, at + by)):
            moved = idea.moved(at + by, stranded=by != 0)
            if moved.begin <= at < moved.begin + len(moved.word):
                yield moved


@lru_cache(maxsize=1 << 12)
def _of_two(left: str, char: str, right: str) -> tuple[Idea, ...]:
    """Look-alikes that make a word of two with a neighbour, far likelier than the two side by side; counted from `char`."""
    least_left = (pair_share(left + char) if left else 0.0) + _LEAST_LIKELIER
    least_right = (pair_share(char + right) if right else 0.0) + _LEAST_LIKELIER
    found = []
    for near, level in _fitting(left, char, right):
        before = word_share(left + near, _NO_WORD) - least_left
        after = word_share(near + right, _NO_WORD) - least_right
        likelier = max(before, after) - _UNLIKE * level
        if likelier > 0 and not _counts(left, char, right, near):
            is_second = before > after
            word = left + near if is_second else near + right
            found.append(Idea(likelier, 0, near, -is_second, word, level, False))
    return tuple(found)


def _of_more(place: Place, at: int) -> Iterator[Idea]:
    """Look-alikes that make a word of three or four, of which the two before or behind are right; counted from `at`."""
    text = place.text
    before, after = text[max(place.begin, at - 2) : at], text[at + 1 : min(place.end, at + 3)]
    for word in begun_with(before):
        if not _NUMERALS.isdisjoint(before):
            break  # 十六辆 is no 十六年
        if word[3:] == after[: len(word) - 3] and (level := likeness(text[at], word[2])):
            yield Idea(_LONG_WORD - _UNLIKE * level, 0, word[2], -2, word, level, False)
    for word in ended_with(after):
        gap = len(word) - 3
        if word[:gap] == before[len(before) - gap :] and (level := likeness(text[at], word[gap])):
            yield Idea(_LONG_WORD - _UNLIKE * level, 0, word[gap], -gap, word, level, False)


def _counts(left: str, char: str, right: str, near: str) -> bool:
    """Whether a numeral beside others is in question: 一百零九件."""
    return (char in _NUMERALS or near in _NUMERALS) and (left in _NUMERALS or right in _NUMERALS)


def _fitting(left: str, char: str, right: str) -> tuple[tuple[str, int], ...]:
    """The look-alikes that make a word with either neighbour, and how unlike they are."""
    very, somewhat = alike(char)
    fitting = {*very, *somewhat}.intersection(seconds(left) + firsts(right))
    return tuple((one, 1 if one in very else 2) for one in sorted(fitting))
