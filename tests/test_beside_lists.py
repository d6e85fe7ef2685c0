"""What stands beside the rows of a list and leaves room for more of them, in no grammar of pagers; and what does not."""

import pytest
from made_lists import FURNITURE, HOME, THREE, page, read, rows
from made_portals import AT

from auditor.models import VisitState
from spiders.family import families
from spiders.listing.listing import read_listing
from spiders.listing.walk import Walk

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TEN = rows(
    *(
        (f"./202603/t202603{n:02d}_{n}.html", f"关于第{n}批补助名单的公示", f"2026-03-{n:02d}")
        for n in range(1, 11)
    )
)


def strip(*choices: str, tag: str = "a", given: str = 'href="javascript:;"', on: str = 'class="on"') -> str:
    first, *others = choices
    return (
        f"<div><{tag} {on} {given}>{first}</{tag}>"
        + "".join(f"<{tag} {given}>{c}</{tag}>" for c in others)
        + "</div>"
    )


@pytest.mark.parametrize(
    "before",
    [
        "<p>按拼音：" + "".join(f'<a href="?zm={c}">{c}</a>' for c in LETTERS) + "</p>",
        "<ul>" + "".join(f"<li>{c}</li>" for c in ("A-D", "E-H", "I-L", "M-P", "Q-Z")) + "</ul>",
        strip("一画", "二画", "三画", on=""),
        strip("第四季度", "第三季度", "第二季度"),
        strip("10月", "9月", "8月", tag="span", given="onclick='m(this)'"),
        strip("通知", "公告", "公示"),
        strip("国家级", "省级", tag="span", given="onclick='j(this)'"),
        strip("城关镇", "白塔镇", given='href="?q=2"'),
        '<div><button class="btn active">本月</button><button class="btn">上月</button></div>',
        f'<div class="tab-nav">{strip("财政预算", "财政决算")}</div>',
        '<div role="tablist"><button role="tab" aria-selected="true">全县</button><button role="tab">街道</button></div>',
        '<label><input type="radio" name="k" checked>行政许可</label><label><input type="radio" name="k">行政处罚</label>',
        '<select onchange="cx(this.value)"><option>教体局</option><option>公安局</option></select>',
        '<select onchange="g()"><option>1-15</option><option>16-30</option></select>',
    ],
)
def test_a_list_behind_one_of_several_choices_is_a_part(before: str) -> None:
    listing = read(page(FURNITURE + before + TEN))
    assert (len(listing.entries), listing.state) == (10, VisitState.PARTIAL), listing.course
    assert "部分未读" in listing.why


@pytest.mark.parametrize(
    "before",
    [
        strip("全部", "通知", "公告"),
        strip("全部", *LETTERS),
        strip("通知公告", "人事信息", given='href="/zwgk/rsxx/"'),
        strip("按时间", "按标题"),
        strip("大", "中", "小"),
        '<select onchange="cx(this.value)"><option>全部部门</option><option>公安局</option></select>',
        '<select onchange="window.open(this.value)"><option>县级部门网站</option><option value="http://a.example/">教体局</option></select>',
        '<label><input type="radio" name="k" checked>全部</label><label><input type="radio" name="k">许可</label>',
        "<h4>10月</h4>",
    ],
)
def test_choices_that_hide_nothing_leave_a_list_whole(before: str) -> None:
    listing = read(page(FURNITURE + before + TEN))
    assert (len(listing.entries), listing.state) == (10, VisitState.READABLE), listing.why


def test_choices_in_the_address_of_a_section_are_sections_of_their_own() -> None:
    text = page(FURNITURE + strip("公告", "通知", given='href="/zwgk/list.php?catid=3"') + TEN)
    assert read(text, url="http://www.yunxi.gov.cn/zwgk/list.php?catid=2").state is VisitState.READABLE


