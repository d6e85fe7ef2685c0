"""A fetched list page or feed as a Listing: its entries, how the list goes on, and what it proves. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import cssselect

from auditor.models import Entry, VisitState
from auditor.models.address import is_file
from auditor.models.feed import SectionFeed
from spiders.family import Course, Family, Feed, ListSource, Step, family_for, own_first
from spiders.html.markup import Markup, host
from spiders.html.metas import metas_of
from spiders.listing.feeds import BY_DATA, base_of, data_feed, profile_feed, profile_step
from spiders.listing.goes_on import BY_MARK, BY_NEXT
from spiders.listing.header_signs import with_headers
from spiders.listing.json_rows import is_data, load, told_total
from spiders.listing.list_signs import (
    fillable,
    frame_sign,
    frame_url,
    may_be_filled,
    note_of,
    only_link,
    redirect_of,
    script_sign,
    shown_empty,
    shows_text,
    why_not_empty,
)
from spiders.listing.onward import course_of, fragment_course, sought
from spiders.listing.paging import MAX_PAGES, shows_none, steps_to
from spiders.listing.parents import children_of, gathered
from spiders.listing.part_signs import part_of, unopened_rows
from spiders.listing.row_dates import has_date
from spiders.listing.row_groups import ARTICLE, rows_of
from spiders.listing.rows import entries_of, item_of, once
from spiders.listing.script_feed import BY_SCRIPT
from spiders.listing.script_rows import fragment_of, rows_in_scripts
from spiders.listing.written import with_written

_HERE = Course(end="栏目位置不是列表")


@dataclass(frozen=True, slots=True)
class Listing:
    """What one page of a section's list says. A doubt in its course means: it proves presence, never absence."""

    entries: tuple[Entry, ...] = ()
    course: Course = Course()
    unlinked: int = 0  # rows beside the entries: without a link, or to an address that another row has
    note: str | None = None  # the explanation shown in place of entries
    aggregates: bool = False  # a parent that only gathers its children
    redirected_to: str | None = None
    children: tuple[tuple[str, str], ...] = ()  # title and address of sections below
    article: bool = False  # the page shows a text of its own in the place of a list
    unknown: bool = False  # nothing on the page looks like a list, nor like its absence
    part: str = ""  # Chinese: why the list holds more than its pages show, whatever its pager says
    by_script: bool = False  # its rows, or a part of them, come from a script that was not run
    years: tuple[tuple[int, str], ...] = ()  # the lists of other years, beside that of the year shown

    @property
    def why(self) -> str:
        """The Chinese reason why the list is not, or not all, in what was fetched; "" where it is."""
        return self.course.doubt

    @property
    def state(self) -> VisitState:
        """What this page alone proves of the section's list."""
        if not self.why:
            return VisitState.READABLE
        return VisitState.PARTIAL if self.entries else VisitState.UNREADABLE


def read_listing(
    text: str,
    url: str,
    section_url: str,
    family: Family | str,
    media_type: str = "text/html",
    charset: str = "utf-8",
    *,
    asked: Step | None = None,
    course: Course | None = None,
    form: SectionFeed | None = None,
    headers: Mapping[str, str] | None = None,
) -> Listing:
    """The list in `text`, fetched from `url` for the section at `section_url`. Never raises on what a page holds.

    A family given by name is the portal's; the section's address decides before it. `asked` and `course` say which
    request this answers and what led to it; `form` is the interface that the profile describes for the section.
    """
    if isinstance(family, str):
        family = family_for(section_url, family)
    source = ListSource(url, text, section_url, media_type, charset, asked, course)
    listing = _read(source, family, form)
    if not headers or not listing.entries:
        return listing
    return replace(listing, course=with_headers(listing.course, source, headers))


def _read(source: ListSource, family: Family, form: SectionFeed | None) -> Listing:
    if form:
        return _by_profile(source, form)
    if feed := _known_feed(source, family):
        return _from_feed(source, feed)
    if is_data(source.text, source.media_type):
        return _from_data(source, family)
    return _from_page(source, family)


