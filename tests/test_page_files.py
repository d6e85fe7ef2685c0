"""The files that articles offer or are, in every make, and what a site says at its foot."""

import pytest
from made_articles import TEXT, TITLE, kinds
from made_pages import FOOT, page

FILES = [
    "<a href='javascript:void(0)' onclick=\"DownloadFile('{u}')\">{n}</a>",
    "<a href='#' onclick='openFile(&quot;{u}&quot;, 3)'>{n}</a>",
    "<a href=\"javascript:down('{u}')\">{n}</a>",
    "<a data-url='{u}'>{n}</a>",
    "<span class='file' data-file='{u}'>{n}</span>",
    "<button onclick=\"window.open('{u}')\">{n}</button>",
    "<ucap-file src='{u}'>{n}</ucap-file>",
    "<doc-attachment url='{u}' name='{n}'></doc-attachment>",
    "<fileitem path='{u}'>{n}</fileitem>",
    "<span>{n}</span><a href='javascript:;' onclick=\"dl('{u}')\">下载</a>",
]


@pytest.mark.parametrize("offer", FILES)
@pytest.mark.parametrize("place", ["inside", "outside"])
def test_files_by_script_attribute_and_own_tag(offer, place):
    shown = f"<div>{offer.format(u='/files/2023/a1b2.docx', n='取水名单.docx')}</div>"
    found = (
        page(f"<h1>{TITLE}</h1>", body=TEXT + shown)
        if place == "inside"
        else page(f"<h1>{TITLE}</h1>", foot=f"<div class='fujian-list'>{shown}</div>{FOOT}")
    )
    assert [(a.url, a.name, a.type) for a in found.attachments] == [
        ("http://www.yunhu.example/files/2023/a1b2.docx", "取水名单.docx", "docx")
    ]


def test_scripts_and_pictures_that_offer_no_paper_are_no_files():
    decoys = (
        "<a href='javascript:void(0)' onclick=\"share('http://w.example/p.html')\">分享</a>"
        "<img src='a.png' data-original='/b.jpg'><span data-src='/video/1.mp4'>视频</span>"
        "<a href='javascript:window.print()'>打印</a>"
        "<a href='javascript:;' onclick=\"downAttachment('12', '取水名单.pdf')\">取水名单.pdf</a>"
    )
    assert page(f"<h1>{TITLE}</h1>", body=TEXT + decoys).attachments == ()


@pytest.mark.parametrize(
    "shown",
    [
        "<iframe src='/d/1.pdf'></iframe>",
        "<embed src='/d/1.pdf' type='application/pdf'>",
        "<object data='/d/1.pdf'><p>不支持预览</p></object>",
        "<iframe src='/pdfjs/web/viewer.html?file=/d/1.pdf'></iframe>",
        "<iframe src='/pdfjs/web/viewer.html?file=..%2F..%2Fd%2F1.pdf#page=1'></iframe>",
        "<div id='pdf'></div><script>PDFObject.embed('/d/1.pdf', '#pdf');</script>",
        "<div id='pdf'></div><script>var u = '/d/1.pdf';\nPDFObject.embed(u, '#pdf', {height: 800});</script>",
        "<div id='show'></div><script>new PDFObject({url: \"/d/1.pdf\"}).embed('show')</script>",
        "<canvas id='c'></canvas><script>pdfjsLib.getDocument({url:'/d/1.pdf'}).promise.then(draw)</script>",
        "<canvas id='c'></canvas><script>pdfjsLib.getDocument('/d/1.pdf').promise.then(draw)</script>",
        "<iframe id='f'></iframe><script>document.getElementById('f').src = '/pdfjs/web/viewer.html?file=' + '/d/1.pdf';</script>",
        "<iframe id='f'></iframe><script>$('#f').attr('src', '/d/1.pdf');</script>",
        "<div id='m'></div><script>$('#m').media({width: 800, src: '/d/1.pdf'})</script>",
    ],
)
def test_an_article_that_is_one_pdf(shown):
    found = page(f"<h1>{TITLE}</h1><p>发布日期：2023-07-25</p><div class='pdf-box'>{shown}</div>", body="")
    assert [(a.url, a.type) for a in found.attachments] == [("http://www.yunhu.example/d/1.pdf", "pdf")]
    assert found.readable and not kinds(found) and found.title == TITLE


@pytest.mark.parametrize(
    "beside",
    [
        "<p><a href='/files/1.docx'>附件：取水名单.docx</a></p>",
        "<p><a href='#' onclick=\"openFile('/files/1.docx')\">附件1：取水名单</a></p>",
        "<div><a href='/files/1.docx'>取水名单.docx</a></div>",
    ],
)
def test_a_file_beside_the_body_that_calls_itself_one(beside):
    found = page(f"<h1>{TITLE}</h1>", foot=f"{beside}{FOOT}")
    assert [a.url for a in found.attachments] == ["http://www.yunhu.example/files/1.docx"]


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='related-list'><p><a href='/files/1.docx'>取水名单.docx</a></p></div>",
        "<ul><li><a href='/files/1.docx'>另一份通知.docx</a></li></ul>",
        "<div class='footer'><a href='/files/1.docx'>附件：网站声明.docx</a></div>",
        "<p><a href='/files/1.docx'>申请表</a></p>",
        "<script>var tpl = '/files/1.pdf'; track('/files/1.pdf')</script>",
    ],
)
def test_files_of_other_papers_are_not_the_pages(beside):
    assert page(f"<h1>{TITLE}</h1>", foot=f"{beside}{FOOT}").attachments == ()


FEET = [
    "<div class='footer'><p>备案号：<a href='http://beian.example/'>云ICP备00000011号</a></p></div>",
    "<footer><p>责任单位：云湖区大数据局</p><p>备案编号：990001</p></footer>",
    "<div id='page-end'><p>主办单位：云湖区政府</p><p>信息来源：云湖区政府</p><p>发布单位：区政府办</p><p>公安备案 云公网安备 99010002000001号</p></div>",
    "<table><tr><td>发布机构：</td><td>云湖区政府</td></tr><tr><td>登记编号：</td><td>99</td></tr><tr><td>版权所有：云湖区政府　技术支持：某公司</td></tr></table>",
    "<div class='dibu'><ul><li>统一编号：云网安备99号</li><li>网站标识码：9901000001</li></ul></div>",
]


@pytest.mark.parametrize("foot", FEET)
def test_what_a_site_says_of_itself_at_the_foot_is_no_field(foot):
    found = page(f"<h1>{TITLE}</h1><p>发布日期：2023-07-25</p>", foot=foot)
    assert found.fields == {"published_on": "2023-07-25"} and not found.problems


def test_a_registration_number_of_the_paper_stays():
    found = page(f"<p>备案号：YHCR-2023-0020001</p><h1>{TITLE}</h1>")
    assert found.fields["record_number"] == "YHCR-2023-0020001"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("<p>相关附件：</p>", True),
        ("<h4>附件下载</h4>", True),
        ("<p>相关文件</p>", False),
        ("<p>附件1、附件2均已收到</p>", False),
    ],
)
def test_files_below_a_line_that_calls_them_so(head, told):
    files = "<ul><li><a href='/u/1.xlsx'>2025年度收支表.xlsx</a></li></ul>"
    found = page(f"<h1>{TITLE}</h1>", body=TEXT, foot=f"{head}{files}{FOOT}")
    assert bool(found.attachments) is told
