"""Words that may have been meant where a character seems to be missing, and the gain in naturalness asked of each.

Only ideas that could reach the gain asked for are made: frequent words, one character longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .doubtful import Place, is_technical
from .lexicon import MOST_JOINED, Lexicon, lexicon
from .phrases import ADVERBS, HALVES
from .reading import naturalness

# How much better (log10) a text must read with the word. Set on half of a sample of official pages; the other half
# served to weed out terms as well, so that the rate on wholly unknown pages may be somewhat worse than on either.
_MISSING = ((-5.25, 1.6), (-4.75, 2.1), (0.0, 2.95))  # by how seldom the character is a word by itself
_MISSING_AT_HEAD = ((-5.0, 1.3), (-4.4, 1.8), (0.0, 2.95))  # the same at the head of a clause
_MISSING_BEFORE_QUOTE = 0.3  # of a clause that is one character: 造“阳光国企”
_MISSING_OF_VERB = 0.6
_SELDOM_ALONE = -4.4  # for such a clause
_HEADS = "，；。：\n"  # what a clause stands after; nothing at the head of the text
_SUFFIXES = frozenset(
    "师园司院站所校员部权费税率量度性型化者家户线品机车厂店馆室区长会样价额数件点表证书号式类级"
)  # make words
_REACH = 4  # characters read on either side
_MOST_WITH = 24  # words tried together with the word that follows


class Longer(NamedTuple):
    """A word that one more character makes, and the gain asked of it."""

    word: str
    asked: float


def likeliest_missing(place: Place, tables: Lexicon) -> tuple[float, str] | None:
    """The word that would make the place read best, and by how much more than asked."""
    ideas = list(_insertions(place, tables))
    if not ideas:
        return None
    before, after = place.text[place.first(_REACH) : place.at], place.text[place.at + 1 : place.last(_REACH)]
    now = naturalness(before + place.char + after, tables)
    return max((naturalness(before + word + after, tables) - asked - now, word) for word, asked in ideas)


def _insertions(place: Place, tables: Lexicon) -> Iterator[Longer]:
    """Words that one more character before or after would make here."""
    char, left, right, at = place.char, place.left, place.right, place.at
    if is_technical(place, tables):
        return
    if (left and char in _SUFFIXES) or left == "所" or (not left and not right and place.after_run != "“"):
        return
    asked = _gain_if_missing(place, tables)
    floor = tables.alone(char) + asked - 2 * MOST_JOINED
    floor += (tables.joint(left + char) if left else 0.0) + (tables.joint(char + right) if right else 0.0)
    for share, word in _words_with(char):
        if share <= floor:
            break
        yield Longer(word, asked)
    following = place.text[at + 1 : at + 3]
    if following in tables.firm and char + right not in tables.joints:
        floor += tables.share(following) - 1
        for _, word in _words_with(char):
            if tables.share(word + following) > floor:
                yield Longer(word, asked)


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


@lru_cache(maxsize=1 << 13)
def _words_with(char: str) -> tuple[tuple[float, str], ...]:
    """The most frequent words of two characters that hold this one, with their shares."""
    tables = lexicon()
    words = [added + char for added in tables.leaders.get(char, "")]
    words += [char + added for added in tables.followers.get(char, "")]
    return tuple(sorted(((tables.share(word), word) for word in words), reverse=True)[:_MOST_WITH])
