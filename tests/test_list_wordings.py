"""The same kinds of lists in other words: names, orders of arguments, sizes, keys."""

import pytest
from made_lists import THREE, page, read
from made_portals import BASE, Made, fed, paged, walked
from portal_feeds import as_json, rows_data
from portal_lists import _file, script

from auditor.models import VisitState
from spiders.listing.listing import read_listing
from spiders.listing.walk import Walk

SIZE, COUNT = 4, 10
EMPTY = '<div class="box"><ul id="rows"></ul><div class="fenye" id="fy"></div></div>'
CHANNEL = "0b2f4c3d4e5f8a9b0c1d2e3f4a5b6c7d"


def _address(
    name: str, answer: dict, path: str = "/api/doc/list?channel=7&pageNo={n}&limit=4", first: int = 1
) -> Made:
    """A section whose address is the interface; in `answer` "ROWS" and "TOTAL" are filled in."""

    def filled(rows, n, total):
        def put(value):
            if value == "ROWS":
                return rows_data(rows, *answer["keys"])
            if isinstance(value, dict):
                return {key: put(inner) for key, inner in value.items()}
            return (
                {"TOTAL": total, "PAGE": n, "COUNT": len(rows)}.get(value, value)
                if isinstance(value, str)
                else value
            )

        return as_json(put(answer["shape"]))

    ask = lambda n: (BASE + path.format(n=n, start=(n - first) * SIZE), "GET", None)
    return fed(name, None, ask, filled, count=COUNT, size=SIZE, first=first)


def _by_script(
    name: str,
    text: str,
    asked: str,
    *,
    head: str = "",
    first: int = 1,
    body: str | None = None,
    shell: str = EMPTY,
) -> Made:
    counted = lambda rows, n, total: as_json(
        {
            "code": 200,
            "data": {"list": rows_data(rows, "docTitle", "docPubUrl", "docRelTime"), "totalCount": total},
        }
    )
    ask = lambda n: (BASE + asked.format(n=n), "POST" if body else "GET", body.format(n=n) if body else None)
    return fed(
        name, f"{shell}<script>{text}</script>", ask, counted, count=COUNT, size=SIZE, head=head, first=first
    )


META = f'<meta name="ChannelId" content="{CHANNEL}">'
SEARCH = f"/common/search/{CHANNEL}?_isJson=true&_pageSize=4&page={{n}}"
one, zero = _file("lb", "html", shift=1), _file("index", "shtml", shift=0)
KEYS = ("title", "url", "publishDate")

