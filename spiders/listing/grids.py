"""Tables that a front-end library fills from an interface: bootstrap-table, EasyUI, layui, jqGrid, DataTables. What each
asks for its first page is known from its manual; the answer's own count proves the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from spiders.family import Course, ListSource, Step
from spiders.html.markup import Markup, host, join
from spiders.html.script_values import UnknownError, calls_of
from spiders.listing.paging import with_query
from spiders.listing.script_known import Known, known_of, pairs_of

BY_GRID = "脚本里的接口"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_OF_PARAMS = re.compile(r"\w{1,20}\.(limit|offset|pageSize|pageNumber|page|rows)")
_PAGE_OF_OFFSET = re.compile(r".*\boffset\s*/.*")  # params.offset / params.limit + 1
_RETURNED = re.compile(r"return\s*(\{[^{}]{0,400}\})")
_TRUE = ("true", "'true'", '"true"')
Options = Mapping[str, str]  # an option's expression by its name in lower case


@dataclass(frozen=True, slots=True)
class Grid:
    """One library: how its tables are found, and what the first request of a table that turns pages holds."""

    call: str  # the function that makes a table, with an object of options
    asks: Callable[[Options], Mapping[str, str] | None]  # None where it fetches all at once
    method: str = "GET"
    marked: str = ""  # the class, or the attribute, of a table that is made without a call
    options: str = ""  # the attribute of such a table that holds its options, beside those of their own
    sent: tuple[str, ...] = ("queryparams",)  # options that hold what is sent beside


def grid_feed(page: Markup, source: ListSource) -> Course | None:
    """The first request of the page's only table that is filled by one of the libraries; None where there is none."""
    known = known_of(page)
    found: dict[tuple[str, str | None], Step] = {}
    for grid in GRIDS:
        for options in _options(page, grid):
            with suppress(UnknownError):
                step = _step(grid, options, known, page.base)
                if step and host(step.url) == host(source.url):
                    found.setdefault((step.url, step.body), step)
    if len(found) != 1:
        return None
    [step] = found.values()
    return Course((step,), open=True, moves=True, by=f"{BY_GRID} {urlsplit(step.url).path}")


def _options(page: Markup, grid: Grid) -> Iterator[Options]:
    """The options of each table that the library makes: by a call, or by the attributes of an element."""
    for script in page.scripts:
        for told in calls_of(script, grid.call):
            if told.lstrip().startswith("{"):
                yield _lowered(pairs_of(told.lstrip()))
    for element in page.root.iter("table", "div") if grid.marked else ():
        if grid.marked in (element.get("class") or "").split() or grid.marked in element.attrib.values():
            written = (element.get(grid.options) or "").strip() if grid.options else ""
            literal = written if written.startswith("{") else f"{{{written}}}"
            yield {**_lowered(pairs_of(literal)), **_attributes(element)}


def _lowered(options: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): expression for name, expression in options.items()}


def _attributes(element: Any) -> dict[str, str]:
    """An element's own attributes as options: data-side-pagination is sidePagination."""
    told = {str(name).removeprefix("data-").replace("-", ""): value for name, value in element.attrib.items()}
    plain = ("true", "false")
    return {k: v if v in plain or v.isdecimal() else f"'{v}'" for k, v in told.items() if "'" not in v}


def _step(grid: Grid, options: Options, known: Known, base: str) -> Step | None:
    address = options.get("url") or options.get("ajax") or ""
    inner = _lowered(pairs_of(address)) if address.startswith("{") else {}
    url = join(base, known.text(inner.get("url", "") if inner else address)) if address else None
    asked = grid.asks(options)
    if url is None or asked is None:
        return None
    fields = {**asked, **_beside(grid, options, known)}
    method = known.text(
        inner.get("type") or options.get("method") or options.get("mtype") or f"'{grid.method}'"
    )
    if method.upper() == "POST":
        return Step(url, "POST", urlencode(fields), _FORM, number=1)
    return Step(with_query(url, fields), number=1)


def _beside(grid: Grid, options: Options, known: Known) -> Mapping[str, str]:
    """What a table sends beside its page: an object, or what a function makes of the page that it is given."""
    told = next((options[name] for name in grid.sent if options.get(name)), "")
    if not told or told in ("''", "null"):
        return {}
    if returned := _RETURNED.search(told):
        size = _size(options, "pagesize", "limit", "rownum")
        return {name: _made(expression, size, known) for name, expression in pairs_of(returned[1]).items()}
    if not told.startswith("{"):
        raise UnknownError(told)
    return known.fields(told)


def _made(expression: str, size: str, known: Known) -> str:
    """A value of the first page's request: params.limit, params.offset / params.limit + 1, or what is plain."""
    if _PAGE_OF_OFFSET.fullmatch(expression):
        return "1" if "+" in expression else "0"
    if match := _OF_PARAMS.fullmatch(expression):
        return {"limit": size, "pageSize": size, "rows": size, "offset": "0"}.get(match[1], "1")
    return known.text(expression)


def _size(options: Options, *names: str) -> str:
    told = (options.get(name, "") for name in names)
    return next((size for size in told if size.isdecimal()), "10")


def _bootstrap(options: Options) -> Mapping[str, str] | None:
    if options.get("sidepagination", "").strip("'\"") != "server":
        return None
    size = _size(options, "pagesize")
    if _RETURNED.search(options.get("queryparams", "")):
        return {}  # the function tells all that is sent
    if "queryparamstype" in options and options["queryparamstype"].strip("'\"") != "limit":
        return {"pageSize": size, "pageNumber": "1"}
    return {"order": "asc", "offset": "0", "limit": size}


def _easyui(options: Options) -> Mapping[str, str] | None:
    turns = options.get("pagination") in _TRUE
    return {"page": "1", "rows": _size(options, "pagesize")} if turns else None


def _layui(options: Options) -> Mapping[str, str] | None:
    turns = options.get("page", "false") != "false"
    return {"page": "1", "limit": _size(options, "limit")} if turns else None


def _jqgrid(options: Options) -> Mapping[str, str]:
    return {"_search": "false", "rows": _size(options, "rownum"), "page": "1", "sidx": "", "sord": "asc"}


def _datatables(options: Options) -> Mapping[str, str] | None:
    turns = options.get("serverside") in _TRUE
    return {"draw": "1", "start": "0", "length": _size(options, "pagelength")} if turns else None


GRIDS = (
    Grid(".bootstrapTable", _bootstrap, marked="table"),
    Grid(".datagrid", _easyui, method="POST", marked="easyui-datagrid", options="data-options"),
    Grid("table.render", _layui, marked="layui-table", options="lay-data", sent=("where",)),
    Grid(".jqGrid", _jqgrid, sent=("postdata",)),
    Grid(".DataTable", _datatables, sent=("data",)),
    Grid(".dataTable", _datatables, sent=("data",)),
)
