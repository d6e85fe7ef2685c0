"""What is read from section lists, per CMS family; every page here is fictional but those of the last tests."""

import datetime as dt
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.models import VisitState
from spiders.cms import families
from spiders.listing import Listing, read_listing

HOME = "http://www.yunxi.gov.cn/zwgk/tzgg/"


def read(
    text: str, family: str = "generic", url: str = HOME, section: str | None = None, **more: str
) -> Listing:
    return read_listing(text, url, section or url, families()[family], **more)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>通知公告</title>{head}</head><body>{body}</body></html>"


def rows(*items: tuple[str, str, str]) -> str:
    return (
        "<ul class='list'>"
        + "".join(f'<li><a href="{u}">{t}</a><span>{d}</span></li>' for u, t, d in items)
        + "</ul>"
    )


THREE = rows(
    ("./202603/t20260302_101.html", "关于开展春季防火工作的通知", "2026-03-02"),
    ("./202602/t20260211_100.html", "关于公布农贸市场名单的公告", "2026-02-11"),
    ("/tzgg/202601/t20260105_99.html", "关于召开座谈会的通知", "01-05"),
)
FURNITURE = """
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>
<div class="footer"><ul><li><a href="/wzsm/201709/t20170912_1.html">网站声明</a></li>
<li><a href="/lxwm/201709/t20170912_2.html">联系我们</a></li></ul></div>"""


# Rows


def test_plain_rows_give_address_title_and_complete_dates_only() -> None:
    listing = read(page(FURNITURE + THREE), "trs")
    assert [(e.url, e.published_on) for e in listing.entries] == [
        ("http://www.yunxi.gov.cn/zwgk/tzgg/202603/t20260302_101.html", dt.date(2026, 3, 2)),
        ("http://www.yunxi.gov.cn/zwgk/tzgg/202602/t20260211_100.html", dt.date(2026, 2, 11)),
        ("http://www.yunxi.gov.cn/tzgg/202601/t20260105_99.html", None),
    ]
    assert listing.state is VisitState.READABLE
    assert listing.steps == ()


def test_base_href_is_what_relative_addresses_are_joined_with() -> None:
    listing = read(page(THREE, '<base href="http://www.yunxi.gov.cn/other/">'))
    assert listing.entries[0].url == "http://www.yunxi.gov.cn/other/202603/t20260302_101.html"


def test_cut_title_is_completed_from_the_title_attribute_and_a_whole_one_is_not_replaced() -> None:
    body = """<ul><li><a href="a_20260101/1.html" title="关于印发云溪区公共租赁住房管理办法的通知">关于印发云溪区公共租赁…</a>2026-01-01</li>
    <li><a href="/20260101/2.html" title="点击查看全文">关于<font color="red">2026年1月3日</font>停水的公告</a><i>2026-01-02</i></li></ul>"""
    first, second = read(page(body)).entries
    assert first.title == "关于印发云溪区公共租赁住房管理办法的通知"
    assert (second.title, second.published_on) == ("关于2026年1月3日停水的公告", dt.date(2026, 1, 2))


def test_date_inside_the_anchor_is_a_date_and_no_part_of_the_title() -> None:
    body = '<ul><li><a href="/20260101/1.html"><p>关于评审结果的公示</p><i>2026-01-09</i></a></li></ul>'
    [entry] = read(page(body)).entries
    assert (entry.title, entry.published_on) == ("关于评审结果的公示", dt.date(2026, 1, 9))


def test_two_dates_without_labels_are_not_chosen_between() -> None:
    body = '<ul><li><a href="/20260101/1.html">某办法</a><span>2026-01-01</span><span>2026-02-01</span></li></ul>'
    assert read(page(body)).entries[0].published_on is None


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('<a href="/20260101/1.html">甲</a><span>来源：区教育局 2026-01-02</span>', dt.date(2026, 1, 2)),
        ('<a href="/20260101/1.html">甲</a><p>根据2019年5月1日通知的精神</p>', None),
        ('<a href="/20260101/1.html">甲</a><span>征集截止：2026-03-01</span>', None),
        (
            '<div class="date"><b>14</b><i>2026-07</i></div><a href="/20260101/1.html">甲</a>',
            dt.date(2026, 7, 14),
        ),
        ('<a href="/20260101/1.html"><div><b>07-14</b><i>2026</i></div><p>甲</p></a>', dt.date(2026, 7, 14)),
        ('<a href="/20260101/1.html">甲</a><span>14</span><span>07月</span>', None),
        ('<a href="/20260101/1.html">甲</a><span>2026-02-30</span>', None),
    ],
)
def test_only_a_whole_date_of_the_row_itself_counts(row: str, expected: dt.date | None) -> None:
    [entry, _] = read(page(f'<ul><li>{row}</li><li><a href="/20260101/2.html">乙</a></li></ul>')).entries
    assert (entry.title, entry.published_on) == ("甲", expected)


