"""A body shorter than what stands around it: it is known by the heading and the line of source and time above it."""

import pytest
from made_articles import read

TITLE = "关于开展冬季森林防火检查的通知"
LINE = "<div class='t2'>发布日期：2024-11-04　来源：云湖区政府办公室</div>"
NEWS = "".join(
    f"<li><a href='/n/{n}'>云湖区第{n}次政务公开工作会议部署重点任务落实</a><span>2024-10-0{n}</span></li>"
    for n in range(1, 8)
)
HOT = f"<div class='you'><h4>热点推荐</h4><ul>{NEWS}</ul></div>"
LEAVING = (
    "<div class='ts'>温馨提示：您访问的链接即将离开本网站，是否继续？本网站所载信息仅供参考，"
    "请以正式文件为准，任何单位和个人不得非法转载。</div>"
)
COPYRIGHT = (
    "<table width=1000><tr><td>Copyright © 2024 云湖区人民政府 All Rights Reserved<br>主办：云湖区人民政府办公室　"
    "维护：区信息中心　电话：0533-1234567<br>鲁ICP备12345678号-1</td></tr></table>"
)
LAYOUTS = {
    "beside a list of news": f"<div class='m'><div class='z'><h1>{TITLE}</h1>{LINE}<div class='w'>@</div></div>{HOT}</div>",
    "above a list of news": f"<div class='x'><h1>{TITLE}</h1>{LINE}<div class='w'>@</div></div>{HOT}",
    "above a notice of the site": f"<div><div><div class='t1'>{TITLE}</div>{LINE}<div><div>@</div></div></div></div>{LEAVING}",
    "above a copyright line": f"<div class='x'><h2>{TITLE}</h2><p>2024-11-04</p><div class='w'>@</div></div>{COPYRIGHT}",
    "in rows of a table": (
        f"<table><tr><td class='bt'>{TITLE}</td></tr><tr><td>发布日期：2024-11-04</td></tr>"
        f"<tr><td class='w'>@</td></tr></table>{COPYRIGHT}"
    ),
}
BODIES = {
    "a sentence": "<p>因管道检修，11月5日8时至18时城东片区停水。</p>",
    "lines of blocks": "<div>现将有关事项通知如下。</div><div>一、加强巡查。</div>",
    "a table": "<p>现将发放情况公示如下：</p><table><tr><td>单位</td><td>金额</td></tr><tr><td>甲村</td><td>3000</td></tr></table>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("body", BODIES)
def test_a_short_body_is_read_and_nothing_around_it(layout: str, body: str):
    page = read(
        f"<html><head><meta charset='utf-8'><title>{TITLE}_云湖区人民政府</title></head>"
        f"<body>{LAYOUTS[layout].replace('@', BODIES[body])}</body></html>".encode()
    )
    alone = read(f"<html><body><div class='TRS_Editor'>{BODIES[body]}</div></body></html>".encode())
    assert page.document.text.split() == alone.document.text.split()
    assert page.fields["published_on"] == "2024-11-04"


def test_a_fuller_block_beside_the_line_stays_the_body():
    said = "为做好冬季森林防火工作，现将有关事项通知如下，请各乡镇认真贯彻执行，及时报送情况。"
    page = read(
        f"<html><head><title>{TITLE}</title></head><body><div><h1>{TITLE}</h1>{LINE}<div>字体：大 中 小</div>"
        f"<div class='w'><p>{said}</p></div></div>{HOT}</body></html>".encode()
    )
    assert page.document.text == said


def test_buttons_and_a_summary_below_the_line_are_not_the_body():
    said = "为做好冬季森林防火工作，现将有关事项通知如下，请各乡镇认真贯彻执行，及时报送情况。"
    head = (
        f"<div class='bt'><h1>{TITLE}</h1>{LINE}<div>分享到：微信 微博</div><div>摘要：部署检查。</div></div>"
    )
    page = read(
        f"<html><head><title>{TITLE}</title></head><body>{head}<div class='w'><p>{said}</p></div>{HOT}</body></html>".encode()
    )
    assert page.document.text == said
