"""Plain lists: rows, dates, notes, redirects, parents; hostile text."""

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_lists import FURNITURE, HOME, THREE, page, read, real, rows

from auditor.models import VisitState
from spiders.family import families

# Rows


def test_plain_rows_give_address_title_and_complete_dates_only() -> None:
    listing = read(page(FURNITURE + THREE), "trs")
    assert [(e.url, e.published_on) for e in listing.entries] == [
        ("http://www.yunxi.gov.cn/zwgk/tzgg/202603/t20260302_101.html", dt.date(2026, 3, 2)),
        ("http://www.yunxi.gov.cn/zwgk/tzgg/202602/t20260211_100.html", dt.date(2026, 2, 11)),
        ("http://www.yunxi.gov.cn/tzgg/202601/t20260105_99.html", None),
    ]
    assert listing.state is VisitState.READABLE
    assert listing.course.steps == ()


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


def test_rows_that_are_lines_of_one_block_are_read_with_their_days() -> None:
    lines = "".join(
        f'·<a href="/tzgg/202603/t2026030{n}_{n}.html">关于第{n}批名单的公告</a>（2026-03-0{n}）<br>'
        for n in (1, 2, 3)
    )
    found = read(page(f"<div class='con'>{lines}</div>"))
    assert [entry.published_on for entry in found.entries] == [dt.date(2026, 3, n) for n in (1, 2, 3)]


def test_rows_that_a_script_opens_are_read() -> None:
    items = "".join(
        f'<li><a href="javascript:void(0)" onclick="window.open(\'/tzgg/202603/t2026030{n}_{n}.html\')">关于第{n}批名单的公告</a><span>2026-03-0{n}</span></li>'
        for n in (1, 2)
    )
    assert len(read(page(f"<ul>{items}</ul>")).entries) == 2


def test_a_block_that_names_several_articles_is_no_row() -> None:
    block = "".join(
        f'<a href="/tzgg/202603/t2026030{n}_{n}.html">关于第{n}批名单的公告</a> ' for n in (1, 2, 3, 4)
    )
    found = read(page(f"<div class='con'><div>{block}2026-03-01</div></div>"))
    assert len(found.entries) != 1


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


def test_a_lone_row_with_month_and_day_is_a_list() -> None:
    row = '<table><tr><td><a href="/nb/202501/t20250117_12.html">云溪区教育局2024年年度报告</a></td><td>{}</td></tr></table>'
    assert len(read(page(row.format("[01-17]"))).entries) == 1
    assert read(page(row.format("更多"))).entries == ()


@pytest.mark.parametrize(
    ("inside", "proven"),
    [("通知公告", True), ("通知公告 本月更新", False), ('通知公告<img src="a.png">', False)],
)
def test_a_list_of_its_own_name_alone_is_empty(inside: str, proven: bool) -> None:
    table = f'<table class="list"><tr><td>{inside}</td></tr><tr><td></td></tr></table>'
    head = '<meta name="ColumnName" content="通知公告">'
    assert (read(page(table, head)).state is VisitState.READABLE) is proven
    assert read(page(table + "<script>fill()</script>", head)).state is VisitState.UNREADABLE


@pytest.mark.parametrize(
    ("below", "proven"),
    [
        ('<div class="kk"></div>', True),
        ('<div class="kk"></div><hr><center>主办：云溪区政府　网站标识码：3703990001</center>', True),
        ('<div class="kk"><div class="row"></div></div><script>count()</script>', True),
        ('<div id="rows"></div><script>count()</script>', False),
        ('<div class="kk"></div><script src="/js/main.js"></script>', False),
        ('<div class="kk"></div><div>本栏内容见左侧各级目录</div>', False),
        ('<div class="kk"><img src="/a.png"></div>', False),
        ("<p>见左侧</p>", False),
    ],
)
def test_an_empty_block_below_the_sections_own_heading_is_an_empty_list(below: str, proven: bool) -> None:
    head = '<meta name="ColumnName" content="通知公告">'
    listing = read(page(f"{FURNITURE}<div class='main'><h2>通知公告</h2>{below}</div>", head))
    assert (listing.state is VisitState.READABLE) is proven and listing.entries == ()


