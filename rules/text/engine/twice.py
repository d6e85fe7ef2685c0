"""Characters written twice in a row where once reads far more naturally: 限期整改改, 进一步进一步."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import eq
from typing import NamedTuple

from auditor.text.patterns import pattern

from .language import naturalness
from .lexicon import LONG_WORDS, is_firm, share
from .names import SITE_ENDS, TRANSCRIBING
from .phrases import VERBS
from .runs import KEPT, runs_in

_LONGEST = 3  # characters written twice
_REACH = 4  # characters read on either side
_TWICE = frozenset("〇一二三四五六七八九十某")  # numerals and masked names: 二〇二二, 孙某某
_TWO_WORDS = pattern(  # 镇人民政府|政府信息公开, 农业股|股长
    "政府(?=政府(?:信息|网站|采购|购买|工作报告|投资|债务|债券|规章|性基金|法律顾问))|([股科处部局所院站队室组校会])(?=\\1长)"
)
_ASKING = pattern("(?<=[申邀报提函])请(?=请)")  # 提出申请|请使用
# How much better (log10) a text must read without the second: of 137,000 characters of sound papers the most telling
# pair (创业创新) gains 3.1; nine of ten characters doubled at the end of a word gain more than 3.3.
_ASKED = 3.3
_ASKED_OF_SMALL = (
    1.5  # of a small word that makes a word neither with what stands before nor with what follows
)
_ASKED_OF_MEETING = 5.5  # of what may well meet: 对|对口, 为|为民办实事
_MEETING = frozenset("对为")
_ASKED_BETWEEN_WORDS = 5.0  # of one character that begins a word: 地下水|水位, 2019年|年均, 从|从业
_ASKED_IN_SPITE = 5.0  # of the end of a word that makes a word with itself (国家家级), or stands before what a site's name ends with
_ASKED_OF_LONG = 2.0  # of three characters or more, which hardly ever follow themselves
_EACH = frozenset("户村乡镇县家人校店园企组岗")
_DOES = frozenset("有通用设建都见响办")  # 户户用工程, 乡乡设所
_DOUBLE_BEFORE = pattern("([\u4e00-\u9fff])\\1[\u4e00-\u9fff]{1,3}[、，]$")
_DOUBLE_AND_DOUBLE = pattern("([\u4e00-\u9fff])\\1[\u4e00-\u9fff]{1,3}[、，]([\u4e00-\u9fff])\\2")
_LONGEST_ITEM = 6
_FELT = frozenset("浓端暖融")  # 年味浓浓
_AND_AGAIN = frozenset("再又")
_WHEN = frozenset("前后")  # 月底前前, 15日前前
_SMALL = frozenset("在的了和与由将把被从向及或并为对以") | _WHEN
_WORD = (
    -6.1
)  # share of the rarest word behind a small one: 在|在册 has -6, what only looks like a word (由县) -6.25
_ACTS = frozenset(VERBS)
_LONGEST_WORD = 4  # characters of a word that is asked for behind a small one: 以|以工代赈


class Twice(NamedTuple):
    """`text[at : at + 2 * length]` is one wording written twice."""

    at: int
    length: int
    margin: float  # above 0: worth telling


def written_twice(text: str) -> Iterator[Twice]:
    """Such places; a wording of three characters or more is found once."""
    for begin, end in runs_in(text):
        for at, length, margin in _twice_in(text[begin:end]):
            said_so = at == 0 and (_is_listed_act(text, begin) or _is_one_of_doubles(text, begin))
            if not said_so and not _is_named_so(text, begin + at):
                yield Twice(begin + at, length, margin)


def _is_listed_act(text: str, at: int) -> bool:
    """充充电、避避暑."""
    return text[at - 1 : at] == "、" and is_firm(text[at] + text[at + 2 : at + 3])


def _is_one_of_doubles(text: str, at: int) -> bool:
    """户户清、院院净、巷巷美: the item before or behind begins with a character written twice too."""
    return _DOUBLE_AND_DOUBLE.match(text, at) is not None or (
        _DOUBLE_BEFORE.search(text, max(0, at - _LONGEST_ITEM), at) is not None
    )


def _is_named_so(text: str, at: int) -> bool:
    """A name stands more than once: 广汕汕 (广州、汕头到汕尾)."""
    return at > 0 and text.count(text[at - 1 : at + 2]) > 1


@lru_cache(maxsize=KEPT)
def _twice_in(run: str) -> tuple[Twice, ...]:
    """In order of their length."""
    found = []
    for length in range(1, min(_LONGEST, len(run) // 2) + 1):
        same = bytes(map(eq, run, run[length:]))
        at = same.find(b"\1" * length)
        while at >= 0:
            if (gain := _gain(run, at, length)) > 0 and (margin := gain - _asked(run, at, length)) > 0:
                found.append(Twice(at, length, margin))
            at = same.find(b"\1" * length, at + length)
    return tuple(found)


def _asked(text: str, at: int, length: int) -> float:
    onward = text[at + length : at + length + _LONGEST_WORD]
    ends, begins = is_firm(text[at - 1 : at + 1]), is_firm(onward[:2])  # 存在|在, 在|在建
    if length == 1 and text[at] in _SMALL:
        is_alone = not ends or text[at] in _WHEN
        between = _ASKED_OF_MEETING if text[at] in _MEETING else _ASKED_BETWEEN_WORDS
        return between if _begins_word(onward) else _ASKED_OF_SMALL if is_alone else _ASKED
    if length == _LONGEST:
        return _ASKED_OF_LONG
    if length == 1 and onward[:2] in _ACTS:
        return _ASKED  # 推推进: no name ends so
    return _ASKED_BETWEEN_WORDS if length == 1 and (begins or onward[:3] in LONG_WORDS) else _ASKED


def _begins_word(text: str) -> bool:
    """Whether a word stands there, also one that a small word before it makes likely."""
    return len(text) > 1 and (
        is_firm(text[:2])
        or share(text[:2]) > _WORD
        or any(text[:length] in LONG_WORDS for length in range(3, _LONGEST_WORD + 1))
    )


def _said_on_purpose(text: str, at: int, length: int) -> bool:
    """一件一件, 逐户逐户, 每生每|天, 学习学习再学习, 加油加油加油, 一束束, 户户用, 和和美美."""
    wording, after = text[at : at + length], text[at + 2 * length :]
    if length > 1:
        again = after[after[:1] in _AND_AGAIN :]
        return (
            text[at] in "一逐"
            or "每" in wording
            or again.startswith(wording)
            or text.endswith(wording, 0, at)
        )
    is_one_of_four = len(after) > 1 and after[0] == after[1]
    return (
        text[at - 1 : at] == "一"
        or is_one_of_four
        or (text[at] in _EACH and after[:1] in _DOES)
        or text[at] in _FELT
    )


def _may_be_meant(text: str, at: int, length: int) -> bool:
    """青青, and before what ends the name of a site: 县政府|府前路; in a foreign name: 佐凡尼尼."""
    if length > 1 or text[at] in _SMALL:
        return length > 1 and not SITE_ENDS.isdisjoint(text[at + 2 * length : at + 2 * length + 2])
    is_foreign = text[at] in TRANSCRIBING and not TRANSCRIBING.isdisjoint(text[max(0, at - 2) : at])
    return is_foreign or is_firm(text[at : at + 2]) or not SITE_ENDS.isdisjoint(text[at + 2 : at + 4])


def _ends_word(text: str, at: int, length: int) -> bool:
    """Whether the first of the two ends a word, and none that villages are called by: 农村|村村通."""
    is_end = is_firm(text[at - 1 : at + 1]) or (at > 2 and text[at - 3 : at + 1] in LONG_WORDS)
    return length == 1 and is_end and text[at] not in SITE_ENDS


def _are_two_words(text: str, at: int, length: int) -> bool:
    """Whether the one ends a word and the next begins another: 停车|车位, 李村河|河口, 重大疾病|专病专防, 名校|名校长."""
    before, onward = text[at - 1 : at + 1], text[at + length :]
    if length > 1:
        return length < _LONGEST and (
            (is_firm(before) and not is_firm(text[at : at + length]))
            or any(onward[:end] in LONG_WORDS for end in range(length + 1, length + 3))
        )
    return is_firm(onward[:2]) and (is_firm(before) or (text[at] in SITE_ENDS and at > 1))


def _gain(text: str, at: int, length: int) -> float:
    wording, end = text[at : at + length], at + 2 * length
    if len(set(wording)) < length or _TWICE.issuperset(wording):
        return 0.0  # 一一一, 二〇二二
    if _said_on_purpose(text, at, length) or _are_two_words(text, at, length):
        return 0.0
    if _TWO_WORDS.match(text, at) or _ASKING.match(text, at):
        return 0.0
    around = text[max(0, at - _REACH) : at], text[end : end + _REACH]
    gain = naturalness(wording.join(around)) - naturalness((2 * wording).join(around))
    asked = _ASKED if end == len(text) else _ASKED_IN_SPITE  # 落到实处处
    if _may_be_meant(text, at, length) and not (gain > asked and _ends_word(text, at, length)):
        return 0.0
    return gain