WORDINGS = [
    _address(
        "records",
        {
            "keys": ("docTitle", "docPubUrl", "docRelTime"),
            "shape": {"code": 200, "data": {"records": "ROWS", "total": "TOTAL", "current": "PAGE"}},
        },
    ),
    _address(
        "rows",
        {
            "keys": ("infoTitle", "infoUrl", "publishTime"),
            "shape": {"result": {"rows": "ROWS", "totalRows": "TOTAL"}},
        },
        "/u/q?curPage={n}&pageSize=4",
    ),
    _address(
        "从0页",
        {
            "keys": ("TITLE", "LINKURL", "PUBDATE"),
            "shape": {"content": "ROWS", "totalElements": "TOTAL", "number": "PAGE"},
        },
        "/x/y?page={n}&size=4",
        0,
    ),
    _address(
        "偏移",
        {"keys": KEYS, "shape": {"total": "TOTAL", "list": "ROWS"}},
        "/x/y?cid=3&start={start}&limit=4",
    ),
    _address(
        "本页条数在旁",
        {"keys": KEYS, "shape": {"count": "COUNT", "totalCount": "TOTAL", "list": "ROWS"}},
        "/x/y?cid=3&pn={n}",
    ),
    _address("文件", {"keys": KEYS, "shape": {"total": "TOTAL", "list": "ROWS"}}, "/json/7/list_{n}.json"),
    _address(
        "菜单在旁",
        {
            "keys": KEYS,
            "shape": {
                "menu": [{"title": "首页", "url": "/"}] * 30,
                "data": {"list": "ROWS", "total": "TOTAL"},
            },
        },
    ),
    _by_script(
        "meta赋值",
        "var cid=document.querySelector('meta[name=\"ChannelId\"]').getAttribute('content');\nvar api='/common/search/'+cid+'?_isJson=true&_pageSize=4';\nfunction list(pageNo){$.getJSON(api+'&page='+pageNo,function(r){draw(r)})}\nlist(1);",
        SEARCH,
        head=META,
    ),
    _by_script(
        "meta在地址里",
        "$.get('/common/search/'+$('meta[name=ChannelId]').attr('content')+'?_isJson=true&_pageSize=4&page='+p,function(r){})",
        SEARCH,
        head=META,
    ),
    _by_script(
        "meta作数据",
        "var id=document.getElementsByName('ChannelId')[0].content;\n$.ajax({url:'/q/list.do',data:{'channelId':id,'pageIndex':n,'pageSize':4},success:function(){}})",
        f"/q/list.do?channelId={CHANNEL}&pageIndex={{n}}&pageSize=4",
        head=META,
    ),
    _by_script(
        "对象里",
        "var cfg={api:'/q/list.do',channel:'77',pageSize:4};\nfetch(cfg.api+'?c='+cfg.channel+'&curPage='+page+'&pageSize='+cfg.pageSize)",
        "/q/list.do?c=77&curPage={n}&pageSize=4",
    ),
    _by_script(
        "从0",
        "var pageNum = 0;\nfunction go(){axios.get('/q/list.do',{params:{c:'77',pageNum:pageNum,size:4}})}",
        "/q/list.do?c=77&pageNum={n}&size=4",
        first=0,
    ),
    _by_script(
        "xhr",
        "var x=new XMLHttpRequest();x.open('GET','/q/list.do?c=77&page='+page+'&size=4',true);x.send();",
        "/q/list.do?c=77&page={n}&size=4",
    ),
    _by_script(
        "累加地址",
        "var u='/q/list.do?c=77';\nu+='&size=4';\n$.ajax({url:u+'&pageNo='+pageNo,type:'GET'})",
        "/q/list.do?c=77&size=4&pageNo={n}",
    ),
    _by_script(
        "POST",
        "$.post('/q/list.do',{c:'77',currPage:currPage,rows:4},function(d){})",
        "/q/list.do",
        body="c=77&currPage={n}&rows=4",
    ),
    _by_script(
        "隐藏域",
        "$.ajax({url:'/q/list.do',data:{c:$('#channel').val(),page:page,rows:4}})",
        "/q/list.do?c=77&page={n}&rows=4",
        shell=EMPTY + '<input type="hidden" id="channel" value="77">',
    ),
    paged(
        "六参数别名", one, lambda n, p: script(f'showPageList("fy", {p}, {n + 1}, "lb", "html", {COUNT});')
    ),
    paged("四参数别名", zero, lambda n, p: script(f"drawPages({p}, {n}, 'index', 'shtml');")),
    paged(
        "kkpager",
        one,
        lambda n, p: script(
            f'kkpager.generPageHtml({{pno:{n + 1},total:{p},totalRecords:{COUNT},hrefFormer:"lb",hrefLatter:".html",getLink:function(k){{return this.hrefFormer+"_"+k+this.hrefLatter}}}})'
        ),
    ),
    paged(
        "jqPaginator",
        one,
        lambda n, p: script(
            f"$.jqPaginator('#fy',{{totalPages:{p},visiblePages:5,currentPage:{n + 1},onPageChange:function(num,type){{if(type=='change')location.href=num==1?'lb.html':'lb_'+num+'.html'}}}})"
        ),
    ),
    paged(
        "new Page",
        one,
        lambda n, p: script(
            f"new Page({{id:'fy',pageTotal:{p},pageAmount:4,dataTotal:{COUNT},curPage:{n + 1},getPage:function(k){{window.location='lb_'+k+'.html'}}}})"
        ),
    ),
    paged(
        "变量别名",
        one,
        lambda n, p: script(
            f"var page_total = {p}, curr_page = {n + 1}, file_name = 'lb', suffix = '.html';"
        ),
    ),
    paged(
        "变量另名",
        _file("list", "htm", shift=1),
        lambda n, p: script(
            f'var allPages="{p}";\nvar nowPage="{n} + 1";\nvar nowPage={n}+1;\nvar listName="list";\nvar listExt="htm";'
        ),
    ),
    paged(
        "变量拼地址",
        zero,
        lambda n, p: script(
            f"var curPage={n};var pageCount={p};function next(){{location.href='index_'+(curPage+1)+'.shtml'}}"
        ),
    ),
]


def test_escapes_in_gbk_stay_the_bytes_they_are_from_page_to_page() -> None:
    made = _address(
        "GBK",
        {"keys": KEYS, "shape": {"total": "TOTAL", "list": "ROWS"}},
        "/x/y?lm=%CE%C4%BC%FE&page={n}&size=4",
    )
    walk = Walk(made.section)
    media_type, text = made.ask(made.section) or ("", "")
    walk.add(read_listing(text, made.section, made.section, walk.family, media_type))
    step = walk.next_step()
    assert step is not None and step.url == f"{BASE}/x/y?lm=%CE%C4%BC%FE&page=2&size=4"


def test_a_form_is_sent_in_the_encoding_of_its_page() -> None:
    form = '<form method="post" action="/s.do"><input type="hidden" name="lm" value="文件"><input type="hidden" name="page" value="1"><span>1</span> <a href="javascript:go(2)">2</a></form>'
    [step] = read(page(THREE + form), charset="gbk").course.steps
    assert step.body == "lm=%CE%C4%BC%FE&page=2"


@pytest.mark.parametrize("made", WORDINGS, ids=lambda made: made.name)
def test_other_words_of_a_known_kind_are_read_to_the_end(made: Made) -> None:
    found = walked(made)
    assert (len(found.urls), found.visit.state) == (COUNT, VisitState.READABLE), (
        found.visit.why,
        found.asked,
    )
    assert found.days == {row.day for row in made.rows}