def test_one_link_below_the_sections_own_heading_is_all_that_it_holds() -> None:
    head, link = (
        '<meta name="ColumnName" content="信用信息">',
        '<a href="https://credit.example/">信用平台</a>',
    )
    shown = "<div class='main'><h3>信用信息</h3><div class='kk'><div>{}</div></div></div>"
    assert read(page(FURNITURE + shown.format(link), head)).redirected_to == "https://credit.example/"
    assert read(page(FURNITURE + shown.format(f"{link}请到平台查询"), head)).redirected_to is None


# What a page without rows is


@pytest.mark.parametrize(
    "body",
    [
        '<ul class="list"></ul>',
        "<table><tr><td><table width=98%></table></td></tr></table>",
        "<div><span>共0条信息</span></div>",
        "<table><tr><th>名称</th><th>发布日期</th></tr></table>",
        '<ul><li class="mc">信息名称</li><li class="rq">发布日期</li></ul>',
        '<ul class="list"></ul><script>var today=new Date();document.write(today.getFullYear())</script>',
        '<ul class="list"></ul><iframe src="http://count.example/c" width="0" height="0"></iframe>',
        '<ul class="list"></ul><div class="footer"><iframe src="/foot.html"></iframe></div>',
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
        '<table></table><script src="/js/main.js"></script>',
        '<div ms-controller="list"><ul></ul></div>',
        '<ul class="list"></ul><script>document.write(\'<li><a href="/1.html">公告</a></li>\')</script>',
        '<ul class="list"><script>showRows()</script></ul>',
        '<table class="list"><script src="/js/rows.js"></script></table>',
        '<ul class="list"></ul><script>var u=$(".list");u.append("<li>"+t+"</li>")</script>',
        '<ul class="list"></ul><script>var li=document.createElement("li");u.appendChild(li)</script>',
        '<ul class="list"></ul><iframe src="/lists/12.html"></iframe><iframe src="/lists/13.html"></iframe>',
        "<div><p>共0条也没有列表区域的页面</p></div>".replace("共0条", "一个"),
    ],
)
def test_a_list_that_scripts_fill_or_that_is_not_recognised_proves_nothing(body: str) -> None:
    listing = read(page(body))
    assert listing.why
    assert listing.why
    assert (listing.note, listing.state) == (None, VisitState.UNREADABLE)


@pytest.mark.parametrize(
    "words",
    [
        "本栏目暂无信息",
        "本单位2025年度未发生行政强制事项，特此说明。",
        "暂无相关内容",
        "2025年上半年，云溪区水务局未实施行政强制。",
        "该栏目正在筹建，敬请关注！",
        "数据整理中，请稍后访问",
        "本单位无此项职责。",
    ],
)
def test_a_note_in_place_of_entries_is_the_note(words: str) -> None:
    listing = read(page(f'{FURNITURE}<div class="con"><p>{words}</p></div>'))
    assert (listing.note, listing.why) == (words, "")


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
    assert [step.url for step in listing.course.steps] == ["http://www.yunxi.gov.cn/zwgk/zcwj/"]


def test_a_redirect_to_another_host_is_named_but_not_followed() -> None:
    listing = read(page("", '<meta http-equiv="refresh" content="0;URL=https://www.other.gov.cn/x/">'))
    assert (listing.redirected_to, listing.course.steps) == ("https://www.other.gov.cn/x/", ())


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


# Hostile input


@example(text="<:", family="generic", media="application/json")
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
        assert listing.state in VisitState


@pytest.mark.parametrize(
    "href", ["http://[::1", "javascript:alert(1)", "http://h:99999/", "//", "mailto:a@b.cn", "\x00"]
)
def test_broken_addresses_are_left_out(href: str) -> None:
    body = f'<ul><li><a href="{href}">坏链接的公告</a>2026-01-01</li><li><a href="/20260101/2.html">公告</a>2026-01-02</li></ul>'
    assert [e.title for e in read(page(body)).entries] == ["公告"]


def test_real_handan_list(shared) -> None:
    url = "http://hdzfxxgk.hd.gov.cn/zfwj/jinqixxgk/"
    listing = read(real(shared, "handan_trs_list.html"), "trs", url)
    [entry] = listing.entries
    assert entry.published_on == dt.date(2020, 8, 5)
    assert entry.fields == {"index_number": "000014348/2020-35428", "publisher": "邯郸市教育局"}
    assert [s.url for s in listing.course.steps] == [url + "index_1.html"]


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
        goes_on = listing.redirected_to or listing.aggregates or listing.course.moves
        assert listing.entries or bool(listing.why) or goes_on, path.name
