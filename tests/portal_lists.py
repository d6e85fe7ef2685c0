"""The kinds of lists met on real portals, each in several wordings, of one page, two, three and more."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from made_portals import BASE, Answer, Made, Row, fed, listed, paged

from auditor.models.feed import SectionFeed

SIZES = ((3, 4), (8, 4), (10, 4), (21, 5))


def _file(stem: str, extension: str, *, shift: int, first: str | None = None, folder: str = "/qh/tzgg/"):
    """The address of the page at a place: `stem`, then `stem_<place + shift>`."""
    return lambda nth: (
        folder
        + (
            (first if first is not None else f"{stem}.{extension}")
            if nth == 0
            else f"{stem}_{nth + shift}.{extension}"
        )
    )


def _query(path: str, name: str, *, first: int = 1, bare: bool = True):
    sign = "&" if "?" in path else "?"
    return lambda nth: path if nth == 0 and bare else f"{path}{sign}{name}={nth + first}"


def script(text: str) -> str:
    return f'<div class="page"></div><script>{text}</script>'


def script_pagers(count: int, size: int) -> list[Made]:
    zero, one = _file("index", "html", shift=0), _file("index", "html", shift=1)
    wordings = [
        ("四参数", zero, lambda n, p: script(f'createPageHTML({p}, {n}, "index", "html");')),
        (
            "四参数目录",
            _file("index", "shtml", shift=0, first=""),
            lambda n, p: script(f"createPageHTML({p},{n},'index','shtml')"),
        ),
        ("四参数从1", one, lambda n, p: script(f'createPageHTML({p}, {n + 1}, "index", "html");')),
        (
            "四参数颠倒",
            _file("list", "htm", shift=0),
            lambda n, p: script(f"createPageHTML('list','htm',{n},{p})"),
        ),
        (
            "六参数",
            _file("common_list", "shtml", shift=1),
            lambda n, p: script(f"createPageHTML('page_div',{p}, {n + 1},'common_list','shtml',{count});"),
        ),
        (
            "六参数从0",
            zero,
            lambda n, p: script(f"createPageHTML('page_div',{p},{n},'index','html',{count});"),
        ),
        (
            "createPage",
            _file("lb", "html", shift=1),
            lambda n, p: script(f"createPage('#fy', {p}, {n + 1}, 'lb', 'html');"),
        ),
        (
            "变量作参数",
            zero,
            lambda n, p: script(f'var total={p};var cur={n};createPageHTML(total, cur, "index", "html");'),
        ),
        (
            "totalPage",
            one,
            lambda n, p: script(
                f'$(".pagination").pagination({{totalPage: {p}, currentPage: {n + 1}, showData: {size}, callback:function(n){{location.href = n==1 ? "index.html" : "index_"+n+".html";}}}});'
            ),
        ),
        (
            "totalData",
            one,
            lambda n, p: script(
                f"$('#fy').pagination({{totalData:{count},showData:{size},current:{n + 1},callback:function(api){{var k=api.getCurrent();window.location.href='index_'+k+'.html'}}}})"
            ),
        ),
        (
            "laypage",
            _query("/qh/tzgg/list.jsp?cat=7", "curPage"),
            lambda n, p: script(
                f'laypage.render({{elem:"fy",count:{count},limit:{size},curr:{n + 1},jump:function(o,first){{if(!first) location.href="list.jsp?cat=7&curPage="+o.curr}}}});'
            ),
        ),
        (
            "totalPage改名",
            _file("xxlb", "shtml", shift=1),
            lambda n, p: script(
                f"$('.fanye').pagination({{currentPage:{n + 1}, pageCount:{p}, callback:function(num){{ location.href = num > 1 ? 'xxlb_' + num + '.shtml' : 'xxlb.shtml' }}}})"
            ),
        ),
        (
            "pageName",
            one,
            lambda n, p: script(
                f'var pageName = "index";\nvar pageExt = "html";\nvar pageIndex = {n} + 1;\nvar pageCount = {p};'
            ),
        ),
        (
            "pageName目录",
            _file("index", "shtml", shift=1, first=""),
            lambda n, p: script(
                f"var pageCount={p};var pageIndex={n + 1};var pageExt='shtml';var pageName='index';"
            ),
        ),
        (
            "tagname",
            _file("tzgg", "html", shift=1),
            lambda n, p: script(f"var tagname='tzgg';\nvar totalPage={p};\nvar currentPage={n + 1};"),
        ),
        (
            "countPage",
            zero,
            lambda n, p: script(
                f"var currentPage={n};\nvar prevPage=currentPage-1\nvar nextPage=currentPage+1\nvar countPage={p}\nif(countPage>1){{document.write('<a href=\\\"index_'+nextPage+'.html\\\">下一页</a>');}}"
            ),
        ),
    ]
    return [
        paged(f"{name}-{count}", address, pager, count=count, size=size) for name, address, pager in wordings
    ]


def _numbers(address, nth: int, pages: int, *, arrow: str = "", here: str = "span", window: int = 0) -> str:
    shown = [n for n in range(pages) if not window or abs(n - nth) <= window or n == pages - 1]
    marks = [
        f"<{here}>{n + 1}</{here}>" if n == nth and here else f'<a href="{address(n)}">{n + 1}</a>'
        for n in shown
    ]
    last = f'<a href="{address(min(nth + 1, pages - 1))}">{arrow}</a>' if arrow else ""
    return f'<div class="list_page">{" ".join(marks)} {last}</div>'


def link_pagers(count: int, size: int) -> list[Made]:
    plain = _query("/view/iList.jsp?cat_id=330", "cur_page")
    number = _query("/view/iList.jsp?cat_id=330", "cur_page", bare=False)
    file_1, file_0 = _file("index", "html", shift=1), _file("index", "html", shift=0)
    prefixed = _file("index_8597", "html", shift=1)
    slashed = lambda nth: "/list/7/" if nth == 0 else f"/list/7_{nth + 1}.shtml"

    def following(address):
        return lambda n, p: (
            f'<div class="fy">共{p}页 第{n + 1}页 '
            + (f'<a href="{address(n + 1)}">下一页</a>' if n + 1 < p else "<span>下一页</span>")
            + "</div>"
        )

    made = [
        paged(
            f"数字带箭头-{count}",
            plain,
            lambda n, p: _numbers(number, n, p, arrow="&gt;&gt;", here=""),
            count=count,
            size=size,
        ),
        paged(
            f"数字«»-{count}", file_1, lambda n, p: _numbers(file_1, n, p, arrow="»"), count=count, size=size
        ),
        paged(f"数字-{count}", file_0, lambda n, p: _numbers(file_0, n, p, here="b"), count=count, size=size),
        paged(
            f"数字窗口-{count}",
            file_1,
            lambda n, p: _numbers(file_1, n, p, here="em", window=1),
            count=count,
            size=size,
        ),
        paged(
            f"带栏目号-{count}",
            prefixed,
            lambda n, p: _numbers(prefixed, n, p, arrow="›"),
            count=count,
            size=size,
        ),
        paged(
            f"数字尾缀-{count}",
            slashed,
            lambda n, p: _numbers(slashed, n, p, arrow="下页"),
            count=count,
            size=size,
        ),
        paged(
            f"标记当前-{count}",
            file_1,
            lambda n, p: (
                '<ul class="pagination">'
                + "".join(
                    f'<li class="{"active" if k == n else ""}"><a href="{file_1(k)}">{k + 1}</a></li>'
                    for k in range(p)
                )
                + "</ul>"
            ),
            count=count,
            size=size,
        ),
    ]
    for name in ("page", "pageNum", "curPage", "pageIndex", "pageNo", "pn"):
        address = _query("/qh/col12/index.html?uid=3", name)
        made.append(paged(f"?{name}=-{count}", address, following(address), count=count, size=size))
    return made


def form_pagers(count: int, size: int) -> list[Made]:
    """Pages that a form asks for, by POST and GET; ASP.NET's postback."""

    def post(nth: int, pages: int) -> str:
        numbers = " ".join(
            f"<span>{n + 1}</span>" if n == nth else f'<a href="javascript:goPage({n + 1})">{n + 1}</a>'
            for n in range(pages)
        )
        return f'<form method="post" action="/qh/search.do"><input type="hidden" name="channel" value="77"><input type="hidden" name="currPage" value="{nth + 1}">{numbers}</form>'

    def asp(nth: int, pages: int) -> str:
        numbers = " ".join(
            f"<a href=\"javascript:__doPostBack('AspNetPager1','{n + 1}')\">{n + 1}</a>"
            if n != nth
            else f"<b>{n + 1}</b>"
            for n in range(pages)
        )
        return f'<form method="post" action="list.aspx?id=5"><input type="hidden" name="__VIEWSTATE" value="vs{nth}"><input type="hidden" name="__EVENTTARGET" value=""><input type="hidden" name="__EVENTARGUMENT" value="">{numbers}</form>'

    def asked_post(n: int):
        return BASE + "/qh/search.do", "POST", urlencode({"channel": 77, "currPage": n})

    def asked_asp(n: int):
        sent = {"__VIEWSTATE": f"vs{n - 2}", "__EVENTTARGET": "AspNetPager1", "__EVENTARGUMENT": n}
        return BASE + "/qh/list.aspx?id=5", "POST", urlencode(sent)

    pages = -(-count // size)

    def with_pager(pager):
        return lambda rows, n, _: (
            "text/html",
            f"<html><body>{listed(rows)}{pager(n - 1, pages)}</body></html>",
        )

    return [
        fed(
            f"POST表单-{count}",
            post(0, pages),
            asked_post,
            with_pager(post),
            count=count,
            size=size,
            statically=1,
        ),
        fed(
            f"doPostBack-{count}",
            asp(0, pages),
            asked_asp,
            with_pager(asp),
            count=count,
            size=size,
            statically=1,
            section=BASE + "/qh/list.aspx?id=5",
        ),
    ]


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
            lambda n: (api, "POST", f"channelId=77&pageNo={n}&pageSize={size}"),
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


def styles(count: int, size: int) -> list[Made]:
    zero = _file("index", "html", shift=0)
    pager = lambda n, p: script(f'createPageHTML({p}, {n}, "index", "html");')
    return [
        paged(f"一行一表-{count}", zero, pager, count=count, size=size, style="table"),
        paged(f"脚本写行-{count}", zero, pager, count=count, size=size, style="write"),
    ]


def all_lists() -> list[Made]:
    makers = (script_pagers, link_pagers, form_pagers, feeds, described, styles)
    return [made for count, size in SIZES for maker in makers for made in maker(count, size)]
