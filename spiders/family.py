"""What a CMS family is, and how it is found."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from auditor.models import Entry, PageKind


@dataclass(frozen=True, slots=True)
class Step:
    """One more request that a list needs: its next page, or the feed it is filled from."""

    url: str
    method: str = "GET"
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: PageKind = PageKind.LIST
    number: int | None = None  # of the page asked for, where an interface counts its pages
    shape: str | None = None  # its address with {page} in it, where that number stands in the path by itself


@dataclass(frozen=True, slots=True)
class Course:
    """How a list goes on from one of its pages, and why its end is known.

    A page that was understood gives steps or an end; one that was not gives its doubt, and may give steps too. An
    open course without any of them is a page without rows: the end of a list that had some, and no proof otherwise.
    """

    steps: tuple[Step, ...] = ()  # to be fetched for the rest of the list
    end: str = ""  # Chinese: what shows that nothing follows
    doubt: str = ""  # Chinese: why there may be more than can be reached
    total: int | None = None  # how many rows the list says it holds
    open: bool = False  # nothing counts the pages: read on until one is empty or repeats
    moves: bool = False  # the step leads to where the list begins: a redirect, a frame
    first: int | None = None  # what the pager calls the list's first page: 0 or 1
    by: str = ""  # Chinese: what was understood
    linked: bool = False  # a 下一页 that is a plain link led on from here


@dataclass(frozen=True, slots=True)
class ListSource:
    """A fetched list page or feed, as a family's paging functions see it."""

    url: str  # where it came from, after redirects
    text: str  # decoded
    section_url: str  # the section it belongs to
    media_type: str = "text/html"
    charset: str = "utf-8"  # what it was decoded with
    asked: Step | None = None  # the request it answers; None for the section's own page
    course: Course | None = None  # of the page before, which led here

    @property
    def is_first(self) -> bool:
        """Whether the list begins here: the section's own page, or where that one leads."""
        return self.asked is None or (self.course is not None and self.course.moves)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """A script that draws a pager, and what its arguments or names mean. Names count whatever their case.

    Numbers without names are the count of pages and the current page, in either order.
    """

    label: str  # Chinese name for people
    call: str = ""  # the function that draws it; "*": any of its shape; "" where variables alone tell
    block_first: bool | None = None  # whether its first argument names the block it is drawn in; None: either
    counts_from: int | None = None  # what it calls the first page, where that page was not seen
    pages: tuple[str, ...] = ()  # names of the count of pages
    rows: tuple[str, ...] = ()  # of the count of rows
    size: tuple[str, ...] = ()  # of the rows of one page
    current: tuple[str, ...] = ()  # of the number of this page
    stem: tuple[str, ...] = ()  # of the file's name before its number
    extension: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Whether its call alone says that it is a pager."""
        return self.call not in ("", "*")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a family reads from a list that is not plain rows: entries in order and how the list goes on."""

    entries: tuple[Entry, ...] = ()
    course: Course = Course()
    unlinked: int = 0  # rows that lead nowhere, or where another one leads
    redirected_to: str | None = None
    children: tuple[tuple[str, str], ...] = ()  # title and address of the sections a parent gathers


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Defaults of one CMS. CSS selectors are tried in order; the first that matches is used."""

    name: str
    label: str  # Chinese name for people
    article_url: re.Pattern[str]
    list_url: re.Pattern[str] | None = None
    info: tuple[str, ...] = ()  # the information block
    body: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    shown_date: tuple[str, ...] = ()  # the line 发布日期/发布时间 outside the information block
    breadcrumb: tuple[str, ...] = ()
    meanings: Mapping[str, str] = field(
        default_factory=dict
    )  # squeezed label -> field, where it differs from common use
    signs: tuple[str, ...] = ()  # words of the markup that give the family away where there is no address
    coded_index: bool = False  # index numbers begin with the unit's 统一社会信用代码
    tabbed: bool = False  # 解读 and the like stand in tabs that a script fills
    recorded: Callable[[str], tuple[dt.datetime, str] | None] | None = (
        None  # url -> creation time and what leaked it
    )
    unwrap: Callable[[str], str | None] | None = None  # page text -> the HTML of a body kept inside script
    rows: tuple[str, ...] = ()  # CSS of one list row
    pagers: tuple[Pager, ...] = ()  # scripts that draw the pager of a plain list
    following: Callable[[ListSource], Course | None] | None = None  # how a plain list goes on, by other means
    feed: Callable[[ListSource], Feed | None] | None = None  # lists in JSON, XML or embedded record sets
    seek: Callable[[ListSource], Course | None] | None = None  # the interface that a page without rows names


@cache
def families() -> Mapping[str, Family]:
    """Every family by name, found by module."""
    vendors = importlib.import_module("spiders.cms")  # by name: every vendor knows this module
    modules = (
        importlib.import_module(f"spiders.cms.{m.name}") for m in pkgutil.iter_modules(vendors.__path__)
    )
    return {module.FAMILY.name: module.FAMILY for module in modules}


def own_first(family: Family) -> tuple[Family, ...]:
    """The family, then all others: systems stand side by side on many portals, and each knows its own signs."""
    return (family, *(known for known in families().values() if known.name != family.name))


def pagers_for(family: Family) -> tuple[Pager, ...]:
    """The pagers that may stand on a page: the family's own first, since systems borrow each other's scripts."""
    return tuple(dict.fromkeys(pager for known in own_first(family) for pager in known.pagers))


def family_for(url: str, default: str = "generic") -> Family:
    """The family whose address grammar the URL follows, where exactly one does; else `default`.

    Two systems live side by side on many hosts, so the address decides before the profile.
    """
    known = families()
    hits = [
        f
        for f in known.values()
        if f.name != "generic" and (f.article_url.search(url) or (f.list_url and f.list_url.search(url)))
    ]
    return hits[0] if len(hits) == 1 else known[default]
