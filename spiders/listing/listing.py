"""A fetched list page or feed as a Listing: its entries, what to fetch next, and what it proves. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from lxml import cssselect

from auditor.models import Entry, VisitState
from auditor.models.address import canonical, is_file
from spiders.family import Family, Feed, ListSource, Step, family_for
from spiders.html.markup import Markup, host
from spiders.html.metas import metas_of
from spiders.listing.json_rows import json_feed
from spiders.listing.list_signs import (
    frame_sign,
    note_of,
    only_link,
    redirect_of,
    script_sign,
    shown_empty,
    shows_text,
)
from spiders.listing.paging import (
    MAX_PAGES,
    declared_total,
    next_pages,
    page_number,
    script_paged_beyond,
    steps_to,
)
from spiders.listing.parents import children_of, gathered
from spiders.listing.row_dates import has_date
from spiders.listing.row_groups import ARTICLE, rows_of
from spiders.listing.rows import entries_of, once


@dataclass(frozen=True, slots=True)
class Listing:
    """What one page of a section's list says. `scripted` or a `why` means: it proves presence, never absence."""

    entries: tuple[Entry, ...] = ()
    steps: tuple[Step, ...] = ()  # to be fetched for the rest of the list
    note: str | None = None  # the explanation shown in place of entries
    scripted: bool = False  # the list, or a part of it, is not in what was fetched
    aggregates: bool = False  # a parent that only gathers its children
    redirected_to: str | None = None
    children: tuple[tuple[str, str], ...] = ()  # title and address of sections below
    article: bool = False  # the page shows a text of its own in the place of a list
    unknown: bool = False  # nothing on the page looks like a list, nor like its absence
    why: str = ""  # Chinese reason where scripted

    @property
    def state(self) -> VisitState:
        """What this page alone proves of the section's list."""
        if not self.scripted:
            return VisitState.READABLE
        return VisitState.PARTIAL if self.entries else VisitState.UNREADABLE


def read_listing(
    text: str,
    url: str,
    section_url: str,
    family: Family | str,
    media_type: str = "text/html",
    charset: str = "utf-8",
) -> Listing:
    """The list in `text`, fetched from `url` for the section at `section_url`. Never raises on what a page holds.

    A family given by name is the portal's; the section's address decides before it.
    """
    if isinstance(family, str):
        family = family_for(section_url, family)
    source = ListSource(url, text, section_url, media_type, charset)
    if family.feed and (feed := family.feed(source)):
        return _from_feed(source, feed)
    if "json" in media_type or text.lstrip()[:1] in ("{", "["):
        return _from_json(source)
    return _from_page(source, family)


def _from_feed(source: ListSource, feed: Feed) -> Listing:
    whole = bool(feed.steps) or not _is_section(source)
    why = feed.why or ("" if whole else _shortfall(len(feed.entries), feed.total))
    return Listing(
        entries=once(feed.entries),
        steps=_reachable(source, feed.steps),
        scripted=bool(why),
        aggregates=bool(feed.children) and not feed.entries and not feed.steps,
        redirected_to=feed.redirected_to,
        children=feed.children,
        why=why,
    )


def _from_json(source: ListSource) -> Listing:
    """A JSON answer of a family that has no reader of its own."""
    feed = json_feed(source.text, source.url)
    return _from_feed(source, feed) if feed else _unproven("接口返回的数据未能识别为列表")


def _from_page(source: ListSource, family: Family) -> Listing:
    if family.article_url.search(source.url):
        return Listing(scripted=True, article=True, why="栏目地址是一篇文章，不是列表")
    page, is_article = Markup(source.text, source.url, source.charset), _article_test(family)
    if page.cut:
        entries = entries_of(_rows(page, family, is_article), page)
        return Listing(entries, scripted=True, why=f"列表页过大：{page.cut}")
    children = children_of(page, source.section_url, is_article)
    entries = entries_of(_rows(page, family, is_article), page)
    own = family.following(source) if family.following else ()
    if not entries and not own:
        return replace(_without_rows(page, source, bool(children)), children=children)
    steps = _reachable(source, own or next_pages(source))
    told = bool(steps) or (family.following is not None and not _is_section(source))
    why = "" if told else _cut_short(page, source, len(entries))
    below = gathered(page, source.section_url, is_article)
    return Listing(
        entries, steps, scripted=bool(why), aggregates=bool(below), children=below or children, why=why
    )


def _without_rows(page: Markup, source: ListSource, has_children: bool) -> Listing:
    """A page without rows; where it does not prove itself empty, nothing is said of its content."""
    if target := redirect_of(page):
        return _redirected(source, target)
    if has_children:
        return Listing(aggregates=True)
    why = script_sign(page)
    if not why and (note := note_of(page)):
        return Listing(note=note)
    if target := only_link(page):
        return _redirected(source, target)
    if why := why or frame_sign(page):
        return _unproven(why)
    if shows_text(page):
        return Listing(scripted=True, article=True, why="栏目页直接显示正文，没有列表")
    if shown_empty(page):
        return Listing()
    return Listing(scripted=True, unknown=True, why="页面中未识别出列表区域")


def _redirected(source: ListSource, target: str) -> Listing:
    return Listing(redirected_to=target, steps=steps_to(source, target))


def _rows(page: Markup, family: Family, is_article: Callable[[str], bool]) -> list[Any]:
    """The rows by the family's selectors, else those of the largest likely group."""
    for selector in family.rows:
        if found := [
            row for row in _select(page, selector) if row.find(".//a") is not None or row.tag == "a"
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


def _cut_short(page: Markup, source: ListSource, count: int) -> str:
    """Why a page that leads to no further one may not be the end of its list."""
    if (page_number(source.url) or 0) >= MAX_PAGES:
        return f"列表超过{MAX_PAGES}页，其后未读"
    if _is_section(source) and (why := _shortfall(count, declared_total(page.text))):
        return why
    return "翻页由脚本完成，其后各页未读到" if script_paged_beyond(page) else ""


def _shortfall(count: int, total: int | None) -> str:
    if total is None or total <= count:
        return ""
    return f"列表共{total}条，可直接读到的只有{count}条，其余由脚本加载"


def _is_section(source: ListSource) -> bool:
    """Whether this is the section's own page, not one that follows it."""
    return canonical(source.url) == canonical(source.section_url)


def _reachable(source: ListSource, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps that stay on the host, at most as many as a list may have pages."""
    return tuple(step for step in steps if host(step.url) == host(source.url))[:MAX_PAGES]


def _unproven(why: str) -> Listing:
    return Listing(scripted=True, why=why)