def test_table_columns_become_fields_by_their_headers() -> None:
    body = """<table><tr><th>名称</th><th>索 引 号</th><th>文号</th><th>发布机构</th><th>成文日期</th><th>发布日期</th></tr>
    <tr><td><a href="/20260101/1.html">关于甲事项的通知</a></td><td>11370300/2026-1</td><td>云政发〔2026〕1号</td>
    <td>云溪区教育局</td><td>2025-12-30</td><td>2026-01-01</td></tr></table>"""
    [entry] = read(page(body)).entries
    assert entry.published_on == dt.date(2026, 1, 1)
    assert entry.fields == {
        "index_number": "11370300/2026-1",
        "document_number": "云政发〔2026〕1号",
        "publisher": "云溪区教育局",
        "dated_on": "2025-12-30",
    }


def test_a_column_of_signing_dates_is_no_publication_date() -> None:
    body = """<table><tr><th>名称</th><th>成文日期</th></tr>
    <tr><td><a href="/20260101/1.html">甲</a></td><td>2025-12-30</td></tr></table>"""
    assert read(page(body)).entries[0].published_on is None


def test_rows_inside_comments_are_not_there_and_repeated_addresses_count_once() -> None:
    body = """<ul><!--<li><a href="/20260101/9.html">已删除的公告</a>2026-01-09</li>-->
    <li><a href="/20260101/1.html">公告甲</a>2026-01-02</li><li><a href="https://www.yunxi.gov.cn/20260101/1.html#x">公告甲</a>2026-01-03</li></ul>"""
    assert [(e.title, e.published_on) for e in read(page(body)).entries] == [("公告甲", dt.date(2026, 1, 2))]


def test_rows_that_lead_to_a_file_or_another_site_stay_entries() -> None:
    body = rows(
        ("/files/a.pdf", "年度预算表", "2026-01-01"),
        ("https://www.other.gov.cn/x/", "市局公告", "2026-01-02"),
    )
    assert [e.url for e in read(page(body)).entries] == [
        "http://www.yunxi.gov.cn/files/a.pdf",
        "https://www.other.gov.cn/x/",
    ]


def test_a_sidebar_of_hot_items_does_not_fill_an_empty_list() -> None:
    body = f'<ul class="news-list"></ul><div class="hot-list">{THREE}</div>{FURNITURE}'
    listing = read(page(body), "trs")
    assert listing.entries == ()
    assert listing.state is VisitState.READABLE


def test_prose_that_links_papers_is_no_list() -> None:
    body = f"""<p>{"云溪区教育局承担全区教育事业发展工作。" * 12}</p>
    <p>本指南依据2019年4月3日公布的《中华人民共和国政府信息公开条例》（<a href="/zc/20190403/1.html">条例全文</a>）编制，每年更新一次，供查阅。</p>
    <p><a href="/files/a.doc">申请表</a></p><p><a href="/files/b.doc">流程图</a></p>"""
    listing = read(page(body))
    assert (listing.entries, listing.article) == ((), True)


# What a page without rows is


@pytest.mark.parametrize(
    "body",
    [
        '<ul class="list"></ul>',
        "<div><span>共0条信息</span></div>",
        "<table><tr><th>名称</th><th>发布日期</th></tr></table>",
        '<ul><li class="mc">信息名称</li><li class="rq">发布日期</li></ul>',
    ],
)
def test_static_empty_list_is_proven_empty(body: str) -> None:
    listing = read(page(FURNITURE + body))
    assert (listing.entries, listing.note, listing.state) == ((), None, VisitState.READABLE)


