"""Articles as templates of other makes write them: labels, dates, headings, files and feet in forms of their own."""

import pytest
from made_articles import BODY, TEXT, TITLE, read
from made_pages import ISSUER, NUMBER, page

from auditor.models import PageKind


def told(read_page, *names):
    return tuple(read_page.fields.get(name) for name in names)


# --- labels ------------------------------------------------------------------------------------------------

INFO = {
    "主题分类": "水利、水务",
    "制发单位": ISSUER,
    "文号": NUMBER,
    "签发日期": "2023-07-21",
    "公开日期": "2023-07-25",
    "时效性": "有效",
}
READ = ("水利、水务", ISSUER, NUMBER, "2023-07-21", "2023-07-25", "有效")
ASKED = ("subject", "issuer", "document_number", "dated_on", "published_on", "validity")


@pytest.mark.parametrize(
    "row",
    [
        "<li>[{0}] <span>{1}</span></li>",
        "<li>【{0}】{1}</li>",
        "<li>［{0}］：{1}</li>",
        "<p>〔{0}〕<em>{1}</em></p>",
        "<p>「{0}」{1}</p>",
        "<p>（{0}）{1}</p>",
        "<p><b>[ {0} ]</b> {1}</p>",
        "<div><span>【{0}】</span><span>{1}</span></div>",
        "<p><strong>{0}</strong>：{1}</p>",
        "<p><strong>{0}：</strong><span>{1}</span></p>",
        "<li><label>{0}</label> {1}</li>",
        "<li>{0}<span>{1}</span></li>",
        "<div><i>{0}</i>{1}</div>",
        "<section><div class='k'>{0}：</div>{1}</section>",
        "<div><div class='k'>{0}</div>{1}</div>",
        "<div><h5>{0}</h5><p>{1}</p></div>",
    ],
)
def test_labels_and_values_in_every_make(row):
    rows = "".join(row.format(label, value) for label, value in INFO.items())
    assert told(page(f"<div class='meta-of-paper'>{rows}</div><h1>{TITLE}</h1>"), *ASKED) == READ


@pytest.mark.parametrize("sign", ["[{0}] {1} ", "【{0}】{1}", "<b>{0}：</b>{1}<br>", "<dfn>[{0}]</dfn> {1} "])
def test_labels_and_values_in_one_line(sign):
    line = "".join(sign.format(label, value) for label, value in INFO.items())
    assert told(page(f"<div class='meta-of-paper'>{line}</div><h1>{TITLE}</h1>"), *ASKED) == READ


@pytest.mark.parametrize("tag", ["p", "div"])
def test_lines_of_labels_at_the_head_of_the_text_are_fields_and_not_its_words(tag):
    rows = "".join(f"<{tag}><strong>{k}</strong>：{v}</{tag}>" for k, v in INFO.items())
    found = read(f"<title>{TITLE}</title><h1>{TITLE}</h1><div class='article-content'>{rows}{TEXT}</div>")
    assert told(found, *ASKED) == READ
    assert found.document.text.startswith("各镇人民政府") and "文号" in found.lead_text


def test_a_label_in_brackets_that_is_none_of_ours_ends_the_value_before_it():
    found = page(f"<p>[主题分类] 水利 [联合发文单位] [文号] {NUMBER} [页数] 3</p><h1>{TITLE}</h1>")
    assert found.fields == {"subject": "水利", "document_number": NUMBER}


def test_an_empty_value_of_a_label_in_brackets_does_not_take_the_next_row():
    rows = f"<li>[文号] <span></span></li><li>[主题分类] <span>水利</span></li><li>[发文机关] <span>{ISSUER}</span></li>"
    assert told(page(f"<ul>{rows}</ul><h1>{TITLE}</h1>"), "document_number", "subject") == ("", "水利")


def test_words_in_brackets_within_a_value_are_no_labels():
    found = page(f"<p>标题：{TITLE} [修订]</p><p>文号：{NUMBER}（主题）</p><h1>{TITLE}</h1>")
    assert told(found, "title", "document_number") == (f"{TITLE} [修订]", f"{NUMBER}（主题）")
    assert "subject" not in found.fields


