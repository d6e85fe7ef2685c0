"""Strips of choices over a list, of which one alone is shown: letters, months, kinds; the others hold the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from auditor.models.address import canonical
from spiders.html.markup import Markup
from spiders.html.visible import words
from spiders.listing.near_rows import Near
from spiders.listing.pager_words import HERE

_CHOICES = ("a", "li", "span", "button", "dd", "option", "td", "div", "label", "em", "b", "i")
_LETTER = re.compile(r"[A-Z](?:\s*[-~—–至]\s*[A-Z])?|[A-Z]{2,4}", re.IGNORECASE)
_STROKES = re.compile(r"[一二三四五六七八九十\d]{1,3}画")
_PERIOD = re.compile(
    r"(?:20\d\d\s*[-./年]\s*)?(?:0?[1-9]|1[0-2]|十?[一二]|[三四五六七八九十])\s*月份?|20\d\d\s*[-./]\s*(?:0?[1-9]|1[0-2])"
    r"|第?[一二三四1-4]季度|[上下]半年|[本上去今][周月年季]度?"
)
_RANGE = re.compile(r"\d{1,5}\s*[-~—–至]\s*\d{1,5}\s*条?")
_KINDS = (
    (_LETTER, 5, "首字母"),
    (_STROKES, 3, "笔画"),
    (_PERIOD, 2, "月份或者季度"),
    (_RANGE, 2, "条目序号"),
)
_ALL = re.compile(r"(?:全部|所有|不限|综合|历年|请?选择).{0,4}|ALL|.{0,4}全部", re.IGNORECASE)
_SORTS = re.compile(
    r"排序|[升降]序|按?(?:发布)?(?:时间|日期|标题|热度)|标题|正文|全文|[大中小]|简体?|繁体?|微信|微博|QQ\S*|EN\S*",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"(?:https?:)?//|/")
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?度?|.*\d\s*[条页].*|\d+")
_LONGEST = 12  # characters of a choice
_MOST_CHOICES = 40
_MOST_INSIDE = 3  # elements of a choice itself
_MOST_PARTS = 200  # elements of a block that may hold choices
_NAMED_TAB = re.compile(r"(?:^|[-_\s])tabs?(?:$|[-_\s])|tab-?(?:title|hd|nav|item|bar)", re.IGNORECASE)


def split_by(page: Markup, near: Sequence[Near]) -> str:
    """In Chinese by what the list is split, so that a part of it alone is shown; "" where nothing says so."""
    for strip in _strips(near):
        said = [words(e) or (e.text or "").strip() for e in strip]
        if any(map(_ALL.fullmatch, said)) and not _one_chosen(strip, said):
            continue
        for pattern, least, by in _KINDS:
            if sum(pattern.fullmatch(text) is not None for text in said) >= least and len(set(said)) > 1:
                return f"列表按{by}分开显示（{'、'.join(said[:3])}），别的部分未读"
        if _boxed(strip, said) or _ticked(strip):
            return f"列表上可以选“{'、'.join(said[:3])}”，选的只是其中一部分，别的部分未读"
        if strip[0].tag != "option" and _switches(page, strip, said):
            return f"列表上有“{'、'.join(said[:3])}”可以切换，别的部分未读"
    return ""


def beside_all(element: Any) -> bool:
    """Whether an element is one of several choices, among them that of all."""
    around = (element, *element.iterancestors())
    parents = (e.getparent() for e in around[:2])
    blocks = (block for block in parents if block is not None and len(block) <= _MOST_CHOICES)
    beside = (e for block in blocks for e in block if isinstance(e.tag, str) and len(e) <= _MOST_INSIDE)
    return any(_ALL.fullmatch(words(e)) for e in beside)


def _strips(near: Sequence[Near]) -> Iterator[list[Any]]:
    """Elements beside one another of few words each."""
    seen: set[Any] = set()
    for one in near:
        block = one.element.getparent()
        if one.element.tag not in _CHOICES or block is None or block in seen or len(block) > _MOST_PARTS:
            continue
        seen.add(block)
        strip = [
            e for e in block if e.tag == one.element.tag and 0 < len(words(e) or e.text or "") <= _LONGEST
        ]
        if 1 < len(strip) <= _MOST_CHOICES:
            yield strip


def _one_chosen(strip: list[Any], said: list[str]) -> bool:
    """Whether a choice that is not that of all is marked as the one made."""
    return any(_is_chosen(e) and not _ALL.fullmatch(text) for e, text in zip(strip, said, strict=True))


def _is_chosen(element: Any) -> bool:
    parts = (element, *element.iter("a"))
    return any(
        HERE.search(e.get("class") or "") or e.get("selected") is not None or e.get("aria-selected") == "true"
        for e in parts
    )


def _switches(page: Markup, strip: list[Any], said: list[str]) -> bool:
    """Whether the choices show other parts of this list in its place, one of them being made."""
    if any(map(_SORTS.fullmatch, said)) or all(text.isdecimal() for text in said):
        return False
    if not any(map(_is_chosen, strip)):
        return False
    urls = [_address(page, e) for e in strip]
    if not any(urls):
        return (
            all(map(_acts, strip))
            or all(map(_acts, (e for e in strip if not _is_chosen(e))))
            or _is_tab(strip[0])
        )
    return all(url is None or _asks_this(page, url) for url in urls) and not _is_own(page)


def _boxed(strip: list[Any], said: list[str]) -> bool:
    """Whether a box that acts at once when something is chosen has a part of the list chosen."""
    box = strip[0].getparent()
    if strip[0].tag != "option" or not box.get("onchange") or any(map(_SORTS.fullmatch, said)):
        return False
    leads = any(_ELSEWHERE.match(e.get("value") or "") for e in strip)
    return not leads and all(_YEAR.fullmatch(text) is None for text in said)


def _ticked(strip: list[Any]) -> bool:
    """Whether one of several round fields is ticked."""
    fields = [f for e in strip if e.tag == "label" for f in e.iter("input") if f.get("type") == "radio"]
    return len(fields) > 1 and any(f.get("checked") is not None for f in fields)


def _is_own(page: Markup) -> bool:
    """Whether the section's own address makes the choice: then the others are sections of their own."""
    return bool(urlsplit(page.url).query)


def _address(page: Markup, element: Any) -> str | None:
    return next(
        (url for e in (element, *element.iter("a")) if (url := page.link(e) or page.clicked.get(e))), None
    )


def _asks_this(page: Markup, url: str) -> bool:
    """Whether an address is this page's with values of its own."""
    there, here = urlsplit(url), urlsplit(page.url)
    return canonical(url) == canonical(page.url) or (
        there.path == here.path and set(parse_qsl(there.query)) != set(parse_qsl(here.query))
    )


def _acts(element: Any) -> bool:
    """Whether a script may answer when the choice is clicked."""
    return any(
        e.tag == "button"
        or e.get("onclick") is not None
        or (e.get("href") or "").strip().lower().startswith(("javascript", "#"))
        or e.get("role") == "tab"
        or any(name.startswith(("@", "v-on", "lay-id")) for name in e.attrib)
        or any(
            name.startswith("data-") and value and not name.startswith("data-v-")
            for name, value in e.attrib.items()
        )
        for e in (element, *element.iter("a"))
    )


def _is_tab(element: Any) -> bool:
    return any(
        _NAMED_TAB.search(e.get("class") or "") for e in (element, element.getparent()) if e is not None
    )
