"""Words that may have been meant where a character seems to be missing, and the gain in naturalness asked of each.

Only ideas that could reach the gain asked for are made: frequent words, one character longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from auditor.text.patterns import pattern

from .doubtful import Place, is_technical
from .language import char_share, firsts, naturalness, pair_share, seconds, word_share
from .lexicon import MOST_JOINED, are_beside, are_in_longer, frequent_words_with, is_firm, joint, share
from .names import SITE_ENDS
from .phrases import ADVERB_HALVES, ADVERBS, HALVES, VERBS
from .reading import naturalness as formality
from .runs import KEPT

# How much better (log10) a text must read with the word. Set on half of a sample of official pages; the other half
# served to weed out terms as well, so that the rate on wholly unknown pages may be somewhat worse than on either.
_MISSING = ((-5.25, 1.9), (-4.75, 2.4), (0.0, 3.0))  # by how seldom the character is a word by itself
_MISSING_AT_HEAD = ((-5.0, 1.6), (-4.4, 2.1), (0.0, 3.25))  # the same at the head of a clause
_MISSING_BEFORE_QUOTE = 0.3  # of a clause that is one character: 造“阳光国企”
_MISSING_OF_VERB = 0.6
_OFTEN_ALONE = -4.0
_SELDOM_ALONE = -4.4  # for such a clause
_ALONE = frozenset("持经希创超稳遇赴居获拟呈候存留展")  # verbs of one character in news and orders
# Half an adverb between what asks for something and a verb of offices: 要/实/履行.
_HALVED = pattern(f"(?<=[要应当须并])[{''.join(sorted(ADVERB_HALVES))}](?={'|'.join(VERBS)})")
_ASKED_OF_ADVERB = 1.0
_HEADS = "，；。：\n"  # what a clause stands after; nothing at the head of the text
_SUFFIXES = frozenset(
    "师园司院站所校员部权费税率量度性型化者家户线品机车厂店馆室区长会样价额数件点表证书号式类级"
)  # make words
_REACH = 4  # characters read on either side
_HARDLY = -7.5  # two characters stand side by side
_LEAST_OF_PAIRS = 1.0
_FREQUENT = -6.0
_MOST = 3  # words weighed
_ASKED = (
    3.5  # gain by the model of today's Chinese from which hardly any sound place seems to lack a character
)
_MOST_WITH = 24  # words tried together with the word that follows


class Longer(NamedTuple):
    """A word that one more character makes, and the gain asked of it."""

    word: str
    asked: float


@lru_cache(maxsize=KEPT)
def likeliest_missing(place: Place) -> tuple[float, str] | None:
    """The word that would make the place read best, and by how much more than asked."""
    if is_technical(place) or place.char in SITE_ENDS or _is_verb_alone(place):
        return None
    before, after = place.text[place.first(_REACH) : place.at], place.text[place.at + 1 : place.last(_REACH)]
    found: list[tuple[float, str]] = []
    if longer := list(_insertions(place)):
        now = formality(before + place.char + after)
        found += [(formality(before + word + after) - asked - now, word) for word, asked in longer]
    if words := [
        word for gain, word in sorted(_pairs_completed(place), reverse=True)[:_MOST] if gain > _LEAST_OF_PAIRS
    ]:
        now = naturalness(before + place.char + after) + _ASKED
        found += [(naturalness(before + word + after) - now, word) for word in words]
    return max(found, default=None)


def halved_adverbs(text: str) -> Iterator[tuple[int, float, str]]:
    """Where half of one stands alone before a verb, how much better than asked the whole one reads, and it."""
    for match in _HALVED.finditer(text):
        at, half = match.start(), match.group()
        if is_firm(text[at - 1 : at + 1]) or is_firm(text[at : at + 2]):
            continue
        before, after = text[at - 1], text[at + 1 : at + 3]
        now = naturalness(before + half + after) + _ASKED_OF_ADVERB
        ways = ((naturalness(before + word + after) - now, word) for word in ADVERBS if half in word[:2])
        gain, word = max(ways)
        if gain > 0:
            yield at, gain, word


def _pairs_completed(place: Place) -> Iterator[tuple[float, str]]:
    """Words that one more character makes between two that hardly ever stand side by side; gains of the pairs."""
    char, left, right = place.char, place.left, place.right
    if share(char) > _OFTEN_ALONE:
        return
    if right and (beside := pair_share(char + right)) < _HARDLY:
        for added, word in _begun(char):
            yield pair_share(word) + pair_share(added + right) - beside - char_share(added, 0.0), word
    if left and left != "所" and char not in _SUFFIXES and (beside := pair_share(left + char)) < _HARDLY:
        for added, word in _ended(char):
            yield pair_share(left + added) + pair_share(word) - beside - char_share(added, 0.0), word


def _insertions(place: Place) -> Iterator[Longer]:
    """Words that one more character before or after would make here."""
    char, left, right, at = place.char, place.left, place.right, place.at
    if (left and char in _SUFFIXES) or left == "所" or (not left and not right and place.after_run != "“"):
        return
    asked = _gain_if_missing(place)
    floor = share(char) + asked - 2 * MOST_JOINED
    floor += (joint(left + char) if left else 0.0) + (joint(char + right) if right else 0.0)
    for known, word in _words_with(char):
        if known <= floor:
            break
        yield Longer(word, asked)
    following = place.text[at + 1 : at + 3]
    if is_firm(following) and not are_beside(char + right):
        floor += share(following) - 1
        for _, word in _words_with(char):
            if are_in_longer(word[1] + right) and share(word + following) > floor:
                yield Longer(word, asked)


def _is_verb_alone(place: Place) -> bool:
    """Whether a verb of one character stands at the head of a clause, or a word of two follows: 持/身份证, 创/新高."""
    follows = place.text[place.at + 1 : place.at + 3]
    return place.char in _ALONE and ((place.before_run in _HEADS and not place.left) or is_firm(follows))


def _gain_if_missing(place: Place) -> float:
    alone = share(place.char)
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
def _begun(char: str) -> tuple[tuple[str, str], ...]:
    """The likeliest words of two characters that begin with this one: the other character, the word."""
    return _likeliest((added, char + added) for added in seconds(char))


@lru_cache(maxsize=1 << 13)
def _ended(char: str) -> tuple[tuple[str, str], ...]:
    """The same for words that end with it."""
    return _likeliest((added, added + char) for added in firsts(char))


def _likeliest(words: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    frequent = [entry for entry in words if word_share(entry[1]) > _FREQUENT]
    return tuple(sorted(frequent, key=lambda entry: -word_share(entry[1]))[:_MOST_WITH])


@lru_cache(maxsize=1 << 13)
def _words_with(char: str) -> tuple[tuple[float, str], ...]:
    """The most frequent words of two characters that hold this one, with their shares."""
    words = ((share(word), word) for word in frequent_words_with(char))
    return tuple(sorted(words, reverse=True)[:_MOST_WITH])
