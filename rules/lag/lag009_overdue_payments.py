"""LAG009: last year's overdue payments to small firms were not published by 31 March."""

import datetime as dt
from collections.abc import Iterator, Sequence

from auditor.models import DocumentClass, Flaw, Page, PageKind, Section, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SME_PAYMENT_REGULATION

_TITLE = pattern(
    r"(?:逾期|拖欠|未支付|尚未支付).*(?:中小企业|账款|款项)|(?:中小企业|账款|款项).*(?:逾期|拖欠|未支付|支付情况)"
)
_FORM = pattern(
    r"(?:情况|信息|公示|公告|公开|披露|报告|说明|一览|表|明细|款项|账款|数量|金额|元|个)(?:[（(【].*[）)】])?$"
)
_NONE = pattern("无|没有|不存在|未发生|未出现|未拖欠|零")
_ABOUT = pattern(
    r"召开|开展|推进|部署|调度|约谈|培训|电话|线索|投诉|会议|清偿|多措并举|工作(?:方案|总结)|条例|解读"
)


@site_rule(
    "LAG009",
    "中小企业账款",
    Severity.ORDINARY,
    basis=(SME_PAYMENT_REGULATION,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def overdue_payments(site: Site, *, units: Sequence[str] = (), months_watched: int = 9) -> Iterator[Flaw]:
    """机关、事业单位应当在每年3月31日前公开上一年度逾期尚未支付中小企业款项的合同数量、金额等信息。

    怎么算：标题写明上一年度逾期（拖欠、未支付）中小企业款项的信息，3月31日以后才发布的，不合格，3月31日当天不算。
    在门户档案中用选项units写明应当公开的单位后，过了3月31日还没有这类信息的也提示。
    转人工核对：没有找到的，可能由主管部门汇总公布，或者用了别的标题；有这样一条而正文没有写数量、金额，也没有附件的。
    不算：没有逾期也公布了零报告（合同0个、金额0元）的，标题相符即可；往年的信息；没有写明年度的；10月以后不再提示没有找到的，由年度检查认定；
    清理拖欠账款的工作动态、方案通知、投诉电话，标题不像一份公示、公告、情况或者报表的。
    改法：补充公开；没有逾期的公布零报告。
    不管什么：公开内容是否准确由人工核对。
    """
    today = site.as_of.date()
    year = today.year - 1
    deadline = dt.date(today.year, 3, 31)
    published: set[str | None] = set()
    for page in site.pages:
        if not _reports(page, year):
            continue
        published.add(page.unit)
        shown_on = page.date("published_on")
        if shown_on and shown_on > deadline and shown_on.year == today.year:
            yield _late(page, shown_on, deadline)
        elif shown_on and not _tells_figures(page, site):
            yield _without_figures(page)
    if deadline < today and today.month <= months_watched:
        yield from (_missing(unit, year) for unit in units if unit not in published)


def _reports(page: Page, year: int) -> bool:
    title = squeeze(page.title)
    is_article = page.kind is PageKind.ARTICLE and page.readable
    if not is_article or page.document_class is DocumentClass.NEWS or _ABOUT.search(title):
        return False
    return str(year) in title and all(form.search(title) for form in (_TITLE, _FORM))


def _tells_figures(page: Page, site: Site) -> bool:
    """Whether its words may tell how many contracts and how much money, or that there are none; a file may."""
    text = f"{page.title}{site.documents.get(canonical(page.url), page.document).text}"
    return bool(page.attachments or page.media or not page.text_length or _NONE.search(text)) or (
        "元" in text and any(char.isdigit() for char in text)
    )


def _without_figures(page: Page) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"《{page.title}》没有读到逾期未支付的合同数量、金额，请核对",
        subject="合同数量、金额",
        expected="公开合同数量、金额；没有的公布零报告",
        page=page,
    )


def _late(page: Page, shown_on: dt.date, deadline: dt.date) -> Flaw:
    return Flaw(
        verdict=Verdict.FAIL,
        message=f"《{page.title}》{shown_on}才发布，晚于{deadline}",
        quote=f"{page.labels.get('published_on', '发布日期')}：{shown_on}",
        expected=f"{deadline}前公开",
        amount=(shown_on - deadline).days,
        page=page,
    )


def _missing(unit: str, year: int) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"没有找到{unit}{year}年度逾期未支付中小企业款项的信息，请核对是否由主管部门汇总公布",
        subject=unit,
        expected="公开合同数量、金额；没有的公布零报告",
        section=Section(unit=unit, path="逾期未支付中小企业款项"),
    )