@pytest.mark.parametrize(
    "body",
    [
        '<ul id="list"></ul><script>$.ajax({url:"/api/list",success:function(d){$("#list").html(d)}})</script>',
        '<ul><li v-for="item in items">{{ item.title }}</li></ul>',
        '<ul class="list"></ul><script type="text/x-template"><li><a href="{url}">x</a></li></script>',
        '<ul class="list"></ul><script src="/js/list2.trsapi.js"></script>',
        '<ul id="data"></ul><script src="/js/main.js"></script>',
        '<div ms-controller="list"><ul></ul></div>',
        "<div><p>共0条也没有列表区域的页面</p></div>".replace("共0条", "一个"),
    ],
)
def test_a_list_that_scripts_fill_or_that_is_not_recognised_proves_nothing(body: str) -> None:
    listing = read(page(body))
    assert listing.scripted
    assert listing.why
    assert (listing.note, listing.state) == (None, VisitState.UNREADABLE)


@pytest.mark.parametrize(
    "words", ["本栏目暂无信息", "本单位2025年度未发生行政强制事项，特此说明。", "暂无相关内容"]
)
def test_a_note_in_place_of_entries_is_the_note(words: str) -> None:
    listing = read(page(f'{FURNITURE}<div class="con"><p>{words}</p></div>'))
    assert (listing.note, listing.scripted) == (words, False)


def test_a_hidden_note_is_no_note() -> None:
    listing = read(page('<ul></ul><div style="display: none">暂无数据</div>'))
    assert listing.note is None


@pytest.mark.parametrize(
    "text",
    [
        page("", '<meta http-equiv="refresh" content="0; url=/zwgk/zcwj/">'),
        page("<script>window.location.href = '/zwgk/zcwj/';</script>"),
        page('<ul class="list"><li><a href="/zwgk/zcwj/">政策文件</a></li></ul>'),
    ],
)
def test_redirecting_sections_name_their_target_and_lead_there(text: str) -> None:
    listing = read(text)
    assert listing.redirected_to == "http://www.yunxi.gov.cn/zwgk/zcwj/"
    assert [step.url for step in listing.steps] == ["http://www.yunxi.gov.cn/zwgk/zcwj/"]


def test_a_redirect_to_another_host_is_named_but_not_followed() -> None:
    listing = read(page("", '<meta http-equiv="refresh" content="0;URL=https://www.other.gov.cn/x/">'))
    assert (listing.redirected_to, listing.steps) == ("https://www.other.gov.cn/x/", ())


def test_a_script_for_telephones_on_a_full_page_is_no_redirect() -> None:
    script = '<script>if(/Mobile/.test(navigator.userAgent)) location.href="/m/";</script>'
    assert read(page(script + THREE), "trs").redirected_to is None


def test_parent_that_only_links_its_children_aggregates() -> None:
    body = (
        """<ul><li><a href="zcwj/">政策文件</a></li><li><a href="./czxx/index.html">财政信息</a></li></ul>"""
    )
    listing = read(page(FURNITURE + body))
    assert listing.aggregates
    assert listing.children == (
        ("政策文件", HOME + "zcwj/"),
        ("财政信息", HOME + "czxx/index.html"),
    )


def test_parent_that_shows_the_newest_of_each_child_aggregates() -> None:
    block = '<div class="box"><h3>{}</h3><a href="{}">更多&gt;&gt;</a>' + THREE + "</div>"
    listing = read(page(block.format("政策文件", "zcwj/") + block.format("财政信息", "czxx/")), "trs")
    assert listing.aggregates
    assert [title for title, _ in listing.children] == ["政策文件", "财政信息"]


def test_parent_whose_headings_lead_to_its_children_aggregates_wherever_they_lie() -> None:
    block = '<h3><a href="/gongkai/site_a/channel_{0}/">栏目{0}</a></h3>' + THREE
    listing = read(page(block.format(1) + block.format(2)), "trs")
    assert listing.aggregates
    assert [title for title, _ in listing.children] == ["栏目1", "栏目2"]


def test_a_list_under_one_linked_heading_is_a_list_of_its_own() -> None:
    assert not read(page(f'<h3><a href="/zwgk/tzgg/">通知公告</a></h3>{THREE}'), "trs").aggregates


