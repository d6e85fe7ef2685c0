"""Characters of a text that belong to no well-known word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import add
from typing import NamedTuple

from auditor.text.surnames import is_name

from .language import seen_after
from .lexicon import LONG_WORDS, LOOSE, are_in_longer, share, standing
from .names import BLANK, PLACE_ENDS, SITE_ENDS, is_named
from .runs import KEPT, runs_in

_NUMERALS = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")  # of sums of money
_RARE = -6.4
_SELDOM = -4.5  # share of a character that may be half a name
# Standings of two pairs, of which neither is a firm word and not both are common (three times or more).
_LOOSE = re.compile(rb"(?=[\x00-\x02\x40-\x42][\x00-\x7f]|[\x03-\x3f\x43-\x7f][\x00-\x02\x40-\x42])")


class Place(NamedTuple):
    """One character of a text, and the run of Chinese characters it stands in.

    Mostly the text is no more than the run and what stands beside it: equal places are then weighed once.
    """

    text: str
    at: int
    begin: int
    end: int

    @property
    def char(self) -> str:
        """The character itself."""
        return self.text[self.at]

    @property
    def left(self) -> str:
        """The one before it, of the same run."""
        return self.text[self.at - 1] if self.at > self.begin else ""

    @property
    def right(self) -> str:
        """The one after it, of the same run."""
        return self.text[self.at + 1] if self.at + 1 < self.end else ""

    @property
    def before_run(self) -> str:
        """What stands before the run; nothing at the head of the text."""
        return self.text[self.begin - 1 : self.begin]

    @property
    def after_run(self) -> str:
        """What stands after the run."""
        return self.text[self.end : self.end + 1]

    @property
    def is_listed(self) -> bool:
        """Whether the run is one short item of several: 缓建、缩建、停建."""
        return self.end - self.begin < 4 and "、" in (self.before_run, self.after_run)

    def beside(self, at: int) -> tuple[str, str]:
        """The characters before and after the one at `at`, of the same run."""
        before = self.text[at - 1] if at > self.begin else ""
        return before, self.text[at + 1] if at + 1 < self.end else ""

    def first(self, reach: int) -> int:
        """Where the part of the run begins that is at most so far away."""
        return max(self.begin, self.at - reach)

    def last(self, reach: int) -> int:
        """Where that part ends."""
        return min(self.end, self.at + reach + 1)


def doubtful_places(text: str) -> Iterator[tuple[int, Place]]:
    """In order, each in a text of its run and what stands beside it; and where that begins in this one."""
    for begin, end in runs_in(text):
        first = max(0, begin - 1)
        for place in _doubtful_in(text[first : end + 1], begin - first, end - first):
            yield first, place


@lru_cache(maxsize=KEPT)
def _doubtful_in(text: str, begin: int, end: int) -> tuple[Place, ...]:
    """Those of one run. Nearly every character is sorted out without a step of its own."""
    standings = b"\0" + bytes(map(standing, map(add, text, text[1:]))) + b"\0"
    loose = (match.start() for match in _LOOSE.finditer(standings))
    places = (Place(text, at, begin, end) for at in loose if begin <= at < end)
    return tuple(place for place in places if not _is_settled(place))


def is_technical(place: Place) -> bool:
    """Whether a very rare character stands close by: 戊唑醇, 噻虫嗪."""
    text, at, begin, end = place
    beside = text[max(begin, at - 2) : at] + text[at + 1 : min(end, at + 3)]
    return any(share(char) < _RARE for char in beside)


def is_cut_by_name(place: Place) -> bool:
    """Whether it stands beside a name that was blanked out, which may begin or end too far: 规|划由乡镇人民政府."""
    return BLANK in (place.left or place.before_run, place.right or place.after_run)


def loose_pairs(place: Place, at: int, reach: int) -> int:
    """How many pairs so close to the character at `at`, in its run, are no word and hardly ever met."""
    text = place.text[max(place.begin, at - reach) : min(place.end, at + reach + 1)]
    return sum(LOOSE[standing(pair)] for pair in map(add, text, text[1:]))


def is_read_with_a_word(place: Place) -> bool:
    """Whether the character is known to follow or to precede the word of two beside it: 使/场内."""
    text, at, begin, end = place
    return (at - begin > 1 and seen_after(text[at - 2 : at], text[at]) is not None) or (
        end - at > 2 and seen_after(text[at], text[at + 1 : at + 3]) is not None
    )


def _is_settled(place: Place) -> bool:
    """Whether it stands in a longer word or a name after all, or belongs to what is beyond its run."""
    text, at, begin, end = place
    if text[at + 1] in PLACE_ENDS if at + 1 < end else False:
        return True
    if not SITE_ENDS.isdisjoint(text[at + 1 : min(end, at + 3)]) or is_named(text[max(begin, at - 3) : at]):
        return True
    if (
        text[at] in _NUMERALS
        or stands_in_long_word(place)
        or (text[at] in SITE_ENDS and share(place.left) < _SELDOM)
    ):
        return True
    if (at == begin and (place.before_run.isdigit() or place.before_run in ("）", ")"))) or (
        at == end - 1 and place.after_run in ("（", "(")
    ):
        return True  # 3次, 抵（质）押
    return end - begin < 5 and is_name(text[begin:end])


def stands_in_long_word(place: Place) -> bool:
    """Whether it is part of a known word of three or four characters."""
    text, at, begin, end = place
    if not are_in_longer(text[at - 1 : at + 1]) and not are_in_longer(text[at : at + 2]):
        return False
    return any(
        text[first : first + length] in LONG_WORDS
        for length in (3, 4)
        for first in range(max(begin, at - length + 1), min(at, end - length) + 1)
    )
