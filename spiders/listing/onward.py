"""How a list goes on from one of its pages: every reader of pagers in turn, and the doubt where none understood it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spiders.family import Course, Family, ListSource, Step, own_first, pagers_for
from spiders.html.markup import Markup, host
from spiders.listing.feeds import counted_course, size_asked
from spiders.listing.grids import grid_feed
from spiders.listing.link_pager import MORE, button_gone, clicked, more
from spiders.listing.numbered_links import linked_onward
from spiders.listing.pager_signs import counts_of, unread_pager
from spiders.listing.paging import MAX_PAGES, declared_total, page_number, told_pages, turned
from spiders.listing.script_feed import script_feed
from spiders.listing.script_pager import scripted


def course_of(
    page: Markup, source: ListSource, family: Family, rows: list[Any], *, shown: int | None = None
) -> Course:
    """How the list goes on from this page of it, which shows `rows`, or `shown` rows that are no elements."""
    count = len(rows) if shown is None else shown
    if (page_number(source.url) or 0) >= MAX_PAGES and not source.is_first:
        return Course(doubt=f"列表超过 {MAX_PAGES} 页，其后未读")
    followed = (known.following(source) for known in own_first(family) if known.following)
    if found := next((course for course in followed if course), None):
        return _with_total(page, found)
    if found := _paged(page, source, family):
        return _with_total(page, found)
    if planned(source):
        return Course(end="页数已由栏目页写明", by=source.course.by if source.course else "")
    if found := linked_onward(page, source, rows):
        return _with_total(page, found)
    unread = unread_pager(page, rows, count)
    return _filled_on(page, source, unread, count) or unread


def _paged(page: Markup, source: ListSource, family: Family) -> Course | None:
    """The pager's course: who sees a next page is believed before who sees the end."""
    found = [
        course
        for course in (scripted(page, source, pagers_for(family)), clicked(page, source), more(page, source))
        if course
    ]
    course = next((course for course in found if course.steps), None) or next(iter(found), None)
    told = told_pages(page) if course and course.end and source.is_first else None
    if course and told and told > 1:
        return Course(doubt=f"页面写明共 {told} 页，翻页方式未能识别", by=course.by)
    return course


def sought(page: Markup, source: ListSource, family: Family) -> Course | None:
    """The interface that a page without rows names: by the families' own signs, else by its script."""
    if source.course is not None and source.course.open:
        return None
    followed = (known.following(source) for known in own_first(family) if known.following)
    if course := next((course for course in followed if course and course.steps), None):
        return course
    wanted = (known.seek(source) for known in own_first(family) if known.seek)
    by_script = grid_feed(page, source) or script_feed(page, source)
    return by_script or next((course for course in wanted if course), None)


def fragment_course(page: Markup, source: ListSource, rows: int, told: int | None = None) -> Course:
    """How a list goes on that an interface hands over as pieces of a page; `told` is how many rows it says there are."""
    if planned(source):
        return Course(end="页数已由栏目页写明", by=source.course.by if source.course else "")
    counted = counts_of(page)
    total = counted.total if counted and counted.total is not None else declared_total(page.text)
    total = told if told is not None else total
    asked = source.asked or Step(source.url)
    size = (counted.size if counted else None) or size_asked(source)
    return counted_course(turned(asked), rows, total, size, number=asked.number)


def planned(source: ListSource) -> bool:
    """Whether the page is one of several that a page before asked for at once."""
    return source.course is not None and len(source.course.steps) > 1


def _filled_on(page: Markup, source: ListSource, unread: Course, count: int) -> Course | None:
    """The rest of a list whose first rows stand on the page, from the interface its script asks; or the next piece
    of one that a button loads."""
    if button_gone(source) and not unread.doubt:
        return Course(end="“加载更多”按钮不再出现", by=MORE)
    if source.course and source.course.open and source.asked:
        step = turned(source.asked or Step(source.url))
        return counted_course(step, count, unread.total, None) if step else None
    if not unread.doubt:
        return None
    course = script_feed(page, source)
    return (
        replace(course, total=unread.total)
        if course and host(course.steps[0].url) == host(source.url)
        else None
    )


def _with_total(page: Markup, course: Course) -> Course:
    return course if course.total is not None else replace(course, total=declared_total(page.text))
