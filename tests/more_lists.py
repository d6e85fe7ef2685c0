"""More kinds of lists as strangers' portals write them: pagers in other words, data under other keys, two vendors'."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from email.utils import format_datetime
from urllib.parse import urlencode

from made_portals import BASE, FOOTER, FURNITURE, Answer, Made, Row, fed, listed, paged
from portal_feeds import as_json, rows_data
from portal_lists import _file, _query, script

COUNT, SIZE, PAGES = 10, 4, 3
ONE, ZERO = _file("lb", "html", shift=1), _file("index", "html", shift=0)
INDEX = _file("index", "shtml", shift=1)
NOON = dt.time(12, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def pagers() -> list[Made]:
    """Drawn by scripts, or as boxes, wrapped numbers, folders, pictures."""
    named = [
        (
            "Pager",
            ZERO,
            lambda n, p: script(f"Pager({{size:{p}, current:{n}, prefix:'index', suffix:'html'}});"),
        ),
        (
            "m_nRecordCount",
            ZERO,
            lambda n, p: script(
                f'var m_nRecordCount = {COUNT}; var m_nCurrPage = {n}; var m_nPageSize = {SIZE}; var m_sPageName = "index"; var m_sPageExt = "html";'
            ),
        ),
        (
            "地址样板",
            _query("/qh/list.aspx?cid=7", "page"),
            lambda n, p: script(
                f"$('#p').twbsPagination({{totalPages:{p},startPage:{n + 1},href:'?cid=7&page={{{{number}}}}'}});"
            ),
        ),
        ("下拉框", ONE, _box(ONE)),
        ("博达倒数页号", _descending, _wrapped(_descending)),
        ("文件夹页号", _folder, _wrapped(_folder)),
        ("连字符页号", lambda n: f"/list-12-{n + 1}.html", _wrapped(lambda n: f"/list-12-{n + 1}.html")),
        ("图片下一页", INDEX, _pictured),
        ("按钮没有了", _piece, _button),
    ]
    return [paged(name, address, pager, counted=name != "按钮没有了") for name, address, pager in named]


def _descending(nth: int) -> str:
    """The oldest page is 1.htm, so that a new page moves no other one."""
    return "/tzgg.htm" if nth == 0 else f"/tzgg/{PAGES - nth}.htm"


def _folder(nth: int) -> str:
    return "/xxgk/list/" if nth == 0 else f"/xxgk/list/page/{nth + 1}/"


def _piece(nth: int) -> str:
    return "/qh/tzgg/" if nth == 0 else f"/qh/ajax/list?cid=5&p={nth + 1}"


def _box(address: Callable[[int], str]) -> Callable[[int, int], str]:
    def pager(nth: int, pages: int) -> str:
        options = (
            f'<option value="{address(k)}"{" selected" if k == nth else ""}>第{k + 1}页</option>'
            for k in range(pages)
        )
        return (
            f'<div class="pg"><select onchange="location.href=this.value">{"".join(options)}</select></div>'
        )

    return pager


def _wrapped(address: Callable[[int], str]) -> Callable[[int, int], str]:
    def pager(nth: int, pages: int) -> str:
        numbers = "".join(
            f'<span class="p_no"><a href="{address(k)}">{k + 1}</a></span>'
            if k != nth
            else f'<span class="p_no_d">{k + 1}</span>'
            for k in range(pages)
        )
        onward = (
            f'<span class="p_next"><a href="{address(nth + 1)}">下页</a></span>'
            if nth + 1 < pages
            else "<span>下页</span>"
        )
        return f'<div class="pb_sys_common"><span class="p_pages">{numbers}{onward}</span></div>'

    return pager


def _pictured(nth: int, pages: int) -> str:
    last = nth + 1 == pages
    return f"<div>共{pages}页 第{nth + 1}页 " + (
        "" if last else f'<a href="{INDEX(nth + 1)}"><img src="/images/n.gif" alt="下一页"></a></div>'
    )


def _button(nth: int, pages: int) -> str:
    return (
        f'<div class="more-btn" data-url="{_piece(nth + 1)}"><span>加载更多</span></div>'
        if nth + 1 < pages
        else ""
    )


def posted() -> list[Made]:
    """A form with hidden fields whose names hold a point."""

    def pager(nth: int) -> str:
        numbers = "".join(
            f'<a href="#" onclick="gotoPage({k + 1});return false;">{k + 1}</a>'
            if k != nth
            else f"<em>{k + 1}</em>"
            for k in range(PAGES)
        )
        return f'<form action="/xx/list.action" method="post"><input type="hidden" name="pager.pageNumber" value="{nth + 1}"><input type="hidden" name="pager.pageSize" value="4"><input type="hidden" name="cat" value="9"></form><div class="pg">{numbers}</div>'

    def answer(rows: tuple[Row, ...], number: int, _: int) -> Answer:
        return "text/html", f"<html><body>{FURNITURE}{listed(rows)}{pager(number - 1)}{FOOTER}</body></html>"

    def ask(number: int) -> tuple[str, str, str]:
        sent = {"pager.pageNumber": number, "pager.pageSize": 4, "cat": 9}
        return BASE + "/xx/list.action", "POST", urlencode(sent)

    return [fed("POST隐藏域", pager(0), ask, answer, statically=1)]


def keyed() -> list[Made]:
    """Interfaces whose rows and counts have names of their own."""
    words = ("title", "url", "publishTime")
    return [
        _addressed("拼音键", {"data": {"items": "ROWS", "recordTotal": "TOTAL"}}, ("bt", "lj", "fbsj")),
        _addressed(
            "录入时间独有",
            {"obj": {"resultList": "ROWS", "totalCount": "TOTAL"}},
            ("subject", "href", "createTime"),
        ),
        _addressed("名称键", {"rows": "ROWS", "total": "TOTAL"}, ("infoname", "infolink", "infotime")),
        _addressed("只写页数", {"list": "ROWS", "pages": PAGES, "pageNum": "PAGE"}, words),
        _addressed("数组", "ROWS", ("title", "url", "time"), counted=False),
        _addressed(
            "字节序标记", {"list": "ROWS", "totalCount": "TOTAL"}, words, wrap=lambda text: "\ufeff" + text
        ),
        _addressed(
            "另名回调",
            {"list": "ROWS", "totalCount": "TOTAL"},
            words,
            wrap=lambda text: f"jQuery1102_3({text})",
            path="/q?pageNum={n}&pageSize=4&callback=jQuery1102_3",
        ),
        fed("数据是文字", None, _get("/q?pageNum={n}&pageSize=4"), _text_in_text),
        fed("毫秒", None, _get("/q?page={n}&size=4"), _millis, first=0),
        fed("RSS", None, _get("/rss.xml?page={n}"), _rss, counted=False),
        fed("XML计数属性", None, _get("/x.xml?page={n}"), _xml_elements),
        fed("XML行属性", None, _get("/y.xml?page={n}"), _xml_attributes),
        fed(
            "morecolumndataproxy",
            None,
            _get("/module/web/jpage/morecolumndataproxy.jsp?page={n}&columnid=7"),
            _records,
        ),
    ]


def _get(path: str) -> Callable[[int], tuple[str, str, None]]:
    return lambda n: (BASE + path.format(n=n), "GET", None)


def _addressed(
    name: str,
    shape: object,
    keys: tuple[str, str, str],
    *,
    counted: bool = True,
    wrap: Callable[[str], str] = str,
    path: str = "/q?pageNum={n}&pageSize=4",
) -> Made:
    def answer(rows: tuple[Row, ...], number: int, total: int) -> Answer:
        def put(value: object) -> object:
            if isinstance(value, dict):
                return {key: put(inner) for key, inner in value.items()}
            known = {"ROWS": rows_data(rows, *keys), "TOTAL": total, "PAGE": number}
            return known.get(value, value) if isinstance(value, str) else value

        return "text/plain", wrap(json.dumps(put(shape), ensure_ascii=False))

    return fed(name, None, _get(path), answer, counted=counted)


def _text_in_text(rows: tuple[Row, ...], _: int, total: int) -> Answer:
    inner = json.dumps({"list": rows_data(rows), "total": total}, ensure_ascii=False)
    return as_json({"code": 0, "data": inner})


def _millis(rows: tuple[Row, ...], _: int, total: int) -> Answer:
    found = [
        {
            "title": r.title,
            "url": r.path,
            "publishedTime": int(dt.datetime.combine(r.day, NOON).timestamp() * 1000),
        }
        for r in rows
    ]
    return as_json({"content": found, "totalElements": total})


def _rss(rows: tuple[Row, ...], *_: int) -> Answer:
    items = (
        f"<item><title><![CDATA[{r.title}]]></title><link>{BASE}{r.path}</link><pubDate>{format_datetime(dt.datetime.combine(r.day, NOON))}</pubDate></item>"
        for r in rows
    )
    return (
        "application/rss+xml",
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>通知公告</title>{"".join(items)}</channel></rss>',
    )


def _xml_elements(rows: tuple[Row, ...], _: int, total: int) -> Answer:
    items = (
        f"<row><bt><![CDATA[{r.title}]]></bt><dz><![CDATA[{r.path}]]></dz><fbrq>{r.day}</fbrq></row>"
        for r in rows
    )
    return "text/xml", f'<?xml version="1.0"?><root count="{total}" pageSize="4">{"".join(items)}</root>'


def _xml_attributes(rows: tuple[Row, ...], _: int, total: int) -> Answer:
    items = (f'<info title="{r.title}" url="{r.path}" date="{r.day}"/>' for r in rows)
    return "text/xml", f'<?xml version="1.0"?><list total="{total}">{"".join(items)}</list>'


def _records(rows: tuple[Row, ...], _: int, total: int) -> Answer:
    items = (
        f"<record><![CDATA[<li><a href='{r.path}'>{r.title}</a><span>{r.day}</span></li>]]></record>"
        for r in rows
    )
    return (
        "text/xml",
        f"<?xml version='1.0'?><datastore><totalrecord>{total}</totalrecord><totalpage>{PAGES}</totalpage><recordset>{''.join(items)}</recordset></datastore>",
    )


def asked_by_script() -> list[Made]:
    """Requests of scripts: values kept in a name, fetch with a body, a table that asks by itself."""
    html = lambda rows, n, total: (
        "text/html",
        "<table>"
        + "".join(f'<tr><td><a href="{r.path}">{r.title}</a></td><td>{r.day}</td></tr>' for r in rows)
        + f"</table><div>共{total}条</div>",
    )
    return [
        _scripted(
            "参数在变量里",
            "var params={channelId:'7',pageNum:1,pageSize:4};function load(){$.ajax({url:'/api/l',data:params,success:f})}",
            "/api/l?channelId=7&pageNum={n}&pageSize=4",
        ),
        _scripted(
            "fetch发JSON",
            "fetch('/api/l',{method:'POST',headers:{'Content-Type':'application/json'},body:JSON.stringify({cid:'7',pageNo:page,pageSize:4})})",
            "/api/l",
            body='{{"cid":"7","pageNo":{n},"pageSize":4}}',
        ),
        _scripted(
            "axios发表单",
            "axios.post('/api/l',qs.stringify({cid:'7',current:page,size:4})).then(f)",
            "/api/l",
            body="cid=7&current={n}&size=4",
        ),
        _scripted(
            "layui表格",
            "layui.use('table',function(){table.render({elem:'#rows',url:'/api/l?cid=7',page:true,limit:4})})",
            "/api/l?cid=7&page={n}&limit=4",
        ),
        _scripted(
            "缺省值",
            "var cfg={id:'' || '7'};$.getJSON('/api/l',{cid:cfg.id,pageNo:pageNo,rows:cfg.size||4},f)",
            "/api/l?cid=7&pageNo={n}&rows=4",
        ),
        _scripted(
            "xxgk目录",
            "function go(p){$.ajax({type:'post',url:'/module/xxgk/search.jsp',data:{infotypeId:'A01',area:'1234',currpage:p},success:show})}go(1)",
            "/module/xxgk/search.jsp",
            body="infotypeId=A01&area=1234&currpage={n}",
            answer=html,
        ),
    ]


def _scripted(
    name: str,
    text: str,
    asked: str,
    *,
    body: str | None = None,
    answer: Callable[[tuple[Row, ...], int, int], Answer] | None = None,
) -> Made:
    counted = lambda rows, n, total: as_json(
        {
            "code": 200,
            "data": {"list": rows_data(rows, "docTitle", "docPubUrl", "docRelTime"), "totalCount": total},
        }
    )
    ask = lambda n: (BASE + asked.format(n=n), "POST" if body else "GET", body.format(n=n) if body else None)
    shell = f'<div class="box"><ul id="rows"></ul><div id="fy"></div></div><script>{text}</script>'
    return fed(name, shell, ask, answer or counted)


def list_model(static: int, site: str = "var SiteInfo={searchId:'200210'};") -> Made:
    """福建's template: the first pages in hidden blocks, the rest by the interface that listModel names."""
    rows = tuple(map(Row, range(static)))
    blocks = "".join(
        f'<div ms-visible="$showStatic({start + 1})">{listed(rows[start : start + SIZE])}</div>'
        for start in range(0, static, SIZE)
    )
    shell = f"""<div ms-controller="list"><div ms-visible="showStatic">{blocks}</div></div><script>{site}
var pageChnlInfo={{maxStaticIndex:2,classsql:"" || "chnlid=1780",recordCount:'{COUNT}',sortfield:'-docreltime',prepage:{SIZE}}}</script>
<script>require(['list2.trsapi'],function(listModel){{listModel({{listArgs:{{channelid:SiteInfo.searchId,classsql:pageChnlInfo.classsql,
sortfield:pageChnlInfo.sortfield||'-docorderpri'}},listApi:{{url:"/fjdzapp/search"}},pagebar:{{recordCount:pageChnlInfo.recordCount,prepage:pageChnlInfo.prepage||15}}}})}})</script>"""

    def ask(number: int) -> tuple[str, str, str]:
        sent = {"channelid": 200210, "classsql": "chnlid=1780", "sortfield": "-docreltime"}
        return BASE + "/fjdzapp/search", "POST", urlencode({**sent, "page": number, "prepage": SIZE})

    answer = lambda rows, n, total: as_json(
        {"data": rows_data(rows, "doctitle", "docpuburl", "docreltime"), "pagenum": n, "count": total}
    )
    return fed(f"listModel-{static}", shell, ask, answer, cms="trs")


def more_lists() -> list[Made]:
    return [
        *pagers(),
        *posted(),
        *keyed(),
        *asked_by_script(),
        list_model(0),
        list_model(SIZE),
        list_model(2 * SIZE),
    ]
