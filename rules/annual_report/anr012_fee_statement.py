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
_OF_REQUESTS = pattern(  # outside the sixth part: 统一收费和食谱公开格式 is no statement on fees for requests
    r"处理费|(?:信息公开|申请)[^。；\n]{0,12}(?:收费|收取|费用|缴费|计费)"
    r"|(?:未|没有|不|免|无)[^。；，\n]{0,10}(?:收费|收取|费用|缴费|计费)"
    r"|申请[^。；\n]{0,16}免费|免费[^。；\n]{0,16}(?:申请|政府信息)"
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

    怎么算：第六部分没有提到信息处理费、收费、收取、费用，其他部分（表格除外）也没有说信息处理费或者申请、信息公开收没收费、免费提供的，不合格；“行政事业性收费”“收费公示”等不算。
    转人工核对：第六部分只写“无”“没有其他需要报告的事项”的；别的部分提到收费、看不出是不是信息处理费的。
    不算：没有第六部分的（看 ANR002）；没有读到全文的；2020年度及以前的年报。
    改法：在第六部分写明“本年度未收取信息处理费”或者收取的件数、金额。
    不管什么：表三中因未缴费不再处理的件数看 ANR005。
    """
    report = report_of(page)
    if report is None or not report.is_whole or not report.is_present_format:
        return
    last = report.part_text(len(PARTS) - 1)
    said_elsewhere = _OTHER_FEE.sub("", report.text)
    if last is None or _FEE.search(_OTHER_FEE.sub("", last)) or _OF_REQUESTS.search(said_elsewhere):
        return
    heading, _, rest = last.partition("\n")
    said = _SIGNED.sub("", rest) or heading.partition("事项")[2]
    is_bare = _NOTHING.fullmatch(said.replace("\n", "")) is not None
    doubt = "只写没有需要报告的事项" if is_bare else "别处提到收费" if _FEE.search(said_elsewhere) else ""
    yield Flaw(
        verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
        message="第六部分没有写明信息处理费的收取情况" + (f"，{doubt}，请核对" if doubt else ""),
        subject="信息处理费",
        quote=last[:60],
        expected="写明是否收取信息处理费；未收取的写“未收取”",
    )
