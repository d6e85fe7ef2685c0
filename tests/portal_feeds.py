"""Lists that come by an interface: named by the section's address, by its page, or by the profile alone."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from made_portals import BASE, Answer, Made, Row, fed, listed

from auditor.models.feed import SectionFeed


def rows_data(
    rows: tuple[Row, ...], title: str = "title", link: str = "url", day: str = "pubDate"
) -> list[dict[str, str]]:
    return [{title: r.title, link: r.path, day: f"{r.day} 09:00:00"} for r in rows]


def as_json(value: object, media_type: str = "application/json") -> Answer:
    return media_type, json.dumps(value, ensure_ascii=False)


def feeds(count: int, size: int) -> list[Made]:
    """Interfaces, named by the section's address or by its page."""
    api = f"{BASE}/api/list"
    of = {"count": count, "size": size}
    channel = "a1696b2f4c3d4e5f8a9b0c1d2e3f4a5b"
    meta = f'<meta name="channelid" content="{channel}">'
    search = f"{BASE}/searchList/{channel}?_isAgg=true&_isJson=true&_pageSize={size}&_template=index&page="
    empty = '<ul class="list" id="list"></ul><div id="page_div" class="page"></div>'
    counted = lambda rows, n, total: as_json(
        {"data": {"page": n, "total": total, "results": rows_data(rows, day="publishedTimeStr")}}
    )
    open_ended = lambda rows, n, _: as_json(
        {"infolist": rows_data(rows, link="link", day="pubtime")}, "text/html"
    )
    get = lambda name, first=1: lambda n: (f"{api}?{name}={n}&pageSize={size}", "GET", None)
    records = lambda rows: "".join(
        f"<record><![CDATA[<li><a href='{r.path}'>{r.title}</a><span>{r.day}</span></li>]]></record>"
        for r in rows
    )
    xml = lambda rows, n, total: (
        "text/xml",
        f"<?xml version='1.0'?><result><total>{total}</total><items>"
        + "".join(
            f"<item><title>{r.title}</title><link>{r.path}</link><pubDate>{r.day}</pubDate></item>"
            for r in rows
        )
        + "</items></result>",
    )

    def ajax(text: str) -> str:
        return f"{empty}<script>{text}</script>"

    def unit(n: int):
        sent = {
            "webId": "8d12",
            "pageId": "p1",
            "tagId": "list",
            "paramJson": f'{{"pageNo":{n},"pageSize":{size}}}',
        }
        return f"{BASE}/api-gateway/jpaas-publish-server/front/page/build/unit?{urlencode(sent)}", "GET", None

    query_data = "{'webId':'8d12','pageId':'p1','tagId':'list'}"
    block = f'<div class="pagination" count="{count}" rows="{size}" pageno="1" queryData="{query_data}" unitUrl="/api-gateway/jpaas-publish-server/front/page/build/unit"></div><script src="/script/page.js"></script>'
    html = lambda rows, n, total: as_json(
        {
            "success": True,
            "code": "200",
            "data": {"html": f"{listed(rows)}<div class='pagination' count='{total}' rows='{size}'></div>"},
        }
    )
    made = [
        fed(
            f"JSON地址-{count}",
            None,
            get("curPage"),
            lambda rows, n, total: as_json(
                {"page": {"pageNo": n, "pageSize": size, "count": total, "list": rows_data(rows)}}
            ),
            **of,
        ),
        fed(f"JSON无总数-{count}", None, get("currpage"), open_ended, counted=False, **of),
        fed(f"JSON从0-{count}", None, get("page"), counted, first=0, **of),
        fed(
            f"JSONP-{count}",
            None,
            get("page"),
            lambda rows, n, total: (
                "text/javascript",
                f"cb_{n}({json.dumps({'totalCount': total, 'rows': rows_data(rows)})});",
            ),
            **of,
        ),
        fed(f"XML-{count}", None, get("page"), xml, **of),
        fed(
            f"meta脚本-{count}",
            ajax(
                f'var channelId=$("meta[name=\'channelid\']").attr("content");function load(page){{$.ajax({{url:"/searchList/"+channelId+"?_isAgg=true&_isJson=true&_pageSize={size}&_template=index&page="+page,dataType:"json",success:function(d){{show(d)}}}});}}load(1);'
            ),
            lambda n: (search + str(n), "GET", None),
            counted,
            head=meta,
            **of,
        ),
        fed(
            f"meta外部脚本-{count}",
            f'{empty}<script src="/js/common_list.js"></script>',
            lambda n: (
                f"{BASE}/searchList/{channel}?_isAgg=true&_isJson=true&_pageSize=20&_template=index&_rangeTimeGte=&_channelName=&page={n}",
                "GET",
                None,
            ),
            counted,
            head=meta,
            **of,
        ),
        fed(
            f"getJSON-{count}",
            ajax(
                f'var cid="77";function go(p){{$.getJSON("/api/list",{{channelId:cid,pageNo:p,pageSize:{size}}},function(d){{}})}}go(1)'
            ),
            lambda n: (f"{api}?channelId=77&pageNo={n}&pageSize={size}", "GET", None),
            counted,
            **of,
        ),
        fed(
            f"POST表单接口-{count}",
            ajax(
                f"$.ajax({{type:'post',url:'/api/list',data:{{channelId:'77',pageIndex:pageIndex,pageSize:{size}}},success:function(d){{}}}})"
            ),
            lambda n: (api, "POST", f"channelId=77&pageIndex={n}&pageSize={size}"),
            counted,
            **of,
        ),
        fed(
            f"POST数据接口-{count}",
            ajax(f"axios.post('/api/list', {{channelId:'77',pageNo:1,pageSize:{size}}}).then(r=>{{}})"),
            lambda n: (api, "POST", f'{{"channelId":"77","pageNo":{n},"pageSize":{size}}}'),
            counted,
            **of,
        ),
        fed(
            f"fetch模板-{count}",
            ajax(
                f"async function load(page){{const r=await fetch(`/api/list?cid=77&page=${{page}}&size={size}`);}}load(1)"
            ),
            lambda n: (f"{api}?cid=77&page={n}&size={size}", "GET", None),
            counted,
            **of,
        ),
        fed(
            f"IGS-{count}",
            ajax(
                f"$.ajax({{url:'/igs/front/search/list.html',data:{{index:'zcwj-index',type:'zcfg','filter[AVAILABLE]':true,siteId:'5',pageSize:{size},pageNumber:page}},success:f}})"
            ),
            lambda n: (
                f"{BASE}/igs/front/search/list.html?index=zcwj-index&type=zcfg&filter[AVAILABLE]=true&siteId=5&pageSize={size}&pageNumber={n}",
                "GET",
                None,
            ),
            lambda rows, n, total: as_json(
                {
                    "page": {
                        "content": rows_data(rows, "DOCTITLE", "DOCPUBURL", "PUBDATE"),
                        "totalElements": total,
                    }
                }
            ),
            **of,
        ),
        fed(
            f"jpaas脚本-{count}",
            f'<div><script queryData="{query_data}" url="/api-gateway/jpaas-publish-server/front/page/build/unit"></script></div>',
            lambda n: (unit(n)[0].replace(f"%3A{size}%7D", "%3A15%7D"), "GET", None),
            html,
            **of,
        ),
    ]
    if count > size:
        made.append(fed(f"jpaas翻页块-{count}", block, unit, html, cms="jcms", statically=1, **of))
        made.append(_dataproxy(count, size, records))
        made.append(_label(count, size))
        made.append(_more(count, size))
    return made


