"""What looks like a pager that was not understood: then the list may go on, and is not called whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from spiders.family import Course
from spiders.html.markup import Markup
from spiders.html.script_values import calls_of
from spiders.html.visible import words
from spiders.listing.beside_signs import beside_sign
from spiders.listing.in_page import turned_within
from spiders.listing.list_signs import names_source
from spiders.listing.pager_buttons import in_show
from spiders.listing.paging import declared_total, is_count, squeezed, told_pages
from spiders.listing.script_known import pairs_of
from spiders.listing.scripted_signs import scripted_sign
from spiders.listing.shown_signs import shown_sign
from spiders.listing.wider_signs import wider_sign

_BLOCK = re.compile(
    r"m-(?:style|box\d*)|(?:\w+[-_])?(?:list|news|my|turn|ajax|data|the|lay|m|t|ant|el)?[-_]?(?:page|pager|pages|paging|pagination|paginator|laypage|fenye|fanye|turnpage)"
    r"(?:[-_]?(?:div|box|list|nav|navi|bar|num|nums|number|info|code|wrap|con|cont|area|ul|control|btn|turn|link|links|style|in|main|wrapper|inner|container|flip|down|foot|bottom|tool|\d{1,3}))?",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:(?:total|all|max|last|sum|rec|n|m)[_-]?)*(?:page|pages|record|records|row|rows|data|item|items|list|info)[_-]?(?:count|counts|total|totals|sum|num|nums|size|index|no|number|s)?"
    r"|(?:count|total|sum)[_-]?(?:page|pages|record|records|row|rows|data|item|items|num|count|size)",
    re.IGNORECASE,
)
_BARE = frozenset(("total", "count", "zys", "zts", "allnum", "sum"))
_TURNS = re.compile(
    r"(?<!function )(?<![\w$])([\w$.]*(?:page|paging|pager|fenye|fanye)\w*)\s*\(\s*(?:\{|['\"]?\d|['\"][#.][\w-]+['\"]\s*,)",
    re.IGNORECASE,
)
_NO_TURNS = re.compile(r"home_?page|page_?(?:view|show|hide|load|title)|track", re.IGNORECASE)
_TOTAL = re.compile(r"count|total|sum|all|max|last|records?$|pages$", re.IGNORECASE)
_CALL = re.compile(
    r"(?<!function )\b(?:create|show|init|load|make|set|build|draw|render|get|go|turn|next|jump|to|display|do)?_?(?:page|pager|paging|pagination|paginate|laypage|jpage)s?"
    r"(?:html|bar|nav|list|data|div|info|index|ination|numbers?|change|turn|control)?\s*\(",
    re.IGNORECASE,
)
_PAGE_CALL = re.compile(r"page|paging|paginat|fenye", re.IGNORECASE)
_ASSIGNED = re.compile(r"(?<![\w.$])(\w{3,30})['\"]?\s*[:=](?![=>])\s*['\"]?(\d{1,7})?")
_SCROLLED = re.compile(
    r"(?:scroll(?:Top|Y)|pageYOffset)\b[^;{}]{0,160}>=?[^;{}]{0,120}(?:scrollHeight|document\s*\)\.height|offsetHeight)"
    r"|(?:scrollHeight|document\s*\)\.height\(\))[^;{}]{0,120}<=?[^;{}]{0,160}(?:scroll(?:Top|Y)|pageYOffset)\b"
    r"|\b(?:onscroll\s*=|scroll['\"]?\s*[(,])\s*(?:function\b|\()[\s\S]{0,300}?(?:scrollHeight|\(\s*document\s*\)\.height\(\))"
    r"|\b(?:flow\.load|dropload|mescroll|infinite-?scroll|onReachBottom|pullup)\b",
    re.IGNORECASE,
)
_WATCHED = re.compile(r"new\s+IntersectionObserver\b")
_PICTURES = re.compile(r"lazy|data-src|dataset\.src|\bimg\b|animate", re.IGNORECASE)
_SCRIPT_FILE = re.compile(
    r"(?:^|[^a-z])(?:j?pag(?:e|er|es|ing|ination|inator)|laypage|jpages?|fenye|createpage)(?:$|[^a-z])",
    re.IGNORECASE,
)
_NEAR_ROWS = 3  # elements around the rows that may be their list
_TABLES = ("dataTable", "bootstrapTable", "datagrid", "jqGrid", "flexigrid", "kendoGrid")
_FETCHES = frozenset(
    ("ajax", "url", "serverSide", "bServerSide", "sAjaxSource", "deferLoading", "dataSource")
)
_WITHIN_FILE = re.compile(r"jquery\.?|jpages|list\.(?:min\.)?js|datatables", re.IGNORECASE)
_PAGED = re.compile(r"[\d页条›»>]|more|next|更多", re.IGNORECASE)
_TOTAL_NAMES = ("count", "total", "totalcount", "recordcount", "totalrecord", "totalrows")
_COUNTING = (
    *("div", "ul", "span", "section", "nav", "script", "p", "a", "button"),
    *("el-pagination", "a-pagination", "van-pagination", "pagination"),  # of Vue
)
_ALONE = ("totalcount", "recordcount", "totalrecord", "totalrows")  # what can only count the rows of a list
_PAGES_NAMES = ("totalpage", "totalpages", "pagecount", "pages", "pagetotal")
_SIZE_NAMES = ("rows", "pagesize", "size", "perpage", "limit")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a block counts of its list."""

    total: int | None
    pages: int | None
    size: int | None


