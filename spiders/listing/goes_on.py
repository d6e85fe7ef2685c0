"""How an answer of data itself says where the rest of its list stands: the next page's address, a mark to go on from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urlsplit

from spiders.family import Course, ListSource, Step
from spiders.html.markup import join
from spiders.listing.json_rows import JsonList
from spiders.listing.paging import MARKS, squeezed, with_query

BY_NEXT = "接口写明的下一页网址"
BY_MARK = "接口给出的续读标记"
_NEXTS = ("next", "nextlink", "nexturl", "nextpage", "nextpageurl", "odata.nextlink", "nexthref")
_HOLDERS = (
    "links",
    "link",
    "paging",
    "pagination",
    "pager",
    "pageinfo",
    "meta",
    "page",
    "data",
    "result",
    "cursor",
)
_ENDS = ("", "0", "-1", "none", "null", "false")
_DEPTH = 3


def told_onward(source: ListSource, value: Any, found: JsonList) -> Course | None:
    """The course by the answer's own words; None where it says nothing of how to go on."""
    if not found.rows or found.refused:
        return None
    return _by_address(source, value, found) or _by_mark(source, value, found)


def _by_address(source: ListSource, value: Any, found: JsonList) -> Course | None:
    """The address of the next page; none under its name is the end, and so is no such name after a page that had one."""
    addresses = [told for name, told in _named(value, 0) if name in _NEXTS]
    urls = [url for told in addresses if (url := _address(source, told))]
    if urls:
        return Course((Step(urls[0]),), total=_believed(found), open=True, by=BY_NEXT)
    led = source.course is not None and source.course.by == BY_NEXT
    if led or any(told is None or told == "" for told in addresses):
        return Course(end="接口写明没有下一页", total=found.total, by=BY_NEXT)
    return None


def _address(source: ListSource, told: Any) -> str | None:
    told = told.get("href") or told.get("url") if isinstance(told, dict) else told
    if not isinstance(told, str) or not any(sign in told for sign in "/?"):
        return None
    return join(source.url, told)


def _by_mark(source: ListSource, value: Any, found: JsonList) -> Course | None:
    """The mark from which the next request goes on, where the request has a place for it."""
    asked = source.asked or Step(source.url)
    sent = parse_qsl(asked.body if asked.body else urlsplit(asked.url).query, keep_blank_values=True)
    name, before = next(((n, v) for n, v in sent if squeezed(n) in MARKS), ("", ""))
    if not name or (asked.body or "")[:1] in ("{", "["):
        return None
    wanted = {squeezed(name), f"next{squeezed(name)}", "nextcursor", "endcursor", "nexttoken", "nextmarker"}
    marks = [str("" if told is None else told) for key, told in _named(value, 0) if key in wanted]
    if not marks:
        return None
    mark = marks[0]
    if found.ends or mark.lower() in _ENDS or mark == before:
        return Course(end="接口写明没有后续内容", total=found.total, by=BY_MARK)
    return Course((_marked(asked, name, mark),), total=_believed(found), open=True, by=BY_MARK)


def _believed(found: JsonList) -> int | None:
    """The count of a list that goes on; one that is reached already counts this page alone."""
    return found.total if found.total is not None and found.total > found.rows else None


def _marked(asked: Step, name: str, mark: str) -> Step:
    if not asked.body:
        return replace(asked, url=with_query(asked.url, {name: mark}))
    body = re.sub(
        rf"((?:^|&){re.escape(name)}=)[^&]*", lambda m: f"{m.group(1)}{quote_plus(mark)}", asked.body
    )
    return replace(asked, body=body)


def _named(value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """The plain values of an answer by their names, those of what holds its pages among them; not those of its rows."""
    if not isinstance(value, dict) or depth > _DEPTH:
        return
    for key, told in value.items():
        name = squeezed(str(key)).lstrip("@$")
        if name in _NEXTS or not isinstance(told, dict | list):
            yield name, told
        if isinstance(told, dict) and (name in _HOLDERS or depth == 0):
            yield from _named(told, depth + 1)
