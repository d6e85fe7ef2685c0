"""What must not be believed of a list: pagers that nobody understands, empty places that a script may fill, frames."""

import json

import pytest
from made_lists import FURNITURE, HOME, THREE, page, read
from made_portals import AT, BASE, Row, fed, walked
from portal_feeds import as_json, rows_data

from auditor.models import VisitState
from spiders.html.markup import host
from spiders.listing.walk import Walk

# Pagers that nobody understands


@pytest.mark.parametrize(
    "pager",
    [
        '<div class="page"></div><script src="/js/site.js"></script>',
        '<div id="pagination"></div><script>initList()</script>',
        '<div class="fenye"><a href="javascript:;">2</a></div>',
        "<script>createPageHTML(total, current, name, ext);</script>",
        "<script>var pageCount = getCount();</script>",
        "<script>$('.fy').pagination({totalPage: 3, callback: function(n){ load(n) }});</script>",
        "<script>$('.fy').pagination({total: 85, size: 4, onSelect: show});</script>",
        '<div class="list-foot" count="85" rows="4"></div>',
        '<div class="turn" data-total="85" data-size="3"></div>',
        '<div class="foo" data-page-count="9"></div>',
        '<input type="hidden" id="totalCount" value="85"><input type="hidden" id="pageSize" value="4">',
        '<el-pagination :page-size="4" :total="85" layout="prev, pager, next"></el-pagination>',
        '<p><a onclick="more()">加载更多</a></p>',
        '<div class="load">点击加载更多</div>',
        '<div><a href="javascript:void(0)">尾页</a></div>',
        "<div><span>1</span><span>2</span><span>3</span><span>»</span></div>",
        '<div><span class="cur">1</span> <a>2</a> <a>&gt;&gt;</a></div>',
        "<div>共 85 条记录</div>",
        "<div>总记录数：85，总页数：22</div>",
        "<div>第1页/共22页</div>",
        "<div>1/22</div><div class='pager'><a href='#'>后一页</a></div>",
        '<script src="/js/jquery.pagination.js"></script>',
        "<script>$(function(){ showPager(12, 3); })</script>",
        "<script>var totalCount = 85;</script>",
        '<form name="f"><input name="page" value="1"><a href="javascript:turn()">下一页</a></form>',
        '<div class="m-style"></div><script src="/js/x.js"></script>',
        "<div>共<span>85</span>条</div>",
        "<div>记录总数：85</div>",
        "<div>总计 85 篇</div>",
        "<div>1 / 22</div>",
        "<div>页次：2/22</div>",
        "<div>共二十二页</div>",
        "<div>Showing 1 to 15 of 85 entries</div>",
        '<div>第<input value="1">页 转到</div>',
        '<div><img src="/n.gif" onclick="next()" alt="下一页"></div>',
        '<div><a href="javascript:next()" title="下一页"></a></div>',
        '<div><a class="next" onclick="go(2)"><i class="icon"></i></a></div>',
        '<div><a onclick="n()">▶</a></div>',
        '<div onclick="loadMore()">更多信息</div>',
        '<div class="tip">上拉加载更多</div>',
        "<div>正在加载...</div>",
        '<script>var total="85";</script>',
        "<script>fenye(6,1)</script>",
        '<script>$("#p").pageModule({total:85})</script>',
        "<select><option>1</option><option>2</option><option>3</option></select>",
        '<select onchange="gotoPage(this.value)"><option value="1">第1页</option><option value="2">第2页</option></select>',
        '<div recordcount="85"></div>',
        '<div>[1] [<a href="javascript:p(2)">2</a>]</div>',
        '<div><a href="?id=5&a=2">2</a></div>',
        *(
            f'<div class="x"><a href="javascript:;" onclick="z()">{said}</a></div>'
            for said in (
                *("后五页", "往下翻", "查看下一页", "下一页(2)", "第2页", "下&nbsp;一&nbsp;页"),
                *(
                    "加载下一批",
                    "查看更多公告",
                    "更多公告&gt;&gt;",
                    "往期回顾",
                    "查看历史",
                    "MORE+",
                    "显示全部",
                ),
            )
        ),
        *(
            f'<div class="x">{said}</div>'
            for said in (
                *("检索到 120 条", "找到相关结果 120 个", "当前显示 1-3/120", "共有信息120条", "120条记录"),
                *(
                    "总计：120 条",
                    "本栏目共有文章 120 篇",
                    "共计 24 页",
                    "24页",
                    "页码：1/24",
                    "1 of 24",
                    "共 24 頁",
                ),
            )
        ),
        *(
            f"<script>var {name} = 24;</script>"
            for name in ("iPageCount", "page_cnt", "PageNum", "yeshu", "recordNum")
        ),
        *(
            f"<div id='p'></div><script>{call};</script>"
            for call in (
                *("fy(24,1)", "showFy(24)", "PageBar.init(24)", '$("#p").pagy({n:24})'),
                *('pg.render(24,1,"index","html")', 'drawNav(24,0,"index",".html")'),
            )
        ),
        *(
            f'<input type="hidden" id="{name}" value="24">'
            for name in ("zys", "allpage", "maxPage", "countPage", "total")
        ),
        '<div class="x" data-total="120"></div>',
        *(
            f'<div class="{name}"></div><script src="/js/m.js"></script>'
            for name in (
                "load-more",
                "more-btn",
                "infinite-list",
                "dropload-down",
                "fy",
                "pg",
                "tcdPageCode",
                "digg",
            )
        ),
        *(
            f'<script src="/js/{name}"></script>'
            for name in ("kkpager.min.js", "loadmore.js", "turnpage.js", "fy.js")
        ),
        '<form method="post"><input type="hidden" name="pageNo" value="1"><input type="hidden" name="pageSize" value="3"></form>',
        "<script>var p=1;function b(){p++;$.get(link(p),add)}</script>",
        *(
            f"<div>{said}</div>"
            for said in (
                "还有 35 条未显示",
                "仅显示最近 5 条",
                "以下为最新5条信息",
                '<a href="/old/tzgg/">旧版栏目</a>',
            )
        ),
        '<p><a href="/qh/tzgg/archive/">归档</a></p><p><a href="http://old.example/tzgg/">历史信息</a></p>',
        '<div><a href="?m=202608">2026年8月</a><a href="?m=202607">2026年7月</a></div>',
        '<div hx-get="?page=2" hx-trigger="revealed"></div>',
        '<ul id="more-list" data-more="/qh/more"></ul>',
        "<script>addEventListener('scroll',()=>{fetch('/x?p='+(++p))})</script>",
        "<script>$('#t').DataTable({serverSide:true,ajax:'/api/x'});</script>",
    ],
)
def test_what_looks_like_a_pager_and_is_not_understood_leaves_the_list_open(pager: str) -> None:
    listing = read(page(FURNITURE + THREE + pager))
    assert (len(listing.entries), listing.state) == (3, VisitState.PARTIAL), listing.course
    assert listing.why