@pytest.mark.parametrize(
    "beside",
    [
        *(
            f"<p>{said}</p>"
            for said in (
                *(
                    "信息总量：<b>40</b>",
                    "累计发布<strong>40</strong>件",
                    "本栏目已公开信息 40 条",
                    "共十二条",
                    "10 / 40",
                    "记录：10/40",
                    "<b>1</b>/<i>4</i>",
                    "显示 10 条 / 全部 40 条",
                    "40 results in all",
                    "第壹页 共肆页",
                    "2022年之前的公告未在此列示",
                    "其余公告见县政府公报",
                ),
                *(
                    "Total: 40 records",
                    "PAGE 1 / 4",
                    "当前第1页，总4页",
                    "第1屏 / 共4屏",
                    "每页 10 条",
                    "……",
                    "＞",
                ),
                *(
                    "本页仅显示近三个月信息",
                    "默认显示最新10条",
                    "更多信息请通过检索查询",
                    "上滑查看更多",
                    "以下为部分公告",
                ),
                *("展开其余 25 条", "完整目录请下载附件", "以前的信息请到旧网站查看"),
            )
        ),
        *(
            f'<a href="javascript:;" onclick="z()">{said}</a>'
            for said in (
                "换一批",
                "下一组",
                "GO",
                "上月",
                "",
                "<img src='/i/n.gif'>",
                '<i class="fa fa-chevron-right"></i>',
            )
        ),
        '<a href="?s=10">后10条</a>',
        '<div><a href="older.html">较早文章</a></div>',
        '<p><a href="a.html">01</a><a href="b.html">02</a></p>',
        '<p><a href="a.html">①</a><a href="b.html">②</a></p>',
        '<img src="/i/p.png" alt="第1/4页">',
        '<iframe src="rest.html"></iframe>',
        '<pager :total="40"></pager>',
        '<div class="van-list__placeholder"></div>',
        '<div v-if="!finished">{{ txt }}</div>',
        "<noscript>请启用脚本以浏览其余内容</noscript>",
        '<div class="loading"><img src="/i/loading.gif"></div>',
        "<script>layui.use('flow',function(){layui.flow.load({elem:'.list',done:f})})</script>",
        "<script>var zong=40,mei=10;</script>",
        "<script>var pg={cur:1,last:4};</script>",
        "<script>fenpei('box',4,1)</script>",
        '<script type="text/html"><li>{{title}}</li></script>',
        '<script>var rest=[{"title":"关于甲的公示","url":"./a1.html","date":"2026-01-02"},{"title":"关于乙的公示","url":"./a2.html","date":"2026-01-01"}];</script>',
        "<dl><dt>公告总数</dt><dd>40</dd></dl>",
        "<div><u>1</u><u onclick='g(2)'>2</u></div>",
        '<input type="range" min="1" max="4" onchange="g(this.value)">',
        '<div class="dataTables_paginate"></div>',
        "<script>var i=1;function more(){i=i+1;$.get(host()+'/list_'+i+'.html',add)}</script>",
        "<script>let off=10;async function more(){add(await fetch('/l?offset='+off));off+=10}</script>",
        '<input id="gp"><input type="button" value="确定" onclick="gp()">',
        "<script>function next(){$.post(link(),{col:12,pageNo:++no},add)}</script>",
        "<script>$(window).scroll(function(){var t=$(this).scrollTop(),d=$(document).height();if(t>=d-50){add()}})</script>",
        "<script>onscroll=function(){if(innerHeight+pageYOffset>=document.body.offsetHeight){add()}}</script>",
    ],
)
def test_what_beside_the_rows_may_lead_to_more_leaves_the_list_open(beside: str) -> None:
    listing = read(page(FURNITURE + TEN + beside))
    assert (len(listing.entries), listing.state) == (10, VisitState.PARTIAL), listing.course
    assert listing.why


@pytest.mark.parametrize(
    "around",
    [
        '<div class="l" data-count="40">{}</div>',
        '<div class="l" data-load-url="/zwgk/more">{}</div>',
        '<div class="l" data-options="pagination:true,pageSize:10">{}</div>',
        """<div data-page='{"total":40,"size":10}'>{}</div>""",
        "<h2>公示公告(40)</h2>{}",
    ],
)
def test_what_counts_more_around_the_rows_leaves_the_list_open(around: str) -> None:
    listing = read(page(FURNITURE + around.replace("{}", TEN)))
    assert (len(listing.entries), listing.state) == (10, VisitState.PARTIAL), listing.course


