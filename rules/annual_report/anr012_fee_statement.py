"""ANR012: the sixth part does not say whether fees for handling requests were charged."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import FEE_NOTICE
from .report import PARTS, REPORTS, report_of

_FEE = pattern(
    r"处理费|收费|收取|费用|缴费|计费|申请[^。；\n]{0,16}免费|免费[^。；\n]{0,16}(?:申请|政府信息)"
)
_OTHER_FEE = pattern(
    r"行政事业性收费|收费(?:通知|项目|目录|标准公示|清单|公示)|涉企收费|收费金额|停车收费|教育收费"
)
_NOTHING = pattern(r"[。.,，;；:：]?(?:本年度)?(?:无|没有|暂无|不存在)[^。]{0,20}[。.]?")
_SIGNED = pattern(r"[^。；]{2,30}\n?20\d\d年\d{1,2}月\d{1,2}日$")


@page_rule(
    "ANR012",
    "第六部分缺收费情况",
    Severity.MINOR,
    basis=(FEE_NOTICE,),
    classes=REPORTS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def fee_statement(page: Page, _site: Site) -> Iterator[Flaw]:
    """2021年度起的年报应当报告收取政府信息公开信息处理费的情况，没有收取的也写明。

    怎么算：全文（表格除外）没有提到信息处理费、收费、收取、费用，也没有写免费提供政府信息的，不合格；“行政事业性收费”“收费公示”等不算。
    转人工核对：第六部分只写“无”“没有其他需要报告的事项”的。
    不算：没有第六部分的（看 ANR002）；没有读到全文的；2020年度及以前的年报。
    改法：在第六部分写明“本年度未收取信息处理费”或者收取的件数、金额。
    不管什么：表三中因未缴费不再处理的件数看 ANR005。
    """
    report = report_of(page)
    if report is None or not report.is_whole or not report.is_present_format:
        return
    last = report.part_text(len(PARTS) - 1)
    if last is None or _FEE.search(_OTHER_FEE.sub("", report.text)):
        return
    heading, _, rest = last.partition("\n")
    said = _SIGNED.sub("", rest) or heading.partition("事项")[2]
    is_bare = _NOTHING.fullmatch(said.replace("\n", "")) is not None
    yield Flaw(
        verdict=Verdict.REVIEW if is_bare else Verdict.FAIL,
        message="第六部分没有写明信息处理费的收取情况"
        + ("，只写没有需要报告的事项，请核对" if is_bare else ""),
        subject="信息处理费",
        quote=last[:60],
        expected="写明是否收取信息处理费；未收取的写“未收取”",
    )