@pytest.mark.parametrize(
    "decoy",
    [
        "<div><span>主题分类</span><a href='/1'>水利</a><a href='/2'>交通</a></div>",
        "<p><b>索引号</b><b>文号</b><b>时效性</b></p>",
        "<p>请在<b>有效期</b>内办理，<b>发文机关</b>不再另行通知</p>",
        "<ul><li>[主题分类]</li><li>[体裁分类]</li></ul>",
    ],
)
def test_menus_heads_and_sentences_are_no_fields(decoy):
    assert page(f"{decoy}<h1>{TITLE}</h1>").fields == {}


@pytest.mark.parametrize(
    ("line", "source", "day"),
    [
        ("来源：区水务局发布日期：2023-07-25浏览次数：31", "区水务局", "2023-07-25"),
        ("发布时间：2023-07-25 09:30来源：区水务局", "区水务局", "2023-07-25"),
        ("来源：区水务局 2023-07-25 09:30 [大 中 小]", "区水务局", "2023-07-25"),
        ("来源：区水务局 发布时间 2023-07-25 打印", "区水务局", "2023-07-25"),
        ("<span>来源：区水务局</span><span>2023年7月25日</span>", "区水务局", "2023-07-25"),
        ("2023年7月25日（星期二） 来源：区水务局", "区水务局", "2023-07-25"),
        ("（发布日期：2023-07-25 来源：区水务局）", "区水务局", "2023-07-25"),
        ("（来源：区水务局）（发布时间：2023-07-25 09:30）", "区水务局", "2023-07-25"),
    ],
)
def test_a_value_ends_before_the_next_label_or_date(line, source, day):
    assert told(page(f"<h1>{TITLE}</h1><div class='ln'>{line}</div>"), "source", "published_on") == (
        source,
        day,
    )


# --- dates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["center", "div", "td", "p"])
def test_a_loose_line_behind_the_heading_in_its_block_is_read(tag):
    loose = f"<{tag}><h3>{TITLE}</h3>时间：2023-07-25 09:30 来源：<a href='/'>区水务局</a> 【打印】</{tag}>"
    assert told(page(loose), "published_on", "source") == ("2023-07-25", "区水务局")


@pytest.mark.parametrize(
    "written",
    [
        "2024\uff0d01\uff0d05",
        "2024\uff0f1\uff0f5",
        "20240105",
        "20240105093000",
        "2024年01月05",
        "2024年元月5日",
        "Fri Jan 05 09:30:00 CST 2024",
        "Jan 5, 2024 9:30:00 AM",
        "Fri, 05 Jan 2024 01:30:00 GMT",
        "Thu, 04 Jan 2024 18:30:00 GMT",
        "Fri Jan 05 2024 09:30:00 GMT+0800 (中国标准时间)",
        "2024-01-04T18:30:00.000+0000",
        "2024-01-05T09:30:00+08:00",
        "1704418200000",
    ],
)
def test_dates_as_programs_and_people_write_them(written):
    found = page(f"<h1>{TITLE}</h1><p class='ln'>发布时间：{written}　来源：区水务局</p>")
    assert told(found, "published_on", "source") == ("2024-01-05", "区水务局")


@pytest.mark.parametrize(
    "written", ["20241305", "2024年01月", "202401", "Fri Feb 30 09:30:00 CST 2024", "2024"]
)
def test_what_is_no_whole_date_stays_as_it_stands(written):
    assert page(f"<h1>{TITLE}</h1><p>发布时间：{written}</p>").fields == {"published_on": written}


