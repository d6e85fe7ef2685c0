"""Interfaces in further vendors' manners: numbers in paths, requests behind functions, counts under other names."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from further_pagers import COUNT, SIZE, buttons, called
from made_portals import BASE, Answer, Made, Row, fed, key, listed
from portal_feeds import as_json, rows_data

from auditor.models.feed import SectionFeed


def _counted(rows: tuple[Row, ...], _: int, total: int) -> Answer:
    return as_json({"code": 200, "data": {"list": rows_data(rows), "total": total}})


def _scripted(
    name: str, text: str, asked: str, *, body: str | None = None, first: int = 1, **more: object
) -> Made:
    ask = lambda n: (BASE + asked.format(n=n), "POST" if body else "GET", body.format(n=n) if body else None)
    shell = f'<div class="box"><ul id="rows"></ul></div><script>{text}</script>'
    return fed(name, shell, ask, more.pop("answer", _counted), first=first, **more)  # type: ignore[arg-type]


def in_paths() -> list[Made]:
    """The page's number stands in the path: as the script joins it, as the address shows, as the profile says."""
    addressed = lambda name, path, **more: fed(
        name, None, lambda n: (BASE + path.format(n=n), "GET", None), _counted, **more
    )
    told = lambda rows, n, total: as_json({"d": {"n": total, "l": rows_data(rows, "bt", "dz", "rq")}})
    keys = {"rows": "d.l", "title": "bt", "link": "dz", "date": "rq", "total": "d.n", "size": SIZE}
    return [
        _scripted(
            "路径拼接",
            "var c='77';function go(page){$.ajax({url:'/api/list/'+c+'/'+page+'/4',success:f})}go(1)",
            "/api/list/77/{n}/4",
        ),
        _scripted(
            "路径模板",
            "const size=4;async function go(page){await fetch(`/api/list/77/${page}/${size}`)}go(1)",
            "/api/list/77/{n}/4",
        ),
        _scripted(
            "路径从0",
            "var page=0;function go(){$.get('/api/list/77/'+page+'/4',f)}go()",
            "/api/list/77/{n}/4",
            first=0,
        ),
        _scripted("路径末段", "var pageNo=1;$.getJSON('/xxgk/list/77/'+pageNo,f)", "/xxgk/list/77/{n}"),
        _scripted(
            "页文件",
            "function go(n){$.getJSON('/data/77/page_'+n+'.json',f)}go(1)",
            "/data/77/page_{n}.json",
        ),
        _scripted(
            "页文件连字符",
            "function go(pageIndex){$.getJSON('/data/77/list-'+pageIndex+'.json',f)}go(1)",
            "/data/77/list-{n}.json",
        ),
        addressed("地址里页号和条数", "/api/list/77/{n}/4"),
        addressed("地址里page后面", "/api/channel/77/list/page/{n}"),
        addressed("地址是页文件", "/data/c77/page_{n}.json"),
        _scripted(
            "档案写路径",
            "",
            "/api/list/77/{n}/4",
            answer=told,
            form=SectionFeed(url="/api/list/77/{page}/{size}", **keys),  # type: ignore[arg-type]
        ),
        _scripted(
            "档案写页文件",
            "",
            "/data/77/page_{n}.json",
            answer=told,
            form=SectionFeed(url="/data/77/page_{page}.json", **keys),  # type: ignore[arg-type]
        ),
    ]


