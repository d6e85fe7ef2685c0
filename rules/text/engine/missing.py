"""Words that may have been meant where a character seems to be missing, and the gain in naturalness asked of each.

Only ideas that could reach the gain asked for are made: frequent words, one character longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from .doubtful import Place, is_cut_by_name, is_technical, loose_pairs
from .language import char_share, firsts, naturalness, pair_share, seconds, word_share
from .lexicon import MOST_JOINED, are_beside, are_in_longer, frequent_words_with, is_firm, joint, share
from .names import SITE_ENDS
from .reading import naturalness as formality
from .runs import KEPT

# How much better (log10) a text must read with the word: by the model of today's Chinese, and a part of it by the newspaper.
# The more characters around belong to no word, the more: there it is names and terms. Set on errors and sound papers of
# the quarter that fits: one of six omissions is found for one doubt in 100,000 sound characters.
_ASKED, _OF_NEWSPAPER, _ASKED_OF_LOOSE = 3.75, 0.3, 0.5
_ASKED_OF_CLAUSE = 0.3  # by the newspaper, of a clause that is one character
_LEAST_FORMAL, _LEAST_GAINED = (
    1.0,
    0.3,
)  # what an idea must be able to gain in the newspaper, and what it does
_OFTEN_ALONE = -4.0
_SELDOM_ALONE = -4.4  # for such a clause
_ALONE = frozenset("持经希创超稳遇赴居获拟呈候存留展")  # verbs of one character in news and orders
_HEADS = "，；。：\n"  # what a clause stands after; nothing at the head of the text
SUFFIXES = frozenset(
    "师园司院站所校员部权费税率量度性型化者家户线品机车厂店馆室区长会样价额数件点表证书号式类级码队科股"
)  # make words
_REACH = 4  # characters read on either side
_HARDLY = -7.5  # two characters stand side by side
_LEAST_OF_PAIRS = 1.0
_FREQUENT = -6.0
_MOST = 3  # words weighed
_MOST_WITH = 24  # words tried together with the word that follows


@lru_cache(maxsize=KEPT)
def likeliest_missing(place: Place) -> tuple[float, str] | None:
    """The word that would make the place read best, and by how much more than asked."""
    if is_technical(place) or place.char in SITE_ENDS or _is_verb_alone(place) or is_cut_by_name(place):
        return None
    if _is_item(place):
        return None
    before, after = place.text[place.first(_REACH) : place.at], place.text[place.at + 1 : place.last(_REACH)]
    now = formality(before + place.char + after)
    formal = {word: formality(before + word + after) - now for word in _longer(place)}
    if _is_clause(place):
        return max(((gain - _ASKED_OF_CLAUSE, word) for word, gain in formal.items()), default=None)
    worth = sorted((word for word in formal if formal[word] > _LEAST_GAINED), key=lambda word: -formal[word])
    if not worth:
        return None
    asked = (
        naturalness(before + place.char + after)
        + _ASKED
        + _ASKED_OF_LOOSE * loose_pairs(place, place.at, _REACH)
    )
    found = (
        (naturalness(before + word + after) + _OF_NEWSPAPER * formal[word] - asked, word)
        for word in worth[:_MOST]
    )
    return max(found, default=None)


def _longer(place: Place) -> set[str]:
    """Words that one more character makes here and that may be worth it."""
    pairs = sorted(_pairs_completed(place), reverse=True)[:_MOST]
    return {*_insertions(place), *(word for gain, word in pairs if gain > _LEAST_OF_PAIRS)}


def _pairs_completed(place: Place) -> Iterator[tuple[float, str]]:
    """Words that one more character makes between two that hardly ever stand side by side; gains of the pairs."""
    char, left, right = place.char, place.left, place.right
    if share(char) > _OFTEN_ALONE:
        return
    if right and (beside := pair_share(char + right)) < _HARDLY:
        for added, word in _begun(char):
            yield pair_share(word) + pair_share(added + right) - beside - char_share(added, 0.0), word
    if left and left != "所" and char not in SUFFIXES and (beside := pair_share(left + char)) < _HARDLY:
        for added, word in _ended(char):
            yield pair_share(left + added) + pair_share(word) - beside - char_share(added, 0.0), word


def _insertions(place: Place) -> Iterator[str]:
    """Frequent words that one more character before or after would make here, by the newspaper."""
    char, left, right, at = place.char, place.left, place.right, place.at
    if (left and char in SUFFIXES) or left == "所" or (not left and not right and place.after_run != "“"):
        return
    floor = share(char) + _LEAST_FORMAL - 2 * MOST_JOINED
    floor += (joint(left + char) if left else 0.0) + (joint(char + right) if right else 0.0)
    for known, word in _words_with(char):
        if known <= floor:
            break
        yield word
    following = place.text[at + 1 : at + 3]
    if is_firm(following) and not are_beside(char + right):
        floor += share(following) - 1
        for _, word in _words_with(char):
            if are_in_longer(word[1] + right) and share(word + following) > floor:
                yield word


def _is_clause(place: Place) -> bool:
    """Whether a seldom character is all there is before what is quoted: 造“阳光国企”."""
    is_head = not place.left and place.before_run in _HEADS
    return is_head and not place.right and share(place.char) < _SELDOM_ALONE


def _is_item(place: Place) -> bool:
    """Whether it is, all by itself, one of several: 耕、种、防、收."""
    return place.is_listed and not place.left and not place.right


def _is_verb_alone(place: Place) -> bool:
    """Whether a verb of one character stands at the head of a clause, or a word of two follows: 持/身份证, 创/新高."""
    follows = place.text[place.at + 1 : place.at + 3]
    return place.char in _ALONE and ((place.before_run in _HEADS and not place.left) or is_firm(follows))


@lru_cache(maxsize=1 << 12)
def _begun(char: str) -> tuple[tuple[str, str], ...]:
    """The likeliest words of two characters that begin with this one: the other character, the word."""
    return _likeliest((added, char + added) for added in seconds(char))


@lru_cache(maxsize=1 << 12)
def _ended(char: str) -> tuple[tuple[str, str], ...]:
    """The same for words that end with it."""
    return _likeliest((added, added + char) for added in firsts(char))


def _likeliest(words: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    frequent = [entry for entry in words if word_share(entry[1]) > _FREQUENT]
    return tuple(sorted(frequent, key=lambda entry: -word_share(entry[1]))[:_MOST_WITH])


@lru_cache(maxsize=1 << 12)
def _words_with(char: str) -> tuple[tuple[float, str], ...]:
    """The most frequent words of two characters that hold this one, with their shares."""
    words = ((share(word), word) for word in frequent_words_with(char))
    return tuple(sorted(words, reverse=True)[:_MOST_WITH])