@pytest.mark.parametrize(
    "beside",
    [
        '<a href="javascript:window.print()">打印</a><a href="javascript:;" onclick="c()">关闭窗口</a>',
        '<div><a href="javascript:;" class="bds_weixin"></a><a href="#" title="分享到微博"></a></div>',
        '<button onclick="yj()">我要纠错</button><div onclick="ro()"><img src="/i/robot.gif"></div>',
        '<a href="/zwgk/zcwj/">政策文件</a><a href="/zt/"><img src="/i/zt.jpg"></a>',
        "<p>共 10 项</p><p>累计公开 10 件</p>",
        "<p>地址：人民路 88 号，邮编：276000，电话：0539-3210000</p><p>根据《条例》第20条公开。</p>",
        "<p>本页访问量：10234 次</p><span onclick='z()'>有用(23)</span>",
        '<div class="robot"><p><a href="javascript:;"><img src="/i/r.png"></a></p></div><button onclick="pl()">播放</button>',
        '<iframe src="//tj.example/x" width="0" height="0"></iframe>',
        '<div class="clear"></div><div id="top" onclick="t()">TOP</div>',
        "<script>var siteId=37,colId=1204;$('.x').slide({effect:'left',vis:4,speed:500});</script>",
    ],
)
def test_what_every_page_has_beside_its_list_leaves_it_whole(beside: str) -> None:
    listing = read(page(FURNITURE + f"<h2>通知公告（10）</h2>{TEN}{beside}"))
    assert (len(listing.entries), listing.state) == (10, VisitState.READABLE), listing.why


@pytest.mark.parametrize(("first", "state"), [(10, VisitState.READABLE), (40, VisitState.PARTIAL)])
def test_rows_that_are_numbered_beyond_their_count_are_a_part(first: int, state: VisitState) -> None:
    lines = (
        f"<tr><td>{first - n}</td><td><a href='./202603/t202603{n + 1:02d}_{n}.html'>第{n}批名单的公示</a></td><td>2026-03-{n + 1:02d}</td></tr>"
        for n in range(10)
    )
    assert read(page(f"<table>{''.join(lines)}</table>")).state is state


HEADERS = {"Link": '</zwgk/tzgg/?page=2>; rel="next", </zwgk/tzgg/?page=4>; rel="last"'}


def test_the_header_of_an_answer_names_the_next_page() -> None:
    listing = read_listing(page(THREE), HOME, HOME, families()["generic"], headers=HEADERS)
    assert [step.url for step in listing.course.steps] == [f"{HOME}?page=2"]


@pytest.mark.parametrize(
    ("headers", "state"),
    [
        ({"X-Total-Count": "3"}, VisitState.READABLE),
        ({"X-Total-Count": "40"}, VisitState.PARTIAL),
        ({"Content-Range": "items 0-2/40"}, VisitState.PARTIAL),
    ],
)
def test_the_count_in_a_header_must_be_reached(headers: dict[str, str], state: VisitState) -> None:
    walk = Walk(HOME)
    walk.add(read_listing(page(THREE), HOME, HOME, walk.family, headers=headers))
    assert walk.next_step() is None
    assert walk.visit(AT).state is state


def test_a_part_that_a_script_selects_of_an_answer_is_no_part_of_its_address() -> None:
    script = (
        "<script>var page=1;function more(){page++;$('#x').load('/list_'+page+'.html #rows li')}</script>"
    )
    listing = read(page(FURNITURE + TEN + script))
    assert [step.url for step in listing.course.steps] == ["http://www.yunxi.gov.cn/list_1.html"]


def test_a_name_of_the_block_that_holds_the_rows_says_nothing_of_what_is_clicked_there() -> None:
    listing = read(page(f'<div class="print-area">{TEN}<i onclick="z()"></i></div>'))
    assert listing.state is VisitState.PARTIAL