@pytest.mark.parametrize(
    "beside",
    [
        "",
        '<script src="/js/jquery.min.js"></script>',
        "<script>var today=new Date();</script>",
        '<div class="page">首页 上一页 1 下一页 尾页</div>'.replace("下一页 尾页", ""),
        '<div class="page"><span>共3条</span></div><script src="/js/a.js"></script>',
        '<div class="pages">共1页</div>',
        '<script>createPageHTML(1, 0, "index", "html");</script>',
        '<script>createPageHTML("fy", 1, 1, "index", "html", 3);</script>',
        "<script>$('.fy').pagination({totalPage: 1, currentPage: 1});</script>",
        '<div class="pageTitle">通知公告</div><div class="homepage"><a href="/">首页</a></div>',
        '<div class="page" count="3" rows="15"></div>',
        '<div class="page"></div>',
        '<div class="page"><h2>通知公告</h2></div>',
        '<div class="footer">累计访问总数：123456</div>',
        '<div class="tabs"><a href="javascript:;" class="on">全部</a><a href="javascript:;">2026</a></div>',
        '<div class="sidebar"><h3>热点</h3><a href="javascript:more()">更多&gt;&gt;</a></div>',
        '<div class="slideBox"><a class="prev"></a><a class="next"></a><span>1/5</span></div>',
        '<select name="month">' + "".join(f"<option>{n}</option>" for n in range(1, 13)) + "</select>",
        '<div class="date">9/30</div>',
        "<script>var total=3; setHomePage(1);</script>",
        "<div>共3条 1/1页</div>",
        "<div><a>上一页</a> <a>下一页</a></div>",
        '<div class="foot">今日访问量：120 总访问量：34567</div>',
        '<div class="swiper-container"><div class="swiper-pagination"></div></div><script>var i=0;setInterval(function(){i++},9)</script>',
        '<form action="/search/"><input type="hidden" name="pageNo" value="1"><input type="hidden" name="pageSize" value="9"><input name="q"></form>',
        "<script>for(var i=0;i<5;i++){show(i)}$.ajax({url:'/login/state',success:f});</script>",
        "<script>$.get('/visit/count.jsp?site=1',function(d){$('#v').text(d)});var pageSize=15;var siteId=12;</script>",
        "<script>function doZoom(size){z.style.fontSize=size+'px'}</script><a href='javascript:doZoom(16)'>大</a>",
        '<div class="num"><span data-count="120">120</span>个事项</div><p>浏览次数：120次</p>',
        '<div>全市共有120个公开事项，见附件。</div><a href="javascript:x()">查看全文</a>',
        '<a href="/qh/zcwj/index_1.html">政策文件</a><a href="javascript:;" onclick="x()">全部导出</a>',
        '<div class="footer">2026年 <a href="/2025/">2025年</a></div>',
        "<table id='t'><tr><td>表</td></tr></table><script>$('#t').DataTable({pageLength:4})</script>",
    ],
)
def test_a_list_of_one_page_is_whole(beside: str) -> None:
    listing = read(page(FURNITURE + THREE + beside))
    assert (len(listing.entries), listing.state) == (3, VisitState.READABLE), listing.course
    assert listing.course.end


