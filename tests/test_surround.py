"""What stands around a home page: footer, menus, marks that scripts set; and addresses on an editor's disk."""

import datetime as dt

import pytest

from auditor.models import SEARCH_FORM, Link, Page, PageKind
from auditor.portal.atlas import links_of
from spiders.extract.extract import extract
from spiders.extract.surround import surroundings
from spiders.html.markup import parse

AT = dt.datetime(2026, 11, 20, 8, tzinfo=dt.timezone(dt.timedelta(hours=8)))
HOME = """<html><head><meta name="SiteName" content="示例区"></head><body>
<div class="menu"><a href="/zwgk/">政务公开</a><a href="/wza/"><img src="w.png" alt="无障碍浏览"></a>
<input type="text" placeholder="请输入搜索关键字"></div>
<ul><li><a href="/a/1.html">示例区召开全区重点项目建设推进工作会议</a></li></ul>
<div class="foot">主办：示例区人民政府办公室 <a href="https://beian.miit.gov.cn/">鲁ICP备12345678号-1</a>
<script>document.write("<script src='//dcs.conac.cn/js/17/a.js'></sc" + "ript>")</script>
<script id="_jiucuo_" sitecode="3703000001" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script></div>
</body></html>"""


@pytest.fixture(scope="module")
def home():
    return extract(HOME.encode(), url="http://www.example.gov.cn/", fetched_at=AT)


def test_a_home_page_keeps_footer_and_hints_but_no_headlines(home):
    assert home.kind is PageKind.HOME
    for words in ("主办：示例区人民政府办公室", "鲁ICP备12345678号-1", "无障碍浏览", "请输入搜索关键字"):
        assert words in home.frame_text
    assert "推进工作会议" not in home.frame_text
    assert {"政务公开", "无障碍浏览"} <= {link.text for link in home.frame_links}
    assert not any("召开" in link.text for link in home.frame_links)


def test_marks_that_scripts_set_are_known_by_their_address(home):
    urls = [link.url for link in home.frame_links]
    assert "http://dcs.conac.cn/js/17/a.js" in urls
    assert "https://zfwzgl.www.gov.cn/exposure/jiucuo.js?site_code=3703000001" in urls


def test_an_article_has_no_surroundings():
    body = "<h1>通知</h1><div id='zoom'>" + "现将有关事项通知如下，请认真贯彻落实。" * 5 + "</div>"
    page = extract(body.encode(), url="http://www.example.gov.cn/art/2023/7/21/art_1_2.html", fetched_at=AT)
    assert (page.frame_text, page.frame_links) == ("", ())


def test_links_to_the_editors_own_disk_are_kept_as_they_stand():
    body = (
        "<h1>通知</h1><div id='zoom'>"
        + "现将有关事项通知如下，请认真贯彻落实。" * 5
        + "<a href='file:///D:/1.doc'>附件</a>"
        "<img src='C:\\Users\\a\\1.png'></div>"
    )
    page = extract(body.encode(), url="http://www.example.gov.cn/art/2023/7/21/art_1_2.html", fetched_at=AT)
    assert [link.url for link in page.links] == ["file:///D:/1.doc", "C:\\Users\\a\\1.png"]


def test_words_above_the_body_are_kept_with_labels_no_field_takes():
    body = (
        "<div class='menu'><a href='/jc/'>决策公开</a></div><h1>关于公开征求《城市树木保护办法（草案）》意见的公告</h1>"
        "<table><tr><th>结束时间</th><td>2023-07-24</td><th>联系电话</th><td>0000-5550101</td></tr></table>"
        "<div id='zoom'><p>现将草案公布，欢迎社会各界提出意见，意见将逐条研究并公布采纳情况。</p></div>"
        "<div class='foot'>主办：示例区人民政府</div>"
    )
    page = extract(body.encode(), url="http://www.example.gov.cn/art/2023/7/21/art_1_2.html", fetched_at=AT)
    assert "结束时间 2023-07-24 联系电话 0000-5550101" in page.lead_text
    assert "决策公开" not in page.lead_text and "主办" not in page.lead_text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ('<form action="/jsearch/x.do"><input name="a"><img src="/i/b.png" onclick="go()"></form>', True),
        ('<div class="search"><input type="text" id="t"><a href="#"><i></i></a></div>', True),
        ('<input type="search">', True),
        ('<form><input name="w"><input type="image" src="/i/b.png"></form>', True),
        ('<form><input name="mailbox"><input type="submit"></form>', False),
        ('<form><input name="a"><input type="password"></form>', False),
        ('<form><input name="from"><input name="to"></form>', False),
        ("<p>首页</p>", False),
    ],
)
def test_a_box_to_search_in_is_told_without_its_word(form: str, told: bool) -> None:
    said, _ = surroundings(parse(form), form, "http://www.example.gov.cn/")
    assert ("搜索框" in said) is told


@pytest.mark.parametrize(
    ("form", "led"),
    [
        ('<form action="/so"><input name="q"></form>', ["http://www.example.gov.cn/so?q=%E5%85%AC%E5%BC%80"]),
        (
            '<form action="/so?site=1" method="GET"><input name="q"></form>',
            ["http://www.example.gov.cn/so?site=1&q=%E5%85%AC%E5%BC%80"],
        ),
        ('<form action="/so" method="post"><input name="q"></form>', []),
        ('<form action="/so"><input></form>', []),
        ('<form action="javascript:go()"><input name="q"></form>', []),
        ('<form action="/login"><input name="a"><input type="password"></form>', []),
    ],
)
def test_where_a_box_to_search_in_leads(form: str, led: list[str]) -> None:
    _, links = surroundings(parse(form), form, "http://www.example.gov.cn/")
    assert [link.url for link in links if link.text == SEARCH_FORM] == led


def test_of_a_list_the_links_are_asked_that_every_page_offers() -> None:
    page = Page(
        source="",
        fetched_at=AT,
        url="http://www.example.gov.cn/mz/",
        kind=PageKind.LIST,
        links=(Link("http://www.example.gov.cn/mz/1.html", "关于发放补贴的公告"),),
        frame_links=(
            Link("http://www.example.gov.cn/mz/jc.html", "政府网站找错"),
            Link("http://www.example.gov.cn/mz/so?q=x", SEARCH_FORM),
            Link("http://www.example.gov.cn/mz/zc/", "政策文件"),
        ),
    )
    assert links_of(page) == (
        ("link", "http://www.example.gov.cn/mz/jc.html"),
        ("link", "http://www.example.gov.cn/mz/so?q=x"),
    )
