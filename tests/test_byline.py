"""The line of source and time under a heading is not the body; a value left out does not take its neighbour's."""

import pytest
from made_articles import read

from auditor.models import ProblemKind

HEAD = "<title>春日水库_动态_云湖区</title>"
LINE = "<div class='ln'><span>来源：云湖区水务局</span><span>发布时间：2025-05-13 09:00</span><span>字号：[大 中 小]</span></div>"


def page_with(body, line=LINE):
    return read(
        f"<html><head>{HEAD}</head><body><div><h1>春日水库</h1>{line}{body}</div></body></html>".encode()
    )


def test_a_body_of_pictures_is_found_below_the_line():
    page = page_with("<section class='t'><p><img src='/a/1.jpg'></p></section>")
    assert [url.rsplit("/", 1)[-1] for url in page.media] == ["1.jpg"]
    assert page.document.text == "" and page.fields["published_on"] == "2025-05-13"


def test_a_long_heading_in_one_block_with_pictures_is_not_its_words():
    name = "云湖区水务局办公室关于贯彻落实省厅要求加强春日水库夏季巡查管护工作的实施意见"
    page = read(
        f"<html><head><title>{name}_政策文件_云湖区</title><meta name='ArticleTitle' content='{name}'></head><body>"
        f"<div class='detail'><div class='detail-title'>{name}</div><p class='sub'><span>日期：2025-05-13 09:00</span>"
        "<span>来源：云湖区水务局</span></p><div class='detail-con'><div><p><img src='/a/1.jpg'></p></div></div></div>"
        "</body></html>".encode()
    )
    assert page.document.text == "" and len(page.media) == 1


def test_a_body_of_one_sentence_is_found_below_the_line():
    page = page_with("<div><a href='#'>分享到微信</a></div><div class='t'><p>全文见附件。</p></div>")
    assert page.document.text == "全文见附件。"


def test_where_nothing_stands_below_the_line_the_body_is_not_found():
    page = page_with("<section class='t'></section>")
    assert page.text_length == 0
    assert [problem.kind for problem in page.problems] == [ProblemKind.NO_CONTAINER]


def test_a_longer_line_leaves_a_shorter_body_its_place():
    said = "云湖区水务局今天在春日水库开展放流活动，放流鱼苗五万尾，群众参加。"
    assert page_with(f"<div><p>{said}</p></div>").document.text == said


@pytest.mark.parametrize("tag", ["div", "span"])
def test_a_value_left_out_is_empty_and_not_the_next_row(tag):
    row = "<div><{0}>{1}</{0}><{0}>{2}</{0}></div>"
    rows = (("索引号", "1"), ("发文字号", ""), ("发布日期", "2025-05-13"), ("有效性", "有效"))
    table = "".join(row.format(tag, *pair) for pair in rows)
    page = page_with(
        "<div><p>现将有关事项通知如下，请认真贯彻执行，遇有问题及时反映。</p></div>", f"<div>{table}</div>"
    )
    assert page.fields["document_number"] == "" and page.fields["published_on"] == "2025-05-13"


FOOT = (
    "<div class='dbx'><a href='/map.html'>网站地图</a><p>主办单位：云湖区人民政府办公室　联系电话：0533-1234567　"
    "地址：云湖区府前路1号</p><p>网站标识码：3703990001　鲁ICP备12345678号-1　鲁公网安备 37039902000123号</p></div>"
)


@pytest.mark.parametrize("name", ["class='wz-nr'", "id='newscontent'", "class='box'"])
def test_a_foot_longer_than_the_body_is_not_the_body(name):
    said = "8月29日，区图书馆举办读书活动，三十余名读者参加，现场气氛热烈，大家踊跃发言。"
    page = page_with(f"<div {name}><p>{said}</p></div>{FOOT}")
    assert page.document.text == said


def test_a_foot_is_no_body_where_there_is_none():
    page = page_with(f"<section class='t'></section>{FOOT}")
    assert page.text_length == 0
    assert [problem.kind for problem in page.problems] == [ProblemKind.NO_CONTAINER]


def test_a_paper_that_speaks_of_feet_is_a_body():
    said = (
        "各单位要在网页底部标明网站标识码、ICP备案号和公安备案号，并公布联系方式。主办单位：区政府办公室。"
        "对漏标、错标的限期改正，改正情况于月底前报送，纳入年度考核，结果予以通报。"
    )
    assert page_with(f"<div><p>{said}</p></div>").document.text == said


@pytest.mark.parametrize(
    "line",
    [
        "<div>云湖区政府采购中心　2025-05-13　【打印】【关闭】</div>",
        "<p>[2025-05-13] [来源：云湖区政府采购中心]</p>",
    ],
)
def test_a_date_without_label_stands_beside_source_and_buttons(line):
    name = "春日小学食堂设备采购中标公告"
    body = "<div><p>现将有关事项公告如下，请各供应商按照采购文件的要求参加，遇有问题及时向采购中心反映。</p></div>"
    page = read(
        f"<html><head><title>{name}</title></head><body><h2>{name}</h2>{line}{body}</body></html>".encode()
    )
    assert page.fields["published_on"] == "2025-05-13"
    assert page.fields.get("source") in (None, "云湖区政府采购中心")


def _in_known_container(below, beside=""):
    line = "<div class='ly'>时间：2025-05-13 09:00　来源：云湖区水务局　浏览：12</div>"
    inside = f"<h3>春日水库</h3>{line}<div class='nr'>{below}</div>"
    body = f"<div class='wrap'><div class='content'>{inside}</div>{beside}</div>{FOOT}"
    return read(f"<html><head>{HEAD}</head><body>{body}</body></html>".encode())


def test_a_known_container_with_nothing_below_its_line_is_empty():
    page = _in_known_container("<div class='WordSection1'></div>")
    assert page.text_length == 0
    assert [problem.kind for problem in page.problems] == [ProblemKind.EMPTY_CONTAINER]


@pytest.mark.parametrize(
    ("below", "beside"),
    [
        ("<script>fill()</script>", ""),
        ("", "<div class='zw'><p>春日水库水质达标，供水正常，请广大用户放心使用，详情请致电咨询。</p></div>"),
    ],
    ids=["a script fills it", "the text stands beside it"],
)
def test_what_may_hold_its_text_elsewhere_is_not_empty(below, beside):
    page = _in_known_container(below, beside)
    assert ProblemKind.EMPTY_CONTAINER not in [problem.kind for problem in page.problems]


def test_a_blank_field_of_a_small_table_is_empty():
    rows = (("索引号", "<span></span>"), ("发布机构", "云湖区水务局"), ("发布日期", "2025-05-13"))
    table = "".join(f"<dt>【{name}】</dt><dd>{value}</dd>" for name, value in rows)
    body = "<div class='content'><p>现将有关事项通知如下，请认真贯彻执行，遇有问题及时反映。</p></div>"
    page = read(
        f"<html><head>{HEAD}</head><body><dl>{table}</dl><h1>春日水库</h1>{body}</body></html>".encode()
    )
    assert page.fields["index_number"] == ""
