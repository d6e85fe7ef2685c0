"""Places where one character is probably wrong or missing.

A place is suspicious where no word covers a character and putting a look-alike, or one more character, there makes
the line read far more naturally. Words and pairs of the lexicon tell how natural a line reads; names, places,
numbers of papers and quoted words are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from auditor.models import Document

from .lexicon import MOST_JOINED, UNLIKE, Lexicon, lexicon
from .names import PLACE_ENDS, is_name, without_names
from .reading import naturalness

_HAN = re.compile("[\u4e00-\u9fff]+")
_HEADS = "，；。：\t"  # what a clause stands after; nothing at the head of a line
_REACH = 5  # characters looked at on either side
_SUFFIXES = frozenset(
    "师园司院站所校员部权费税率量度性型化者家户线品机车厂店馆室区长会样价额数件点表证书号式类级"
)  # make words
_SLACK = 1.2  # what longer words and joints may add to the worth of a proposed word
_MOST_IDEAS = 6  # words tried at one place
_TERM = 3  # doubtful places from which a character is part of some term
_AGAIN = 1.5  # further gain asked of words that stand twice in one paper: it may be a term

# How much better (log10) a line must read with the proposal. Set on half of a sample of official pages and
# confirmed on the other half: one doubtful place in 10,000 characters.
_GAIN_BY_COST = {1: 3.6, 2: 3.9, 3: 4.8, UNLIKE: 7.3}
_GAIN_IF_MISSING = (
    (-5.25, 1.6),
    (-4.75, 2.1),
    (0.0, 2.95),
)  # by how seldom the character is a word by itself
_GAIN_AT_HEAD = ((-5.0, 1.3), (-4.4, 1.8), (0.0, 2.95))  # the same at the head of a clause
_SELDOM_ALONE = -4.4
_GAIN_BEFORE_QUOTE = 0.3  # of a clause that is one character: 造“阳光国企”


@dataclass(frozen=True, slots=True)
class Suspect:
    """One doubtful place: the words as they stand, with what is around them, and how they may have been meant."""

    words: str
    proposal: str
    context: str
    onward: str  # from the doubtful character on
    char: str  # the doubtful one
    missing: bool
    margin: float  # how far the gain is above what was asked for


@dataclass(frozen=True, slots=True)
class _Run:
    """Chinese characters without a break, and the line they stand in."""

    text: str
    line: str
    start: int

    @property
    def before(self) -> str:
        """The character before the run."""
        return self.line[: self.start][-1:]

    @property
    def after(self) -> str:
        """The character after the run."""
        return self.line[self.start + len(self.text) :][:1]

    @property
    def is_listed(self) -> bool:
        """Whether it is one short item of several: 缓建、缩建、停建."""
        return len(self.text) < 4 and "、" in (self.before, self.after)

    def onward(self, at: int) -> str:
        """The words from one of its characters on, as they are quoted; at the line's end with what stands before."""
        begin = self.start + at
        words = self.line[begin : begin + 6].rstrip()
        return words if len(words) > 1 else self.line[max(0, begin - 2) : begin + 1].strip()

    def around(self, at: int) -> str:
        """The words around one of its characters, for people."""
        return self.line[max(0, self.start + at - 4) : self.start + at + 6].strip()


@dataclass(frozen=True, slots=True)
class _Idea:
    """A word that may have been meant at begin:end, and the gain in naturalness asked of it."""

    begin: int
    end: int
    word: str
    asked: float


@lru_cache(maxsize=2)
def suspects(document: Document) -> tuple[Suspect, ...]:
    """Every doubtful place of a paper, one for each fault, each wording once."""
    whole = document.text
    lines = dict.fromkeys(p.text for p in document.paragraphs if not (p.in_table and len(p.text.strip()) < 5))
    found = {suspect.context: suspect for line in lines for suspect in _in_line(line)}
    chars = Counter(suspect.char for suspect in found.values())
    return tuple(
        suspect
        for suspect in found.values()
        if chars[suspect.char] < _TERM
        and suspect.margin > _AGAIN * (chars[suspect.char] > 1 or _stands_twice(whole, suspect))
    )


def _stands_twice(whole: str, suspect: Suspect) -> bool:
    return len(suspect.words) > 1 and whole.count(suspect.words) > 1


def _in_line(line: str) -> Iterator[Suspect]:
    tables = lexicon()
    for match in _HAN.finditer(without_names(line)):
        run = _Run(match.group(), line, match.start())
        if not is_name(run.text):
            yield from _apart(_in_run(run, tables))


def _apart(found: Iterable[tuple[int, Suspect]]) -> Iterator[Suspect]:
    """Of places less than two characters apart only the best: they are one fault."""
    kept: list[tuple[int, Suspect]] = []
    for at, suspect in found:
        if kept and at - kept[-1][0] < 3:
            kept[-1] = max(kept[-1], (at, suspect), key=lambda pair: pair[1].margin)
        else:
            kept.append((at, suspect))
    return (suspect for _, suspect in kept)


def _in_run(run: _Run, tables: Lexicon) -> Iterator[tuple[int, Suspect]]:
    for at in _uncovered(run.text, tables):
        if run.text[at + 1 : at + 2] in PLACE_ENDS or _is_cut_off(run, at):
            continue
        ideas = [*_replacements(run, at, tables), *_insertions(run, at, tables)]
        if ideas:
            text = run.text
            before = naturalness(text[max(0, at - _REACH) : at + _REACH + 1], tables)
            found = [suspect for idea in ideas if (suspect := _weighed(run, at, idea, before, tables))]
            if found:
                yield at, max(found, key=lambda suspect: suspect.margin)


