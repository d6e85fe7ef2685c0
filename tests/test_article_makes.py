"""Articles as templates write them: information tables that lie down, papers that an external viewer shows."""

import base64
import datetime as dt

import pytest

from auditor.models import Page
from spiders.extract.extract import extract

AT = dt.datetime(2026, 9, 30, 2, tzinfo=dt.UTC)
BASE = "http://www.qinghe.gov.cn"
TITLE = "关于做好防汛工作的通知"
LABELS = ("索引号", "发文字号", "发布机构", "成文日期", "发布日期")
VALUES = ("1137/2026-00012", "青政办发〔2026〕5号", "青禾市人民政府办公室", "2026-09-20", "2026-09-25")
FIELDS = {
    "index_number": "1137/2026-00012",
    "document_number": "青政办发〔2026〕5号",
    "issuer": "青禾市人民政府办公室",
    "dated_on": "2026-09-20",
    "published_on": "2026-09-25",
}
TEXT = f'<div class="TRS_Editor"><p>各镇人民政府：</p><p>{"现将有关事项通知如下。" * 20}</p></div>'
TABLE = "<table><tr><td>索引号：</td><td>1137/2026-1</td><td>发布日期：</td><td>2026-09-25</td></tr></table>"


def read(body: str) -> Page:
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
    return extract(text.encode(), url=f"{BASE}/qh/tzgg/202609/t20260927_1.html", fetched_at=AT)


def row(tag: str, texts: tuple[str, ...], sign: str = "") -> str:
    return "".join(f"<{tag}>{text}{sign}</{tag}>" for text in texts)


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{one}</tr>" for one in rows) + "</table>"


LYING = {
    "td": table(row("td", LABELS), row("td", VALUES)),
    "冒号": table(row("td", LABELS, "："), row("td", VALUES)),
    "th": table(row("th", LABELS), row("td", VALUES)),
    "thead": f"<table><thead><tr>{row('th', LABELS)}</tr></thead><tbody><tr>{row('td', VALUES)}</tr></tbody></table>",
    "两段": table(row("td", LABELS[:3]), row("td", VALUES[:3]), row("td", LABELS[3:]), row("td", VALUES[3:])),
    "跨列": table(
        f'<td colspan="2">索引号</td>{row("td", LABELS[1:])}',
        f'<td colspan="2">{VALUES[0]}</td>{row("td", VALUES[1:])}',
    ),
    "列表": f"<ul>{row('li', LABELS)}</ul><ul>{row('li', VALUES)}</ul>",
}


@pytest.mark.parametrize("markup", LYING.values(), ids=LYING.keys())
def test_labels_in_one_row_have_their_values_in_the_row_below(markup: str) -> None:
    page = read(markup + TEXT)
    assert page.fields == FIELDS
    assert not page.problems


def test_a_value_left_out_below_its_label_is_an_empty_field() -> None:
    values = (*VALUES[:3], "", VALUES[4])
    page = read(table(row("td", LABELS, "："), row("td", values)) + TEXT)
    assert page.fields == {**FIELDS, "dated_on": ""}
    assert [problem.field for problem in page.problems] == ["dated_on"]


@pytest.mark.parametrize(
    "beside",
    [
        TEXT
        + table(
            row("td", ("标题", "文号", "发布日期")), row("td", ("甲办法", "青政发〔2010〕1号", "2010-01-01"))
        ),
        table(
            row("td", ("标题", "文号", "发布日期")),
            row("td", ('<a href="/a.html">甲办法</a>', "青政发〔2010〕1号", "2010-01-01")),
        )
        + TEXT,
        table(
            row("td", ("标题", "文号", "发布日期")),
            row("td", ("甲办法", "青政发〔2010〕1号", "2010-01-01")),
            row("td", ("乙办法", "青政发〔2011〕1号", "2011-01-01")),
        )
        + TEXT,
    ],
    ids=["正文以后", "链接到别的文件", "几个文件的清单"],
)
def test_a_list_of_other_papers_is_no_information_table(beside: str) -> None:
    assert read(beside).fields.get("published_on") is None