@pytest.mark.parametrize(
    "beside",
    [
        "<h1>{t}</h1><p>2023-07-25 09:30</p>",
        "<h1>{t}</h1><p><span id='pubTime'>2023年07月25日 09:30</span> 来源：<span>区水务局</span> 【<span>打印</span>】</p>",
        "<h1>{t}</h1><div><em>2023/7/25</em></div>",
        "<h1>{t}</h1><div>[2023-07-25]</div>",
        "<div><time>2023-07-25</time><h1>{t}</h1></div>",
        "<h1>{t}<small>2023-07-25</small></h1>",
        "<h1>{t}</h1><div><span>云湖区水务局</span><span>2023-07-25</span></div>",
        "<h1>{t}</h1><div>云湖区水务局</div><div>2023-07-25</div>",
        "<h1>{t}</h1><div>来源：区水务局　2023.07.25　点击：12</div>",
        "<h1>{t}</h1><div><i></i>2023-07-25 09:30:00<i></i>浏览次数：<em>12</em>次</div>",
        "<h1>{t}</h1><div>2023-07-25 | 来源：区水务局 | 字体：大 中 小</div>",
        "<h1>{t}</h1><div>2023年7月25日 星期二</div>",
        "<h1>{t}</h1><div><em>2023年07月25日</em>　<span>字体：大 中 小</span></div>",
        "<h2>{t}<br><font>2023-07-25 09:10 来源：区水务局</font></h2>",
    ],
)
def test_a_date_beside_the_heading_needs_no_label(beside):
    found = page(beside.format(t=TITLE))
    assert (found.fields["published_on"], found.labels["published_on"]) == ("2023-07-25", "页面日期")
    assert found.heading == found.title == TITLE and found.document.text.startswith("各镇人民政府")


@pytest.mark.parametrize(
    "beside",
    [
        "<h1>{t}</h1><p>（2023年7月25日）</p>",
        "<h1>{t}</h1><p>2023-07-25</p><p>2023-07-28</p>",
        "<h1>{t}</h1><div>截止时间</div><div>2023-07-25</div>",
        "<h1>{t}</h1><p>2023年7月25日区政府第3次常务会议通过</p>",
        "<ul><li>2023-07-25</li></ul><p>相关</p><h1>{t}</h1>",
        "<meta name='PubDate' content='2023-07-29 10:00'><h1>{t}</h1><p>2023-07-25</p>",
    ],
)
def test_a_date_that_may_mean_something_else_is_not_taken(beside):
    assert page(beside.format(t=TITLE)).fields.get("published_on") is None


def test_a_date_in_brackets_below_the_text_is_read():
    found = read(
        f"<title>{TITLE}</title><h1>{TITLE}</h1>{BODY}<p>（发布日期：2023-07-25　责任编辑：某某）</p>"
    )
    assert found.fields.get("published_on") == "2023-07-25"


# --- headings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "glued",
    [
        "<h2><span>{t}</span><small><br>印发日期：2023-07-21<br>发布日期：2023-07-25</small></h2>",
        "<h2>{t}<span>2023-07-25 09:30</span></h2>",
        "<h2>{t}<span>[打印]</span><span>[关闭]</span></h2>",
        "<h2>{t}_云湖区水务局</h2>",
        "<h2>{t} - 云湖区人民政府门户网站</h2>",
        "<h1 class='title'>{t} 发布日期：2023-07-25</h1>",
        "<h1>{t}<i>来源：区水务局</i><i>浏览次数：3</i></h1>",
        "<div class='news-title'>{t}<p>【字体：大 中 小】</p></div>",
    ],
)
def test_dates_buttons_and_site_names_are_no_part_of_the_heading(glued):
    found = page(glued.format(t=TITLE))
    assert (found.heading, found.title) == (TITLE, TITLE)


@pytest.mark.parametrize(
    "name",
    [f"{TITLE}-云湖区人民政府门户网站", f"{TITLE}_云湖政务网", f"{TITLE}--区水务局", f"{TITLE}-水务公开"],
)
def test_site_and_column_are_no_part_of_the_pages_own_name(name):
    metas = "<meta name='SiteName' content='区水务局'><meta name='ColumnName' content='水务公开'>"
    tag = f"<meta name='ArticleTitle' content='{name}'>"
    assert page("", head=metas + tag, name=name).title == TITLE


