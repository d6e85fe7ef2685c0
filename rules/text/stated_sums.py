"""Sums and what they are made of, as far as one sentence tells both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.rule.words import listed
from auditor.text.patterns import pattern

_FIGURE = r"(?<![\d,.])\d[\d,]{0,15}(?:\.\d{1,6})?"
_SHARED_OUT = "万元|亿元|元|万亩|亩|公里|平方米|吨"  # what no two items can both hold
_COUNTED = "人|名|家|处|座|台|辆|件|套|所|个|项|起|宗|条|份|期|篇|栋|幢|艘|眼|间|头|只|株"  # what two items may both count
_COUNTED_UNITS = frozenset(_COUNTED.split("|"))
_WHOLE = pattern(
    rf"(?P<whole>{_FIGURE})(?P<unit>{_SHARED_OUT}|{_COUNTED})[，,（(]?其中[：:，]?"
    r"(?P<parts>[^。；;\n（(]*?(?=其中|[。；;\n）)（(]|$))"
)
_PART = pattern(rf"(?P<words>[^\d]{{1,20}})(?P<figure>{_FIGURE})(?P<unit>{_SHARED_OUT}|{_COUNTED})")
_COMPARED = pattern(
    "增|减|比|较|占|超|达|累计|每|均|约|余|到|分别|^共|共计|合计|总计"
)  # no part of the whole
_MAY_BE_BOTH = listed(__file__, "{shared}")
_SPLIT = {  # what is either the one or the other, by the word that tells it
    "采纳": ("采纳", "(?:未|不予?)采纳"),
    "合格": ("合格", "不合格"),
    "通过": ("通过", "(?:未|不)通过"),
    "整改": ("(?:已(?:完成)?)?整改(?:到位|完成|完毕)?", "(?:未|未完成|正在|尚未)整改(?:完成|到位)?"),
    "办结": ("(?:已)?办结", "(?:未|正在|尚未)(?:办结|办理)"),
    "完工": ("(?:已)?完工", "(?:未|在|尚未)(?:完工|建)"),
    "同意": ("同意", "不同意"),
    "达标": ("达标", "(?:未|不)达标"),
}
_MEASURE = "处|家|件|条|户|人|个|项|批次|批|起|份|名"
_SPLITS = {
    word: pattern(
        rf"(?<!\d)(?P<whole>\d{{1,9}})(?P<unit>{_MEASURE})[^，。；\n\d]{{0,8}}[，,](?:其中[，：]?)?{yes}(?P<one>\d{{1,9}})(?P=unit)?[，、](?P<no>{no})(?P<other>\d{{1,9}})(?P=unit)?"
        r"(?=[。；\n]|$)"
    )
    for word, (yes, no) in _SPLIT.items()
}

_OTHERS = pattern(r"等\d")  # a cheap look first
_AND_OTHERS = pattern(  # the whole clause up to 等, so that the same ones are meant: 拟命名丰收农场等12家
    r"(?:^|[，。；：\s])(?P<head>[\u4e00-\u9fff“”《》（）]{4,30})等(?P<count>\d{1,4})(?P<unit>家|名|个|件|项|人|位|户|处|所)(?P<noun>[\u4e00-\u9fff]{0,4})",
    re.MULTILINE,
)
_MADE_UP = pattern(  # 《办法》共5章32条
    r"《(?P<work>[^《》\n]{2,40})》一?共(?:有|计|分)?(?P<count>\d{1,3}个?(?:部分|章|节|方面)，?\d{1,3}条)"
)
_IN_ALL = pattern(  # 小学23所、初中11所，共计36所
    rf"[，,](?:一共|共计?|合计|总计)(?:有|为|设|评出|奖励|表彰|安排)?(?P<whole>{_FIGURE})(?P<unit>{_SHARED_OUT}|{_COUNTED})(?!次)"
)
_IN_ALL_TOLD = pattern(r"[，,](?:一共|共|合计|总计)")  # a cheap look first
_QUOTA = pattern(  # 共奖励12名, 获奖名额共15名; 招募志愿者20名, 招募名额30名
    r"(?P<verb>招聘|招募|招录|招考|选聘|遴选|评选|评出|表彰|奖励|获奖)(?P<whom>[^，。；：、\n\d]{0,12}?)(?P<all>名额|人数|总数|共|合计|总计)?(?:共计?|合计|总计|为)?(?P<count>\d{1,4})(?P<unit>名|人)(?!次)"
)
_QUOTA_OF = dict.fromkeys(("评选", "评出", "表彰", "奖励", "获奖"), "奖")

Sum = tuple[str, str, Sequence[Decimal]]  # what is quoted, the whole as it stands, what its parts are


def counts_told_twice(text: str) -> Iterator[tuple[str, list[str]]]:
    """What is told of as “甲等12家” or “《办法》共5章32条” and once more as another number, with both."""
    told: dict[tuple[str, str, str], list[str]] = {}
    for match in _AND_OTHERS.finditer(text) if len(_OTHERS.findall(text)) > 1 else ():
        told.setdefault((match["head"], match["unit"], match["noun"]), []).append(match["count"])
    for (head, unit, noun), counts in told.items():
        if len(distinct := list(dict.fromkeys(counts))) > 1:
            yield f"{head}等……{unit}{noun}", distinct
    made_up: dict[str, list[str]] = {}
    for match in _MADE_UP.finditer(text):
        made_up.setdefault(match["work"], []).append(match["count"])
    for work, parts in made_up.items():
        if len(distinct := list(dict.fromkeys(parts))) > 1:
            yield f"《{work}》共", distinct


def wrong_sums(text: str) -> Iterator[Sum]:
    """Wholes smaller than the items named as parts of them, and those split in two that do not make them up."""
    for match in _WHOLE.finditer(text) if "其中" in text else ():
        whole, parts = _number(match["whole"]), _parts(match["parts"], match["unit"])
        rounding = 0 if match["unit"] in _COUNTED_UNITS else _rounding((whole, *parts))
        if len(parts) > 1 and sum(parts) > whole + rounding:
            yield match.group(), match["whole"] + match["unit"], parts
    for word, split in _SPLITS.items():
        for match in split.finditer(text) if word in text else ():
            parts = [_number(match["one"]), _number(match["other"])]
            if sum(parts) != _number(match["whole"]):
                yield match.group(), match["whole"] + match["unit"], parts


def sums_told_behind(text: str) -> Iterator[Sum]:
    """Items with their figures and, behind them, 共 and another number; what stands before the items may be of them or not."""
    for match in _IN_ALL.finditer(text) if _IN_ALL_TOLD.search(text) else ():
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        before = re.split("[。；;：:]", line)[-1]
        parts = _parts_before(before, match["unit"])
        whole = _number(match["whole"])
        rounding = 0 if match["unit"] in _COUNTED_UNITS else _rounding((whole, *parts))
        ends = [sum(parts[at:]) for at in range(len(parts) - 1)]
        if ends and whole not in parts and all(abs(end - whole) > rounding for end in ends):
            yield f"{before}{match.group()}", match["whole"] + match["unit"], parts


def quotas_told_twice(text: str) -> Iterator[tuple[str, list[str]]]:
    """How many are taken or honoured, where it is told two times and not of two groups."""
    told: dict[str, list[re.Match[str]]] = {}
    for match in _QUOTA.finditer(text):
        told.setdefault(_QUOTA_OF.get(match["verb"], match["verb"]), []).append(match)
    for quotas in told.values():
        counts = list(dict.fromkeys(match["count"] for match in quotas))
        groups = {match["whom"] for match in quotas} - {""}
        if len(quotas) == len(counts) == 2 and len(groups) < 2 and any(match["all"] for match in quotas):
            yield "……".join(match.group() for match in quotas), counts


def _parts_before(told: str, unit: str) -> list[Decimal]:
    """The figures of the items right before the whole."""
    found: list[Decimal] = []
    for item in reversed(re.split("[、，]", told)):
        part = _PART.fullmatch(item.strip())
        if part is None or part["unit"] != unit or _COMPARED.search(part["words"]):
            break
        if _MAY_BE_BOTH.search(part["words"]):
            return []
        found.insert(0, _number(part["figure"]))
    return found


def _parts(told: str, unit: str) -> list[Decimal]:
    """The figures of the items as far as each is words and one figure of the unit."""
    found: list[Decimal] = []
    for item in re.split("[、，]", told):
        part = _PART.fullmatch(item.strip())
        if part is None or part["unit"] != unit or _COMPARED.search(part["words"]):
            break
        if unit in _COUNTED_UNITS and _MAY_BE_BOTH.search(part["words"]):
            return []
        found.append(_number(part["figure"]))
    return found


def _number(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))


def _rounding(numbers: Sequence[Decimal]) -> Decimal:
    """By how much rounded parts may be more than their whole: one of the coarsest last place."""
    exponents = [exponent for n in numbers if isinstance(exponent := n.as_tuple().exponent, int)]
    return Decimal(1).scaleb(max(exponents, default=0))
