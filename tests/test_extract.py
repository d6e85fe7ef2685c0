"""bytes -> Page: fields, body, files, troubles."""

import json
from pathlib import Path

import pytest
from made_articles import BODY, GONGKAI, HEAD, TEXT, TITLE, cells, kinds, read

from auditor.models import PageKind, ProblemKind
from auditor.text.fields import FIELDS
from auditor.text.plain import page_view
from spiders.extract.trouble import stands_in


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


def test_an_information_grid_fuller_than_a_short_text_is_not_the_body():
    fields = {
        "索引号": "11370306MB0A12345X/2025-00012",
        "发文机关": "云湖区水务局",
        "文号": "云水字〔2023〕1号",
    }
    grid = "".join(f"<div><span>{label}</span><span>{value}</span></div>" for label, value in fields.items())
    grid += f"<div><span>标题</span><span>{TITLE}关于做好全区今冬明春农田水利基本建设有关工作</span></div>"
    page = read(
        f'{HEAD}<section>{grid}</section><div class="content"><p>{"停水三小时，请储水备用。" * 4}</p></div>'
    )
    assert page.fields["document_number"] == "云水字〔2023〕1号"
    assert page.document.text.startswith("停水三小时") and "索引号" not in page.document.text


def test_a_text_in_a_layout_cell_is_read_whole_around_its_large_table_of_figures():
    figures = (
        "<div>" + cells(*((f"第{n}项申请办理件数", f"{n}件，均已按期办结") for n in range(40))) + "</div>"
    )
    text = f"<p>一、总体情况</p><p>{'全年公开各类信息。' * 6}</p>{figures}<p>二、存在问题</p><p>{'培训不够。' * 6}</p>"
    page = read(f"{HEAD}<table><tr><td>{TITLE}</td></tr><tr><td class=nr>{text}</td></tr></table>")
    said = [p.text for p in page.document.paragraphs if not p.in_table]
    assert said[0] == "一、总体情况" and "二、存在问题" in said


def test_the_line_of_source_and_time_in_a_row_of_its_own_is_not_the_body():
    line = "<tr><td>作者：　来源：云湖区水务局　发布时间：2024/12/18 13:25　点击数：128</td></tr>"
    table = cells(("索引号", "1"), ("发文机关", "云湖区水务局"), ("文号", "云水字〔2023〕1号"))
    page = read(
        f"{HEAD}<table><tr><td>{table}<table>{line}<tr><td>&nbsp;</td></tr></table></td></tr></table>"
    )
    assert page.text_length == 0


@pytest.mark.parametrize("text", ["桥面已经修好，即日起恢复通行。", "详见附件。"])
@pytest.mark.parametrize("place", ["content", "TRS_Editor", "box"])
def test_heading_and_line_of_time_in_the_container_of_a_short_text_are_not_the_body(place, text):
    head = '<title>关于恢复通行的公告</title><meta name="ArticleTitle" content="关于恢复通行的公告">'
    page = read(
        f'<html><head>{head}</head><body><div class="{place}"><h3 class="tit">关于恢复通行的公告</h3>'
        "<div class='ly'>时间：2026-11-13 10:35　来源：砚溪镇人民政府　浏览：<span>12</span></div>"
        f'<div class="nr"><p style="text-indent:2em">{text}</p></div></div></body></html>'
    )
    assert [p.text for p in page.document.paragraphs] == [text]
    assert page.heading == "关于恢复通行的公告"
    assert page.fields["published_on"] == "2026-11-13" and page.fields["source"] == "砚溪镇人民政府"


def test_a_head_with_nothing_to_read_below_it_hides_no_text_beside_it():
    """Else the page would be called blank for its buttons."""
    head = "<h1>关于恢复通行的公告</h1><p>时间：2026-11-13　来源：砚溪镇人民政府</p><div class='btns'></div>"
    page = read(
        "<html><head><title>关于恢复通行的公告</title></head>"
        f'<body><div class="content">{head}</div><div><p>桥面已经修好，即日起恢复通行。</p></div></body></html>'
    )
    assert page.text_length > 0


def test_a_short_text_of_a_page_laid_out_in_tables_is_read_beside_its_longer_foot():
    foot = "<td>标识</td><td>主办单位：砚溪区人民政府　联系电话：0536-8110001　地址：砚溪区迎宾路1号<br>网站标识码：3707990001　鲁ICP备19001234号　鲁公网安备37079902000111号　网站地图</td>"
    menu = "".join(f'<p><a href="/c{n}/">栏目{n}</a></p>' for n in range(9))
    body = "<div id=zoom1><p>桥面已经修好，自4月5日零时起恢复双向通行。</p><p>夜间仍有人员在桥下清理，请减速慢行。</p></div>"
    name = "关于恢复通行的公告"
    page = read(
        f"<html><head><title>{name}</title></head><body><table><tr><td>砚溪区人民政府门户网站</td><td>搜索</td></tr></table>"
        f"<table><tr><td>{menu}</td><td><div align=center>{name}</div><div>时间：2026-04-04　来源：砚溪区交通运输局</div>{body}</td></tr></table>"
        f"<table><tr>{foot}</tr></table></body></html>"
    )
    assert page.document.text.startswith("桥面已经修好") and "标识码" not in page.document.text


