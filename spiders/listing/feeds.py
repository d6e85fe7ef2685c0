"""Lists that an interface answers: data of any kind, page after page, to the stated count or to an empty page."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from auditor.models.feed import SectionFeed
from spiders.family import Course, Feed, ListSource, Step
from spiders.html.markup import join
from spiders.listing.goes_on import told_onward
from spiders.listing.json_rows import JsonList, load, read_value
from spiders.listing.paging import MAX_PAGES, SIZE_WORDS, is_count, page_number, path_shape, squeezed, turned

BY_DATA = "列表数据接口"
_JSON = {"Content-Type": "application/json"}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def data_feed(source: ListSource) -> Feed | None:
    """The list in an answer of data and how it goes on; None where it is no list."""
    value = load(source.text)
    found = read_value(value, base_of(source))
    if found is None:
        return None
    size = size_asked(source) or _size_told(value)
    course = told_onward(source, value, found) or data_course(source, found, size)
    return Feed(found.entries, course, found.unlinked)


def base_of(source: ListSource) -> str:
    """What relative addresses in an answer are joined with: whoever fills the section's page stands on that page."""
    return source.url if source.asked is None else source.section_url


def data_course(source: ListSource, found: JsonList, size: int | None = None) -> Course:
    """How a list of data goes on: by the count it states, else until a page is empty or repeats."""
    if found.refused:
        return Course(doubt="接口说明本次没有成功返回数据")
    number = page_number(source.url)
    begins = source.asked is not None or number in (None, 0, 1)  # what else an address counts is no page
    step = turned(source.asked or Step(source.url)) if begins else None
    if step is None and source.asked is None and (told := path_shape(source.url, found.rows, found.total)):
        step = turned(Step(source.url, number=told[1], shape=told[0]))
    if why := _broken_off(source, found):
        return Course(doubt=why)
    course = counted_course(step, found.rows, found.total, size, number=number, by=BY_DATA)
    return _ended(source, found, course)


def _broken_off(source: ListSource, found: JsonList) -> str:
    """In Chinese how an answer without rows contradicts itself: it promises more, or counts its page among the list's."""
    asked = (
        source.asked.number if source.asked and source.asked.number is not None else page_number(source.url)
    )
    if found.rows or source.course is None:
        return ""
    if found.goes_on:
        return "接口写明后面还有内容，这一页却没有条目"
    first = source.course.first if source.course.first is not None else 1
    if found.pages and asked is not None and asked - first < found.pages and found.total != 0:
        return f"接口写明共 {found.pages} 页，其中一页没有条目"
    return ""


def _ended(source: ListSource, found: JsonList, course: Course) -> Course:
    """The course, with what the answer says of its last page; a count of rows is believed before it."""
    if not found.rows or found.total is not None or not course.steps:
        return course
    if found.ends:
        return replace(course, steps=(), open=False, end="接口写明这是最后一页")
    asked = (
        source.asked.number if source.asked and source.asked.number is not None else page_number(source.url)
    )
    first = source.course.first if source.course and source.course.first is not None else asked
    if found.pages is None or asked is None or first not in (0, 1):
        return course
    if asked - first + 1 >= found.pages:
        return replace(course, steps=(), open=False, end=f"接口写明共 {found.pages} 页，已到最后一页")
    return replace(course, first=first, open=False)


def counted_course(
    step: Step | None,
    rows: int,
    total: int | None,
    size: int | None,
    *,
    number: int | None = None,
    by: str = "列表接口",
) -> Course:
    """The course of an interface, by the rows of its page and the total it states; `step` asks for the next page."""
    if total == 0 and not rows:
        return Course(end="接口写明共 0 条", total=0, by=by)
    if not rows:
        return Course(open=True, total=total, by=by)
    if step is None:
        if total is not None and total <= rows:
            return Course(end=f"接口写明共 {total} 条，已全部给出", total=total, by=by)
        return Course(doubt=_unnumbered(total, rows), total=total, by=by)
    if (number or 0) >= MAX_PAGES:
        return Course(doubt=f"列表超过 {MAX_PAGES} 页，其后未读", by=by)
    short = size is not None and rows < size
    believed = (
        None if total is not None and total <= rows and not short else total
    )  # it may count this page alone
    return Course((step,), total=believed, open=True, by=by)


def profile_step(form: SectionFeed, page: int, base: str) -> Step:
    """The request for one page of the interface that a profile describes."""
    nth = page - form.first_page
    values = {"page": page, "size": form.size, "start": nth * form.size + 1, "end": (nth + 1) * form.size}
    body = _filled(form.body, values) if form.body else None
    headers = _JSON if body and body.lstrip()[:1] in "{[" else _FORM if body else {}
    url = _filled(form.url, values)
    return Step(join(base, url) or url, form.method, body, headers, number=page)


def profile_feed(source: ListSource, form: SectionFeed) -> Feed:
    """One answer of the interface that a profile describes."""
    asked = source.asked
    number = asked.number if asked and asked.number is not None else form.first_page
    found = read_value(load(source.text), base_of(source), form)
    if found is None:
        return Feed(course=Course(doubt="接口返回的数据里没有档案所写的条目清单"))
    if found.refused:
        return Feed(course=Course(doubt="接口说明本次没有成功返回数据"))
    if not found.rows and found.total is None and number == form.first_page:
        return Feed(course=Course(end="档案所写的接口返回空清单", by="档案所写的接口"))
    step = profile_step(form, number + 1, source.url)
    again = step.url == source.url and (asked is None or step.body == asked.body)
    course = counted_course(None if again else step, found.rows, found.total, form.size, number=number)
    return Feed(found.entries, course, found.unlinked)


def size_asked(source: ListSource) -> int | None:
    """How many rows the request asked for."""
    asked = source.asked or Step(source.url)
    pairs = [*parse_qsl(urlsplit(asked.url).query), *_pairs_of(asked.body or "")]
    told = {squeezed(name): value for name, value in pairs if is_count(value)}
    return next((int(told[name]) for name in SIZE_WORDS if name in told), None)


def _pairs_of(body: str) -> list[tuple[str, str]]:
    if body.lstrip()[:1] != "{":
        return parse_qsl(body)
    try:
        value = json.loads(body)
    except ValueError:
        return []
    return [(name, str(item)) for name, item in value.items()] if isinstance(value, dict) else []


def _size_told(value: Any, depth: int = 0) -> int | None:
    """How many rows a page holds, as the answer says."""
    if not isinstance(value, dict) or depth > 3:
        return None
    told = {squeezed(name): str(item) for name, item in value.items()}
    own = next(
        (int(told[n]) for n in ("pagesize", "perpage", "size", "rows") if is_count(told.get(n, ""))), None
    )
    return own or next((size for item in value.values() if (size := _size_told(item, depth + 1))), None)


def _unnumbered(total: int | None, rows: int) -> str:
    if total is None:
        return f"接口给出 {rows} 条，没有写明共几条，请求里也没有页号，不知道是不是全部"
    return f"列表共 {total} 条，接口只给出 {rows} 条，请求里没有页号"


def _filled(template: str, values: dict[str, int]) -> str:
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", str(value))
    return template
