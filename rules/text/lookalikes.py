"""Words that may have been meant where a character looks or sounds like another, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from .doubtful import Place
from .language import language, naturalness, pair_share
from .lexicon import lexicon
from .reading import naturalness as formality

_REACH = 4  # characters read on either side
_MOST = 3  # look-alikes weighed at one place
_LEAST_LIKELIER = (
    1.0  # how much likelier a word must be than the two characters side by side, to be weighed at all
)
_LONG_WORD = 5.0  # how much likelier a word of three or four characters is than its parts
_LEAST_GAIN = 1.0
_NO_WORD = -99.0
_UNLIKE = 0.7  # price of each level of unlikeness
# Weights of what speaks for a wrong character, fitted on errors planted into official pages: the gain in naturalness,
# by the model of today's Chinese and by the newspaper; less likeness, twice; the word meant stands elsewhere in the
# paper; so do the doubtful characters (a term); a run of hardly any characters; an item of a row.
_GAIN, _GAIN_IN_PAPERS = 0.68, 0.22
_LIKENESS = {1: 0.0, 2: -1.1, 3: -2.0}
_MEANT_ELSEWHERE, _STANDS_ELSEWHERE, _SHORT_RUN, _LISTED = 0.8, -5.6, -4.8, -1.7
_ASKED = 3.3  # the sum from which hardly any sound place is taken for wrong


class Meant(NamedTuple):
    """A word in place of the characters begin:end."""

    margin: float  # above 0: worth telling
    begin: int
    end: int
    word: str


class _Idea(NamedTuple):
    likelier: float
    begin: int
    char: str
    word: str
    level: int


def likeliest_meant(place: Place, whole: str) -> Meant | None:
    """The word that makes the place read best; `whole` is the paper, where terms stand more than once."""
    ideas = nlargest(_MOST, [*_ideas(place), *_longer_ideas(place)])
    if not ideas:
        return None
    first, last = place.first(_REACH), place.last(_REACH)
    before, after = place.text[first : place.at], place.text[place.at + 1 : last]
    now = naturalness(before + place.char + after)
    gains = [(naturalness(before + idea.char + after) - now, idea) for idea in ideas]
    gain, idea = max(gains, key=lambda pair: _GAIN * pair[0] + _LIKENESS[pair[1].level])
    if gain < _LEAST_GAIN:
        return None
    in_papers = formality(before + idea.char + after, lexicon()) - formality(
        before + place.char + after, lexicon()
    )
    margin = _GAIN * gain + _GAIN_IN_PAPERS * in_papers + _circumstances(place, whole, idea) - _ASKED
    return Meant(margin, idea.begin, idea.begin + len(idea.word), idea.word)


def likely_word(before: str, char: str, after: str) -> tuple[float, str, str] | None:
    """The likeliest word that a look-alike makes with a neighbour: its share less unlikeness, what stands, the word."""
    words = language().words
    made = []
    for near, level in _fitting(before, char, after):
        made.append((words.get(near + after, _NO_WORD) - _UNLIKE * level, char + after, near + after))
        made.append((words.get(before + near, _NO_WORD) - _UNLIKE * level, before + char, before + near))
    return max(made, default=None)


def _circumstances(place: Place, whole: str, idea: _Idea) -> float:
    stands = place.text[idea.begin : idea.begin + len(idea.word)]
    return (
        _LIKENESS[idea.level]
        + _MEANT_ELSEWHERE * math.log1p(min(whole.count(idea.word), 3))
        + _STANDS_ELSEWHERE * (whole.count(stands) > 1)
        + _SHORT_RUN * (place.end - place.begin < 4)
        + _LISTED * place.is_listed
    )


def _ideas(place: Place) -> Iterator[_Idea]:
    """Look-alikes that make a word with a neighbour, far likelier than the two characters side by side."""
    words = language().words
    char, left, right, at = place.char, place.left, place.right, place.at
    least_left = (pair_share(left + char) if left else 0.0) + _LEAST_LIKELIER
    least_right = (pair_share(char + right) if right else 0.0) + _LEAST_LIKELIER
    for near, level in _fitting(left, char, right):
        before = words.get(left + near, _NO_WORD) - least_left
        after = words.get(near + right, _NO_WORD) - least_right
        likelier = max(before, after) - _UNLIKE * level
        if likelier > 0:
            is_second = before > after
            yield _Idea(likelier, at - is_second, near, left + near if is_second else near + right, level)


def _longer_ideas(place: Place) -> Iterator[_Idea]:
    """Look-alikes that make a word of three or four characters, of which the two before or behind are right."""
    text, at, begin, end = place
    longer = language().longer
    before, after = text[max(begin, at - 2) : at], text[at + 1 : min(end, at + 3)]
    found = [
        (at - 2, 2, word)
        for word in longer.get(before, ())
        if word[:2] == before and word[3:] == after[: len(word) - 3]
    ]
    found += [
        (at - len(word) + 3, len(word) - 3, word)
        for word in longer.get(after, ())
        if word[-2:] == after and word[:-3] == before[len(before) + 3 - len(word) :]
    ]
    near = language().neighbours.get(place.char, {})
    for start, gap, word in found:
        if level := near.get(word[gap]):
            yield _Idea(_LONG_WORD - _UNLIKE * level, start, word[gap], word, level)


@lru_cache(maxsize=1 << 16)
def _fitting(left: str, char: str, right: str) -> tuple[tuple[str, int], ...]:
    """The look-alikes that make a word with either neighbour, and how unlike they are."""
    tables = language()
    near = tables.neighbours.get(char, {})
    fitting = tables.followers.get(left, frozenset()) | tables.leaders.get(right, frozenset())
    return tuple((one, near[one]) for one in fitting & near.keys())