def _is_cut_off(run: _Run, at: int) -> bool:
    """Whether the character belongs to what stands beyond the run's edge: 3次, 抵（质）押."""
    return (at == 0 and (run.before.isdigit() or run.before in ("）", ")"))) or (
        at == len(run.text) - 1 and run.after in ("（", "(")
    )


def _uncovered(text: str, tables: Lexicon) -> Iterator[int]:
    """Characters that belong to no well-known word and do not stand where they often stand."""
    pairs = list(map(add, text, text[1:]))
    firm = [False, *map(tables.firm.__contains__, pairs), False]
    for at in range(len(text)):
        if firm[at] or firm[at + 1]:
            continue
        if 0 < at < len(pairs) and tables.common.issuperset(pairs[at - 1 : at + 1]):
            continue
        if not _in_long_word(text, at, tables):
            yield at


def _in_long_word(text: str, at: int, tables: Lexicon) -> bool:
    return any(
        text[begin : begin + length] in tables.firm_long
        for length in (3, 4)
        for begin in range(max(0, at - length + 1), min(at, len(text) - length) + 1)
    )


def _replacements(run: _Run, at: int, tables: Lexicon) -> Iterator[_Idea]:
    """Words that a look-alike would make here, as far as they could outweigh what stands there."""
    text, char = run.text, run.text[at]
    alone = tables.alone(char)
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if left:
        worth = (
            alone
            + tables.alone(left)
            + tables.joint(left + char)
            + (tables.joint(char + right) if right else 0.0)
        )
        for promise, word in likely_after(left, char):
            if promise + _SLACK > worth:
                yield _Idea(at - 1, at + 1, word, tables.share(word) - promise)
    if right:
        worth = (
            alone
            + tables.alone(right)
            + tables.joint(char + right)
            + (tables.joint(left + char) if left else 0.0)
        )
        for promise, word in likely_before(char, right):
            if promise + _SLACK > worth:
                yield _Idea(at, at + 2, word, tables.share(word) - promise)


def _insertions(run: _Run, at: int, tables: Lexicon) -> Iterator[_Idea]:
    text, char = run.text, run.text[at]
    if (at and char in _SUFFIXES) or text[at - 1 : at] == "所" or (len(text) == 1 and run.after != "“"):
        return
    asked = _gain_if_missing(run, at, char, tables)
    worth = tables.alone(char) + sum(
        tables.joint(pair) for pair in (text[at - 1 : at + 1], text[at : at + 2]) if pair[1:]
    )
    for word in words_with(char):
        if tables.share(word) - asked + 2 * MOST_JOINED > worth:
            yield _Idea(at, at + 1, word, asked)
    for word, phrase in phrases_with(char, text[at + 1 : at + 3]):
        if tables.share(phrase) - asked + 2 * MOST_JOINED > worth + tables.share(phrase[2:]) - 1:
            yield _Idea(at, at + 1, word, asked)


def _weighed(run: _Run, at: int, idea: _Idea, before: float, tables: Lexicon) -> Suspect | None:
    text = run.text
    changed = text[max(0, at - _REACH) : idea.begin] + idea.word + text[idea.end : at + _REACH + 1]
    margin = naturalness(changed, tables) - before - idea.asked - _AGAIN * run.is_listed
    if margin <= 0:
        return None
    missing = idea.end - idea.begin < len(idea.word)
    return Suspect(
        text[idea.begin : idea.end], idea.word, run.around(at), run.onward(at), text[at], missing, margin
    )


def _gain_if_missing(run: _Run, at: int, char: str, tables: Lexicon) -> float:
    if run.text == char and run.after == "“" and run.before in _HEADS and tables.alone(char) < _SELDOM_ALONE:
        return _GAIN_BEFORE_QUOTE
    steps = _GAIN_AT_HEAD if at == 0 and run.before in _HEADS else _GAIN_IF_MISSING
    alone = tables.alone(char)
    return next(gain for limit, gain in steps if alone <= limit)


@lru_cache(maxsize=1 << 16)
def likely_after(left: str, wrong: str) -> tuple[tuple[float, str], ...]:
    """Words that begin with `left` and go on with a look-alike, best first, with share less the gain asked."""
    tables = lexicon()
    return _best(
        (left + char, tables.cost(wrong, char)) for char in tables.followers.get(left, "") if char != wrong
    )


@lru_cache(maxsize=1 << 16)
def likely_before(wrong: str, right: str) -> tuple[tuple[float, str], ...]:
    """The same for words that end with `right`."""
    tables = lexicon()
    return _best(
        (char + right, tables.cost(wrong, char)) for char in tables.leaders.get(right, "") if char != wrong
    )


def _best(words: Iterable[tuple[str, int]]) -> tuple[tuple[float, str], ...]:
    tables = lexicon()
    ranked = sorted(((tables.share(word) - _GAIN_BY_COST[cost], word) for word, cost in words), reverse=True)
    return tuple(ranked[:_MOST_IDEAS])


@lru_cache(maxsize=1 << 13)
def words_with(char: str) -> tuple[str, ...]:
    """The most frequent words of two characters that hold this one."""
    tables = lexicon()
    words = [added + char for added in tables.leaders.get(char, "")]
    words += [char + added for added in tables.followers.get(char, "")]
    return tuple(sorted(words, key=tables.share, reverse=True)[:_MOST_IDEAS])


@lru_cache(maxsize=1 << 14)
def phrases_with(char: str, following: str) -> tuple[tuple[str, str], ...]:
    """Words that hold the character and make a known phrase of four with the word that follows."""
    tables = lexicon()
    if following not in tables.firm:
        return ()
    words = [added + char for added in tables.leaders.get(char, "")]
    words += [char + added for added in tables.followers.get(char, "")]
    return tuple((word, word + following) for word in words if word + following in tables.shares)
