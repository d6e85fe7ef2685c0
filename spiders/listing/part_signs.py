"""What shows that the rows on a page are but a part of the list: other years apart, 更多 beside them, rows that nobody
can open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.models.address import canonical
from spiders.family import ListSource
from spiders.html.markup import Markup, host
from spiders.html.visible import hidden, words
from spiders.listing.more_links import more_beside
from spiders.listing.pager_words import HERE
from spiders.listing.row_dates import dates, has_date
from spiders.listing.row_groups import in_aside, in_furniture

_YEAR = re.compile(r"(20\d\d)\s*年?度?")
_ANY_YEAR = re.compile(r"全部|所有|不限|历年|选择|年份")
_YEAR_TAGS = ("a", "li", "span", "option", "button")
_LEAST_WORDS = 6  # characters of a row beside its day


def part_of(page: Markup, source: ListSource, rows: list[Any]) -> str:
    """In Chinese why the list holds more than its pages show; "" where nothing says so."""
    if not rows:
        return ""
    inside = {element for row in rows for element in row.iter()}
    return (
        _unopened(rows, inside)
        or _hidden_alike(page, rows, inside)
        or _years_apart(page, source, rows, inside)
        or _more(page, source, rows)
    )


def unopened_rows(page: Markup) -> str:
    """Rows with days on a page without any that leads somewhere: such a list is not empty; "" where there are none."""
    groups: dict[Any, int] = {}
    for row in page.root.iter("li", "tr", "dl", "dd", "div"):
        if row.find(".//a") is None and len(row) < 8 and _tells(row) and not _apart(row):
            groups[row.getparent()] = groups.get(row.getparent(), 0) + 1
    most = max(groups.values(), default=0)
    return f"有 {most} 行带日期的内容没有可以读到的网址，条目未能读到" if most > 1 else ""


def _unopened(rows: list[Any], inside: set[Any]) -> str:
    """Rows of the same kind beside ours that a script opens, by an address that is not known."""
    lost = 0
    for parent in {row.getparent() for row in rows} - {None}:
        beside = (e for e in parent if e.tag == rows[0].tag and e not in inside)
        lost += sum(e.find(".//a[@href]") is None and _acts(e) and _tells(e) for e in beside)
    return f"有 {lost} 行点击才打开，网址由脚本给出，未能读到" if lost else ""


def _hidden_alike(page: Markup, rows: list[Any], inside: set[Any]) -> str:
    """Rows built like ours in a list that is hidden, which may be the rest or another section's."""
    if "none" not in page.text or any(hidden(row.getparent()) for row in rows[:1]):
        return ""
    shown = {page.link(a) for row in rows for a in row.iter("a")}
    built = (rows[0].tag, rows[0].get("class"))
    lost = 0
    for row in page.root.iter(rows[0].tag):
        if row in inside or (row.tag, row.get("class")) != built or row.getparent() is None:
            continue
        urls = {url for a in row.iter("a") if (url := page.link(a))}
        lost += bool(urls - shown) and has_date(row) and hidden(row.getparent()) and not _apart(row)
    return f"页面里还有 {lost} 行隐藏的条目，不能确定是不是本栏目的" if lost > 1 else ""


def _acts(row: Any) -> bool:
    return any(
        name == "onclick" or (name.startswith("data-") and value) or name.startswith(("@click", "v-on:"))
        for element in row.iter()
        if isinstance(element.tag, str)
        for name, value in element.attrib.items()
    )


def _tells(row: Any) -> bool:
    return len(words(row)) > 10 + _LEAST_WORDS and has_date(row)


def _years_apart(page: Markup, source: ListSource, rows: list[Any], inside: set[Any]) -> str:
    """The years that the page offers beside the one that all its rows are of."""
    shown = {day.year for row in rows for day in dates(words(row))}
    if len(shown) != 1 or str(next(iter(shown))) not in page.text:
        return ""
    for group in _year_groups(page, inside):
        years = {int(match.group(1)): e for e in group if (match := _YEAR.fullmatch(words(e)))}
        others = sorted(years.keys() - shown, reverse=True)
        if others and shown & years.keys() and not _all_chosen(group, years, source, page):
            told = "、".join(map(str, others[:3]))
            return f"列表按年份分开，另有 {told} 年等未读"
    return ""


def _year_groups(page: Markup, inside: set[Any]) -> Iterator[list[Any]]:
    """The elements beside one another of which two or more are years."""
    seen: set[Any] = set()
    for element in page.root.iter(*_YEAR_TAGS):
        text = element.text or ""
        if "20" not in text or element in inside or not _YEAR.fullmatch(text.strip()) or _apart(element):
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


def _all_chosen(group: list[Any], years: dict[int, Any], source: ListSource, page: Markup) -> bool:
    """Whether the choice beside the years is that of all of them, as it is where no year is the chosen one."""
    for_all = any(_ANY_YEAR.search(words(e)) for e in group if e not in years.values())
    return for_all and not any(_chosen(e, source, page) for e in years.values())


def _chosen(element: Any, source: ListSource, page: Markup) -> bool:
    parts = (element, *element.iter("a"))
    marked = any(HERE.search(e.get("class") or "") for e in parts) or element.get("selected") is not None
    links = (page.link(e) for e in parts if e.tag == "a")
    return marked or any(url and canonical(url) == canonical(source.url) for url in links)


def _more(page: Markup, source: ListSource, rows: list[Any]) -> str:
    """更多 or 查看全部 beside the rows that leads on to another page."""
    for link in more_beside(page, rows):
        if _leads_on(link.url, source) and not _apart(link.anchor):
            return f"列表旁有“{link.said}”（{link.url}），这里可能只是其中一部分，栏目网址宜改成它"
    return ""


def _leads_on(url: str, source: ListSource) -> bool:
    """Whether an address lies on this host and is neither this page nor one above it."""
    here, there = canonical(source.url), canonical(url)
    return host(url) == host(source.url) and not here.startswith(there.rstrip("/"))


def _apart(element: Any) -> bool:
    return in_furniture(element) or in_aside(element)
