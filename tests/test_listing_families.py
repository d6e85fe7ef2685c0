"""Lists of each CMS family: rows, feeds and the requests that follow."""

import datetime as dt
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from made_lists import COLUMN, CONFIG, HOME, INDEX, JPAGE, RECORDS, THREE, page, read, rows

from auditor.models import VisitState

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
    assert [step.url for step in listing.course.steps] == ([HOME + expected] if expected else [])
    assert not bool(listing.why)


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
    assert [step.url for step in listing.course.steps] == ([expected] if expected else [])


@pytest.mark.parametrize(
    "pager", ['<a onclick="go(2)">下一页</a>', "<span>共5页</span>", "<span>共85条</span>"]
)
def test_pages_that_only_scripts_reach_leave_the_list_partly_read(pager: str) -> None:
    listing = read(page(f'{THREE}<div class="pager">{pager}</div>'))
    assert (listing.state, len(listing.entries)) == (VisitState.PARTIAL, 3)


def test_the_last_page_is_a_whole_reading() -> None:
    pager = '<div class="pager">第5页 共5页 共75条 <a href="index_3.html">上一页</a></div>'
    assert read(page(THREE + pager), "trs", HOME + "index_4.html", HOME).state is VisitState.READABLE


@pytest.mark.parametrize("last", ['<a href="index_1.html">2</a>', "<b>2</b>"])
def test_the_last_page_tells_its_number_by_the_pager_where_addresses_count_from_0(last: str) -> None:
    pager = f'<div class="pager"><a href="index.html">1</a> {last} <span>共2页</span></div>'
    listing = read(page(THREE + pager), url=HOME + "index_1.html", section=HOME)
    assert listing.state is VisitState.READABLE and not listing.course.steps


def test_a_page_between_is_not_the_last() -> None:
    pager = '<div class="pager"><a href="index.html">1</a> <b>2</b> <a onclick="go(3)">3</a> <span>共3页</span></div>'
    listing = read(page(THREE + pager), url=HOME + "index_1.html", section=HOME)
    assert listing.state is VisitState.PARTIAL


def test_a_list_does_not_go_on_for_ever() -> None:
    assert (
        read(
            page(f'{THREE}<a href="?page=2001">下一页</a>'), url=f"{HOME}?page=2000", section=HOME
        ).course.steps
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
    [step] = listing.course.steps
    assert urlsplit(step.url).path == "/module/web/jpage/dataproxy.jsp"
    asked = parse_qs(urlsplit(step.url).query)
    assert (asked["startrecord"], asked["endrecord"], asked["columnid"], asked["unitid"]) == (
        ["4"],
        ["6"],
        ["88"],
        ["7"],
    )
    assert not bool(listing.why)


def test_record_sets_follow_to_the_end() -> None:
    url = "http://www.yunxi.gov.cn/module/web/jpage/dataproxy.jsp?startrecord={}&endrecord={}&perpage=1&columnid=88"
    text = f"<datastore><totalrecord>8</totalrecord><recordset>{RECORDS}</recordset></datastore>"
    section = "http://www.yunxi.gov.cn/col/col88/index.html"
    middle = read(text, "jcms", url.format(4, 6), section, media_type="text/xml")
    assert (len(middle.entries), middle.course.steps[0].url) == (3, url.format(7, 8))
    last = read(text, "jcms", url.format(6, 8), section, media_type="text/xml")
    assert (last.course.steps, last.state) == ((), VisitState.READABLE)


def test_record_set_with_its_own_next_group_uses_that_link() -> None:
    text = f"""<datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&amp;unitid=7"></a>]]></nextgroup>
    <recordset>{RECORDS}</recordset></datastore>"""
    listing = read(text, "jcms", "http://www.yunxi.gov.cn/col/col88/index.html")
    assert (
        listing.course.steps[0].url
        == "http://www.yunxi.gov.cn/module/web/jpage/dataproxy.jsp?page=1&unitid=7"
    )


def test_gkmlpt_index_asks_the_directory_for_the_section() -> None:
    listing = read(CONFIG, "gkmlpt", INDEX, INDEX + "#51")
    assert [s.url for s in listing.course.steps] == ["http://www.yunxi.gov.cn/gkmlpt/api/all/51?page=1&sid=2"]


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
    assert [s.url for s in listing.course.steps] == [url.format(2)]
    assert listing.course.total == 150


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
    asked = [parse_qs(urlsplit(s.url).query) for s in listing.course.steps]
    assert [(q["pageIndex"], q["catId"], q["pageSize"]) for q in asked] == [
        (["2"], ["77"], ["15"]),
        (["3"], ["77"], ["15"]),
    ]


def test_label_list_that_a_script_fills_is_asked_for_from_its_first_page() -> None:
    column = "http://www.yunxi.gov.cn/public/column/66?type=4&action=list&catId=77"
    body = """<div id="list"></div><script>Ls.pagination({url:"/site/label/8888?labelName=publicInfoList&catId=77",pageCount:2});</script>"""
    listing = read(page(body), "labelapi", column)
    assert [parse_qs(urlsplit(s.url).query)["pageIndex"] for s in listing.course.steps] == [["1"], ["2"]]
    fragment = """<ul><li class="mc"><a href="/public/66/1.html">公告</a></li><li class="rq">2026-02-03</li></ul><span>共2页</span>"""
    assert read(fragment, "labelapi", listing.course.steps[1].url, column).state is VisitState.READABLE


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
    assert [s.url for s in listing.course.steps] == [url.format(2)]


def test_intertid_column_asks_its_interface() -> None:
    script = (
        '<script>var chanId = "56";$.get("/intertidwebapp/govChanInfo/getDocuments?chanId="+chanId)</script>'
    )
    listing = read(page(script), "intertid", "http://www.yunxi.gov.cn/zwgk/xxgk/")
    assert "chanId=56&Index=1" in listing.course.steps[0].url