def test_a_column_that_shows_its_own_text_is_no_empty_list() -> None:
    listing = read(
        page(f'<ul class="slides"></ul><div><p>{"云溪区教育局承担全区教育事业发展工作。" * 12}</p></div>')
    )
    assert listing.article
    assert listing.state is VisitState.UNREADABLE


# Paging


@pytest.mark.parametrize(
    ("script", "url", "expected"),
    [
        ('createPageHTML(5, 0, "index", "html");', HOME, "index_1.html"),
        ('createPageHTML(5, 3, "index", "shtml");', HOME + "index_3.shtml", "index_4.shtml"),
        ("createPageHTML('page_div',5,1,'index','html',72);", HOME + "index_1.html", "index_2.html"),
        ('createPageHTML(5, 4, "index", "html");', HOME + "index_4.html", None),
        ('createPageHTML(1, 0, "index", "html");', HOME, None),
        (
            "var currentPage=0;var countPage=56\ndocument.write('<a href=\"index_'+nextPage+'.html\">');",
            HOME,
            "index_1.html",
        ),
        (
            "function createPageHTML(_nPageCount, _nCurrIndex, _sName, _sExt){return}\ncreatePageHTML(3,0,'index','htm');",
            HOME,
            "index_1.htm",
        ),
    ],
)
def test_trs_pages_follow_by_the_count_in_script(script: str, url: str, expected: str | None) -> None:
    listing = read(page(f"{THREE}<script>{script}</script>"), "trs", url, HOME)
    assert [step.url for step in listing.steps] == ([HOME + expected] if expected else [])
    assert not listing.scripted


@pytest.mark.parametrize(
    ("pager", "expected"),
    [
        ('<a href="?page=2">下一页</a>', HOME + "?page=2"),
        ('<a href="index_2.html">下页&gt;</a>', HOME + "index_2.html"),
        ('<span>1</span><a href="list_2.html">2</a><a href="list_3.html">3</a>', HOME + "list_2.html"),
        ('<a href="https://www.other.gov.cn/?page=2">下一页</a>', None),
        ('<a class="disabled" href="?page=9">下一页</a>', None),
    ],
)
def test_other_lists_follow_by_link_and_never_off_the_host(pager: str, expected: str | None) -> None:
    listing = read(page(f'{THREE}<div class="pager">{pager}</div>'))
    assert [step.url for step in listing.steps] == ([expected] if expected else [])


@pytest.mark.parametrize(
    "pager", ['<a onclick="go(2)">下一页</a>', "<span>共5页</span>", "<span>共85条</span>"]
)
def test_pages_that_only_scripts_reach_leave_the_list_partly_read(pager: str) -> None:
    listing = read(page(f'{THREE}<div class="pager">{pager}</div>'))
    assert (listing.state, len(listing.entries)) == (VisitState.PARTIAL, 3)


def test_the_last_page_is_a_whole_reading() -> None:
    pager = '<div class="pager">第5页 共5页 共75条 <a href="index_3.html">上一页</a></div>'
    assert read(page(THREE + pager), "trs", HOME + "index_4.html", HOME).state is VisitState.READABLE


def test_a_list_does_not_go_on_for_ever() -> None:
    assert (
        read(page(f'{THREE}<a href="?page=2001">下一页</a>'), url=f"{HOME}?page=2000", section=HOME).steps
        == ()
    )


# TRS of Fujian


def test_hidden_static_blocks_are_all_read_and_the_rest_is_said_to_be_missing() -> None:
    blocks = "".join(
        f'<div ms-visible="$showStatic({n})"><ul><li><a href="./202601/t20260101_{n}.htm">抽查结果{n}</a><span>2026-01-01</span></li></ul></div>'
        for n in (1, 6, 11)
    )
    listing = read(page(f"{blocks}<script>var info={{recordCount:'107',prepage:15}}</script>"), "trs")
    assert len(listing.entries) == 3
    assert listing.state is VisitState.PARTIAL
    assert "107" in listing.why


# JCMS


