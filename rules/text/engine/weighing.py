"""How sure it is that a word was meant in place of what stands: features of the idea, and trees fitted on planted errors.

`weights.json` is made by `build_weights` from papers with planted errors and from sound ones. A first, linear weight of
what needs no context sorts out nearly all ideas; the trees weigh the rest.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from auditor.text.patterns import pattern
from auditor.text.surnames import SURNAMES

from .doubtful import Place, is_read_with_a_word, loose_pairs
from .language import naturalness, seen_after, word_share
from .lookalikes import Idea, cheap_features, ideas
from .names import TRANSCRIBING
from .reading import naturalness as formality
from .runs import KEPT
from .set_phrases import phrases_around, sound_the_same

_REACH = 4  # characters read on either side
_BESIDE = 3  # characters looked at for what a name looks like
_ROUNDING = 1e-6
_REGIONS = frozenset(
    "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔滇陕秦甘陇青宁藏港澳"
)  # said for short
# Words of one character that meet at will: 补贴中/由财政负担, 鼓励其/向…发展, 对/与人民群众利益相关的事项.
_SMALL = frozenset("与由将把被从向及或并其对中为以于而")


_INSTITUTION = pattern(
    "医院|大学|学院|[中小]学|公司|集团|物流|广场|高新|园区|产业园|工业园|新区|新城|片区|开发区|电站|水库|隧道|大桥|高速|[铁公]路|国际|科技"
    "|项目|工程|[社小景灌]区|酒店|公园|码头|机场|口岸|博物|药业|制药|能源|材料|电子|生物|线|港|站|山|湾|渠|镇|乡|村"
)  # what names stand before


class Meant(NamedTuple):
    """A word in place of the characters begin:end of the place's text; the character at `at` is the wrong one."""

    margin: float  # above 0: worth telling
    begin: int
    end: int
    word: str
    at: int


@dataclass(frozen=True, slots=True)
class Weights:
    """`first` weighs cheap features, the last entry being the constant. A tree is rows of (feature, limit, left, right);
    a row without feature is a leaf whose limit is its weight.
    """

    first: tuple[float, ...]
    trees: tuple[tuple[tuple[int, float, int, int], ...], ...]
    asked: float  # sum of the leaves from which hardly any sound place is taken for wrong
    hopeless: tuple[float, ...]  # for each tree: the sum before it from which no leaves lead to what is asked


@cache
def weights() -> Weights:
    """The fitted weights."""
    read = json.loads(Path(__file__).with_name("weights.json").read_text("utf-8"))
    trees = tuple(tuple((int(f), x, int(a), int(b)) for f, x, a, b in tree) for tree in read["trees"])
    best = [max(limit for feature, limit, _, _ in tree if feature < 0) for tree in trees]
    ahead = reversed(list(accumulate(reversed(best))))
    hopeless = tuple(read["asked"] - most - _ROUNDING for most in ahead)
    return Weights(tuple(read["first"]), trees, read["asked"], hopeless)


def likeliest_meant(place: Place, whole: str) -> Meant | None:
    """The word that most surely was meant at the place, if any surely enough; `whole` is the paper, where terms stand
    more than once.
    """
    if not (to_weigh := _to_weigh(place)):
        return None
    margin, idea = max(
        (sum_of_trees(features(place, whole, idea, beside)) - weights().asked, idea)
        for idea, beside in to_weigh
    )
    if margin <= 0:
        return None
    return Meant(margin, idea.begin, idea.begin + len(idea.word), idea.word, idea.at)


@lru_cache(maxsize=KEPT)
def _to_weigh(place: Place) -> tuple[tuple[Idea, tuple[float, ...]], ...]:
    if is_read_with_a_word(place) or (
        place.char in _SMALL and not _SMALL.isdisjoint(place.left + place.right)
    ):
        return ()
    return tuple((idea, features_beside(place, idea, cheap)) for idea, cheap in worth_weighing(place))


def worth_weighing(place: Place) -> list[tuple[Idea, list[float]]]:
    """The ideas that may turn out to be right, with their cheap features."""
    first = weights().first
    found = []
    thought = ideas(place)
    for idea in thought:
        cheap = cheap_features(place, idea, len(thought))
        if sum(map(float.__mul__, first, (*cheap, 1.0))) > 0:
            found.append((idea, cheap))
    return found


def features_beside(place: Place, idea: Idea, cheap: list[float]) -> tuple[float, ...]:
    """What the trees look at in the characters around."""
    return (*cheap, *_gains(place, idea), *_looks(place, idea), *_company(place, idea))