@pytest.mark.parametrize(
    "title",
    ["云湖区2023-2025年水网规划公示", "关于2023年7月25日停水的通知", "云湖区水务局通知公告：停水安排"],
)
def test_dates_dashes_and_colons_of_a_title_stay(title):
    parts = "".join(f"<span>{piece}</span>" for piece in title.partition("2023年7月25日") if piece)
    assert page(f"<h1>{parts}</h1>", name=title).title == title


# --- bodies, files, feet -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["<form id='aspnetForm' method='post'>", "<form runat='server' name='f'>"])
def test_a_page_wrapped_in_one_form_is_read_and_a_search_form_is_not(form):
    search = f"<form action='/search'><p>{'请输入要检索的词语，多个词语用空格分开。' * 3}</p></form>"
    state = "<input type='hidden' name='__VIEWSTATE' value='x'>"
    wrapped = f"{form}{state}<div class='gg'><div class='gg-name'>{TITLE}</div><div class='gg-main'>{TEXT * 2}</div></div></form>"
    found = page(wrapped + search, body="")
    assert found.readable and found.kind is PageKind.ARTICLE
    assert found.document.text.startswith("各镇人民政府") and "检索" not in found.document.text


# --- where a heading and a text stand ----------------------------------------------------------------------

OFFICE = "云湖区农业和农村局"
PAPER = f"{OFFICE}关于开展农机检查的通知"


def test_the_office_over_its_site_is_not_the_paper_whose_name_begins_with_it():
    site = f"<h1 class='logo'><a href='/'>{OFFICE}</a></h1>"
    found = read(f"<title>{PAPER}</title>{site}<div><h3>{PAPER}</h3>{BODY}</div>")
    assert (found.title, found.heading) == (PAPER, PAPER)


def test_a_heading_behind_the_sites_name_in_the_pages_own_is_the_title():
    found = read(f"<title>云湖区 通知公告 {PAPER}</title><div class='title'>{PAPER}</div>{BODY}")
    assert (found.title, found.heading) == (PAPER, PAPER)


@pytest.mark.parametrize("line", ["", "<p>来源：区水务局</p>"])
def test_a_text_without_a_block_of_its_own_is_read_without_menus_and_foot(line):
    menu = "<div class='nav'><a href='/'>首页</a><a href='/zwgk/'>政务公开</a></div>"
    foot = "<div class='foot'><p>主办：云湖区人民政府 网站标识码：3703000001 发布日期：2010-01-01</p></div>"
    found = read(f"<title>{TITLE}</title><body>{menu}<h1>{TITLE}</h1>{line}{TEXT}{foot}</body>")
    assert found.document.text.startswith("各镇人民政府") and found.document.text.endswith("2023年7月21日")
    assert found.fields.get("published_on") is None


def test_the_head_of_an_article_element_is_not_its_text():
    head = f"<header><h1>{TITLE}</h1><p>2023-07-25</p></header>"
    menu = "<div class='nav'><a href='/'>首页</a></div>"
    found = read(
        f"<title>{TITLE}</title>{menu}<article>{head}{TEXT}<footer>责任编辑：某某</footer></article>"
    )
    assert found.document.text.startswith("各镇人民政府") and found.document.text.endswith("2023年7月21日")
    assert (found.heading, found.fields.get("published_on")) == (TITLE, "2023-07-25")


@pytest.mark.parametrize("said", ["【打印本页】【关闭窗口】", "打印 | 关闭", "[返回顶部]"])
def test_buttons_below_a_text_are_no_part_of_it(said):
    links = f"<p align='right'><a href='javascript:print()'>{said}</a></p>"
    found = read(f"<title>{TITLE}</title><h1>{TITLE}</h1><div class='article-content'>{TEXT}{links}</div>")
    assert found.document.text.endswith("2023年7月21日")


def test_a_lone_date_further_down_signs_the_paper_and_heads_nothing():
    short = "<p>各镇人民政府：</p><p>请认真执行本通知的各项要求，不得延误。</p><p>2023年7月21日</p>"
    found = read(
        f"<title>{TITLE}</title><h1>{TITLE}</h1>{short}{'<p>附件另发，请查收，不再单独通知。</p>' * 3}"
    )
    assert found.document.text.startswith("各镇人民政府")