RECORDS = "".join(
    f"<record><![CDATA[<li><a href='/art/2026/1/{n}/art_88_{n}.html' title='关于第{n}批名单的公告'>关于第{n}批…</a><span>2026-01-0{n}</span></li>]]></record>"
    for n in (1, 2, 3)
)
JPAGE = """$('#7').jpage({totalRecord:8,groupSize:3,perPage:1,proxyUrl:'/module/web/jpage/dataproxy.jsp',
ajaxParam:{col:1,appid:'1',webid:60,path:'/',columnid:88,unitid:'7',webname:'云溪区',permissiontype:0}});"""


def test_embedded_record_set_is_read_and_the_next_group_asked_for() -> None:
    text = page(
        f'<div id="7"><script type="text/xml"><datastore><recordset>{RECORDS}</recordset></datastore></script></div><script>{JPAGE}</script>'
    )
    listing = read(text, "jcms", "http://www.yunxi.gov.cn/col/col88/index.html")
    assert [e.title for e in listing.entries] == [
        "关于第1批名单的公告",
        "关于第2批名单的公告",
        "关于第3批名单的公告",
    ]
    [step] = listing.steps
    assert urlsplit(step.url).path == "/module/web/jpage/dataproxy.jsp"
    asked = parse_qs(urlsplit(step.url).query)
    assert (asked["startrecord"], asked["endrecord"], asked["columnid"], asked["unitid"]) == (
        ["4"],
        ["6"],
        ["88"],
        ["7"],
    )
    assert not listing.scripted


def test_record_sets_follow_to_the_end() -> None:
    url = "http://www.yunxi.gov.cn/module/web/jpage/dataproxy.jsp?startrecord={}&endrecord={}&perpage=1&columnid=88"
    text = f"<datastore><totalrecord>8</totalrecord><recordset>{RECORDS}</recordset></datastore>"
    section = "http://www.yunxi.gov.cn/col/col88/index.html"
    middle = read(text, "jcms", url.format(4, 6), section, media_type="text/xml")
    assert (len(middle.entries), middle.steps[0].url) == (3, url.format(7, 8))
    last = read(text, "jcms", url.format(6, 8), section, media_type="text/xml")
    assert (last.steps, last.state) == ((), VisitState.READABLE)


def test_record_set_with_its_own_next_group_uses_that_link() -> None:
    text = f"""<datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&amp;unitid=7"></a>]]></nextgroup>
    <recordset>{RECORDS}</recordset></datastore>"""
    listing = read(text, "jcms", "http://www.yunxi.gov.cn/col/col88/index.html")
    assert listing.steps[0].url == "http://www.yunxi.gov.cn/module/web/jpage/dataproxy.jsp?page=1&unitid=7"


# Guangdong gkmlpt


INDEX = "http://www.yunxi.gov.cn/gkmlpt/index"
TREE = json.dumps(
    [
        {
            "id": 5,
            "name": "政策文件",
            "jump_url": "",
            "children": [{"id": 51, "name": "规范性文件", "children": []}],
        },
        {"id": 6, "name": "专题", "jump_url": "/zt/", "children": []},
    ]
)
CONFIG = page(f"<div id='app'></div><script>window._CONFIG = {{ SID: '2', TREE: {TREE}, LEAF: 0 }};</script>")


def test_gkmlpt_index_asks_the_directory_for_the_section() -> None:
    listing = read(CONFIG, "gkmlpt", INDEX, INDEX + "#51")
    assert [s.url for s in listing.steps] == ["http://www.yunxi.gov.cn/gkmlpt/api/all/51?page=1&sid=2"]


def test_gkmlpt_jump_node_is_a_redirect_and_the_bare_index_a_parent() -> None:
    assert read(CONFIG, "gkmlpt", INDEX, INDEX + "#6").redirected_to == "http://www.yunxi.gov.cn/zt/"
    parent = read(CONFIG, "gkmlpt", INDEX)
    assert parent.aggregates
    assert [title for title, _ in parent.children] == ["政策文件", "专题"]


def test_gkmlpt_index_that_says_neither_category_nor_children_proves_nothing() -> None:
    text = page("<script>window._CONFIG = { SID: '2', TREE: [] };</script>")
    assert read(text, "gkmlpt", INDEX).state is VisitState.UNREADABLE