def wrapped() -> list[Made]:
    """Requests behind functions and clients of the portal's own."""
    plain = "/api/l?cid=77&pageNum={n}&pageSize=4"
    given = "{cid:'77',pageNum:1,pageSize:4}"
    page = lambda rows, n, total: ("text/html", f"{listed(rows)}<p>共{total}条</p>")
    near = [  # addresses that the page's own place completes
        {"title": r.title, "url": r.path.removeprefix("/qh/tzgg/"), "pubDate": str(r.day)}
        for r in map(Row, range(COUNT))
    ]
    relative = lambda rows, n, total: as_json(
        {"total": total, "list": near[(n - 1) * SIZE : (n - 1) * SIZE + len(rows)]}
    )
    hot = [
        {"title": f"热点{k}", "url": f"/hot/{k}.html", "pubDate": f"2026-01-{k:02d}"} for k in range(1, 13)
    ]
    aside = lambda rows, n, total: as_json(
        {"data": {"list": rows_data(rows), "total": total, "hotList": hot}}
    )
    nested = '{{"query":{{"channelId":"77"}},"page":{{"pageNo":{n},"pageSize":4}}}}'
    return [
        _scripted(
            "函数收对象", f"function getList(o){{$.ajax({{url:'/api/l',data:o}})}}getList({given});", plain
        ),
        _scripted(
            "函数收几个值",
            "function load(c,page,size){$.get('/api/l',{cid:c,pageNum:page,pageSize:size},f)}load('77',1,4);",
            plain,
        ),
        _scripted(
            "箭头函数",
            f"const getList=async(params)=>{{await axios.get('/api/l',{{params}})}};getList({given});",
            plain,
        ),
        _scripted("自己的request", f"request({{url:'/api/l',method:'get',params:{given}}}).then(f)", plain),
        _scripted(
            "Vue的$http",
            "new Vue({data:{cid:'77',page:1},created(){this.$http.get('/api/l',{params:{cid:this.cid,pageNum:this.page,pageSize:4}})}})",
            plain,
        ),
        _scripted(
            "接口有前缀",
            f"const http=axios.create({{baseURL:'/prod-api'}});http.get('/l',{{params:{given}}})",
            plain.replace("/api/", "/prod-api/"),
        ),
        _scripted("先写选项", f"var o={{url:'/api/l',type:'GET',data:{given}}};$.ajax(o);", plain),
        _scripted(
            "值里有值",
            "axios.post('/api/l',{query:{channelId:'77'},page:{pageNo:1,pageSize:4}})",
            "/api/l",
            body=nested,
        ),
        _scripted(
            "load片段",
            "$('#rows').load('/qh/more.jsp?cid=77&page='+page)",
            "/qh/more.jsp?cid=77&page={n}",
            answer=page,
        ),
        _scripted(
            "菜单接口在前",
            f"$.getJSON('/api/menu',{{pid:'7',page:1}},m);$.getJSON('/api/l',{given},f)",
            plain,
        ),
        _scripted(
            "数据写成查询串",
            "$.ajax({url:'/api/l',type:'post',data:'cid=77&pageNo='+pageNo+'&pageSize=4'})",
            "/api/l",
            body="cid=77&pageNo={n}&pageSize=4",
        ),
        _scripted("相对网址", f"$.getJSON('/api/l',{given},f)", plain, answer=relative),
        _scripted("热点在旁", f"$.getJSON('/api/l',{given},f)", plain, answer=aside),
    ]


def answered() -> list[Made]:
    """Answers whose counts and rows stand where other programs put them."""
    local = dt.timezone(dt.timedelta(hours=8))
    at = lambda r: dt.datetime.combine(r.day, dt.time(0), local).astimezone(dt.UTC)
    utc = lambda rows, n, total: as_json(
        {
            "total": total,
            "list": [
                {"title": r.title, "url": r.path, "publishTime": f"{at(r):%Y-%m-%dT%H:%M:%S}.000+00:00"}
                for r in rows
            ],
        }
    )
    solr = lambda rows, n, total: as_json({"response": {"numFound": total, "docs": rows_data(rows)}})
    elastic = lambda rows, n, total: as_json(
        {
            "hits": {
                "total": {"value": total},
                "hits": [{"_id": r["url"], "_source": r} for r in rows_data(rows)],
            }
        }
    )
    grid = lambda rows, n, total: as_json({"page": n, "total": 5, "records": total, "rows": rows_data(rows)})
    own = lambda rows, n, total: as_json({"count": len(rows), "list": rows_data(rows)})
    misled = lambda rows, n, total: as_json({"page": n, "total": 5, "data": rows_data(rows)})
    ask = lambda size: lambda n: (f"{BASE}/api/g?page={n}&size={size}", "GET", None)
    return [
        fed("jqGrid", None, ask(2), grid, size=2),
        fed("总数其实是页数", None, ask(2), misled, size=2, counted=False),
        fed("只写本页条数", None, ask(SIZE), own, counted=False),
        fed("Solr", None, ask(SIZE), solr),
        fed("Elasticsearch", None, ask(SIZE), elastic),
        fed("格林尼治时刻", None, ask(SIZE), utc),
    ]


def first_by_page() -> Made:
    """The first rows stand on the page; a button asks an interface for the rest, from its own first page."""
    text = "function next(){pageNo++;$.ajax({url:'/api/l',data:{cid:'77',pageNo:pageNo,pageSize:4},success:add})}"
    made = fed(
        "首页静态其余接口",
        f'<div class="more" onclick="next()">加载更多</div><script>{text}</script>',
        lambda n: (f"{BASE}/api/l?cid=77&pageNo={n}&pageSize=4", "GET", None),
        _counted,
        statically=1,
    )
    own = {key(f"{BASE}/api/l?cid=77&pageNo=1&pageSize=4"): _counted(made.rows[:SIZE], 1, COUNT)}
    return replace(made, answers={**made.answers, **own})


def further_lists() -> list[Made]:
    return [*called(), *buttons(), *in_paths(), *wrapped(), *answered(), first_by_page()]
