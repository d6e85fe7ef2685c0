"""FLD016: an article that shows no publication time or no source."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern
from auditor.text.placeholder import is_placeholder

from ..basis import SITE_GUIDELINE, SITE_INDICATORS
from ..document_classes import DISCLOSED

_TIMES = ("published_on", "issued_on", "dated_on", "indexed_on", "formed_on")
_SOURCES = ("source", "publisher", "issuer", "responsible_unit")
_DATED = pattern("通知|公告|公示|动态|要闻|新闻")  # sections all of whose articles bear a day
_FEWEST_CHARACTERS = 20  # fewer are COL011's
_FEWEST_BESIDE_PICTURES = 50


@page_rule(
    "FLD016",
    "无发布时间或来源",
    Severity.ORDINARY,
    basis=(SITE_GUIDELINE, SITE_INDICATORS),
    classes=(
        *(*DISCLOSED, DocumentClass.NEWS, DocumentClass.INTERPRETATION, DocumentClass.CONSULTATION),
        DocumentClass.UNKNOWN,
    ),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def time_and_source(page: Page, _site: Site) -> Iterator[Flaw]:
    """内容页应当在页面上显示发布时间和信息来源。

    怎么算：登记栏目的内容页，信息表和标题下都没有读到任何日期的，或者写着“发布时间”而空着的，算没有发布时间；没有读到来源、发布机构、发文机关和署名的，算没有来源。
    转人工核对：机器没有读到的可能是写法特别，或者由脚本写入，一律由人核对。
    不算：写着占位、程序值的（看 FLD002），图集、视频、办事指南等页面；看不出种类、又不在通知公告、公示、动态一类栏目的；正文不足20字的（看 COL011），有图而正文不足50字的；栏目未登记的页面。
    改法：由平台运维单位在模板中加上发布时间和来源，由编辑填写来源。
    不管什么：网页标签PubDate、ContentSource看 FLD013，信息表空白看 FLD001。
    """
    fewest = _FEWEST_BESIDE_PICTURES if page.media else _FEWEST_CHARACTERS
    if page.kind is not PageKind.ARTICLE or not page.section or page.text_length < fewest:
        return
    if page.document_class is DocumentClass.UNKNOWN and not _DATED.search(page.section.rpartition("/")[2]):
        return
    signed = page.document.signed
    lacking = []
    times = _TIMES[:1] if "published_on" in page.fields else _TIMES  # a blank 发布日期 is none
    if not any((page.fields.get(field) or "").strip() for field in times):  # a program's value is FLD002's
        lacking.append("发布时间")
    if not any(_is_shown(page, field) for field in _SOURCES) and not signed.issuer:
        lacking.append("来源")
    if lacking:
        words = "和".join(lacking)
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"《{page.title or page.url}》没有读到{words}，请打开页面核对",
            subject=words,
            expected="标题下显示发布时间和来源",
        )


def _is_shown(page: Page, field: str) -> bool:
    value = page.fields.get(field)
    return bool(value and value.strip()) and not is_placeholder(value)
