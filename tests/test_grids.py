"""Tables of front-end libraries, asked as their manuals say: read to the count that the answer states, never whole when cut."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from made_portals import BASE, Answer, Made, Row, cut, fed, walked
from portal_feeds import as_json, rows_data

from auditor.models import VisitState
from spiders.family import ListSource, families
from spiders.html.markup import Markup
from spiders.listing.grids import grid_feed
from spiders.listing.listing import read_listing

SIZE = 4
SHELL = '<table id="t"></table><script>{}</script>'


def grid(
    name: str, shell: str, sent: Mapping[str, str], total: str = "total", *, method: str = "GET"
) -> Made:
    """A table whose library sends `sent`, in which {n} is the page and {start} the row before it."""

    def ask(n: int) -> tuple[str, str, str | None]:
        told = urlencode({k: v.format(n=n, start=(n - 1) * SIZE) for k, v in sent.items()})
        return (f"{BASE}/api/l", "POST", told) if method == "POST" else (f"{BASE}/api/l?{told}", "GET", None)

    def answer(rows: tuple[Row, ...], _n: int, count: int) -> Answer:
        return as_json({total: count, "rows": rows_data(rows, "title", "url", "publishDate")})

    return fed(name, shell if shell.startswith("<") else SHELL.format(shell), ask, answer, size=SIZE)


OFFSET = {"order": "asc", "offset": "{start}", "limit": "4"}
ROWS = {"page": "{n}", "rows": "4"}
GRIDS = (
    grid(
        "bootstrap-table的属性",
        '<table data-toggle="table" data-url="/api/l" data-side-pagination="server" data-pagination="true" data-page-size="4"></table>',
        OFFSET,
    ),
    grid(
        "bootstrap-table",
        "$('#t').bootstrapTable({url:'/api/l',sidePagination:'server',pageSize:4});",
        OFFSET,
    ),
    grid(
        "bootstrap-table的页号",
        "$('#t').bootstrapTable({url:'/api/l',sidePagination:'server',queryParamsType:'',pageSize:4});",
        {"pageSize": "4", "pageNumber": "{n}"},
    ),
    grid(
        "bootstrap-table的函数",
        "$('#t').bootstrapTable({url:'/api/l',sidePagination:'server',pageSize:4,queryParams:function(p){return {size:p.limit,pageNum:p.offset/p.limit+1,lm:'7'};}});",
        {"size": "4", "pageNum": "{n}", "lm": "7"},
    ),
    grid(
        "EasyUI的属性",
        """<table class="easyui-datagrid" data-options="url:'/api/l',pagination:true,pageSize:4"></table>""",
        ROWS,
        method="POST",
    ),
    grid(
        "EasyUI",
        "$('#t').datagrid({url:'/api/l',method:'get',pagination:true,pageSize:4,queryParams:{lm:'7'}});",
        {**ROWS, "lm": "7"},
    ),
    grid(
        "layui的属性",
        """<table class="layui-table" lay-data="{url:'/api/l',page:true,limit:4}"></table>""",
        {"page": "{n}", "limit": "4"},
        "count",
    ),
    grid(
        "jqGrid",
        "$('#t').jqGrid({url:'/api/l',datatype:'json',rowNum:4});",
        {"_search": "false", "rows": "4", "page": "{n}", "sidx": "", "sord": "asc"},
        "records",
    ),
    grid(
        "DataTables",
        "$('#t').DataTable({serverSide:true,ajax:{url:'/api/l',type:'POST'},pageLength:4});",
        {"draw": "1", "start": "{start}", "length": "4"},
        "recordsTotal",
        method="POST",
    ),
)


@pytest.mark.parametrize("made", GRIDS, ids=lambda made: made.name)
def test_a_table_of_a_library_is_read_to_its_count(made: Made) -> None:
    found = walked(made)
    assert found.urls == {BASE + row.path for row in made.rows}, found.visit.why
    assert found.visit.state is VisitState.READABLE
    assert "写明共 10 条" in found.end


@pytest.mark.parametrize("made", GRIDS, ids=lambda made: made.name)
def test_a_table_that_was_cut_is_never_whole(made: Made) -> None:
    assert [found.visit.state for _, shorter in cut(made) if (found := walked(shorter))]
    assert all(walked(shorter).visit.state is not VisitState.READABLE for _, shorter in cut(made))


@pytest.mark.parametrize(
    "script",
    [
        "$('#t').bootstrapTable({url:'/api/l',sidePagination:'server',queryParams:qp});",
        "$('#t').bootstrapTable({url:'/api/l',sidePagination:'server',queryParams:function(p){return {lm:where(p)};}});",
        "$('#t').bootstrapTable({url:base+'/api/l',sidePagination:'server'});",
        "$('#t').bootstrapTable({url:'http://other.example/l',sidePagination:'server'});",
        "$('#t').datagrid({url:'/api/a',pagination:true});$('#u').datagrid({url:'/api/b',pagination:true});",
        "$('#t').datagrid({data:rows});",
    ],
)
def test_a_table_is_not_asked_where_its_request_is_not_known(script: str) -> None:
    url, text = f"{BASE}/qh/tzgg/", SHELL.format(script)
    assert grid_feed(Markup(text, url), ListSource(url, text, url)) is None
    assert read_listing(text, url, url, families()["generic"]).state is VisitState.UNREADABLE
