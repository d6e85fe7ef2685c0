"""What a reader sees of a pager that was not understood: its words, numbers, arrows, counts, a box to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from spiders.html.markup import Markup
from spiders.html.visible import hidden, words
from spiders.listing.pager_buttons import in_show, seen_text
from spiders.listing.pager_words import FORWARD, LAST, LOAD_MORE, NEXT, ONWARD, OPTION
from spiders.listing.row_groups import in_aside, in_furniture

_TRIM = " []()（）【】<>›»＞"
_WORDED = (
    "a",
    "button",
    "span",
    "div",
    "li",
    "p",
    "input",
    "em",
    "i",
    "b",
    "td",
    "img",
    "label",
    "font",
    "strong",
)
_NUMBERS = ("a", "span", "li", "b", "strong", "em", "button", "font", "i")
_MOST_SHOWN = 60  # characters of what a pager says in one place
_LOADING = re.compile(
    r"(?:正在|数据)?加载中?[.。…\s]*|(?:上拉|下拉|滚动|滑动)\S{0,4}加载\S{0,4}|loading[.\s…]*", re.IGNORECASE
)
_MORE = re.compile(
    r"(?:展开|加载|查看)(?:更多|全部)(?:信息|内容|数据)?[\s>»+.…]*|更多(?:信息|内容|数据)?[\s>»+.…]*"
)
_PART = re.compile(r"(页次|当前页?|第)?\s*[:：]?\s*([1-9]\d{0,3})\s*[/\uff0f]\s*([1-9]\d{0,3})\s*(页?)")
_COUNT = re.compile(
    r"(?:共计?\s*有?|总共|总计|合计)\s*(\d{1,7})\s*(?:条|个|篇|项|件|则|份)(?=$|[\s,，。;；)）\]】/|&每分页当第记信内数])"
    r"|(?:记录总?数|总(?:记录|条|信息|文章)?数)\s*[:：]?\s*(\d{1,7})(?!\d)"
    r"|\bof\s+(\d{1,7})\s+(?:entries|records|items|results)",
    re.IGNORECASE,
)
_VISITS = re.compile(r"访问|浏览|点击|在线|用户|人次|下载|关注|访客|办件")
_JUMP = re.compile(r"(?:转|跳)(?:到|至|转)?第?\s*页?|第\s*页.{0,12}|到第\s*页.{0,12}|go", re.IGNORECASE)
_HAN_PAGES = re.compile(r"共\s*[二三四五六七八九十百贰叁肆伍陆柒捌玖拾]+\s*页")
_PAGE_BOX = re.compile(r"page|location|jump|goto|fanye", re.IGNORECASE)
_CALENDARS = (7, 12, 24, 31)  # what else is counted from 1 in a box


def shown_sign(page: Markup, inside: set[Any], shown: int) -> str:
    """In Chinese what shows that the list may go on; "" where nothing does. `inside` holds the elements of its rows."""
    signs = (_worded, _numbered, _boxed, _pressed)
    told = (sign(page, inside) for sign in signs)
    return next(filter(None, told), "") or _counted(page, inside, shown)


def _outside(page: Markup, inside: set[Any], *tags: str) -> Iterator[Any]:
    return (element for element in page.root.iter(*tags) if element not in inside)


def _worded(page: Markup, inside: set[Any]) -> str:
    for element in _outside(page, inside, *_WORDED):
        if len(element) > 2:
            continue
        text = seen_text(element)
        bare = text.strip(_TRIM)
        if NEXT.fullmatch(bare) or LAST.fullmatch(bare):
            return f"页面有“{bare}”，翻页方式未能识别"
        if LOAD_MORE.fullmatch(text.strip(" +.…>»")) or (
            _acts(element) and _MORE.fullmatch(text) and not in_aside(element) and not in_furniture(element)
        ):
            return f"页面有“{text}”，其后的内容由脚本加载"
        if len(text) < 12 and text and _LOADING.fullmatch(text) and not hidden(element):
            return f"页面写着“{text}”，可能还有内容由脚本加载"
        if _JUMP.fullmatch(text) and element.find(".//input") is not None:
            return "页面可以填写页码跳转，翻页方式未能识别"
    return ""


def _numbered(page: Markup, inside: set[Any]) -> str:
    """Numbers 1 2 3 side by side, an arrow beside one, or a 2 to click."""
    for element in _outside(page, inside, *_NUMBERS):
        text = words(element).strip(_TRIM) or words(element)
        if text != "2" and text not in FORWARD:
            continue
        parent = element.getparent()
        if parent is None or parent in inside:
            continue
        block = parent.getparent() if parent.tag == "li" and parent.getparent() is not None else parent
        texts = {words(e).strip("[]()（） ") for e in block.iter(*_NUMBERS)}
        clicked = text == "2" and element.tag in ("a", "button") and len(texts) < 27
        if {"1", "2"} <= texts or ("1" in texts and texts & FORWARD) or clicked:
            return "页面有页码，翻页方式未能识别"
    return ""


def _boxed(page: Markup, inside: set[Any]) -> str:
    """A box to choose a page from: options 1 2 3, or 第2页."""
    for box in _outside(page, inside, "select"):
        said = [words(option).strip() for option in box.iter("option")]
        if len(said) < 2 or not all(map(OPTION.fullmatch, said)):
            continue
        named = _PAGE_BOX.search(
            " ".join(box.get(name) or "" for name in ("name", "id", "class", "onchange"))
        )
        counts = [int(match.group(1)) for text in said if (match := OPTION.fullmatch(text))]
        counted = counts == list(range(1, len(counts) + 1)) and len(counts) not in _CALENDARS
        if named or counted or "页" in said[-1]:
            return "页面有选择页码的下拉框，翻页方式未能识别"
    return ""


def _pressed(page: Markup, inside: set[Any]) -> str:
    """An arrow to press, by its picture or its name alone; slides have some of their own."""
    for element in _outside(page, inside, "a", "button", "span", "li", "i"):
        text = seen_text(element)
        named = any(ONWARD.fullmatch(name) for name in (element.get("class") or "").split())
        arrow = (not text and named) or (text in FORWARD | {"▶", "►"} and _acts(element))
        if arrow and not in_show(element):
            return "页面有翻页箭头，翻页方式未能识别"
    return ""


def _counted(page: Markup, inside: set[Any], shown: int) -> str:
    """A count of rows or pages in few words: 共计85条, 1/22."""
    for element in _outside(
        page, inside, "div", "span", "p", "td", "li", "em", "b", "a", "label", "strong", "i"
    ):
        if len(element) > 6:
            continue
        text = words(element)
        if not 2 < len(text) < _MOST_SHOWN:
            continue
        part = _PART.fullmatch(text.strip(_TRIM))
        told = part and (part[1] or part[4] or part[2] == "1")  # else it may be a day
        if part and told and int(part[2]) < int(part[3]) and not in_show(element):
            return f"页面写着“{text}”，翻页方式未能识别"
        if (match := _COUNT.search(text)) and _count(match) > shown and not _VISITS.search(text):
            return f"页面写着“{text}”，可直接读到的只有 {shown} 条"
        if _HAN_PAGES.search(text):
            return f"页面写着“{text}”，翻页方式未能识别"
    return ""


def _count(match: re.Match[str]) -> int:
    return next(int(group) for group in match.groups() if group)


def _acts(element: Any) -> bool:
    """Whether a script answers when it is clicked."""
    return bool(element.get("onclick")) or (element.get("href") or "").strip().lower().startswith(
        "javascript"
    )