def _dataproxy(count: int, size: int, records) -> Made:
    start = lambda n: (n - 1) * size + 1
    script_text = f"$('#7').jpage({{totalRecord:{count},perPage:{size},proxyUrl:'/module/web/jpage/dataproxy.jsp',columnid:88,unitid:'7',webid:60,appid:'1'}});"
    first = tuple(map(Row, range(size)))
    shell = f'<div id="7"><script type="text/xml"><datastore><recordset>{records(first)}</recordset></datastore></script></div><script>{script_text}</script>'

    def ask(n: int):
        sent = {
            "appid": 1,
            "webid": 60,
            "columnid": 88,
            "unitid": 7,
            "perpage": size,
            "startrecord": start(n),
            "endrecord": min(n * size, count),
        }
        return f"{BASE}/module/web/jpage/dataproxy.jsp?{urlencode(sent)}", "GET", None

    def answer(rows, n, total) -> Answer:
        return (
            "text/xml",
            f"<datastore><totalrecord>{total}</totalrecord><totalpage>{-(-total // size)}</totalpage><recordset>{records(rows)}</recordset></datastore>",
        )

    made = fed(
        f"dataproxy-{count}",
        shell,
        ask,
        answer,
        count=count,
        size=size,
        section=BASE + "/col/col88/index.html",
        statically=1,
    )
    return Made(
        **{
            **made.__dict__,
            "answers": {
                k: v if k != _section_key(made) else ("text/html", f"<html><body>{shell}</body></html>")
                for k, v in made.answers.items()
            },
        }
    )


