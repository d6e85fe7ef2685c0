"""Deadlines that one paper states twice: of what is to be handed in, of what is to be done."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from auditor.text.patterns import pattern

_DUE = pattern(
    r"(?:^|[，、。；：！\s])(?P<what>[\u4e00-\u9fff]{3,14}?)(?:应当|应|须|请|务必|最迟|原则上|一律)*(?:于|在)"
    r"(?P<day>(?:20\d\d年)?\d{1,2}月\d{1,2}日)(?:\d{1,2}时|下班)?(?:之?前|以前)(?P<act>报送|上报|提交|报备|交至|完成|反馈)"
    r"(?P<to>[\u4e00-\u9fff]{0,6})",
    re.MULTILINE,
)
_BEFORE_WHICH = pattern(r"日(?:\d{1,2}时|下班)?(?:之?前|以前)(?:报送|上报|提交|报备|交至|完成|反馈)")
_BY_STAGES = pattern("季度|半年|全年|月度|年度|阶段|[初终定]稿|[各每首批期分]|有关|单位|部门")
_SENTENCE = pattern(
    r"(?:^|(?<=[。；！]))\s*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．])?(?P<who>各[\u4e00-\u9fff]{1,7}?)(?=应|须|要|请|务必|必须|于|在|，|严格)(?P<said>[^。；！\n]*)",
    re.MULTILINE,
)
_DONE = pattern(
    r"(?P<day>(?:20\d\d年)?\d{1,2}月\d{1,2}日)(?:之?前|以前)(?:全面)?完成(?P<thing>[\u4e00-\u9fff]{2,8}?)(?=[，。；、]|并|$)"
)
_IN_TURN = pattern(
    "季度|半年|全年|月度|年度|阶段|稿|[每首分轮]|第[一二三四五]|批次|[一二三四]期|有关|其他|再次|复"
)
_ANYTHING = pattern("整改|(?:各项|全部|所有)?(?:任务|工作)|建设|改造|验收")  # each task has a day of its own
_HANDED_IN = (  # 于10月20日前报送工作方案，……工作方案报送截止时间为10月25日
    pattern(
        r"(?:于|在)(?P<day>(?:20\d\d年)?\d{1,2}月\d{1,2}日)(?:\d{1,2}时|下班)?(?:之?前|以前)(?:报送|上报|提交)(?P<thing>[\u4e00-\u9fff]{3,10}?)(?=[，。；]|至|到|给)"
    ),
    pattern(
        r"(?P<thing>[\u4e00-\u9fff]{3,14}?)(?:的)?(?:报送|上报|提交)(?:的)?截止(?:时间|日期)?(?:为|是|：|:)?(?P<day>(?:20\d\d年)?\d{1,2}月\d{1,2}日)"
    ),
)
_EVERY = pattern(  # 每月5日前报送……上述情况每月10日前报送
    r"(?P<before>[^。！？\n]{0,40})每(?P<every>月|季度?|周|年)(?P<day>\d{1,2})日(?:之?前|以前)(?P<act>报送|上报|提交)"
)
_THE_SAME = pattern("上述|前述|该项|以上")
_WITHIN = pattern(
    r"(?P<count>\d{1,2})(?P<unit>个?工作日|日|天)(?:之?内|以内)(?:予以|完成|作出|进行)?(?P<what>办结|答复|审核|反馈|回复|初审|复审|公布)"
)
_LIMIT = pattern(
    r"(?P<what>办结|答复|审核|反馈|回复|初审|复审|公布)(?:的)?(?:时限|期限|时间)(?:为|是|：|不超过)?(?P<count>\d{1,2})(?P<unit>个?工作日|日|天)"
)
_OF_KINDS = pattern("法定|承诺|复杂|特殊|简易|延长|一般|加急")
_FINISHED = (  # 复核工作应当在9月20日前全部完成……于9月10日前完成复核
    pattern(
        r"(?P<thing>[\u4e00-\u9fff]{2,6}?)(?:工作|任务)?(?:应当?|须|要|必须)?(?:于|在)(?P<day>(?:20\d\d年)?\d{1,2}月\d{1,2}日)(?:之?前|以前)(?:全部|全面)?(?:完成|结束)(?=[，。；])"
    ),
    pattern(
        r"(?:于|在)(?P<day>(?:20\d\d年)?\d{1,2}月\d{1,2}日)(?:之?前|以前)(?:全部|全面)?完成(?P<thing>[\u4e00-\u9fff]{2,6})(?=[，。；])"
    ),
)
_AS_OFTEN = pattern(  # 丙级每季度检查一次……丙级小作坊每半年检查一次
    r"(?:^|[，。；：\n])(?P<who>[\u4e00-\u9fff]{2,8}?)每(?P<every>半年|季度|年|月|周|两年|三年|旬)(?:至少)?(?P<act>[\u4e00-\u9fff]{2,4}?)(?P<times>[一两二三四])次"
)
_WHO = 2  # characters by which those are known of whom it is said

Fault = tuple[str, str]  # what is wrong, and the words


def deadline_faults(text: str) -> Iterator[Fault]:
    """One thing with two days."""
    yield from _due_twice(text)
    yield from _done_twice(text)
    yield from _closed_otherwise(text)
    yield from _every_month_otherwise(text)
    yield from _limited_otherwise(text)
    yield from _finished_otherwise(text)
    yield from _as_often_otherwise(text)


def _due_twice(text: str) -> Iterator[Fault]:
    due: dict[tuple[str, str, str], list[re.Match[str]]] = defaultdict(list)
    for match in _DUE.finditer(text) if _BEFORE_WHICH.search(text) else ():
        if not _BY_STAGES.search(match["what"]):
            due[match["what"], match["act"], match["to"]].append(match)
    for (what, act, _), told in due.items():
        days = list(dict.fromkeys(match["day"] for match in told))
        if len({day.rpartition("年")[2] for day in days}) > 1:
            message = f"“{what}”的{act}期限先写{days[0]}，后写{days[1]}，请核对"
            yield message, f"{told[0].group().strip('，。；：！')}……{days[1]}"


def _done_twice(text: str) -> Iterator[Fault]:
    """各单位于9月1日前完成登记……各单位要高度重视，于9月11日前完成登记: one subject, one thing, two days."""
    done: dict[tuple[str, str], list[str]] = defaultdict(list)
    for sentence in _SENTENCE.finditer(text) if _DONE.search(text) else ():
        if not _IN_TURN.search(sentence["said"]):
            for match in _DONE.finditer(sentence["said"]):
                if not _ANYTHING.fullmatch(match["thing"]):
                    done[sentence["who"], match["thing"]].append(match["day"])
    for (who, thing), told in done.items():
        days = list(dict.fromkeys(told))
        if len({day.rpartition("年")[2] for day in days}) > 1:
            message = f"“{who}”完成{thing}的期限先写{days[0]}，后写{days[1]}，请核对"
            yield message, f"{days[0]}前完成{thing}……{days[1]}"


def _closed_otherwise(text: str) -> Iterator[Fault]:
    """What is to be handed in by one day, while its close is told as another one."""
    by_day, closes = _HANDED_IN
    for close in closes.finditer(text) if "截止" in text else ():
        for told in by_day.finditer(text):
            is_same = close["thing"].endswith(told["thing"]) and not _BY_STAGES.search(close["thing"])
            if is_same and told["day"].rpartition("年")[2] != close["day"].rpartition("年")[2]:
                message = f"“{told['thing']}”先写{told['day']}前报送，截止日期却写{close['day']}，请核对"
                yield message, f"{told.group()}……{close.group()}"


def _every_month_otherwise(text: str) -> Iterator[Fault]:
    """每月5日前报送, and of the same once more 每月10日前."""
    told = list(_EVERY.finditer(text)) if text.count("每") > 1 else []
    if len(told) != 2:
        return
    first, again = told
    is_same = (first["every"], first["act"]) == (again["every"], again["act"])
    if is_same and first["day"] != again["day"] and _THE_SAME.search(again["before"]):
        message = f"每{first['every']}{first['act']}的日期先写{first['day']}日，后写{again['day']}日，请核对"
        yield message, f"{first.group()}……{again.group()}"


def _limited_otherwise(text: str) -> Iterator[Fault]:
    """5个工作日内办结, and 办结时限为7个工作日: limits of one act, each told once."""
    limits = list(_LIMIT.finditer(text)) if "限" in text or "时间" in text else []
    within = list(_WITHIN.finditer(text)) if len(limits) == 1 else []
    same = [match for match in within if match["what"] == limits[0]["what"]]
    if len(same) != 1 or _OF_KINDS.search(text):
        return
    one, other = same[0], limits[0]
    if one["unit"].lstrip("个") == other["unit"].lstrip("个") and one["count"] != other["count"]:
        message = (
            f"{one['what']}的期限写了{one['count']}{one['unit']}和{other['count']}{other['unit']}，请核对"
        )
        yield message, f"{one.group()}……{other.group()}"


def _finished_otherwise(text: str) -> Iterator[Fault]:
    """One work that is to be finished by two days."""
    by_work, by_day = _FINISHED
    whole = list(by_work.finditer(text)) if text.count("完成") > 1 or "结束" in text else []
    for told in whole if len(whole) == 1 else ():
        for other in by_day.finditer(text):
            is_same = told["thing"].endswith(other["thing"]) and not _ANYTHING.fullmatch(other["thing"])
            if is_same and told["day"].rpartition("年")[2] != other["day"].rpartition("年")[2]:
                message = f"完成{other['thing']}的期限先写{told['day']}，后写{other['day']}，请核对"
                yield message, f"{told.group()}……{other.group()}"


def _as_often_otherwise(text: str) -> Iterator[Fault]:
    """How often one thing is done to the same ones, told in two ways."""
    told: dict[tuple[str, str], list[re.Match[str]]] = defaultdict(list)
    for match in _AS_OFTEN.finditer(text) if text.count("次") > 1 else ():
        told[match["who"][:_WHO], match["act"]].append(match)
    for (who, act), found in told.items():
        ways = list(dict.fromkeys(f"每{match['every']}{match['times']}次" for match in found))
        if len(ways) > 1:
            message = f"“{who}”{act}的次数先写{ways[0]}，后写{ways[1]}，请核对"
            yield message, "……".join(match.group().strip("，。；：\n") for match in found[:2])