def unread_pager(page: Markup, rows: list[Any], shown: int) -> Course:
    """What of the page looks like a pager none of our readers understood; an end where nothing does.

    `rows` are the elements of the list and `shown` is their number: a count that is reached is an end.
    """
    total, pages = declared_total(page.text), told_pages(page)
    if total is not None and total <= shown and (pages or 1) <= 1:
        return Course(end=f"页面写明共 {total} 条，已全部列出", total=total, by="条数")
    inside = {element for row in rows for element in row.iter()}
    within = turned_within(page, rows)
    scripts = tuple(_without(script, within) for script in page.scripts)
    signs = (
        shown_sign(page, inside, shown),
        _counted_block(page, shown),
        _block(page, inside, filled=bool(within)),
        _script(scripts, shown) or _script_file(page, within),
        _served(page, rows),
        wider_sign(page, scripts, inside, shown),
        beside_sign(page, rows, inside, shown),
        scripted_sign(page, rows),
    )
    why = next(filter(None, signs), "")
    if total is not None and total > shown:
        why = f"列表共 {total} 条，可直接读到的只有 {shown} 条，其余由脚本加载"
    if pages and pages > 1:
        why = f"页面写明共 {pages} 页，翻页方式未能识别"
    if not why and within:
        return Course(end=f"脚本只在页内翻页，{shown} 条都在页面上", total=total)
    return Course(doubt=why, total=total) if why else Course(end="页面上没有任何翻页迹象", total=total)


def counts_of(page: Markup) -> Counted | None:
    """What the attributes of a block count: count and rows, data-total; None where no block counts."""
    for element in page.root.iter(*_COUNTING):
        told = {
            squeezed(name.lstrip(":").removeprefix("data-")): value for name, value in element.attrib.items()
        }
        numbers = {name: int(value) for name, value in told.items() if is_count(value)}
        if found := _counted(numbers, _names_pager(element) or "pagination" in element.tag):
            return found
    return _counted(_hidden_numbers(page), False)


def _hidden_numbers(page: Markup) -> dict[str, int]:
    """What hidden fields count for a script: totalCount, pageSize."""
    fields = [field for field in page.root.iter("input") if field.get("type") == "hidden"]
    told = {
        squeezed(field.get("id") or field.get("name") or ""): field.get("value") or "" for field in fields
    }
    return {name: int(value) for name, value in told.items() if is_count(value)}


def _counted(numbers: dict[str, int], names_pager: bool) -> Counted | None:
    if not numbers:
        return None
    total, pages, size = (
        next((numbers[name] for name in names if name in numbers), None)
        for names in (_TOTAL_NAMES, _PAGES_NAMES, _SIZE_NAMES)
    )
    alone = any(name in numbers for name in _ALONE)
    told = pages is not None or (total is not None and (size or alone or names_pager))
    return Counted(total, pages, size) if told else None


