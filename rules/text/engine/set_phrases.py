"""Runs of four characters that stand in many laws and reports, or are idioms, and what comes close to one: of the same sound, with
two characters changed over, or with one missing; and one character much like another that several such runs around it ask
for. What stands must itself be in hardly any law, and must read less naturally.

It finds what no dictionary tells: words that are right elsewhere (练习会议 for 联席会议).
The tables are made by `rules.text.build.laws`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from operator import add, ne
from typing import NamedTuple

from .doubtful import Place, stands_in_long_word
from .language import likeness, naturalness, word_share
from .lexicon import LOOSE, are_beside, is_firm, standing
from .runs import KEPT, around, runs_in
from .tables import GAP, SECONDS, mapped

_LENGTH = 4
_REACH = 4  # characters read on either side
_VOUCHING = 3  # laws with a run that vouches for its characters: 养犬的具体… stands in two
_MEANT = 5  # laws with a run from which it may have been meant
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两第")
# How much better (log10) a text must read. Set on laws, reports, newscasts and errors of which others were kept to measure.
_ASKED_OF_SOUND, _ASKED_OF_MISSING, _ASKED_OF_CHANGED = 5.0, 4.85, 3.5
_ASKED_OF_WORD = 0.6  # further, where a well-known word stands
# The same for a character that runs around it ask for: by how many do, and where in the one run it stands.
_ASKED_OF_SEVERAL, _ASKED_OF_ONE = 1.5, (5.3, 4.3, 4.3, 4.8)
_VERY_ALIKE = 1
_SAID_SHORT = "应当"  # 应 is no slip

_PHRASES = mapped("phrases")  # run -> laws that have it, at most 255
_HEARD = mapped("heard")  # codes of syllables -> the runs that sound so, one after the other
_GAPPED = mapped("gapped")  # run with one character left open -> the characters that stand there
_LACKING = mapped("lacking")  # run that no law has -> what it is with one character more


class Slip(NamedTuple):
    """`proposal` was meant by the characters begin:end, which are one less where one is `missing`: right before `at`."""

    begin: int
    end: int
    proposal: str
    at: int
    missing: bool
    margin: float  # above 0: worth telling


class _Near(NamedTuple):
    """Set phrases that four characters come close to."""

    meant: tuple[tuple[str, float], ...]  # them, and the gain asked of each
    fitting: tuple[tuple[int, str], ...]  # where a character much like another would make one, and which


def is_set_phrase(text: str, at: int, within: int = 0, length: int = 1) -> bool:
    """Whether so many characters stand, with at least `within` on either side, in a run that several laws have."""
    begins = range(max(0, at + length - _LENGTH + within), at + 1 - within)
    return any(_laws(text[begin : begin + _LENGTH]) >= _VOUCHING for begin in begins)


def _laws(run: str) -> int:
    [laws] = _PHRASES.get(run, [b"\0"])
    return int(laws[0])


def phrases_around(before: str, char: str, after: str) -> int:
    """How many set phrases the character would stand in between the two."""
    text, at = before + char + after, len(before)
    begins = range(max(0, at - _LENGTH + 1), min(at, len(text) - _LENGTH) + 1)
    return sum(text[begin : begin + _LENGTH] in _PHRASES for begin in begins)


def sound_the_same(one: str, other: str) -> bool:
    """Whether the two characters are of one syllable, whatever the tone; z and zh, n and ng are taken for one."""
    return _codes().get(ord(one)) == _codes().get(ord(other))


def slips(text: str) -> Iterator[Slip]:
    """Places that come close to a set phrase."""
    fitting: dict[tuple[int, str], list[int]] = {}
    for at, stands, near in _near_phrases(text):
        for meant, asked in near.meant:
            slip = _slip(stands, meant, at, _gain(text, at, stands, meant) - asked)
            is_right = not slip.missing and _is_word(text, slip.at)
            if slip.margin > _ASKED_OF_WORD * is_firm(text[slip.begin : slip.end]) and not is_right:
                yield slip
        for gap, char in near.fitting:
            fitting.setdefault((at + gap, char), []).append(gap)
    for (at, char), gaps in fitting.items():
        if not is_set_phrase(text, at) and not _is_word(text, at):
            yield from _asked_for(text, at, char, gaps)


def _is_word(text: str, at: int) -> bool:
    """Whether the character belongs to a known word of three or four: 城乡接合部 beside 城乡结合部."""
    return stands_in_long_word(Place(text, at, max(0, at - _REACH), at + _REACH))


def _near_phrases(text: str) -> Iterator[tuple[int, str, _Near]]:
    """Four characters that come close to a set phrase: where they begin, and themselves."""
    for begin, end in runs_in(text):
        if end - begin >= _LENGTH:
            for at, stands, near in _near_in(text[begin:end]):
                yield begin + at, stands, near


@lru_cache(maxsize=KEPT)
def _near_in(run: str) -> tuple[tuple[int, str, _Near], ...]:
    fours = ((at, run[at : at + _LENGTH]) for at in _unusual_fours(run))
    return tuple((at, stands, near) for at, stands in fours if (near := _near(stands)))


def _unusual_fours(run: str) -> Iterator[int]:
    """Where four characters begin of which two hardly ever stand side by side."""
    loose = bytes(map(standing, map(add, run, run[1:]))).translate(LOOSE)
    at, last = 0, len(run) - _LENGTH
    while at <= last and (next_loose := loose.find(1, at)) >= 0:
        at = max(at, next_loose - _LENGTH + 2)
        if at <= last:
            yield at
        at += 1


@lru_cache(maxsize=1 << 12)  # most fours of a portal come again on the next page
def _near(stands: str) -> _Near | None:
    """The set phrases that it comes close to, if any."""
    if stands in _PHRASES:
        return None
    lacking = ((row.decode(SECONDS), _ASKED_OF_MISSING) for row in _LACKING.get(stands, ()))
    lacking = ((run, asked) for run, asked in lacking if _SAID_SHORT not in run)
    meant = (*_alike_in_sound(stands), *_changed_over(stands), *lacking)
    fitting = _fitting(stands)
    return _Near(meant, fitting) if meant or fitting else None


def fitting(pattern: str) -> str:
    """The characters that make a set phrase of three and a gap."""
    [row] = _GAPPED.get(pattern, [b""])
    return row.decode(SECONDS)  # type: ignore[no-any-return]


def _fitting(stands: str) -> tuple[tuple[int, str], ...]:
    """Where one character much like another would make a set phrase of it, and which."""
    found = []
    for gap, char in enumerate(stands):
        meant = fitting(stands[:gap] + GAP + stands[gap + 1 :])
        found += [(gap, one) for one in meant if likeness(char, one) == _VERY_ALIKE]
    return tuple(found)


def _asked_for(text: str, at: int, char: str, gaps: list[int]) -> Iterator[Slip]:
    """The character in place of the one at `at`, where that reads enough better; `gaps`: where in each run it would stand."""
    if not _NUMERALS.isdisjoint((text[at], char)):
        return
    asked = _ASKED_OF_SEVERAL if len(gaps) > 1 else _ASKED_OF_ONE[gaps[0]]
    begin = at - gaps[0]
    stands = text[begin : begin + _LENGTH]
    meant = stands[: gaps[0]] + char + stands[gaps[0] + 1 :]
    stood = is_firm(text[at - 1 : at + 1]) or is_firm(text[at : at + 2])
    slip = _slip(stands, meant, begin, _gain(text, begin, stands, meant) - asked)
    if slip.margin > _ASKED_OF_WORD * stood:
        yield slip


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
        if at == 1 and is_firm(stands[:2]) and is_firm(stands[2:]):
            continue  # 审批|核准 beside 审核批准
        if are_beside(pair) or word_share(pair, 0.0) < 0 or not _NUMERALS.isdisjoint(pair):
            continue
        run = stands[:at] + pair[::-1] + stands[at + 2 :]
        [laws] = _PHRASES.get(run, [b"\0"])
        if laws[0] >= _MEANT:
            yield run, _ASKED_OF_CHANGED


def _gain(text: str, at: int, stands: str, meant: str) -> float:
    head, tail = around(text, at, at + _LENGTH, _REACH)
    return naturalness(head + meant + tail) - naturalness(head + stands + tail)


@cache
def _codes() -> dict[int, str]:
    return {ord(char): code.decode(SECONDS) for char, code in mapped("syllables").items()}
