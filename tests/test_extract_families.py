"""Information tables as each CMS family writes them."""

import datetime as dt
from pathlib import Path

import pytest
from made_articles import BODY, GONGKAI, HEAD, NOW, TEXT, TITLE, cells, kinds, read

from auditor.models import PageKind, ProblemKind
from spiders.extract.extract import extract
from spiders.family import family_for

# --- information tables of every family -------------------------------------------------------------


def test_the_older_gongkai_table_and_its_date_line():
    page = read(
        HEAD
        + f"<ul><li>标题:{TITLE}</li><li>索引号:12370300MB0000000X/2023-5125335</li><li>文号：无文号</li>"
        + "<li>发文日期:2023-07-21</li><li>发布机构:云湖区水务局</li></ul>"
        + "<ul><li>标题</li><li>正文</li><li>手机</li><li>解读</li></ul>"
        + f"<h2>{TITLE}</h2><p>发布日期:2023-07-25 字号: <a>大</a> <a>中</a> | 打印</p>{BODY}",
        GONGKAI,
    )
    assert page.cms == "gongkai"
    assert page.fields == {
        "title": TITLE,
        "index_number": "12370300MB0000000X/2023-5125335",
        "document_number": "无文号",
        "issued_on": "2023-07-21",
        "issuer": "云湖区水务局",
        "published_on": "2023-07-25",
    }
    assert page.labels["issuer"] == "发布机构" and page.labels["issued_on"] == "发文日期"
    assert page.coded_index and page.tabbed
    assert page.recorded_at == dt.datetime.fromisoformat("2021-02-01T14:54:43+08:00")
    assert page.document.signed.dated_on == dt.date(2023, 7, 21)


def test_the_newer_gongkai_table_keeps_both_dates_and_no_publication_date():
    page = read(
        HEAD
        + f"<div><div><span>标题：</span><span>{TITLE}</span></div><div><span>发文机关：</span><span>云湖区水务局</span>"
        + "<span>发文字号：</span><span>云水字〔2023〕1号</span></div><div><span>成文日期：</span><em>2023年7月21日</em>"
        + "<span>发文日期：</span>2023-07-21 <span>主题分类：</span>综合政务-其他 <span>有效性：</span>有效</div></div>"
        + BODY,
        GONGKAI,
    )
    assert page.fields["dated_on"] == page.fields["issued_on"] == "2023-07-21"
    assert "published_on" not in page.fields and page.shown_on is None
    assert (page.fields["subject"], page.fields["validity"]) == ("综合政务-其他", "有效")


def test_a_jcms_table_with_the_date_line_and_a_download():
    url = "http://www.yunhu.example/art/2023/10/23/art_1229_2493.html"
    page = read(
        HEAD
        + '<div id="hiddenLocation" style="display:none"><span>政务公开</span></div>'
        + '<div class="xl_curpage">当前位置：<a href="/">首页</a> &gt;&gt; <a href="/col/col1/">政策文件</a></div>'
        + '<table class="xxgk_article"><tr><td>索引号</td><td>1133/2023-1</td><td>文号</td><td>云政发〔2023〕30号</td></tr>'
        + "<tr><td>组配分类</td><td>区政府文件</td><td>发布机构</td><td>区政府</td></tr>"
        + "<tr><td>成文日期</td><td>2023-10-16</td><td>公开方式</td><td>主动公开</td></tr></table>"
        + f'<div class="xl_title">{TITLE}</div><div><span>发布时间：2023-10-23  08:59\n</span>'
        + "<span>浏览次数：<script>hits()</script></span><span>信息来源：区府办</span></div>"
        + f'<div class="zoom">{TEXT}<a href="/module/download/downfile.jsp?classid=0&filename=ab12.pdf">通知全文</a></div>',
        url,
    )
    assert (page.cms, page.fields["published_on"], page.fields["dated_on"]) == (
        "jcms",
        "2023-10-23",
        "2023-10-16",
    )
    assert (page.fields["category"], page.fields["disclosure_mode"], page.fields["source"]) == (
        "区政府文件",
        "主动公开",
        "区府办",
    )
    assert page.breadcrumb == ("政策文件",)
    assert [(a.name, a.type) for a in page.attachments] == [("通知全文", "pdf")]
    assert (page.recorded_at, page.recorded_from) == (
        dt.datetime.fromisoformat("2023-10-23T00:00:00+08:00"),
        "网址日期2023-10-23",
    )


def test_a_jcms_body_between_publishing_marks_is_found_without_a_container():
    marked = f"<!--ZJEG_RSS.content.begin-->{TEXT}<!--ZJEG_RSS.content.end-->"
    page = read(
        HEAD + cells(("索引号", "1"), ("文号", "云政发〔2023〕1号")) + marked,
        "http://a.example/art/2023/1/2/art_1_2.html",
    )
    assert page.document.signed.issuer == "云湖区水务局" and not page.problems


def test_intertid_values_stand_between_comments():
    url = "http://www.yunhu.example/doc/2023/08/20/4820950.shtml"
    page = read(
        "<table><tr><td class='t'>信息索引号</td><td><!--<$[SYH]>-->0144/2023-03652<!--<$[SYH]>--></td>"
        "<td class='t'>生成日期</td><td><!--<$[SCRQ]>-->2023-08-12<!--<$[SCRQ]>--></td><td class='t'>公开日期</td><td>2023-08-18</td></tr>"
        "<tr><td>文件编号</td><td><!--<$[WJBH]>-->—&nbsp;&nbsp;—<!--<$[WJBH]>--></td><td>效力状况</td><td>有效</td></tr>"
        "<!--<tr><td>成文日期</td><td>2020-01-01</td></tr>--></table>" + BODY,
        url,
    )
    assert page.fields["index_number"] == "0144/2023-03652"
    assert (page.fields["indexed_on"], page.fields["published_on"]) == ("2023-08-12", "2023-08-18")
    assert "dated_on" not in page.fields
    assert (page.fields["document_number"], page.fields["validity"]) == ("— —", "有效")
    assert kinds(page) == {ProblemKind.PLACEHOLDER}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://a.example/doc/2023/08/20/482.shtml", "dated_on"),
        (GONGKAI, "issued_on"),
        ("http://a.example/x.html", "issued_on"),
    ],
)
def test_the_sense_of_the_date_of_issue_is_the_familys(url, name):
    page = read(
        HEAD + cells(("索引号", "1"), ("发文日期", "2023-08-20"), ("文件编号", "云发〔2023〕7号")) + BODY, url
    )
    assert page.fields[name] == "2023-08-20" and page.labels[name] == "发文日期"