def _known_feed(source: ListSource, family: Family) -> Feed | None:
    readers = (known.feed for known in own_first(family) if known.feed)
    return next((feed for read in readers if (feed := read(source))), None)


def _by_profile(source: ListSource, form: SectionFeed) -> Listing:
    """The interface that the profile names, asked from its first page; the section's page itself only leads there."""
    if source.asked is None and not is_data(source.text, source.media_type):
        step = profile_step(form, form.first_page, source.url)
        return Listing(course=Course((step,), open=True, moves=True, by="档案所写的接口"))
    return _from_feed(source, profile_feed(source, form))


def _from_feed(source: ListSource, feed: Feed) -> Listing:
    steps = _reachable(source, feed.course)
    course = replace(feed.course, steps=steps)
    if feed.course.steps and not steps and not course.doubt:
        course = replace(course, doubt=f"列表的数据在另一台主机 {host(feed.course.steps[0].url)}，未读")
    return Listing(
        entries=once(feed.entries),
        course=course
        if feed.children or feed.redirected_to or _says(course)
        else replace(course, end="没有后续请求"),
        unlinked=feed.unlinked,
        aggregates=bool(feed.children) and not feed.entries and not feed.course.steps,
        redirected_to=feed.redirected_to,
        children=feed.children,
    )


def _says(course: Course) -> bool:
    return bool(course.steps or course.end or course.doubt or course.open)


def _from_data(source: ListSource, family: Family) -> Listing:
    """An answer of data: rows of its own, or a piece of a page inside it."""
    if feed := data_feed(source):
        return _from_feed(source, feed)
    if fragment := fragment_of(source.text):
        page = Markup(fragment, base_of(source), source.charset)
        rows = _rows(page, family, _article_test(family))
        entries = entries_of(rows, page)
        course = fragment_course(page, source, len(rows), told_total(load(source.text)))
        return Listing(entries, course, len(rows) - len(entries))
    told = told_total(load(source.text))
    if told is not None and source.course and source.course.open:
        return Listing(course=Course(open=True, total=told))  # a piece of a page without rows
    return _unproven("接口返回的数据未能识别为列表")


def _from_page(source: ListSource, family: Family) -> Listing:
    if source.course is not None and source.course.by in (BY_DATA, BY_NEXT, BY_MARK):
        return _unproven("接口返回的不是数据，未能识别为列表")
    if family.article_url.search(source.url):
        return Listing(article=True, course=Course(doubt="栏目地址是一篇文章，不是列表"))
    written = with_written(source.text)
    source = replace(source, text=written or source.text)
    asked_for = source.course is not None and source.course.by.startswith(BY_SCRIPT)
    page = Markup(source.text, base_of(source) if asked_for else source.url, source.charset)
    is_article = _article_test(family)
    rows = _rows(page, family, is_article)
    entries = entries_of(rows, page)
    if page.cut:
        return Listing(entries, Course(doubt=f"列表页过大：{page.cut}"))
    children = children_of(page, source.section_url, is_article)
    if not entries and written:
        return _unproven("列表由页面脚本写出，其中的条目未能识别")
    if not entries:
        return replace(_elsewhere(page, source, family, children), children=children)
    course = course_of(page, source, family, rows)
    below = gathered(page, source.section_url, is_article)
    part, years = part_of(page, source, rows) if source.is_first and not below else ("", ())
    return Listing(
        entries,
        replace(
            course, steps=_reachable(source, course), doubt="；".join(filter(None, (course.doubt, part)))
        ),
        unlinked=len(rows) - len(entries),
        aggregates=bool(below),
        children=below or children,
        part=part,
        by_script=bool(course.doubt),
        years=years,
    )


def _elsewhere(
    page: Markup, source: ListSource, family: Family, children: tuple[tuple[str, str], ...]
) -> Listing:
    """A page without rows: they stand as data in its scripts, an interface or a frame holds them, or it has none."""
    if found := rows_in_scripts(page):
        course = course_of(page, source, family, [], shown=found.rows)
        return Listing(found.entries, course, unlinked=found.unlinked)
    if sent := sought(page, source, family):
        return Listing(course=replace(sent, steps=_reachable(source, sent)), by_script=True)
    return _without_rows(page, source, bool(children), family)