def test_gkmlpt_directory_pages_give_entries_fields_and_the_next_page() -> None:
    article = {
        "title": "关于印发某办法的通知",
        "post_url": "http://www.yunxi.gov.cn/gkmlpt/content/1/2/post_12.html",
        "identifier": "0069/2026-00012",
        "document_number": "云府办〔2026〕3号",
        "publisher": "云溪区政府办",
        "display_publish_time": 1767196800,
    }
    url = "http://www.yunxi.gov.cn/gkmlpt/api/all/5?page={}&sid=2"
    text = json.dumps({"articles": [article], "total": 150})
    listing = read(text, "gkmlpt", url.format(1), INDEX + "#5", media_type="application/json")
    [entry] = listing.entries
    assert (entry.published_on, entry.fields["document_number"]) == (dt.date(2026, 1, 1), "云府办〔2026〕3号")
    assert [s.url for s in listing.steps] == [url.format(2)]
    assert read(text, "gkmlpt", url.format(2), INDEX + "#5").steps == ()


def test_gkmlpt_answer_that_is_no_list_proves_nothing() -> None:
    listing = read(
        '{"message": "forbidden"}', "gkmlpt", "http://www.yunxi.gov.cn/gkmlpt/api/all/5?page=1&sid=2"
    )
    assert listing.state is VisitState.UNREADABLE


def test_an_interface_that_counts_nothing_is_an_empty_list() -> None:
    listing = read(
        '{"articles": [], "total": 0}', "gkmlpt", "http://www.yunxi.gov.cn/gkmlpt/api/all/5?page=1&sid=2"
    )
    assert (listing.entries, listing.state) == ((), VisitState.READABLE)


# Label API


def test_label_lists_skip_their_header_row_and_follow_the_interface() -> None:
    body = """<ul><li class="mc">名称</li><li class="rq">发布日期</li></ul>
    <ul><li class="mc"><a href="/public/66/101.html" title="关于评选结果的公示">关于评选…</a></li><li class="rq">2026-02-03</li></ul>
    <script>Ls.pagination({id:"page",url:"/site/label/8888",data:{labelName:"publicInfoList",siteId:"6",organId:"66",catId:"77",
    pageIndex:1,pageSize:15},pageCount:3});</script>"""
    listing = read(
        page(body), "labelapi", "http://www.yunxi.gov.cn/public/column/66?type=4&action=list&catId=77"
    )
    [entry] = listing.entries
    assert (entry.title, entry.published_on) == ("关于评选结果的公示", dt.date(2026, 2, 3))
    asked = [parse_qs(urlsplit(s.url).query) for s in listing.steps]
    assert [(q["pageIndex"], q["catId"], q["pageSize"]) for q in asked] == [
        (["2"], ["77"], ["15"]),
        (["3"], ["77"], ["15"]),
    ]


def test_label_list_that_a_script_fills_is_asked_for_from_its_first_page() -> None:
    column = "http://www.yunxi.gov.cn/public/column/66?type=4&action=list&catId=77"
    body = """<div id="list"></div><script>Ls.pagination({url:"/site/label/8888?labelName=publicInfoList&catId=77",pageCount:2});</script>"""
    listing = read(page(body), "labelapi", column)
    assert [parse_qs(urlsplit(s.url).query)["pageIndex"] for s in listing.steps] == [["1"], ["2"]]
    fragment = """<ul><li class="mc"><a href="/public/66/1.html">公告</a></li><li class="rq">2026-02-03</li></ul><span>共2页</span>"""
    assert read(fragment, "labelapi", listing.steps[1].url, column).state is VisitState.READABLE


# Zibo's platform


COLUMN = "http://www.yunxi.gov.cn/gongkai/site_yxqjyj/channel_c_5f9f6ab8c69c9a8abe968193_n_1605682797.5889/"


def test_gongkai_rows_are_read_where_the_server_wrote_them() -> None:
    body = rows(("doc_6017a5b315926bbfe8ec3124.html", "云溪区教育局2025年度报告", "2026-01-20"))
    [entry] = read(page(body), "gongkai", COLUMN).entries
    assert entry.url == COLUMN + "doc_6017a5b315926bbfe8ec3124.html"