ENCODED = base64.b64encode(f"{BASE}/files/a.pdf".encode()).decode()
SHOWN = {
    "pdf.js页面": '<iframe src="/pdfjs/web/viewer.html?file=/files/a.pdf"></iframe>',
    "编码的网址": '<iframe src="/pdfjs/web/viewer.html?file=%2Ffiles%2Fa.pdf#page=1"></iframe>',
    "预览服务": '<iframe src="/pdfView?url=/files/a.pdf"></iframe>',
    "Base64": f'<iframe src="/onlinePreview?url={ENCODED}"></iframe>',
    "脚本地址": '<script src="/js/pdf.js?file=/files/a.pdf"></script>',
    "拼出框架": '<div id="v"></div><script>var u="/pdf.js?file=/files/a.pdf";v.innerHTML=\'<iframe src="\'+u+\'">\';</script>',
    "写出框架": "<script>document.write('<iframe src=\"/viewer.html?file=/files/a.pdf\"></iframe>');</script>",
    "设置框架": '<iframe id="f"></iframe><script>$("#f").attr("src","/web/viewer.html?file="+encodeURIComponent("/files/a.pdf"));</script>',
    "embed": '<embed src="/files/a.pdf" type="application/pdf">',
    "object": '<object data="/files/a.pdf" type="application/pdf"><p>您的浏览器不支持</p></object>',
    "param": '<object classid="clsid:CA8A9780"><param name="SRC" value="/files/a.pdf"></object>',
    "Pdfh5": '<div id="d"></div><script>new Pdfh5("#d",{pdfurl:"/files/a.pdf"});</script>',
    "FlexPaper": '<a id="p"></a><script>new FlexPaperViewer("F","p",{config:{SwfFile:"/files/a.swf",PDFFile:"/files/a.pdf"}});</script>',
    "data-pdf": '<div data-pdf="/files/a.pdf"></div><script src="/js/show.js"></script>',
    "隐藏域": '<input type="hidden" id="pdfUrl" value="/files/a.pdf"><canvas></canvas><script src="/js/show.js"></script>',
}


@pytest.mark.parametrize("markup", SHOWN.values(), ids=SHOWN.keys())
def test_a_paper_that_a_viewer_shows_is_the_pages_file_and_the_page_is_not_blank(markup: str) -> None:
    page = read(f'{TABLE}<div class="con">{markup}</div>')
    assert [(one.url, one.type) for one in page.attachments] == [(f"{BASE}/files/a.pdf", "pdf")]
    assert not page.problems and page.text_length == 0


def test_a_paper_whose_address_has_no_extension_is_one_by_its_type() -> None:
    page = read(f'{TABLE}<div class="con"><object data="/down/12345" type="application/pdf"></object></div>')
    assert [(one.url, one.type) for one in page.attachments] == [(f"{BASE}/down/12345", "pdf")]


@pytest.mark.parametrize(
    "markup", ['<iframe src="/map/viewer.html?file=12"></iframe>', '<object data="/flash/banner"></object>']
)
def test_a_frame_that_shows_no_paper_leaves_the_page_without_a_body(markup: str) -> None:
    page = read(f'{TABLE}<div class="con">{markup}</div>')
    assert not page.attachments and page.problems


@pytest.mark.parametrize(
    "head",
    [
        f'<div class="tt">{TITLE}<span>2026-09-25</span></div>',
        f"<own-title>{TITLE}</own-title><div><own-time>2026-09-25 10:00</own-time></div>",
        f'<div class="nm">{TITLE}</div><div class="info">信息时间：2026-09-25　阅读次数：12</div>',
    ],
)
def test_a_date_beside_a_title_that_nothing_marks_as_a_heading_is_its_day(head: str) -> None:
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}_青禾市人民政府</title></head><body>{head}{TEXT}</body></html>"
    page = extract(text.encode(), url=f"{BASE}/qh/tzgg/202609/t20260927_1.html", fetched_at=AT)
    assert page.fields["published_on"] == "2026-09-25"


def test_a_session_in_the_address_of_a_file_does_not_hide_it() -> None:
    page = read(TEXT.replace("</div>", '<p><a href="/f/fj.pdf;jsessionid=AB12?v=1">附件.pdf</a></p></div>'))
    assert [(a.type, a.name) for a in page.attachments] == [("pdf", "附件.pdf")]