def test_a_lone_date_below_the_title_in_the_text_is_the_papers_own():
    lines = ("砚溪区城市供水管理办法", "2023年7月1日", "第一条　为了加强城市供水管理，制定本办法。")
    text = "".join(f"<p>{line}</p>" for line in lines)
    page = read(
        "<html><head><title>砚溪区城市供水管理办法</title></head>"
        f'<body><div class="TRS_Editor">{text}</div></body></html>'
    )
    assert [p.text for p in page.document.paragraphs] == list(lines)


def test_a_paper_with_a_columns_tags_alone_is_an_article_where_its_information_table_stands():
    column = '<meta name="ColumnName" content="通知公告"><meta name="ColumnKeywords" content="通知公告">'
    table = cells(
        ("索引号", "1"),
        ("发文机关", "云湖区水务局"),
        ("文号", "云水字〔2023〕1号"),
        ("成文日期", "2023-07-21"),
    )
    head = f"<html><head><title>{TITLE}</title>{column}</head><body>"
    assert read(f"{head}<h1>{TITLE}</h1>{table}{BODY}").kind is PageKind.ARTICLE
    assert read(f"{head}<ul><li><a href='a.html'>{TITLE}</a></li></ul>").kind is PageKind.LIST
    named = head.replace(f"<title>{TITLE}</title>", "<title>通知公告</title>")
    assert read(f"{named}{table}{BODY}").kind is PageKind.LIST


def test_an_empty_value_of_a_list_of_terms_does_not_take_the_next_row():
    rows = (
        ("索引号", "1"),
        ("发文机关", "云湖区水务局"),
        ("有效性", ""),
        ("体裁", "通知"),
        ("文号", "云水字〔2023〕1号"),
    )
    listed = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in rows)
    assert read(f"{HEAD}<dl>{listed}</dl>{BODY}").fields["validity"] == ""


def test_what_introduces_the_column_above_the_heading_is_not_the_body():
    aside = f"<div><p>{'本栏目公开机构职能、政策文件等信息，欢迎查阅。' * 6}</p></div>"
    table = cells(("索引号", "1"), ("发文机关", "云湖区水务局"), ("文号", "云水字〔2023〕1号"))
    text = f"<div>{'<p>停水三小时，请各用水户提前储水备用。</p>' * 3}</div>"
    line = "<div>发布日期：2023-07-21 09:12　来源：云湖区水务局　浏览次数：33</div>"
    for inner in (text, text.removeprefix("<div>").removesuffix("</div>")):
        page = read(f"{HEAD}{aside}<main>{table}<h1>{TITLE}</h1>{line}{inner}</main>")
        assert page.document.text.startswith("停水三小时") and page.document.text.count("备用") == 3
        assert page.fields["source"] == "云湖区水务局"


def test_a_list_of_terms_in_the_body_is_a_table_and_gives_no_number_or_date_of_signing():
    terms = {"文书号": "云水罚〔2023〕8号", "违法事实": "擅自取水", "决定日期": "2023年7月1日"}
    listed = "<dl>" + "".join(f"<dt>{term}</dt><dd>{said}</dd>" for term, said in terms.items()) + "</dl>"
    page = read(f'{HEAD}<div class="article-content"><p>现将处罚决定公示如下：</p>{listed}</div>')
    assert page.document.tables[0].rows[0] == ("文书号", "云水罚〔2023〕8号")
    assert page.document.number_line is None and page.document.signed.dated_on is None


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


def test_real_pages_give_every_labelled_field(shared: Path):
    folder = shared / "portals" / "real"
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        page = read((folder / label["file"]).read_bytes(), str(folder / label["file"]))
        for name in ("index_number", "document_number", "issuer", "dated_on", "published_on", "subject"):
            assert page.fields.get(name) == label[name], (label["file"], name)
        assert page.title == label["title"] and not page.problems


def test_a_refusal_is_told_from_a_fault():
    notices = (
        "您的访问过于频繁，请输入下图验证码后继续",
        "您的操作已被拦截，编号7",
        "平台正在升级，请稍后再试",
    )
    shown = [stands_in(words, named=False)[0].kind for words in notices]
    assert shown == [ProblemKind.CHALLENGE, ProblemKind.CHALLENGE, ProblemKind.STAND_IN]
    told = {status: read("", status=status).problems[0].text for status in (403, 429, 500, 503)}
    assert [("拒绝访问" in text) for text in told.values()] == [True, True, False, False]
