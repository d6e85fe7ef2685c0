"""Set phrases that lost their first or last character beside a mark, or the one before the last: 加强组织领，, 办理续，."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from .language import naturalness
from .lexicon import is_firm, share
from .runs import KEPT, runs_in
from .set_phrases import fitting
from .tables import GAP

# Not 、: what is one of several is often one character of its own (耕、种, 国、省).
_MARKS_BEHIND, _MARKS_BEFORE = frozenset("，。；：！？,;）\n"), frozenset("，。；：！？,;\n")
_ENDS = frozenset(
    "业制费权节展路网数城地力层具园源险体图观战群天线片额证场站科股码"
)  # of words of three: 审批权, 公示制
_LEFT = 3  # characters of the phrase
_SELDOM_ALONE = -4.5  # share of a last character that is hardly a word
_REACH = 7  # characters read
# How much better (log10) a text must read with the word whole. Of clauses cut so in reports and newscasts, two in five of
# those without their last character and one in six of those without their first are found, for few doubts in a million
# sound characters.
_ASKED_AT_END, _ASKED_AT_HEAD = 2.8, 3.3

Cut = tuple[
    int, float, str
]  # the character left of the word, how much better than asked the whole one reads, and it


def cut_short(text: str) -> Iterator[Cut]:
    """Such places."""
    for begin, end in runs_in(text):
        if (
            end - begin > _LEFT
            and end < len(text)
            and text[end] in _MARKS_BEHIND
            and text[end - 1] not in _ENDS
        ):
            yield from (
                (end - 1, gain, word) for gain, word in _without_last(text[max(begin, end - _REACH) : end])
            )
        if end - begin > _LEFT and (begin == 0 or text[begin - 1] in _MARKS_BEFORE):
            yield from (
                (begin, gain, word) for gain, word in _without_first(text[begin : min(end, begin + _REACH)])
            )


@lru_cache(maxsize=KEPT)
def _without_last(run: str) -> tuple[tuple[float, str], ...]:
    last = run[-1]
    whole = {run + char: last + char for char in _lost(run[-2:], run[-_LEFT:] + GAP) if is_firm(last + char)}
    if share(last) < _SELDOM_ALONE and not is_firm(run[-2:]):
        chars = fitting(run[-_LEFT:-1] + GAP + last)
        whole |= {run[:-1] + char + last: char + last for char in chars if is_firm(char + last)}
    return tuple(_gains(run, whole, _ASKED_AT_END))


@lru_cache(maxsize=KEPT)
def _without_first(run: str) -> tuple[tuple[float, str], ...]:
    first = run[0]
    whole = {char + run: char + first for char in _lost(run[:2], GAP + run[:_LEFT]) if is_firm(char + first)}
    return tuple(_gains(run, whole, _ASKED_AT_HEAD))


def _lost(outer: str, pattern: str) -> str:
    """What made a set phrase of the pattern, where the outer two characters are no word by themselves."""
    return "" if is_firm(outer) else fitting(pattern)


def _gains(run: str, whole: dict[str, str], asked: float) -> Iterator[tuple[float, str]]:
    """The likeliest of the words, if it reads enough better."""
    if not whole:
        return
    gain, word = max((naturalness(text), word) for text, word in whole.items())
    margin = gain - naturalness(run) - asked
    if margin > 0:
        yield margin, word