def test_a_day_with_a_stroke_is_no_number_of_a_page() -> None:
    listing = read(page(f'<div class="day">09/27</div>{THREE}<div>共3页</div>'))
    assert listing.state is VisitState.PARTIAL


def test_a_number_of_a_channel_is_not_turned_to_another_channel() -> None:
    rows = {"rows": rows_data(tuple(map(Row, range(3))), "title", "url", "pubDate")}
    listing = read(json.dumps(rows), url=f"{BASE}/json/list_12.json", media_type="application/json")
    assert (listing.course.steps, listing.state) == ((), VisitState.PARTIAL)


# Empty, or not read


@pytest.mark.parametrize(
    "body",
    [
        "<ul class='list'><script>for(var i=0;i<rows.length;i++){document.write('<li><a href=\"'+rows[i].u+'\">'+rows[i].t+'</a></li>')}</script></ul>",
        "<ul class='list'></ul><script src='/js/zcfg.js'></script>",
        "<table class='list'></table><script>render(data)</script>",
        "<ul class='list'></ul><script>document.getElementById('x').innerHTML=html</script>",
        "<div class='listBox'></div>",
        "<div id='list'></div><script>new Vue({el:'#list'})</script>",
        "<ul class='list'></ul><script>createPageHTML(5, 0, 'index', 'html')</script>",
        "<ul class='list'></ul><div class='page'>共85条</div>",
        "<ul class='list'></ul><script type='module'>import {go} from '/m/x.mjs'; go();</script>",
        "<div onload='init()'><ul class='list'></ul></div>",
        "<ul class='list'></ul><script>ajaxGet('/a.json',cb)</script>",
        "<ul class='list' data-channel='778'></ul>",
        "<ul class='list' hx-get='/list/7'></ul>",
        "<ul class='list'></ul><p>系统繁忙，请稍后再试</p>",
        "<table><tr><td>标题</td><td>发布日期</td></tr></table><script>$(function(){loadTable()})</script>",
        "<table data-toggle='table' data-url='/api/x'><thead><tr><th>标题</th><th>发布日期</th></tr></thead></table>",
        "<table class='own-grid' url='/api/x' pagination='true'></table>",
        "<table class='mini' data-options=\"url:'/api/x',rownumbers:true\"></table>",
        "<table><tr><th>标题</th><th>发布日期</th></tr></table><script src='/js/bootstrap-table.js'></script>",
        "<div class='el-table__empty-text'>暂无数据</div><script src='/static/js/app.js'></script>",
        "<div class='van-empty'><p>暂无信息</p></div><script src='/js/main.js'></script>",
    ],
)
def test_what_may_be_filled_is_never_called_empty(body: str) -> None:
    listing = read(page(FURNITURE + body))
    assert (listing.entries, listing.state) == ((), VisitState.UNREADABLE), listing.course


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ({"total": 0, "list": []}, VisitState.READABLE),
        ({"code": 200, "data": {"rows": [], "totalCount": "0"}}, VisitState.READABLE),
        ({"code": 200, "data": {"rows": []}}, VisitState.UNREADABLE),
        ({"code": 500, "msg": "系统异常", "data": {"total": 0, "rows": []}}, VisitState.UNREADABLE),
        ({"success": False, "total": 0, "rows": []}, VisitState.UNREADABLE),
        ({"message": "forbidden"}, VisitState.UNREADABLE),
    ],
)
def test_an_empty_answer_proves_an_empty_list_only_where_it_says_so(text: dict, state: VisitState) -> None:
    made = fed("空", None, lambda n: (f"{BASE}/q?page={n}", "GET", None), lambda *_: as_json(text))
    assert walked(made).visit.state is state