def test_trs_lists_of_labels_spaced_by_entities():
    page = read(
        HEAD
        + '<div class="index_box"><ul><li><span>索&ensp;引&ensp;号：</span>YH001/2023-1</li><li><b>主题分类：</b>科技、教育\\教育</li>'
        + "<li>发文机关：云湖区水务局</li><li>发文字号：<em>云水字〔2023〕1号</em></li><li>发布日期：2023-07-25 16:40</li>"
        + "<li>有&ensp;效&ensp;性：</li></ul></div>"
        + f'<div class="TRS_Editor">{TEXT}</div>',
        "http://www.yunhu.example/zfxxgk/202307/t20230725_85447.htm",
    )
    assert page.fields["index_number"] == "YH001/2023-1" and page.fields["published_on"] == "2023-07-25"
    assert page.fields["validity"] == "" and kinds(page) == {ProblemKind.EMPTY_FIELD}
    assert page.problems[0].field == "validity"


def test_gkmlpt_keeps_its_body_in_script():
    escaped = TEXT.replace("<", "\\u003C").replace(">", "\\u003E")
    page = read(
        HEAD
        + "<div class='classify'><table><tr><td>索引号:</td><td>1</td><td>分类:</td><td>通知</td></tr>"
        + f"<tr><td>发布机构:</td><td>云湖区水务局</td><td>成文日期:</td><td>2023-07-21</td></tr><tr><td>名称:</td><td>{TITLE}</td></tr>"
        + "<tr><td>文号:</td><td>云水字〔2023〕1号</td><td>发布日期:</td><td>2023-07-22</td></tr></table></div>"
        + f'<div class="article-content"></div><script>var page = {{"content":"{escaped}"}}</script>',
        "http://www.yunhu.example/gkmlpt/content/1/1234/post_1234567.html",
    )
    assert page.cms == "gkmlpt" and page.fields["title"] == TITLE
    assert page.document.signed.dated_on == dt.date(2023, 7, 21) and not page.problems


# --- families --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://www.yunhu.example/zhengce/content/2018-11/09/content_5338761.htm", "govcn"),
        ("http://www.yunhu.example/art/2023/10/23/art_1229283449_2493752.html", "jcms"),
        ("http://www.yunhu.example/col/col12/art/2023/art_0a1b2c3d.html", "jcms"),
        ("http://www.yunhu.example/gkmlpt/content/1/1234/post_1234567.html", "gkmlpt"),
        ("http://www.yunhu.example/doc/2023/09/18/4833205.shtml", "intertid"),
        ("http://www.yunhu.example/zfxxgk/202308/t20230801_123.shtml", "trs"),
        (GONGKAI, "gongkai"),
        ("http://www.yunhu.example/news/1.html", "generic"),
    ],
)
def test_the_address_tells_the_family(url, name):
    assert family_for(url).name == name


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<td id="UCAP-CONTENT">文</td>', "govcn"),
        ('<div class="TRS_Editor">文</div>', "trs"),
        (f'<meta name="Url" content="{GONGKAI}">', "gongkai"),
    ],
)
def test_without_an_address_the_markup_tells_the_family(markup, name):
    assert read(markup).cms == name


def test_real_fragments_of_other_families(shared: Path):
    folder = shared / "portals" / "real"
    tables = (folder / "wuxi_intertid_tables.html").read_text("utf-8").split("<!-- www.")
    first, _, third, fourth = (
        read(f"{HEAD}{table}{BODY}", "http://a.example/doc/2026/09/18/4.shtml") for table in tables[1:]
    )
    assert (first.fields["document_number"], first.fields["published_on"]) == ("政府令187号", "2026-09-18")
    assert (third.fields["indexed_on"], third.fields["disclosure_limit"]) == ("2023-02-24", "长期公开")
    assert fourth.fields["document_number"] == "— —"
    listing = read((folder / "handan_trs_list.html").read_bytes())
    assert listing.kind is PageKind.LIST and not listing.fields
    news = read((folder / "shanxi_trs_news.html").read_bytes())
    assert (news.cms, news.fields["published_on"], news.fields["source"]) == ("trs", "2019-09-18", "山西日报")


def test_a_portals_own_selectors_come_before_the_familys():
    html = """<html><body><div class="own-title">关于供水的通知</div><div class="words"><p>自来水公司定于四月检修。</p></div>
    <div class="TRS_Editor"><p>版权所有，转载请注明出处，未经许可不得使用本网站内容，违者必究。</p></div></body></html>"""
    url = "http://www.example.gov.cn/tz/202604/t20260409_1.html"
    own = {"body": ".words", "heading": ".own-title"}
    plain, chosen = (extract(html.encode(), url=url, selectors=s, fetched_at=NOW) for s in ({}, own))
    assert "版权所有" in plain.document.text
    assert chosen.document.text.strip() == "自来水公司定于四月检修。"
    assert chosen.heading == "关于供水的通知"
