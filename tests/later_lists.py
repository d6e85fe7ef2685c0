"""Lists that say themselves how they go on, rows without names, pages turned within the page, a list for each year."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from further_pagers import COUNT, SIZE
from made_portals import BASE, Made, Row, cut_into, fed, key, listed, page, paged
from portal_feeds import as_json, rows_data
from portal_lists import _file, _query
from row_makes import SECTION, plain, shown

ROWS = tuple(map(Row, range(COUNT)))
GROUPS = cut_into(COUNT, SIZE)


def _led(name: str, address: Callable[[int], str], told: Callable[[tuple[Row, ...], int], object]) -> Made:
    """An interface of which each answer leads to the next one."""
    answers = {key(BASE + address(n)): as_json(told(rows, n)) for n, rows in enumerate(GROUPS)}
    return Made(name, BASE + address(0), answers, list(answers)[-1], ROWS)


def _is_last(n: int) -> bool:
    return n + 1 == len(GROUPS)


def by_address() -> list[Made]:
    """The answer names the address of the next one, or says that there is none."""
    asked = lambda n: "/api/news/" if n == 0 else f"/api/news/?page={n + 1}"
    blind = lambda n: "/api/feed" if n == 0 else f"/api/feed/s{n}x"
    further = lambda address, n: None if _is_last(n) else address(n + 1)
    return [
        _led(
            "next网址",
            asked,
            lambda rows, n: {"count": COUNT, "next": further(asked, n), "results": rows_data(rows)},
        ),
        _led(
            "links里的next",
            blind,
            lambda rows, n: {"data": rows_data(rows), "links": {"self": "x", "next": further(blind, n)}},
        ),
        _led(
            "末页没有nextLink",
            blind,
            lambda rows, n: {
                "value": rows_data(rows),
                **({} if _is_last(n) else {"@odata.nextLink": further(blind, n)}),
            },
        ),
    ]


def by_mark() -> list[Made]:
    """The answer gives a mark for the next request to go on from."""
    marked = lambda name, rest="": lambda n: f"/api/l?size=4{rest}&{name}={f'm{n}' if n else ''}"
    numbered = [{"id": 1000 + row.number, **data} for row, data in zip(ROWS, rows_data(ROWS), strict=True)]
    after = lambda n: "" if n == 0 else str(1000 + GROUPS[n - 1][-1].number)
    text = "var lastId='';function more(){$.getJSON('/api/l',{cid:9,size:4,lastId:lastId},function(r){lastId=r.lastId;add(r)})}more()"
    scripted = {
        key(f"{BASE}/api/l?cid=9&size=4&lastId={after(n)}"): as_json(
            {
                "list": [numbered[row.number] for row in rows],
                "lastId": 1000 + rows[-1].number if rows else None,
            }
        )
        for n, rows in enumerate([*GROUPS, ()])
    }
    shell = page(f"<ul id='rows'></ul><a class='mo' onclick='more()'>加载更多</a><script>{text}</script>")
    return [
        _led(
            "cursor",
            marked("cursor"),
            lambda rows, n: {"items": rows_data(rows), "nextCursor": None if _is_last(n) else f"m{n + 1}"},
        ),
        _led(
            "cursor写明没有了",
            marked("cursor", "&c=7"),
            lambda rows, n: {
                "data": {"items": rows_data(rows), "cursor": f"m{n + 1}", "hasMore": not _is_last(n)}
            },
        ),
        _led(
            "page_token",
            marked("page_token"),
            lambda rows, n: {"items": rows_data(rows), "next_page_token": "" if _is_last(n) else f"m{n + 1}"},
        ),
        Made(
            "脚本里的lastId",
            SECTION,
            {key(SECTION): shell, **scripted},
            list(scripted)[-2],
            ROWS,
            counted=False,
        ),
    ]


def unnamed() -> list[Made]:
    """Rows of data that do not say what their values are."""
    ask = lambda n: (f"{BASE}/api/dt?start={(n - 1) * SIZE}&length={SIZE}", "GET", None)
    cells = lambda row: [row.title, row.path, str(row.day)]
    anchors = lambda row: [str(row.number), f'<a href="{row.path}">{row.title}</a>', str(row.day)]
    return [
        fed(
            "aaData",
            None,
            ask,
            lambda rows, n, total: as_json({"iTotalDisplayRecords": total, "aaData": list(map(cells, rows))}),
        ),
        fed(
            "数组里的链接",
            None,
            ask,
            lambda rows, n, total: as_json({"recordsFiltered": total, "data": list(map(anchors, rows))}),
        ),
        fed(
            "片段和条数",
            None,
            lambda n: (f"{BASE}/api/frag?page={n}", "GET", None),
            lambda rows, n, total: as_json({"html": "".join(map(plain, rows)), "count": total}),
        ),
    ]


def requests() -> list[Made]:
    """Requests that scripts write in further ways."""
    counted = lambda rows, n, total: as_json({"list": rows_data(rows), "totalCount": total})
    by = lambda text: f"<div id='v'></div><script>{text}</script>"
    return [
        fed(
            "xhr发表单",
            by(
                "var x=new XMLHttpRequest();var page=1;x.open('POST','/api/n');x.send('cat=7&page='+page+'&size=4');"
            ),
            lambda n: (f"{BASE}/api/n", "POST", f"cat=7&page={n}&size=4"),
            counted,
        ),
        fed(
            "起始行号",
            by("$.getJSON('/api/n',{cat:7,start:0,limit:4},f)"),
            lambda n: (f"{BASE}/api/n?cat=7&start={(n - 1) * SIZE}&limit=4", "GET", None),
            counted,
        ),
    ]


def pagers() -> list[Made]:
    """Pagers whose end shows in what can no longer be clicked, or whose way on nobody names."""
    spaced, dash, query = (
        _query("/qh/l.jsp?cid=7", "pn"),
        _file("more", "shtml", shift=0),
        _query("/qh/list.do?c=7", "pageNo"),
    )
    bare = _file("list", "htm", shift=1)
    onward = lambda address, word: (
        lambda n, p: (
            f"<div><a href='{address(n + 1)}'>{word}</a></div>"
            if n + 1 < p
            else f"<div><span>{word}</span></div>"
        )
    )
    inert = lambda n, p: (
        f"<ul><li><span>页码 <em>{n + 1}</em>/<em>{p}</em></span></li><li><a class='next' href='"
        f"{bare(n + 1) if n + 1 < p else 'javascript:void(0);'}'><span>下一页&gt;&gt;</span></a></li></ul>"
    )
    arrow = lambda n, p: (
        (f'<b onclick="toPage({n + 2})">下一页</b>' if n + 1 < p else "<b class='disabled'>下一页</b>")
        + f"<i>第{n + 1}页 共{p}页</i>"
        + "<script>const toPage=(p)=>{location.href=p===1?`/qh/list.do?c=7`:`/qh/list.do?c=7&pageNo=${p}`}</script>"
    )
    called = lambda n, p: (
        f"<div class='fy'></div><script>$('.fy').createPage({{pageNum:{p},current:{n + 1},backfun:function(e){{location.href='/qh/list.do?c=7&pageNo='+e.current}}}});</script>"
    )
    picture = lambda n, p: (
        f"<p><a href='{dash(n + 1)}'><img src='/i/r.gif'></a></p>"
        if n + 1 < p
        else "<p><img src='/i/r0.gif'></p>"
    )
    counted = {"counted": False}
    return [
        paged("下 一 页", spaced, onward(spaced, "下&nbsp;一&nbsp;页"), **counted),
        paged("后页不再是链接", dash, onward(dash, "后页"), **counted),
        paged("页码分开写", bare, inert),
        paged("箭头写的函数", query, arrow),
        paged("backfun", query, called),
        paged("图片没有名字", dash, picture, **counted),
    ]


def of_years() -> list[Made]:
    """A list for each year, some of them with pages of their own; every tab is a plain link."""
    asked = lambda year: "/qh/list.do?c=7" + (f"&year={year}" if year else "")
    folder = lambda year: "/qh/tzgg/" + (f"{year}n/" if year else "")
    boxed = lambda year: "/qh/tzgg/" + (f"index.html?nf={year}" if year else "")
    tab = lambda url, year: f"<li><a href='{url}'>{year}年</a></li>"
    return [
        _yearly("按年份的参数", asked, lambda url, year: f"<a href='{url}'>{year}</a>"),
        _yearly("按年份的文件夹", folder, tab, "<ul class='tab'>{}</ul>"),
        _yearly(
            "按年份的下拉框",
            boxed,
            lambda url, year: f"<option value='{url}'>{year}年</option>",
            "<select>{}</select>",
        ),
    ]


def _yearly(
    name: str,
    address: Callable[[int | None], str],
    tab: Callable[[str, int], str],
    wrap: str = "<div>{}</div>",
) -> Made:
    rows = tuple(map(Row, range(0, 400, 24)))
    years = sorted({row.day.year for row in rows}, reverse=True)
    tabs = wrap.format("".join(tab(address(year), year) for year in years))
    answers = {}
    for year in (None, *years):
        own = tuple(row for row in rows if row.day.year == (year or years[0]))
        groups = [own[start : start + SIZE] for start in range(0, len(own), SIZE)]
        at = partial(_paged, address(year))
        for n, group in enumerate(groups):
            numbers = "".join(
                f"<b>{k + 1}</b>" if k == n else f"<a href='{at(k)}'>{k + 1}</a>" for k in range(len(groups))
            )
            answers[key(BASE + at(n))] = page(
                f"{tabs}{listed(group)}<div class='fy'>{numbers if len(groups) > 1 else ''}</div>"
            )
    return Made(name, BASE + address(None), answers, list(answers)[-1], rows)


def _paged(first: str, n: int) -> str:
    return first + (f"{'&' if '?' in first else '?'}page={n + 1}" if n else "")


def within() -> list[Made]:
    """Pages that hold all of their rows, whatever turns them there, or hold them as data."""
    items = json.dumps(rows_data(ROWS[:6]), ensure_ascii=False)
    cells = json.dumps([[r.title, r.path, str(r.day)] for r in ROWS[:6]], ensure_ascii=False)
    pushed = "".join(f"a.push({{title:'{r.title}',url:'{r.path}',date:'{r.day}'}});" for r in ROWS[:6])
    placed = "".join(f"b[{r.number}]=new Array('{r.title}','{r.path}','{r.day}');" for r in ROWS[:6])
    drawn = "for(var i=0;i<6;i++){document.write('<li>'+a[i].title+'</li>')}"
    held = lambda name, text: shown(name, lambda _: "", "<div id='v'></div>", text)
    return [
        shown(
            "jPages",
            plain,
            "<ul id='items'>{}</ul><div class='holder'></div>",
            "<script src='/js/jPages.min.js'></script><script>$('div.holder').jPages({containerID:'items',perPage:4,next:'下一页'});</script>",
        ),
        shown(
            "list.js",
            plain,
            "<div id='box'><ul class='list'>{}</ul><ul class='pagination'></ul></div>",
            "<script>var l=new List('box',{valueNames:['n'],page:4,pagination:true});</script>",
        ),
        held("表格的数据", f"<script>var d={cells};$('#v').DataTable({{data:d,pageLength:4}})</script>"),
        held("逐条push", f"<script>var a=[];{pushed}{drawn}</script>"),
        held("逐条new Array", f"<script>var b=new Array();{placed}{drawn}</script>"),
        held(
            "JSON.parse",
            f"<script>var d=JSON.parse({json.dumps(items, ensure_ascii=False)});show(d)</script>",
        ),
        held(
            "页面状态",
            f'<script id="__NEXT_DATA__" type="application/json">{{"props":{{"list":{items},"total":6}}}}</script>',
        ),
    ]


def later_lists() -> list[Made]:
    return [*by_address(), *by_mark(), *unnamed(), *requests(), *pagers(), *of_years()]
