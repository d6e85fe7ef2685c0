"""What shows that the rows on a page are but a part of the list: other years apart, 更多 beside them, rows that nobody
can open."""

from __future__ import annotations

from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from auditor.models.address import canonical
from spiders.family import ListSource
from spiders.html.markup import Markup, host
from spiders.html.visible import hidden, words
from spiders.listing.more_links import more_beside
from spiders.listing.near_rows import near_rows
from spiders.listing.paging import folder_of, query_number
from spiders.listing.row_dates import has_date
from spiders.listing.row_groups import ARTICLE, in_aside, in_furniture
from spiders.listing.splits import split_by
from spiders.listing.years import years_apart

_LEVELS = 3  # a link and the elements around it in which its day may stand
_LEAST_WORDS = 6  # characters of a row beside its day


def part_of(page: Markup, source: ListSource, rows: list[Any]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """In Chinese why the list holds more than its pages show, "" where nothing says so; and the lists of other years,
    which hold the rest."""
    if not rows:
        return "", ()
    inside = {element for row in rows for element in row.iter()}
    years = years_apart(page, source, rows, inside)
    why = (
        _unopened(page, rows, inside)
        or _hidden_alike(page, rows, inside)
        or _left_behind(page, source, rows, inside)
        or (years.why if years else "")
        or split_by(page, near_rows(page, rows, inside))
        or _more(page, source, rows)
    )
    return why, years.lists if years else ()


def unopened_rows(page: Markup) -> str:
    """Rows with days on a page without any that leads somewhere: such a list is not empty; "" where there are none."""
    groups: dict[Any, int] = {}
    for row in page.root.iter("li", "tr", "dl", "dd", "div"):
        if row.find(".//a") is None and len(row) < 8 and _tells(row) and not _apart(row):
            groups[row.getparent()] = groups.get(row.getparent(), 0) + 1
    most = max(groups.values(), default=0)
    return f"有 {most} 行带日期的内容没有可以读到的网址，条目未能读到" if most > 1 else ""


def _unopened(page: Markup, rows: list[Any], inside: set[Any]) -> str:
    """Rows of the same kind beside ours that a script opens, by an address that is not known, or nothing opens."""
    lost = bare = 0
    for parent in {row.getparent() for row in rows} - {None}:
        beside = (e for e in parent if e.tag == rows[0].tag and e not in inside)
        shut = [e for e in beside if not any(map(page.link, e.iter("a"))) and _tells(e)]
        lost += sum(map(_acts, shut))
        bare += sum(not _acts(e) for e in shut)
    if lost:
        return f"有 {lost} 行点击才打开，网址由脚本给出，未能读到"
    return f"有 {bare} 行带日期的内容没有网址，未能读到" if bare else ""


def _left_behind(page: Markup, source: ListSource, rows: list[Any], inside: set[Any]) -> str:
    """Dated links to papers of this very section that stand outside the rows that were read, shown or not."""
    folder = folder_of(source.section_url)
    read = {page.link(a) for row in rows for a in row.iter("a")} - {None}
    if len(folder) < 2 or sum(_lies_in(folder, url) for url in read) < len(read):
        return ""
    others = (a for a in page.root.iter("a") if a not in inside and _dated(a) and not _apart(a))
    lost = {url for a in others if (url := page.link(a)) and url not in read and _lies_in(folder, url)}
    papers = list(filter(ARTICLE.search, lost))
    return f"页面里还有 {len(papers)} 条本栏目的内容在列表以外，未能认定是不是条目" if papers else ""


def _lies_in(folder: str, url: str | None) -> bool:
    return url is not None and urlsplit(url).path.startswith(f"{folder}/")


def _dated(anchor: Any) -> bool:
    """Whether a day stands in the link or right beside it."""
    around = islice((anchor, *anchor.iterancestors()), _LEVELS)
    near = (e for e in around if sum(1 for _ in e.iter("a")) == 1)
    return any(map(has_date, near))


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


def _more(page: Markup, source: ListSource, rows: list[Any]) -> str:
    """更多 or 查看全部 beside the rows that leads on to another page."""
    for link in more_beside(page, rows):
        if _leads_on(link.url, source) and not _apart(link.anchor):
            return f"列表旁有“{link.said}”（{link.url}），这里可能只是其中一部分，栏目网址宜改成它"
    return ""


def _leads_on(url: str, source: ListSource) -> bool:
    """Whether an address lies on this host and is neither this page, nor one above it, nor a further page of its list."""
    if query_number(url) is not None and urlsplit(url).path == urlsplit(source.url).path:
        return False
    here, there = canonical(source.url), canonical(url)
    return host(url) == host(source.url) and not here.startswith(there.rstrip("/"))


def _apart(element: Any) -> bool:
    return in_furniture(element) or in_aside(element)
