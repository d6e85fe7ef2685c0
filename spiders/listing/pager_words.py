"""The words and marks of pagers, as readers see them and as templates name their states."""

from __future__ import annotations

import re

NEXT = re.compile(r"下[一1]?[页頁]|后[一1]?页|往后|next(?:\s*page)?", re.IGNORECASE)
BEFORE = re.compile(r"上一?[页頁]|前一?页|pre(?:v(?:ious)?)?(?:\s*page)?", re.IGNORECASE)
LAST = re.compile(r"尾[页頁]|末[页頁]|最后一?页|last(?:\s*page)?", re.IGNORECASE)
LOAD_MORE = re.compile(
    r"(?:点击|继续)?(?:加载|查看|显示|浏览|获取)更多(?:内容|信息|数据)?|(?:点击|上拉|下拉|滚动|继续)加载(?:更多)?|load\s*more|show\s*more",
    re.IGNORECASE,
)
PART = re.compile(r"(?:(?:页码|页次|页数|当前页?|第)\s*[:：]?\s*)?([1-9]\d{0,3})\s*/\s*([1-9]\d{0,3})")
OPTION = re.compile(r"第?\s*(\d{1,4})\s*页?(?:\s*/\s*\d{1,4}\s*页?)?")
FORWARD = frozenset({">", ">>", "›", "»", "››", "»»", "→", "＞", "＞＞"})
NEXT_WORD = "下一页"
TRIM = "<>›»«\u2039[]()（）《》→← \xa0\uff1c＞"
OFF = re.compile(r"disabled?|\bbg\b|\bno\b|unclick|(?:^|[-_\s])off(?:$|[-_\s])", re.IGNORECASE)
HERE = re.compile(
    r"(?:^|[-_\s])(?:current|curr?|active|on|now|selected|sel|this|hover|choose|num_on)(?:$|[-_\s])",
    re.IGNORECASE,
)
ONWARD = re.compile(
    r"(?:btn-?|page-?|pager-?)?next(?:-?(?:btn|page|link))?|(?:page|btn)-?(?:right|down)", re.IGNORECASE
)
SHOW = re.compile(r"swiper|slick|slide|carousel|banner|owl-|focus|scroll|lunbo|flash", re.IGNORECASE)
_YEARS = range(1990, 2100)


def page_of(text: str) -> int | None:
    """The page's number that a pager's words are; a year beside a list is none."""
    number = int(text) if text.isdecimal() and len(text) < 5 else 0
    return number if number and number not in _YEARS else None
