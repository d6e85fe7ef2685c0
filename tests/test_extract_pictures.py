"""Pages whose body is one picture: which block is the body."""

import pytest
from made_articles import read

TITLE = "关于做好冬季取暖补贴申领工作的通告"
MENU = "".join(f"<div><a href='/l{n}.aspx'>栏目导航第{n}项的名称</a></div>" for n in range(12))
FOOT = "<table><tr><td>主办单位：云湖区人民政府办公室　联系电话：0000-5550000　网站标识码：0000000000　请勿转载</td></tr></table>"


@pytest.mark.parametrize("named", ["divContent", "lbl_content", "content"])
def test_a_block_called_the_text_is_it_even_where_it_holds_a_picture_alone(named):
    page = read(
        f"<html><head><title>{TITLE}</title><meta name='ArticleTitle' content='{TITLE}'></head><body>"
        f"<table><tr><td><img src='/img/logo.png'></td></tr></table><table><tr><td>{MENU}</td><td>"
        f"<div style='font-size:22px'>{TITLE}</div><div>来源：云湖区　发布时间：2026-07-14</div>"
        f"<div id='{named}'><p><img src='/upload/scan.png'></p></div></td></tr></table>{FOOT}</body></html>"
    )
    assert [url.rpartition("/")[2] for url in page.media] == ["scan.png"]
    assert page.text_length == 0
