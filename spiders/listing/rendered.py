"""A list as a browser showed it, view after view, read to one Listing by the ordinary list reader. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.models import Entry
from auditor.models.address import canonical
from spiders.family import Course, Family, ListSource, Step
from spiders.html.markup import host, parse
from spiders.html.visible import hidden
from spiders.listing.feeds import data_feed
from spiders.listing.listing import Listing, read_listing
from spiders.listing.rows import once

_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.IGNORECASE | re.DOTALL)
_ON_SCROLL = re.compile(
    r"scroll|IntersectionObserver|touchmove", re.IGNORECASE
)  # rows that come when a reader moves
_BY = "浏览器渲染"
_BUSY = ("正在加载", "加载中", "加载失败", "请求失败", "网络错误", "点击重试")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request for data that the page's script made, with its answer, or for a script that did not come."""

    url: str
    method: str = "GET"
    body: str | None = None
    media_type: str = ""
    text: str = ""
    status: int = 200  # 0: not asked, or no answer came
    view: int = 0  # the view it was made for, from 0

    @property
    def source(self) -> ListSource:
        """The answer, as readers of interfaces see it."""
        asked = Step(self.url, self.method, self.body)
        return ListSource(self.url, self.text, self.url, self.media_type, asked=asked)


@dataclass(frozen=True, slots=True)
class View:
    """A page as it stood in the browser at one moment."""

    url: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a browser made of a section's page.

    `end` says what became of the click for more: "" where the page offers none; "off": it is switched off; "gone": it
    was there and is no more; "lost": it was not found though there are further pages; "same": the last one showed
    nothing new.
    """

    views: tuple[View, ...] = ()  # when it had loaded, and after each click
    calls: tuple[Call, ...] = ()
    end: str = ""
    fault: str = ""  # Chinese: why it was not, or not all, rendered
    browser: str = ""  # name and version
    refusals: tuple[tuple[str, int], ...] = ()  # address and status
    unasked: tuple[str, ...] = ()  # Chinese: what the page wanted and did not get, and why

    @property
    def clicks(self) -> int:
        """How many clicks brought a view."""
        return max(0, len(self.views) - 1)


def read_rendered(rendered: Rendered, section_url: str, family: Family | str) -> Listing:
    """The list of every view together; whole only where its end is proven as it is elsewhere."""
    views = [read_listing(view.html, view.url, section_url, family) for view in rendered.views]
    entries = once(entry for view in views for entry in view.entries)
    if not entries and (empty := _empty(rendered, section_url, family)):
        return empty
    if not entries:
        why = "；".join((rendered.fault or "在浏览器里打开以后仍未识别出列表", *rendered.unasked[:2]))
        return Listing(course=Course(doubt=why), by_script=True)
    course = _course(rendered, views, entries)
    return Listing(entries, course, unlinked=_unlinked(views), by_script=bool(course.doubt))


def _empty(rendered: Rendered, section_url: str, family: Family | str) -> Listing | None:
    """The list that stands there without rows when every script of the page has run and none asked for data: what
    proves it empty on a page without scripts proves it here."""
    if rendered.fault or rendered.unasked or rendered.calls or len(rendered.views) != 1:
        return None
    [view] = rendered.views
    if _busy(view.html) or _ON_SCROLL.search(view.html):
        return None
    shown = read_listing(_SCRIPT.sub("", view.html), view.url, section_url, family)
    if shown.entries or shown.course.doubt or not shown.course.end:
        return None
    return replace(shown, course=Course(end=shown.course.end, by=_BY))


def feeds_of(rendered: Rendered, entries: tuple[Entry, ...]) -> Iterator[Call]:
    """The calls whose answers hold rows of the list."""
    shown = {canonical(entry.url) for entry in entries}
    for call in rendered.calls:
        feed = data_feed(call.source) if call.status == 200 else None
        if feed and shown & {canonical(entry.url) for entry in feed.entries}:
            yield call


def _course(rendered: Rendered, views: list[Listing], entries: tuple[Entry, ...]) -> Course:
    """The end of the list, or the doubt that it was seen. A stated count that is not reached is the walk's to tell."""
    told = [feed.course for call in feeds_of(rendered, entries) if (feed := data_feed(call.source))]
    counts = [
        course.total for course in (*told, *(view.course for view in views)) if course.total is not None
    ]
    course = Course(total=max(counts, default=None), by=_BY)
    if why := rendered.fault or views[0].part or (views[0].years and "列表按年份分开，在浏览器里只看了一年"):
        return replace(course, doubt=why)
    seen = len(entries) + _unlinked(views)
    if course.total is not None and course.total <= seen:
        return replace(course, end=f"写明共 {course.total} 条，浏览器里已看到 {seen} 条")
    if doubt := _failed(rendered):
        return replace(course, doubt=doubt)
    if end := _clicked_out(rendered):
        return replace(course, end=end)
    if rendered.clicks or rendered.end:
        return replace(course, doubt="在浏览器里翻页以后列表没有变化，不能认定到了末尾")
    own = views[-1].course
    if own.doubt or not own.end:
        return replace(course, doubt=own.doubt or "页面还有后续页，在浏览器里没有找到翻页的按钮")
    if any(call.status == 0 for call in rendered.calls):
        return replace(course, doubt="页面要的脚本或数据没有全部取到，不能认定已全部显示")
    if rendered.calls and not told:
        return replace(course, doubt="列表由接口填充，接口没有读懂，不能认定已全部显示")
    if any(course.steps or course.doubt for course in told):
        return replace(course, doubt="列表接口没有写明共几条，不能认定已全部显示")
    return replace(course, end=own.end)


def _clicked_out(rendered: Rendered) -> str:
    """What shows that the clicks reached the end; "" where nothing does."""
    if rendered.end == "off":
        return "在浏览器里翻到末页，翻页按钮不能再点"
    if rendered.end == "gone" and rendered.clicks and not _busy(rendered.views[-1].html):
        return "在浏览器里翻到末页，没有再可点的翻页按钮"
    if rendered.end == "same" and rendered.clicks and _answered_empty(rendered):
        return "在浏览器里再翻一页，接口没有给出新的条目"
    return ""


def _answered_empty(rendered: Rendered) -> bool:
    """Whether the last click, which showed nothing new, did ask an interface, and that gave no rows."""
    last = [call for call in rendered.calls if call.view == len(rendered.views)]
    feeds = [data_feed(call.source) for call in last]
    return any(feed is not None and not feed.entries and not feed.course.doubt for feed in feeds)


def _failed(rendered: Rendered) -> str:
    """Why the last view may lack rows that were on their way to it."""
    last = len(rendered.views) - 1
    for call in rendered.calls:
        ours = host(call.url) == host(rendered.views[0].url)  # what counts visitors elsewhere brings no rows
        if call.status != 200 and call.view >= last and (ours or call.view):
            return f"页面请求的数据没有取到：{call.url}"
    return ""


def _busy(view: str) -> bool:
    """Whether a reader still sees that something is loading, or failed to."""
    texts = ((element, element.text or "") for element in parse(view).iter() if isinstance(element.tag, str))
    return any(word in text and not hidden(element) for element, text in texts for word in _BUSY)


def _unlinked(views: list[Listing]) -> int:
    """Rows beside the entries. Where each view holds the rows of the one before, its last view has them all."""
    sets = [{canonical(entry.url) for entry in view.entries} for view in views]
    grows = all(earlier <= later for earlier, later in pairwise(sets))
    return views[-1].unlinked if grows else sum(view.unlinked for view in views)