def _section_key(made: Made) -> str:
    from made_portals import key

    return key(made.section)


def _label(count: int, size: int) -> Made:
    pages = -(-count // size)
    shell = f'<script>Ls.pagination("#p",{{url:"/site/label/8888?labelName=publicInfoList&siteId=6&pageSize={size}",data:{{organId:"66",catId:"77"}},pageCount:{pages},currPage:1}});</script>'

    def ask(n: int):
        return (
            f"{BASE}/site/label/8888?labelName=publicInfoList&siteId=6&pageSize={size}&organId=66&catId=77&pageIndex={n}",
            "GET",
            None,
        )

    return fed(
        f"publicInfoList-{count}",
        shell,
        ask,
        lambda rows, n, total: ("text/html", listed(rows)),
        count=count,
        size=size,
        statically=1,
        section=BASE + "/public/column/66?catId=77",
    )


def _more(count: int, size: int) -> Made:
    shell = '<div class="btn" data-url="/qh/more.jsp?cid=9&page=2">加载更多</div>'
    return fed(
        f"加载更多-{count}",
        shell,
        lambda n: (f"{BASE}/qh/more.jsp?cid=9&page={n}", "GET", None),
        lambda rows, n, total: ("text/html", listed(rows)),
        count=count,
        size=size,
        statically=1,
        counted=False,
    )


def described(count: int, size: int) -> list[Made]:
    """Interfaces that only the profile names."""
    empty = '<div id="app"></div><script src="/js/chunk-vendors.js"></script>'
    of = {"count": count, "size": size}
    one = SectionFeed(
        url="/api/q?p={page}&s={size}", rows="d.l", title="bt", link="dz", date="rq", total="d.n", size=size
    )
    two = SectionFeed(
        url="/api/q",
        method="POST",
        body='{"from":{start},"to":{end}}',
        rows="l",
        title="bt",
        link="dz",
        date="rq",
        size=size,
    )
    return [
        fed(
            f"档案接口-{count}",
            empty,
            lambda n: (f"{BASE}/api/q?p={n}&s={size}", "GET", None),
            lambda rows, n, total: as_json({"d": {"n": total, "l": rows_data(rows, "bt", "dz", "rq")}}),
            form=one,
            **of,
        ),
        fed(
            f"档案接口起止-{count}",
            empty,
            lambda n: (f"{BASE}/api/q", "POST", f'{{"from":{(n - 1) * size + 1},"to":{n * size}}}'),
            lambda rows, n, total: as_json({"l": rows_data(rows, "bt", "dz", "rq")}),
            form=two,
            counted=False,
            **of,
        ),
    ]
