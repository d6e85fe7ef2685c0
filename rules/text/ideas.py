"""Words that may have been meant where a character is doubtful, and the gain in naturalness asked of each.

Only ideas that could reach the gain asked for are made: frequent words, one look-alike or one character away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from .doubtful import Place
from .lexicon import MOST_JOINED, NO_WORD, UNLIKE, Lexicon, lexicon
from .phrases import ADVERBS, HALVES

# How much better (log10) a text must read with the word. Set on half of a sample of official pages; the other half
# served to weed out terms as well, so that the rate on wholly unknown pages may be somewhat worse than on either.
_BY_COST = {1: 3.6, 2: 3.9, 3: 4.8, UNLIKE: 7.3}
_LEAST = min(_BY_COST.values())
_MISSING = ((-5.25, 1.6), (-4.75, 2.1), (0.0, 2.95))  # by how seldom the character is a word by itself
_MISSING_AT_HEAD = ((-5.0, 1.3), (-4.4, 1.8), (0.0, 2.95))  # the same at the head of a clause
_MISSING_BEFORE_QUOTE = 0.3  # of a clause that is one character: 造“阳光国企”
_MISSING_OF_VERB = 0.6
_SELDOM_ALONE = -4.4  # for such a clause
_HEADS = "，；。：\n"  # what a clause stands after; nothing at the head of the text
_SUFFIXES = frozenset(
    "师园司院站所校员部权费税率量度性型化者家户线品机车厂店馆室区长会样价额数件点表证书号式类级"
)  # make words
_SLACK = 0.8  # what longer words and joints may add to the worth of a proposed word
_MOST = 6  # words tried at one place
_MOST_WITH = 24  # words tried together with the word that follows


class Idea(NamedTuple):
    """A word in place of begin:end, and the gain asked of it."""

    begin: int
    end: int
    word: str
    asked: float

    @property
    def is_insertion(self) -> bool:
        """Whether it adds a character."""
        return self.end - self.begin < len(self.word)


def replacements(place: Place, tables: Lexicon) -> Iterator[Idea]:
    """Words that a look-alike would make here."""
    char, left, right, at = place.char, place.left, place.right, place.at
    joint, alone = tables.joint, tables.alone
    joined_left = joint(left + char) if left else 0.0
    joined_right = joint(char + right) if right else 0.0
    worth = alone(char) + joined_left + joined_right - _SLACK
    floor = worth + alone(left)
    if left and tables.top_following.get(left, NO_WORD) - _LEAST > floor:
        for promise, word in _likely_after(left, char):
            if promise <= floor:
                break
            yield Idea(at - 1, at + 1, word, tables.share(word) - promise)
    floor = worth + alone(right)
    if right and tables.top_leading.get(right, NO_WORD) - _LEAST > floor:
        for promise, word in _likely_before(char, right):
            if promise <= floor:
                break
            yield Idea(at, at + 2, word, tables.share(word) - promise)


def insertions(place: Place, tables: Lexicon) -> Iterator[Idea]:
    """Words that one more character before or after would make here."""
    char, left, right, at = place.char, place.left, place.right, place.at
    if (left and char in _SUFFIXES) or left == "所" or (not left and not right and place.after_run != "“"):
        return
    asked = _gain_if_missing(place, tables)
    floor = tables.alone(char) + asked - 2 * MOST_JOINED
    floor += (tables.joint(left + char) if left else 0.0) + (tables.joint(char + right) if right else 0.0)
    for share, word in _words_with(char):
        if share <= floor:
            break
        yield Idea(at, at + 1, word, asked)
    following = place.text[at + 1 : at + 3]
    if following in tables.firm and char + right not in tables.joints:
        floor += tables.share(following) - 1
        for _, word in _words_with(char):
            if tables.share(word + following) > floor:
                yield Idea(at, at + 1, word, asked)


def likely_words(before: str, char: str, after: str) -> Iterator[tuple[float, str, str]]:
    """The likeliest word with each neighbour: share less the gain asked, the words as they stand, the word."""
    if after and (words := _likely_before(char, after)):
        yield words[0][0], char + after, words[0][1]
    if before and (words := _likely_after(before, char)):
        yield words[0][0], before + char, words[0][1]


def _gain_if_missing(place: Place, tables: Lexicon) -> float:
    alone = tables.alone(place.char)
    if _is_half_a_verb(place):
        return _MISSING_OF_VERB
    if place.left or place.before_run not in _HEADS:
        steps = _MISSING
    elif not place.right and alone < _SELDOM_ALONE:
        return _MISSING_BEFORE_QUOTE
    else:
        steps = _MISSING_AT_HEAD
    return next(gain for limit, gain in steps if alone <= limit)


def _is_half_a_verb(place: Place) -> bool:
    """Whether half a verb stands where a verb should: at the head of a clause, behind an adverb."""
    if place.char not in HALVES or not place.right:
        return False
    if not place.left:
        return place.before_run in _HEADS
    return place.text[: place.at].endswith(ADVERBS, place.first(3))


@lru_cache(maxsize=1 << 16)
def _likely_after(left: str, wrong: str) -> tuple[tuple[float, str], ...]:
    """Words that begin with `left` and go on with a look-alike, best first, with share less the gain asked."""
    tables = lexicon()
    chars = _proposed(tables.followers.get(left, ""), wrong)
    return _best((left + char, tables.cost(wrong, char)) for char in chars)


@lru_cache(maxsize=1 << 16)
def _likely_before(wrong: str, right: str) -> tuple[tuple[float, str], ...]:
    """The same for words that end with `right`."""
    tables = lexicon()
    chars = _proposed(tables.leaders.get(right, ""), wrong)
    return _best((char + right, tables.cost(wrong, char)) for char in chars)


def _proposed(chars: str, wrong: str) -> frozenset[str]:
    """The look-alikes among the characters, and the first two of all: they make the most frequent words."""
    return (_set(chars) & _look_alikes(wrong) | _set(chars[:2])) - {wrong}


@lru_cache(maxsize=1 << 14)
def _set(chars: str) -> frozenset[str]:
    return frozenset(chars)


@lru_cache(maxsize=1 << 13)
def _look_alikes(char: str) -> frozenset[str]:
    return frozenset("".join(lexicon().neighbours.get(char, ())))


def _best(words: Iterable[tuple[str, int]]) -> tuple[tuple[float, str], ...]:
    share = lexicon().share
    return tuple(sorted(((share(word) - _BY_COST[cost], word) for word, cost in words), reverse=True)[:_MOST])


@lru_cache(maxsize=1 << 13)
def _words_with(char: str) -> tuple[tuple[float, str], ...]:
    """The most frequent words of two characters that hold this one, with their shares."""
    tables = lexicon()
    words = [added + char for added in tables.leaders.get(char, "")]
    words += [char + added for added in tables.followers.get(char, "")]
    return tuple(sorted(((tables.share(word), word) for word in words), reverse=True)[:_MOST_WITH])