@pytest.mark.parametrize(
    "beside",
    [
        "",
        "<script src='/js/jquery.min.js'></script><script>$('.nav li').hover(show);initMenu();var d=new Date();</script>",
        "<script>new Swiper('.banner',{autoplay:1});function loadMore(){}</script>",
        "<p>共0条</p><script>loadList()</script>",
    ],
)
def test_an_empty_list_beside_what_fills_no_list_is_empty(beside: str) -> None:
    listing = read(page(f"{FURNITURE}<ul class='list'></ul>{beside}"))
    assert (listing.entries, listing.state) == ((), VisitState.READABLE), listing.course


def test_rows_of_a_script_are_read_with_their_days() -> None:
    data = json.dumps(
        [{"title": f"第{n}号公告", "url": f"/tzgg/{n}.html", "date": f"2026-03-0{n}"} for n in (1, 2, 3)]
    )
    listing = read(page(f"<ul id='l'></ul><script>var rows = {data};render(rows)</script>"))
    assert [entry.title for entry in listing.entries] == ["第1号公告", "第2号公告", "第3号公告"]


def framed(hosts: tuple[str, ...]) -> Walk:
    walk = Walk(HOME, allows=lambda url: host(url) in hosts)
    frame = '<ul class="list"></ul><iframe src="http://lists.example/l.html" width="100%"></iframe>'
    walk.add(read(page(frame)))
    return walk


def test_rows_in_a_frame_of_another_host_are_read_where_the_profile_names_the_host() -> None:
    walk = framed(("www.yunxi.gov.cn", "lists.example"))
    step = walk.next_step()
    assert step is not None and step.url == "http://lists.example/l.html"
    walk.add(read(page(THREE), url=step.url, section=HOME))
    assert (len(walk.entries), walk.visit(AT).state) == (3, VisitState.READABLE)


def test_a_frame_of_a_host_that_the_profile_does_not_name_is_not_asked_and_the_host_is_told() -> None:
    walk = framed(("www.yunxi.gov.cn",))
    assert walk.next_step() is None
    visit = walk.visit(AT)
    assert visit.state is VisitState.UNREADABLE
    assert "lists.example" in visit.why and "hosts" in visit.why


def test_rows_in_a_frame_of_the_same_host_are_asked_for() -> None:
    listing = read(page('<div class="con"><iframe src="list_in.html" width="100%"></iframe></div>'))
    assert [step.url for step in listing.course.steps] == ["http://www.yunxi.gov.cn/zwgk/tzgg/list_in.html"]