def _without_rows(page: Markup, source: ListSource, has_children: bool, family: Family) -> Listing:
    """A page without rows; where it does not prove itself empty, nothing is said of its content."""
    if target := redirect_of(page):
        return _redirected(source, target)
    if has_children:
        return Listing(aggregates=True, course=Course(end="栏目页只列出下级栏目"))
    why = script_sign(page)
    note = None if why else note_of(page)
    if note and may_be_filled(page, note):
        why = f"“{note}”有可能是条目加载以前显示的，未执行脚本"
    elif note:
        return Listing(note=note, course=Course(end=f"页面写明：{note}"))
    if target := only_link(page):
        return _redirected(source, target)
    if why:
        return _unproven(why)
    if target := frame_url(page):
        return Listing(course=Course((Step(target),), moves=True, by="页内框架"))
    if why := frame_sign(page):
        return _unproven(why)
    if shows_text(page):
        return Listing(article=True, course=Course(doubt="栏目页直接显示正文，没有列表"))
    return _empty_or_unknown(page, source, family)


def _empty_or_unknown(page: Markup, source: ListSource, family: Family) -> Listing:
    """A page that shows neither rows nor words: empty only where no row stands there that nobody can open."""
    lost = unopened_rows(page)
    if not lost and shown_empty(page):
        return _empty(page, source, family)
    why = lost or "页面中未识别出列表区域"
    return Listing(unknown=True, course=Course(doubt=why), by_script=bool(lost) or fillable(page))


def _empty(page: Markup, source: ListSource, family: Family) -> Listing:
    """A list that stands there empty: nothing follows, unless its pager says otherwise."""
    course = course_of(page, source, family, [])
    if source.course and source.course.open:
        return Listing(course=Course(open=True))
    if course.steps or course.doubt:
        return _unproven(course.doubt or "列表为空，但翻页写明后面还有内容")
    if not course.by and not shows_none(page) and (why := why_not_empty(page)):
        return _unproven(why)
    return Listing(course=replace(course, end="列表为空"))


def _redirected(source: ListSource, target: str) -> Listing:
    steps = steps_to(source, target)
    return Listing(redirected_to=target, course=Course(steps, moves=True) if steps else _HERE)


def _rows(page: Markup, family: Family, is_article: Callable[[str], bool]) -> list[Any]:
    """The rows by the family's selectors, else those of the largest likely group."""
    for selector in family.rows:
        if found := [
            row for row in _select(page, selector) if row.find(".//a") is not None or item_of(row, page)
        ]:
            return found
    if _is_article_page(page):
        return []
    found = rows_of(page, is_article)
    return [] if shows_text(page) and not any(map(has_date, found)) else found


def _select(page: Markup, selector: str) -> list[Any]:
    """The rows a selector finds; a profile's selector that is no CSS finds none."""
    try:
        return page.css(selector)
    except (cssselect.SelectorError, cssselect.ExpressionError):
        return []


def _article_test(family: Family) -> Callable[[str], bool]:
    return lambda url: (
        family.article_url.search(url) is not None or ARTICLE.search(url) is not None or is_file(url)
    )


def _is_article_page(page: Markup) -> bool:
    """Whether the page's own metas call it an article: then links in its text are no list."""
    metas = metas_of(page.root)
    return bool(metas.get("ArticleTitle")) and bool(metas.get("PubDate"))


def _reachable(source: ListSource, course: Course) -> tuple[Step, ...]:
    """The steps that stay on the host, at most as many as a list may have pages. Where the list begins may be a host
    of its own: whoever asks knows which hosts are the portal's."""
    near = (step for step in course.steps if course.moves or host(step.url) == host(source.url))
    return tuple(near)[:MAX_PAGES]


def _unproven(why: str) -> Listing:
    return Listing(course=Course(doubt=why), by_script=True)
