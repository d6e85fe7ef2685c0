"""Lists that are kept apart by year: the years that a page offers, and where the list of each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from auditor.models.address import canonical
from spiders.family import ListSource
from spiders.html.markup import Markup, host, join
from spiders.html.visible import words
from spiders.listing.pager_words import HERE
from spiders.listing.paging import folder_of
from spiders.listing.row_dates import dates

_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?度?")
_ANY_YEAR = re.compile(r"全部|所有|不限|历年|选择|年份|年度")
_YEAR_TAGS = ("a", "li", "span", "option", "button")
_NO_CHOICE = re.compile(
    r"(?:^|[-_\s])(?:foot\w*|header\w*|friend\w*|yqlj|hot\w*|rank\w*|recommend\w*|relat\w*|tuijian|remen)(?:$|[-_\s\d])",
    re.IGNORECASE,
)  # years are chosen in menus, tabs, search boxes and beside the list, not here
_NUMBERS = re.compile(r"[0-9a-f]{24,}|\d+", re.IGNORECASE)  # in which the lists of two years differ


@dataclass(frozen=True, slots=True)
class Years:
    """The years beside the one that is shown, the latest first."""

    others: tuple[int, ...]
    lists: tuple[tuple[int, str], ...]  # where each stands; empty where one of them is not known

    @property
    def why(self) -> str:
        """In Chinese why the list is not whole where they are not followed."""
        if self.lists:
            return ""
        told = "、".join(map(str, self.others[:3]))
        return f"列表按年份分开，另有 {told} 年等未读"


def years_apart(page: Markup, source: ListSource, rows: list[Any], inside: set[Any]) -> Years | None:
    """The years that the page offers beside the one that all its rows are of; None where it offers none."""
    shown = {day.year for row in rows for day in dates(words(row))}
    if len(shown) != 1 or str(next(iter(shown))) not in page.text:
        return None
    for group in _year_groups(page, inside):
        years = {int(match.group(1)): e for e in group if (match := _YEAR.fullmatch(words(e)))}
        others = tuple(sorted(years.keys() - shown, reverse=True))
        if others and shown & years.keys() and not _all_chosen(group, years, source, page):
            return Years(others, _lists(group, years, others, page, source))
    return None


def _lists(
    group: list[Any], years: dict[int, Any], others: tuple[int, ...], page: Markup, source: ListSource
) -> tuple[tuple[int, str], ...]:
    """Where the list of each of the other years stands: an address each, of pages of this very list. None where one
    of them has none, or something beside them is neither a year nor the choice of all."""
    rest = (e for e in group if e not in years.values() and words(e))
    if any(not _ANY_YEAR.search(words(e)) for e in rest):
        return ()
    found = tuple((year, url) for year in others if (url := _address(years[year], page)))
    apart = len({canonical(url) for _, url in found}) == len(others)
    return found if apart and all(_of_this_list(url, source) for _, url in found) else ()


def _address(element: Any, page: Markup) -> str | None:
    if element.tag == "option":
        value = element.get("value") or ""
        return join(page.base, value) if "/" in value or "." in value or value.startswith("?") else None
    urls = {url for e in (element, *element.iter("a")) if (url := page.link(e) or page.clicked.get(e))}
    return urls.pop() if len(urls) == 1 else None


def _of_this_list(url: str, source: ListSource) -> bool:
    """Whether an address lies below the section's own, or is written as this page's is but for its numbers."""
    if host(url) != host(source.url) or canonical(url) == canonical(source.url):
        return False
    there, here = urlsplit(url).path, urlsplit(source.url).path
    below = {folder_of(source.url), folder_of(source.section_url)} - {""}
    return any(there.startswith(f"{folder}/") for folder in below) or _NUMBERS.sub("", there) == _NUMBERS.sub(
        "", here
    )


def _year_groups(page: Markup, inside: set[Any]) -> Iterator[list[Any]]:
    """The elements beside one another of which two or more are years."""
    seen: set[Any] = set()
    for element in page.root.iter(*_YEAR_TAGS):
        text = element.text or ""
        if ("20" not in text and "19" not in text) or element in inside or not _YEAR.fullmatch(text.strip()):
            continue
        if _beside_the_point(element):
            continue
        block = element.getparent()
        if block is not None and len(block) == 1 and block.getparent() is not None:
            block = block.getparent()
        if block is None or block in seen:
            continue
        seen.add(block)
        tags = {element.tag, element.getparent().tag}
        group = [e for e in block if e.tag in tags]
        if sum(_YEAR.fullmatch(words(e)) is not None for e in group) > 1:
            yield group


def _beside_the_point(element: Any) -> bool:
    around = (element, *element.iterancestors())
    named = (f"{e.get('class') or ''} {e.get('id') or ''}" for e in around)
    return any(e.tag in ("footer", "header") for e in around) or any(map(_NO_CHOICE.search, named))


def _all_chosen(group: list[Any], years: dict[int, Any], source: ListSource, page: Markup) -> bool:
    """Whether the choice beside the years is that of all of them, as it is where no year is the chosen one."""
    for_all = any(_ANY_YEAR.search(words(e)) for e in group if e not in years.values())
    return for_all and not any(_chosen(e, source, page) for e in years.values())


def _chosen(element: Any, source: ListSource, page: Markup) -> bool:
    parts = (element, *element.iter("a"))
    marked = any(HERE.search(e.get("class") or "") for e in parts) or element.get("selected") is not None
    links = (page.link(e) for e in parts if e.tag == "a")
    return marked or any(url and canonical(url) == canonical(source.url) for url in links)