def _counted_block(page: Markup, shown: int) -> str:
    found = counts_of(page)
    if found is None:
        return ""
    pages = found.pages
    if pages is None and found.total is not None and found.size:
        pages = ceil(found.total / found.size)
    if (pages or 0) <= 1 and (found.total or 0) <= shown:
        return ""
    told = f"{found.total} 条" if found.total is not None else f"{pages} 页"
    return f"翻页块写明共 {told}，翻页方式未能识别"


def _block(page: Markup, inside: set[Any], *, filled: bool) -> str:
    """A block that is named a pager: with words of its own, or empty where a script may fill it that is not the one
    known to have `filled` it."""
    scripts = page.root.find(".//script") is not None and not filled
    for element in page.root.iter("div", "ul", "p", "nav", "span", "td", "section", "ol", "dl"):
        if not _names_pager(element) or element in inside or any(e in inside for e in element.iter()):
            continue
        if in_show(element):
            continue
        text = words(element)
        if (not text and scripts) or (0 < len(text) < 200 and _says_more(element, text)):
            return f"有翻页块（{_name(element)}），翻页方式未能识别"
    return ""


def _says_more(element: Any, text: str) -> bool:
    """Whether a pager's own words leave room for another page: [1], 首页 and a single number do not."""
    rest = re.sub(r"首\s*页|上一?页|第?\s*[01]\s*页?|[共\[\]()（）<>\u2039›«»|/:：\s]", "", text)
    return _PAGED.search(rest) is not None or element.find(".//script") is not None


def _served(page: Markup, rows: list[Any]) -> str:
    """A list whose program fetches what it shows: the rows that stand there may be its first ones alone."""
    around = (e for row in rows[:1] for e in islice(row.iterancestors(), _NEAR_ROWS))
    if any(map(names_source, around)):
        return "列表写明由脚本从接口取条目，页面上的可能只是其中一部分"
    tables = (call for script in page.scripts for name in _TABLES for call in calls_of(script, f".{name}"))
    if any(not _FETCHES.isdisjoint(pairs_of(call)) for call in tables if call.startswith("{")):
        return "页面上的表格由脚本从接口取条目，页面上的可能只是其中一部分"
    return ""


def _script(scripts: tuple[str, ...], shown: int) -> str:
    """A script that speaks of pages and counts."""
    for script in scripts:
        if _SCROLLED.search(script) or (_WATCHED.search(script) and not _PICTURES.search(script)):
            return "页面脚本在滚到底时再加载，其后的内容未能读到"
        if found := next(_page_calls(script), None):
            return f"页面脚本里有翻页（{found}），未能识别"
        for name, value in _ASSIGNED.findall(script):
            counts = _COUNTED.fullmatch(name) and _TOTAL.search(name) and _open(name, value, shown)
            if counts or (name.lower() in _BARE and value and int(value) > (1 if name == "zys" else shown)):
                return f"页面脚本里有页数或条数（{name}），未能识别"
    return ""


def _script_file(page: Markup, within: tuple[str, ...]) -> str:
    """A script in a file that is named for pages, beside that of what turns them within the page."""
    for script in page.root.iter("script"):
        name = urlsplit(script.get("src") or "").path.rpartition("/")[2]
        if (
            name
            and not (within and _WITHIN_FILE.match(name))
            and _SCRIPT_FILE.search(re.sub(r"([a-z])([A-Z])", r"\1-\2", name.rpartition(".")[0]))
        ):
            return f"页面引用翻页脚本（{name}），翻页方式未能识别"
    return ""


def _without(script: str, calls: tuple[str, ...]) -> str:
    for call in calls:
        script = script.replace(call, "")
    return script


def _page_calls(script: str) -> Iterator[str]:
    yield from (name for name in _TURNS.findall(script) if not _NO_TURNS.search(name))
    for match in _CALL.finditer(script):
        if not script[: match.start()].rstrip().endswith("function"):
            yield match.group().rstrip("( ")


def _open(name: str, value: str, shown: int) -> bool:
    """Whether the count leaves room for more than the page shows."""
    if not value:
        return True
    if "page" in name.lower() and "size" not in name.lower():
        return int(value) > 1
    return int(value) > shown


def _names_pager(element: Any) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(_BLOCK.fullmatch(name) for name in named)


def _name(element: Any) -> str:
    return element.get("id") or (element.get("class") or "").split(" ")[0] or element.tag
