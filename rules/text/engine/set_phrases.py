"""Runs of four characters that stand in many laws, or are idioms, and what comes close to one: of the same sound, with
two characters changed over, or with one missing. What stands must itself be in hardly any law, and must read far less naturally.

It finds what no dictionary tells: words that are right elsewhere (练习会议 for 联席会议).
The tables are made by `rules.text.build.laws`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import ne
from typing import NamedTuple

from .language import naturalness
from .lexicon import are_beside, is_firm
from .tables import SECONDS, mapped

_LENGTH = 4
_REACH = 4  # characters read on either side
_MEANT = 5  # laws with a run from which it may have been meant
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两第")
_HAN = re.compile(f"[\u4e00-\u9fff]{{{_LENGTH},}}")
# How much better (log10) a text must read: of two million characters of laws that the tables were not made of, and a
# million of newscasts, such places are 0.3 and 0.1 in ten thousand.
_ASKED_OF_SOUND, _ASKED_OF_MISSING, _ASKED_OF_CHANGED = 3.3, 3.0, 2.0
_ASKED_OF_WORD = 0.6  # further, where a well-known word stands

_PHRASES = mapped("phrases")  # run -> laws that have it, at most 255
_HEARD = mapped("heard")  # codes of syllables -> the runs that sound so, one after the other
_LACKING = mapped("lacking")  # run that no law has -> what it is with one character more


class Slip(NamedTuple):
    """`proposal` was meant by the characters begin:end, which are one less where one is `missing`: right before `at`."""

    begin: int
    end: int
    proposal: str
    at: int
    missing: bool
    margin: float  # above 0: worth telling


def is_set_phrase(text: str, at: int, within: int = 0) -> bool:
    """Whether the character stands, with at least `within` on either side, in a run that laws have."""
    begins = range(max(0, at - _LENGTH + 1 + within), at + 1 - within)
    return any(text[begin : begin + _LENGTH] in _PHRASES for begin in begins)


def slips(text: str) -> Iterator[Slip]:
    """Places that come close to a set phrase, in order."""
    for run in _HAN.finditer(text):
        for at in range(run.start(), run.end() - _LENGTH + 1):
            stands = text[at : at + _LENGTH]
            for meant, asked in _meant(stands):
                slip = _slip(stands, meant, at, _gain(text, run, at, meant) - asked)
                if slip.margin > _ASKED_OF_WORD * is_firm(text[slip.begin : slip.end]):
                    yield slip


@lru_cache(maxsize=1 << 15)  # most runs of a portal come again on the next page
def _meant(stands: str) -> tuple[tuple[str, float], ...]:
    """The set phrases that it comes close to, and the gain asked of each."""
    if stands in _PHRASES:
        return ()
    lacking = ((row.decode(SECONDS), _ASKED_OF_MISSING) for row in _LACKING.get(stands, ()))
    return (*_alike_in_sound(stands), *_changed_over(stands), *lacking)


def _slip(stands: str, meant: str, at: int, margin: float) -> Slip:
    """With the word to be named: that of two where one character differs."""
    missing = len(meant) > len(stands)
    differing = [n for n, unlike in enumerate(map(ne, stands, meant)) if unlike]
    first, last = (differing[0], differing[0]) if missing else (differing[0], differing[-1])
    begin, end = first, last + 1
    if first == last:
        begin = first if first == 0 or is_firm(meant[first : first + 2]) else first - 1
        end = begin + 2
    return Slip(at + begin, at + end - missing, meant[begin:end], at + first, missing, margin)


def _alike_in_sound(stands: str) -> Iterator[tuple[str, float]]:
    [row] = _HEARD.get(stands.translate(_codes()), [b""])
    runs = row.decode(SECONDS)
    for run in (runs[at : at + _LENGTH] for at in range(0, len(runs), _LENGTH)):
        differing = [at for at, unlike in enumerate(map(ne, stands, run)) if unlike]
        if differing[-1] - differing[0] < 2 and _NUMERALS.isdisjoint(
            stands[differing[0] : differing[-1] + 1]
        ):
            yield run, _ASKED_OF_SOUND


def _changed_over(stands: str) -> Iterator[tuple[str, float]]:
    for at in range(_LENGTH - 1):
        pair = stands[at : at + 2]
        if are_beside(pair) or not _NUMERALS.isdisjoint(pair):
            continue
        run = stands[:at] + pair[::-1] + stands[at + 2 :]
        [laws] = _PHRASES.get(run, [b"\0"])
        if laws[0] >= _MEANT:
            yield run, _ASKED_OF_CHANGED


def _gain(text: str, run: re.Match[str], at: int, meant: str) -> float:
    end = at + _LENGTH
    before, after = text[max(run.start(), at - _REACH) : at], text[end : min(run.end(), end + _REACH)]
    return naturalness(before + meant + after) - naturalness(before + text[at:end] + after)


@cache
def _codes() -> dict[int, str]:
    return {ord(char): code.decode(SECONDS) for char, code in mapped("syllables").items()}
