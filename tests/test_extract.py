"""Fields, body, files and troubles read from pages of every family. All units and papers are invented."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.fields import FIELDS
from auditor.models import PageKind, ProblemKind
from auditor.page_view import page_view
from spiders.cms import family_for
from spiders.decode import decode
from spiders.extract import extract

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
TITLE = "云湖区水务局关于开展检查的通知"
HEAD = f'<html><head><title>水务局 - 通知 - {TITLE}</title><meta name="ArticleTitle" content="{TITLE}"></head><body>'
TEXT = f"<p>各镇人民政府：</p><p>{'现将有关事项通知如下，请认真执行。' * 5}</p><p>云湖区水务局</p><p>2023年7月21日</p>"
BODY = f'<div class="article-content">{TEXT}</div>'
GONGKAI = "http://www.yunhu.example/gongkai/site_yhswj/channel_c_5f9f6ab8c69c9a8abe968193_n_1605682797.5889/doc_6017a5b315926bbfe8ec3124.html"


def read(markup: str | bytes, url: str = "page.html", **options):
    body = markup if isinstance(markup, bytes) else markup.encode()
    return extract(body, url=url, fetched_at=NOW, **options)


def kinds(page) -> set[ProblemKind]:
    return {problem.kind for problem in page.problems}


def cells(*pairs: tuple[str, str]) -> str:
    return (
        "<table>"
        + "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in pairs)
        + "</table>"
    )


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


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "<table><tr><th>索引号</th><td>1</td><th>发布文号</th><td>云发〔2023〕1号</td></tr></table>",
            {"document_number": "云发〔2023〕1号"},
        ),
        (
            "<dl><dt>索引号</dt><dd>1</dd><dt>成文时间</dt><dd>二〇二三年七月二十一日</dd></dl>",
            {"dated_on": "2023-07-21"},
        ),
        (
            "<table><tr><td><b>索 引 号：</b>1</td><td><strong>时　效　性：</strong>有效</td></tr></table>",
            {"index_number": "1", "validity": "有效"},
        ),
        (
            "<p>制发机关：云湖区水务局</p><p>上载日期：2023/7/21</p>",
            {"issuer": "云湖区水务局", "published_on": "2023-07-21"},
        ),
        (
            cells(("索引号", "1"), ("发文机关", "甲局"), ("发布机构", "乙局")),
            {"issuer": "甲局", "publisher": "乙局"},
        ),
        (
            cells(
                ("备案登记号", "YHCR-2023-0020001"), ("废止日期", "2028-07-31"), ("生效时间", "2023-08-01")
            ),
            {"record_number": "YHCR-2023-0020001", "expires_on": "2028-07-31", "effective_on": "2023-08-01"},
        ),
        (
            cells(("内容概述", "甲"), ("公开时限", "长期公开"), ("索取号", "9")),
            {"summary": "甲", "disclosure_limit": "长期公开", "index_number": "9"},
        ),
        (
            cells(("索引号", "1"), ("成文日期", "2023年7月"), ("文号", "云发〔2023〕1号")),
            {"dated_on": "2023年7月"},
        ),
        (
            "<div><span>索引号</span><span>1</span></div><div><span>有效性</span><i>有效</i></div>",
            {"index_number": "1", "validity": "有效"},
        ),
    ],
)
def test_label_variants(table, expected):
    page = read(HEAD + table + BODY)
    assert {name: page.fields.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "decoy",
    [
        "<ul><li><a href='/a'>主题分类</a></li><li><a href='/b'>部门动态</a></li></ul>",
        "<form><table><tr><td>文号：</td><td><input name='wh'></td><td>有效性：</td><td><select><option>有效</option></select></td></tr></table></form>",
        "<table><tr><th>索引号</th><th>发布机构</th><th>文号</th></tr></table>",
        "<ul><li>有效性：有效</li></ul>".replace("<ul>", '<ul style="display:none">'),
        "<!--<ul><li>有效性：有效</li><li>主题分类：其他</li></ul>-->",
    ],
)
def test_menus_forms_headers_hidden_rows_and_comments_are_no_fields(decoy):
    page = read(HEAD + decoy + cells(("成文日期", "2023-07-21"), ("公开方式", "主动公开")) + BODY)
    assert page.fields == {"dated_on": "2023-07-21", "disclosure_mode": "主动公开"}
    assert not page.problems


def test_a_table_in_the_body_is_not_the_information_table():
    inner = cells(
        ("发文机关", "甲局"), ("索引号", "9"), ("文号", "甲〔2020〕1号"), ("成文日期", "2020-01-01")
    )
    page = read(HEAD + BODY.replace("<p>云湖区水务局</p>", f"{inner}<p>云湖区水务局</p>"))
    assert page.fields == {}
    assert [p.text for p in page.document.paragraphs if p.in_table][:2] == ["发文机关", "甲局"]


def test_an_information_table_at_the_head_of_a_wide_container_is_read_and_left_out_of_the_body():
    table = cells(("索引号", "1"), ("发文机关", "云湖区水务局"), ("文号", "云水字〔2023〕1号"))
    page = read(f'{HEAD}<div class="article-content"><h3>{TITLE}</h3>{table}<div>{TEXT}</div></div>')
    assert page.fields["document_number"] == "云水字〔2023〕1号"
    assert "索引号" not in page.document.text


def test_what_is_empty_a_placeholder_or_contradicted_is_named():
    page = read(
        HEAD
        + cells(
            ("索引号", "/2026-5564390"),
            ("文号", "〔〕号"),
            ("发文机关", "甲局"),
            ("有效性", ""),
            ("发布日期", "2023-07-21"),
        )
        + f"<p>发布时间：2023-08-21</p>{BODY}"
    )
    named = {(p.kind, p.field) for p in page.problems}
    assert named == {
        (ProblemKind.PLACEHOLDER, "index_number"),
        (ProblemKind.PLACEHOLDER, "document_number"),
        (ProblemKind.EMPTY_FIELD, "validity"),
        (ProblemKind.CONFLICT, "published_on"),
    }
    assert page.fields["published_on"] == "2023-07-21" and page.readable


def test_a_value_that_script_writes_is_unknown_and_not_empty():
    page = read(
        HEAD + cells(("索引号", "1"), ("发文机关", "甲局"), ("有效性", "<script>show(v)</script>")) + BODY
    )
    assert "validity" not in page.fields and kinds(page) == {ProblemKind.SCRIPTED}


def test_dates_of_related_articles_below_the_body_are_not_the_pages():
    page = read(
        HEAD
        + cells(("索引号", "1"), ("发布日期", "2023-07-21"))
        + BODY
        + "<ul><li>发布日期：2020-01-01</li></ul>"
    )
    assert page.fields["published_on"] == "2023-07-21" and not page.problems


# --- body, heading, metas, files ----------------------------------------------------------------------


def test_the_body_line_by_line():
    markup = "<p>一 <b>二</b>\n三</p><p>&nbsp;</p><p>四<br>五</p><p><table><tr><td>甲</td><td><p>乙</p></td></tr></table></p><script>x</script><p style='display:none'>藏</p>末"
    page = read(f'{HEAD}<div id="zoom">{markup}</div>')
    lines = [(p.text, p.in_table) for p in page.document.paragraphs if p.text]
    assert lines == [
        ("一 二 三", False),
        ("四", False),
        ("五", False),
        ("甲", True),
        ("乙", True),
        ("末", False),
    ]
    assert page.document.paragraphs[1].text == ""


def test_an_unknown_container_is_found_by_its_density():
    page = read(
        f"<title>{TITLE} - 云湖区</title><div class='top'><a href='/'>首页</a></div><h2>{TITLE}</h2><div class='xyz'><div>{TEXT}</div></div>"
        "<div class='foot'>版权所有：云湖区人民政府 主办：云湖区人民政府办公室 技术支持：某公司 联系电话：1234567</div>"
    )
    assert page.document.signed.issuer == "云湖区水务局" and "版权" not in page.document.text
    assert (page.kind, page.heading, page.title) == (PageKind.ARTICLE, TITLE, TITLE)


def test_metas_under_their_standard_names():
    page = read(
        '<meta name="description" content="站点"><meta name="Description" content=""><meta name="sitename" content="云湖"><meta name="Maketime" content="2023-10-23 09:51">'
        + BODY
    )
    assert dict(page.metas) == {"Description": "", "SiteName": "云湖", "Maketime": "2023-10-23 09:51"}
    assert page.recorded_at is None


def test_files_and_pictures():
    extra = '<a href="P020230701.doc"></a><a href="/down.html">网页</a><img src="/a/b.jpg"><img src="/ueditor/fileTypeImages/icon_doc.gif"><a href="big.jpg"><img src="big.jpg"></a>'
    outside = '<div class="fujian">附件：<a href="/f/1.xlsx">名单.xlsx</a></div><div class="foot"><a href="/app.pdf">手册</a></div>'
    url = "http://www.yunhu.example/x/202307/t20230725_8.htm"
    page = read(HEAD + BODY.replace("</div>", extra + "</div>") + outside, url)
    assert [(a.url, a.name, a.type) for a in page.attachments] == [
        ("http://www.yunhu.example/x/202307/P020230701.doc", "P020230701.doc", "doc"),
        ("http://www.yunhu.example/f/1.xlsx", "名单.xlsx", "xlsx"),
    ]
    assert page.media == ("http://www.yunhu.example/a/b.jpg", "http://www.yunhu.example/x/202307/big.jpg")
    assert ("http://www.yunhu.example/down.html", "网页") in [(link.url, link.text) for link in page.links]


def test_the_view_names_every_field():
    view = page_view(
        read(HEAD + cells(("索引号", "1"), ("文号", "云发〔2023〕1号")) + BODY, GONGKAI, source="a.html")
    )
    assert set(view["fields"]) == set(FIELDS) and view["fields"]["validity"] is None
    assert view["signed"] == {"issuer": "云湖区水务局", "dated_on": "2023-07-21"}
    assert view["source"] == "a.html" and json.loads(json.dumps(view)) == view


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


# --- troubles ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "status", "kind"),
    [
        ("<html></html>", 412, ProblemKind.CHALLENGE),
        ("<html></html>", 521, ProblemKind.CHALLENGE),
        (
            '<script>document.cookie="__jsl_clearance=1";location.reload()</script>',
            200,
            ProblemKind.CHALLENGE,
        ),
        ("", 503, ProblemKind.HTTP_ERROR),
        ("<div>文章id为12345的文章未发布</div>", 200, ProblemKind.SOFT_ERROR),
        ("<title>404</title><h1>您访问的页面不存在</h1>", 200, ProblemKind.SOFT_ERROR),
        ('<meta http-equiv="refresh" content="0;url=../">', 200, ProblemKind.SOFT_ERROR),
        (f'{HEAD}{"<a>导航栏目</a>" * 200}<div id="zoom">该文章已被删除</div>', 200, ProblemKind.SOFT_ERROR),
        ("", 200, ProblemKind.SOFT_ERROR),
        ("%PDF-1.4", 200, ProblemKind.WRONG_TYPE),
    ],
)
def test_pages_that_were_not_read(markup, status, kind):
    page = read(markup, status=status)
    assert kinds(page) == {kind} and not page.readable


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f'{HEAD}<div id="zoom"> &nbsp; </div>', {ProblemKind.EMPTY_CONTAINER}),
        (
            f'{HEAD}<div id="zoom"><script>load()</script></div>',
            {ProblemKind.EMPTY_CONTAINER, ProblemKind.SCRIPTED},
        ),
        (f"{HEAD}<p>短</p>", {ProblemKind.NO_CONTAINER}),
        (f'{HEAD}<div id="zoom"><img src="a.jpg"></div>', set()),
    ],
)
def test_bodies_that_are_not_there(markup, expected):
    page = read(markup)
    assert kinds(page) == expected and page.readable and page.text_digest == ""


def test_a_normal_page_that_speaks_of_deletion_is_read():
    page = read(HEAD + BODY.replace("现将", "信息已删除的，应当说明。现将"))
    assert page.readable and not page.problems


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ((HEAD + BODY).encode("gbk"), {}),
        (('<meta charset="gb2312">' + HEAD + BODY).encode("gb18030"), {}),
        ((HEAD + BODY).encode("gbk"), {"content-type": "text/html; charset=GBK"}),
        (("\ufeff" + HEAD + BODY).encode("utf-16-le"), {}),
        (('<meta charset="gbk">' + HEAD + BODY).encode(), {"Content-Type": "text/html;charset=utf-8"}),
        (('<meta charset="iso-8859-1">' + HEAD + BODY).encode(), {}),
    ],
)
def test_encodings(body, headers):
    assert read(body, headers=headers).document.signed.issuer == "云湖区水务局"


def test_bytes_that_no_encoding_reads_are_named():
    page = read(b"<meta charset=utf-8>" + bytes(range(128, 256)) * 40)
    assert ProblemKind.UNDECODABLE in kinds(page)
    assert decode("一二三".encode()).encoding == "utf-8"


@pytest.mark.parametrize("nested", ["<div>", "<table><tr><td>", "<b>", "<p><span>云湖"])
def test_deep_nesting_is_survived(nested):
    page = read(HEAD + nested * 10_000 + TEXT)
    assert page.kind in PageKind


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"<>&;：:\x00",
                "<td>",
                "</table>",
                "<!--",
                "-->",
                "索引号",
                "文号：",
                "<p",
                "&#x110000;",
                "<script>",
                "]]>",
                "<![CDATA[",
                "2023年13月",
                "style=",
                "\ud800".encode("utf-8", "replace").decode(),
                "<br>",
                "<select>",
                '<div id="zoom">',
            ]
        ),
        max_size=40,
    ),
    st.binary(max_size=20),
)
def test_broken_markup_is_survived(pieces, noise):
    page = read("".join(pieces).encode("utf-8", "replace") + noise)
    assert page_view(page)["problems"] == [problem.text for problem in page.problems]


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_survived(body):
    read(body)


# --- real pages ----------------------------------------------------------------------------------------------


def test_real_pages_give_every_labelled_field(shared: Path):
    folder = shared / "portals" / "real"
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        page = read((folder / label["file"]).read_bytes(), str(folder / label["file"]))
        for name in ("index_number", "document_number", "issuer", "dated_on", "published_on", "subject"):
            assert page.fields.get(name) == label[name], (label["file"], name)
        assert page.title == label["title"] and not page.problems


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
