"""More interfaces of lists: rows and counts under other names, requests as scripts write them, TRS 福建's listModel."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from email.utils import format_datetime
from urllib.parse import urlencode

from made_portals import BASE, Answer, Made, Row, fed, listed
from portal_feeds import as_json, rows_data

COUNT, SIZE, PAGES = 10, 4, 3
NOON = dt.time(12, tzinfo=dt.timezone(dt.timedelta(hours=8)))


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
            "Vue的数据",
            "new Vue({data:{cid:'7',page:1,size:4},methods:{load(){axios.get('/api/l',{params:{cid:this.cid,page:this.page,size:this.size}})}}})",
            "/api/l?cid=7&page={n}&size=4",
        ),
        _scripted(
            "转义过的值",
            "var kw=encodeURIComponent('文件');$.getJSON('/api/l?kw='+kw+'&page='+page,f)",
            "/api/l?kw=%E6%96%87%E4%BB%B6&page={n}",
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


def more_feeds() -> list[Made]:
    return [*keyed(), *asked_by_script(), list_model(0), list_model(SIZE), list_model(2 * SIZE)]
