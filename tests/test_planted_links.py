"""Links that strangers hide in a page, and pictures and files whose address or name stands elsewhere in the markup."""

import datetime as dt

import pytest

from auditor.models import Link
from spiders.extract.extract import extract

URL = "http://www.heyang-demo.example/art/2023/9/12/art_1_1.html"
AT = dt.datetime.fromisoformat("2023-09-15T08:00:00+08:00")
BODY = "<p>区民政局组织开展养老机构等级评定，共有十二家机构参评，结果已经公布。</p>" * 3


def beside(block: str):
    return page(f"</div>{block}<div>")


def page(inside: str, url: str = URL):
    markup = f"<html><head><meta charset='utf-8'><meta name='ArticleTitle' content='养老机构等级评定结果'></head><body><div id='zoom'>{BODY}{inside}</div></body></html>"
    return extract(markup.encode(), url=url, fetched_at=AT)


@pytest.mark.parametrize(
    "style",
    [
        "display: none",
        "visibility:hidden",
        "position:absolute;left:-9999px",
        "text-indent:-2000px",
        "font-size:0",
        "height:0px;overflow:hidden",
    ],
)
def test_a_hidden_link_to_another_host_is_kept(style):
    hidden = f'<div style="{style}"><a href="http://www.planted.example/">这是一个被人藏在页面里的很长的链接</a></div>'
    link = Link("http://www.planted.example/", "这是一个被人藏在页面里的很长的链接")
    assert link in page(hidden).frame_links
    assert link in page(hidden, "http://www.heyang-demo.example/").frame_links


def test_hidden_links_of_the_own_site_are_no_concern():
    own = '<ul style="display:none"><li><a href="/zwgk/">公开</a></li></ul>'
    assert page(own).frame_links == ()


def test_a_picture_loaded_late_is_known_by_its_own_address():
    late = page('<p><img src="/i/blank.gif" data-src="/u/1.png"><img src="/u/2.png"></p>')
    assert late.media == ("http://www.heyang-demo.example/u/1.png", "http://www.heyang-demo.example/u/2.png")


def test_an_icon_before_a_file_does_not_take_its_name():
    found = page(
        '<p><a href="./P020230912001.docx"><img src="/i/icon_doc.gif"></a><a href="./P020230912001.docx">申请表.docx</a></p>'
    )
    assert [attachment.name for attachment in found.attachments] == ["申请表.docx"]


def test_a_short_block_headed_as_related_links_speaks_for_them():
    block = '<div><h3>相关链接：</h3><ul><li><a href="/zc/1.html">文件</a></li></ul></div>'
    assert Link("http://www.heyang-demo.example/zc/1.html", "相关链接") in beside(block).frame_links


def test_a_long_list_under_such_a_heading_is_a_menu():
    rows = "".join(f'<li><a href="/zc/{n}.html">文件</a></li>' for n in range(12))
    assert beside(f"<div><h3>相关链接</h3><ul>{rows}</ul></div>").frame_links == ()