def test_gongkai_guide_in_place_of_a_list_is_neither_blank_nor_content() -> None:
    body = """<h1>云溪区教育局政府信息公开指南</h1><p>时间:2024-02-01</p><ul class="list"></ul>
    <ul><li><a href="/files/shenqingbiao.doc">申请表</a> 2024-02-01</li></ul><p>本机关暂无其他内容</p>"""
    listing = read(page(body), "gongkai", COLUMN)
    assert (listing.entries, listing.note, listing.state) == ((), None, VisitState.UNREADABLE)
    assert "指南" in listing.why


# gov.cn, intertid


def test_ucap_search_interface_gives_entries_with_their_metas() -> None:
    row = {
        "title": "<em>云溪区</em>促进消费若干措施",
        "url": "/zhengce/content/2026-01/05/content_12.htm",
        "publishedTimeStr": "2026-01-05 09:12:00",
        "domainMetaList": [{"resultList": [{"key": "refno", "value": "云政发〔2026〕2号"}]}],
    }
    url = "http://www.yunxi.gov.cn/common/search/9f?page={}&_pageSize=15&_isJson=true"
    text = json.dumps({"data": {"results": [row], "total": 2}})
    listing = read(text, "govcn", url.format(1), HOME, media_type="application/json")
    [entry] = listing.entries
    assert (entry.title, entry.published_on) == ("云溪区促进消费若干措施", dt.date(2026, 1, 5))
    assert entry.fields == {"document_number": "云政发〔2026〕2号"}
    assert [s.url for s in listing.steps] == [url.format(2)]


def test_intertid_column_asks_its_interface() -> None:
    script = (
        '<script>var chanId = "56";$.get("/intertidwebapp/govChanInfo/getDocuments?chanId="+chanId)</script>'
    )
    listing = read(page(script), "intertid", "http://www.yunxi.gov.cn/zwgk/xxgk/")
    assert "chanId=56&Index=1" in listing.steps[0].url


# Hostile input


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(max_size=400),
    family=st.sampled_from(sorted(families())),
    media=st.sampled_from(["text/html", "application/json"]),
)
def test_no_text_makes_reading_fail(text: str, family: str, media: str) -> None:
    for body in (
        text,
        f'<ul><li><a href="{text}">甲{text}</a>2026-01-01</li></ul>',
        f"<script>Ls.pagination({{{text}</script>",
    ):
        listing = read(body, family, media_type=media)
        assert listing.scripted == bool(listing.why)


@pytest.mark.parametrize(
    "href", ["http://[::1", "javascript:alert(1)", "http://h:99999/", "//", "mailto:a@b.cn", "\x00"]
)
def test_broken_addresses_are_left_out(href: str) -> None:
    body = f'<ul><li><a href="{href}">坏链接的公告</a>2026-01-01</li><li><a href="/20260101/2.html">公告</a>2026-01-02</li></ul>'
    assert [e.title for e in read(page(body)).entries] == ["公告"]


# Real pages


def real(shared, name: str) -> str:
    return (shared / "portals/real" / name).read_text(encoding="utf-8")


def test_real_handan_list(shared) -> None:
    url = "http://hdzfxxgk.hd.gov.cn/zfwj/jinqixxgk/"
    listing = read(real(shared, "handan_trs_list.html"), "trs", url)
    [entry] = listing.entries
    assert entry.published_on == dt.date(2020, 8, 5)
    assert entry.fields == {"index_number": "000014348/2020-35428", "publisher": "邯郸市教育局"}
    assert [s.url for s in listing.steps] == [url + "index_1.html"]


def test_real_pingtan_list(shared) -> None:
    url = "http://www.pingtan.gov.cn/jhtml/cn/gzjzqk/"
    listing = read(real(shared, "pingtan_list_gzjzqk_excerpt.html"), "trs", url)
    assert [e.published_on.isoformat() for e in listing.entries if e.published_on] == [
        "2025-11-11",
        "2025-04-03",
        "2025-03-21",
        "2023-10-23",
        "2023-09-30",
    ]
    assert listing.state is VisitState.PARTIAL


def test_real_article_pages_are_never_taken_for_empty_lists(shared) -> None:
    for path in sorted((shared / "portals/real").glob("*.html")):
        listing = read(path.read_text(encoding="utf-8"), url="http://www.yunxi.gov.cn/zwgk/")
        assert listing.entries or listing.scripted or listing.redirected_to or listing.aggregates, path.name