def features(place: Place, whole: str, idea: Idea, beside: tuple[float, ...]) -> tuple[float, ...]:
    """Everything the trees look at."""
    stands = place.text[idea.begin : idea.begin + len(idea.word)]
    return (
        *beside,
        math.log1p(min(whole.count(idea.word), 3)),
        float(whole.count(stands) > 1),
        float(place.end - place.begin < 4),
        float(place.is_listed),
        float(_recurs(place, idea.at, whole)),
    )


@lru_cache(maxsize=1 << 12)
def sum_of_trees(row: tuple[float, ...]) -> float:
    """The sum of the leaves the features lead to; the least of all where it cannot reach what is asked."""
    total, fitted = 0.0, weights()
    for tree, hopeless in zip(fitted.trees, fitted.hopeless, strict=True):
        if total < hopeless:
            return -math.inf
        feature, limit, low, high = tree[0]
        while feature >= 0:
            feature, limit, low, high = tree[low if row[feature] <= limit else high]
        total += limit
    return total


def _looks(place: Place, idea: Idea) -> tuple[float, ...]:
    """How much the surroundings look like a name or a figure of speech, and how many set phrases the idea makes."""
    text, at = place.text, idea.at
    first, last = max(place.begin, at - _REACH), min(place.end, at + _REACH + 1)
    beside = text[max(first, at - _BESIDE) : min(last, at + _BESIDE + 1)]
    before = text[max(place.begin, at - 2) : at]
    return (
        float(loose_pairs(place, at, _REACH)),
        float(sum(char in TRANSCRIBING for char in beside)),
        float(any(char in SURNAMES for char in before)),
        float(text[at] in (text[at - 2 : at - 1], text[at + 2 : at + 3])),
        float(phrases_around(text[first:at], idea.char, text[at + 1 : last])),
    )


def _company(place: Place, idea: Idea) -> tuple[float, ...]:
    """How well the idea's word, and the character as it stands, go with the words before and behind; what the run is."""
    text, at = place.text, idea.at
    end = idea.begin + len(idea.word)
    first, last = place.first(_REACH + 2), place.last(_REACH + 2)
    return (
        _drawn(text[first : idea.begin], idea.word, text[end:last]),
        _drawn(text[first:at], text[at], text[at + 1 : last]),
        float(
            phrases_around(
                text[max(place.begin, at - _REACH) : at],
                text[at],
                text[at + 1 : min(place.end, at + _REACH + 1)],
            )
        ),
        float(not _REGIONS.isdisjoint(text[max(place.begin, at - 1) : min(place.end, at + 2)])),
        float(min(place.end - place.begin, 12)),
        float(min(at - place.begin, 5)),
        float(min(place.end - 1 - at, 5)),
        float("、" in (place.before_run, place.after_run)),
        float(place.before_run.isalnum()) + float(place.after_run.isalnum()),
        float(_INSTITUTION.search(text, at + 1, place.last(_REACH + 2)) is not None),
        float(sound_the_same(text[at], idea.char)),
    )


def _recurs(place: Place, at: int, whole: str) -> int:
    """How often, at most three times, the character stands in the paper beside a neighbour it has here."""
    before, after = place.beside(at)
    char = place.text[at]
    return max(min(whole.count(pair), 3) for pair in (before + char, char + after) if len(pair) > 1)


def _drawn(before: str, word: str, after: str) -> float:
    """How much likelier the word is beside its neighbours than anywhere, at best; below 0 where it was never seen beside them."""
    share = word_share(word)
    seen = [
        found - word_share(other)
        for other in (after[:n] for n in range(1, min(4, len(after)) + 1))
        if (found := seen_after(word, other)) is not None
    ] + [
        found - share
        for other in (before[-n:] for n in range(1, min(4, len(before)) + 1))
        if (found := seen_after(other, word)) is not None
    ]
    return max(seen, default=-1.0)


def _gains(place: Place, idea: Idea) -> tuple[float, ...]:
    """How much more naturally it reads with the idea, in today's Chinese and in the newspaper; how naturally it then
    reads, a character.
    """
    text, at = place.text, idea.at
    before, after = text[max(place.begin, at - _REACH) : at], text[at + 1 : min(place.end, at + _REACH + 1)]
    now, then = before + text[at] + after, before + idea.char + after
    reads, formal = naturalness(then), formality(then)
    return (
        reads - naturalness(now),
        formal - formality(now),
        reads / len(then),
        formal / len(then),
    )
