"""Words that no dictionary knows and that are right all the same: names, places, numbers of papers, quoted words."""

from __future__ import annotations

import re
from functools import lru_cache

from ...surnames import SURE_SURNAMES, SURNAMES

PLACE_ENDS = frozenset("省市县州旗")
SITE_ENDS = frozenset("村镇乡山河湖江岛桥路街巷屯庄寨沟坡坝湾港洲苑庙营岭泉溪")
_HAN = "\u4e00-\u9fff"
_BEFORE_NAMES = frozenset(
    "长记任员人为由是与和请给向对叫让以及"
)  # ends of titles, and words that lead to a person

# Each begins with a small set of characters or a fixed word: then a search is quick.
_QUOTED = re.compile(
    r"[“‘《〈](?:(?<=“)[^“”，。；：\n]{1,10}”|(?<=‘)[^‘’，。；：\n]{1,10}’|(?<=《)[^《》\n]{1,60}》|(?<=〈)[^〈〉\n]{1,60}〉)"
)
_NUMBER = re.compile(
    r"[〔﹝]\s*\d{2,4}|[\[【（(]\s*\d{2,4}\s*[\]】）)]\s*第?\s*\d+\s*号|(?<=[字发函])\s*\d{6,9}\s*号|(?<=字)\s*\d{4}"
)
_WORDS_BEFORE = re.compile(rf"[{_HAN}]{{0,14}}\Z")
_FOREIGN = re.compile(rf"[{_HAN}]{{1,8}}(?:[·•][{_HAN}]{{1,10}})+")
_TRANSCRIBED = re.compile("[斯尔尼德克特拉里罗姆伊巴萨维奇诺亚布莱基卡]{4,}")
_APPOINTED = re.compile(
    rf"(?:任命|免去|聘任|推选|选举|提名)[{_HAN}]{{2,4}}(?=为|的|同志|任|担任)|应[{_HAN}]{{1,2}}尽[{_HAN}]{{1,2}}"
)
_TITLED = re.compile(r"(?:同志|先生|女士|代表(?=：)|等同志|任组长|为组长|任副|主任|局长|书记|镇长|市长|区长)")
_SEAT = re.compile(
    "(?:区|县|市|镇|乡|街道)(?:人民政府|人民代表|人大|政协|管委会|党工委|办事处)|(?:大厦|商厦|商城|花园|花苑|公寓|大街|酒店|茶楼|广场)"
)
_FIRM = re.compile("(?:股份|责任)?有限(?:责任)?公司|专业合作社")
_FIRM_BEFORE = re.compile(rf"[{_HAN}]{{1,8}}\Z")
_PLACE_BEFORE = re.compile(rf"[{_HAN}]{{1,3}}\Z")
_NAME_BEFORE = re.compile(rf"[{SURNAMES}][{_HAN}]{{1,2}}\Z")


@lru_cache(maxsize=4)
def without_names(text: str) -> str:
    """The text with such words blanked out; every other character keeps its place."""
    text = _QUOTED.sub(
        lambda match: match.group()[0] + "\ufffc" * (len(match.group()) - 2) + match.group()[-1], text
    )
    text = _blank_before(text, _NUMBER, _WORDS_BEFORE, 14)
    if "·" in text or "•" in text:
        text = _FOREIGN.sub(_blank, text)
    text = _APPOINTED.sub(_blank, _TRANSCRIBED.sub(_blank, text))
    text = _blank_before(text, _FIRM, _FIRM_BEFORE, 8)
    return _blank_before(_blank_before(text, _TITLED, _NAME_BEFORE, 3), _SEAT, _PLACE_BEFORE, 3)


def is_named(before: str) -> bool:
    """Whether what stands before a character of no word, in its run, makes it part of a person's name."""
    return any(
        before[at] in SURE_SURNAMES and (at == 0 or before[at - 1] in _BEFORE_NAMES)
        for at in range(max(0, len(before) - 2), len(before))
    )


def _blank(match: re.Match[str]) -> str:
    return "\ufffc" * len(match.group())


def _blank_before(text: str, anchor: re.Pattern[str], words: re.Pattern[str], reach: int) -> str:
    """Blank out the words that stand right before each anchor."""
    pieces: list[str] = []
    done = 0
    for match in anchor.finditer(text):
        before = text[max(done, match.start() - reach) : match.start()]
        found = words.search(before)
        if found and found.group():
            begin = match.start() - len(found.group())
            pieces += [text[done:begin], "\ufffc" * len(found.group())]
            done = match.start()
    return "".join([*pieces, text[done:]])
