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


@dataclass(frozen=True, slots=True)
class ListSource:
    """A fetched list page or feed, as a family's paging functions see it."""

    url: str  # where it came from, after redirects
    text: str  # decoded
    section_url: str  # the section it belongs to
    media_type: str = "text/html"
    charset: str = "utf-8"  # what it was decoded with


@dataclass(frozen=True, slots=True)
class Feed:
    """What a family reads from a list that is not plain rows: entries in order and the requests that follow."""

    entries: tuple[Entry, ...] = ()
    steps: tuple[Step, ...] = ()
    total: int | None = None  # how many entries the list says it holds
    why: str = ""  # Chinese reason where what was read does not show the whole list
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
    following: Callable[[ListSource], tuple[Step, ...]] | None = None  # next pages of a plain list
    feed: Callable[[ListSource], Feed | None] | None = None  # lists in JSON, XML or embedded record sets


@cache
def families() -> Mapping[str, Family]:
    """Every family by name, found by module."""
    vendors = importlib.import_module("spiders.cms")  # by name: every vendor knows this module
    modules = (
        importlib.import_module(f"spiders.cms.{m.name}") for m in pkgutil.iter_modules(vendors.__path__)
    )
    return {module.FAMILY.name: module.FAMILY for module in modules}


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
