"""Half of an adverb or of a verb where offices say the whole one: 要实履行, 平台全汇聚, 进一推动, 持续化改革, “，进教育均衡”.

Few words can be meant, and what stands beside shows where a half is alone: so a small gain tells. In 23 million sound
characters about a hundred places gain as much, many of which did lose a character.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.text.patterns import pattern

from .doubtful import Place, stands_in_long_word
from .language import naturalness
from .lexicon import is_firm
from .phrases import ADVERB_HALVES, ADVERBS, LOST_HALVES, VERBS
from .runs import around

_REACH = 4  # characters read on either side
_ASKING = frozenset("要应当须并将")
_FURTHER = "进一步"
_ALONE = frozenset("促按抓引推提强持履做有")  # verbs of one character: 促公平, 按规定
_ACTS = (*VERBS, "加强", "加快", "坚持", "聚焦")
# How much better (log10) a text must read: with an adverb between what asks and a verb, anywhere before a verb; with a verb
# after a mark or an adverb; with what is left of 进一步.
_ASKED_OF_ADVERB, _ASKED_ANYWHERE, _ASKED_OF_VERB, _ASKED_OF_FURTHER = 1.0, 3.0, 2.0, 2.0


def _wholes(words: Iterable[str], halves: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """For each half, what it may have been."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in dict.fromkeys(words):
        for half in dict.fromkeys(word[:2]):
            found[half].append(word)
    return {half: found[half] for half in halves if half in found}


_OF_ADVERBS = _wholes(ADVERBS, sorted(LOST_HALVES | ADVERB_HALVES))
_OF_VERBS = _wholes(_ACTS, sorted(set("".join(_ACTS)) - _ALONE))
# What a verb of two characters stands behind. Not 加快, 统筹: roads and works (加快复寅…), 统筹好.
_AHEAD = (
    "[，。；：]",
    "[\\n\\t]\\s*",
    "应当",
    "必须",
    "需要",
    *(word for word in ADVERBS if word not in ("加快", "统筹")),
)
_IS_VERB = "|".join(VERBS)
_ADVERB = pattern(f"[{''.join(_OF_ADVERBS)}](?={_IS_VERB})")
_FURTHER_HALVED = pattern(f"(?:进一|(?<![进第下头走早\\s])一步|进步)(?={_IS_VERB})")
_VERB = pattern(f"(?=(?:{'|'.join(_AHEAD)})([{''.join(_OF_VERBS)}])[\u4e00-\u9fff]{{3}})")

_FOUND = pattern(  # what inspections find: 检查中发现的问题
    "(?<=(?:检|巡|排|督|核|抽|普|调)查中)发(?=的(?:问题|隐患|线索|不足|情况))"
    "|(?<=(?:审计|调研|监测|整改|执法|走访|验收|巡察|监督|评估|审核|监管|施工)中)发(?=的(?:问题|隐患|线索|不足|情况))"
)

_SURE = 2.0  # of what hardly any sound text holds
_NOTICES = {"公": "公告", "通": "通知"}
_AS_FOLLOWS = pattern("(?<=[项况果作息单位员])(?P<half>[公通])如下(?=[：:。，])")  # 现将有关事项公如下：
_IN_TIME = pattern(
    "(?<![主需重就只])要及(?=整改|处理|处置|报告|上报|报送|公开|发布|更新|组织|修复|清理|排查|通知)"
)
_MORE = pattern(
    r"(?:(?<!变)更加?|更为|十分|非常|较为|比较|日益|愈加)(?P<half>[方舒健规完充丰突公合科])(?=[，。；！])"
)  # 上下楼更方。
_QUALITIES = _wholes(
    "方便 舒适 健康 规范 完善 充分 丰富 突出 公平 公正 合理 科学".split(), "方舒健规完充丰突公合科"
)
# Behind a mark, the first half of an adverb: ，切提高能力. Not 主, 重, 统, 广: they begin words of their own.
_BEHIND_MARK = pattern(rf"(?<=[，；])(?P<half>[切认扎持])(?={_IS_VERB})")
# At the head of a sentence: 步完善应急机制, 续完善制度. Not 部, 时, 点, 力: they are words.
_HEADLESS = pattern(
    rf"(?:^|(?<=[。；！\n]))[ \u3000]*(?P<half>[续极真面入步断分格筹序泛效])(?={_IS_VERB})", re.MULTILINE
)
_HEADED = {**_wholes(ADVERBS, "续极真面入断分格筹序泛效"), "步": (_FURTHER, "逐步", "稳步")}
Halved = tuple[int, float, str]  # where the half stands, how sure it is, and the whole word


def halved(text: str) -> Iterator[Halved]:
    """Such places."""
    yield from _adverbs(text)
    yield from _verbs(text)
    yield from ((match.start(), _SURE, "发现") for match in _FOUND.finditer(text))
    yield from ((match.start(), _SURE, _NOTICES[match["half"]]) for match in _AS_FOLLOWS.finditer(text))
    yield from ((match.end() - 1, _SURE, "及时") for match in _IN_TIME.finditer(text))
    for lost, wholes in ((_HEADLESS, _HEADED), (_BEHIND_MARK, _OF_ADVERBS), (_MORE, _QUALITIES)):
        for match in lost.finditer(text):
            at = match.start("half")
            if not is_firm(text[at : at + 2]):
                yield at, _SURE, _best(text, at, at + 1, wholes[match["half"]])[1]
    for match in _FURTHER_HALVED.finditer(text):
        gain, word = _best(text, match.start(), match.end(), (_FURTHER,))
        if gain > _ASKED_OF_FURTHER:
            yield match.start(), gain, word


def _adverbs(text: str) -> Iterator[Halved]:
    for match in _ADVERB.finditer(text):
        at, half = match.start(), match.group()
        if is_firm(text[at - 1 : at + 1]) or is_firm(text[at : at + 2]) or not around(text, at, at, 1)[0]:
            continue
        is_asked = text[at - 1] in _ASKING and half in ADVERB_HALVES
        if not is_asked and half not in LOST_HALVES:
            continue
        gain, word = _best(text, at, at + 1, _OF_ADVERBS[half], 2 if is_asked else _REACH)
        if gain > (_ASKED_OF_ADVERB if is_asked else _ASKED_ANYWHERE):
            yield at, gain - _ASKED_OF_ADVERB, word


def _verbs(text: str) -> Iterator[Halved]:
    for match in _VERB.finditer(text):
        at, half = match.start(1), match[1]
        place = Place(text, at, at, at + _REACH)
        if half in (text[at - 1], text[at + 3]) or is_firm(text[at : at + 2]) or stands_in_long_word(place):
            continue  # 扎扎实实, 持续化常态化
        gain, word = _best(text, at, at + 1, _OF_VERBS[half])
        if gain > _ASKED_OF_VERB:
            yield at, gain, word


def _best(text: str, begin: int, end: int, wholes: Iterable[str], reach: int = _REACH) -> tuple[float, str]:
    """How much better the likeliest of them reads than what stands, and it."""
    before, after = around(text, begin, end, reach)
    gain, word = max((naturalness(before + whole + after), whole) for whole in wholes)
    return gain - naturalness(before + text[begin:end] + after), word
