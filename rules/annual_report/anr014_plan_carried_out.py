"""ANR014: the report does not say how the year's disclosure plan was carried out."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import REPORT_FORMAT
from .report import REPORTS, report_of

_PLAN = pattern(
    r"(?:政务|信息)公开(?:年度)?(?:重点)?(?:工作)?(?:要点|方案|计划|任务|台账|清单|安排|实施方案|工作方案|主要任务|重点任务)"
    r"|公开(?:年度|工作|重点|主要)*(?:要点|方案|计划|任务|台账|清单)"
    r"|(?:年度?|全年|全[省市县区]|上级)(?:的|政务|信息|公开|年度|工作|重点|主要)*(?:要点|(?<=[年度公开作])方案|公开任务)"
    r"|(?:工作|任务|重点)(?:要点|台账|清单)|《[^》]{0,40}公开[^》]{0,20}(?:要点|方案|计划|安排)[^》]{0,10}》"
)


@page_rule(
    "ANR014",
    "方案落实情况未写入",
    Severity.ORDINARY,
    basis=(REPORT_FORMAT,),
    classes=REPORTS,
    verdicts=(Verdict.REVIEW,),
    version=2,
)
def plan_carried_out(page: Page, _site: Site, *, first_year: int = 2023) -> Iterator[Flaw]:
    """年报宜写明年度政务公开工作方案（要点）的落实情况。

    怎么算：全文没有提到政务公开工作要点、方案、任务、台账等的（“年度公开要点”“2025年方案”一类简称也算提到），请人工核对；从2023年度的年报起，可用选项first_year改。
    转人工核对：机器只看字面，是否写实由人判断，一律不扣分。
    不算：没有读到全文的；机关不在方案范围内的，请在配置中豁免。
    改法：在总体情况中写明对照年度方案完成了哪些任务。
    不管什么：六部分是否齐全看 ANR002。
    """
    report = report_of(page)
    if report is None or not report.is_whole or report.year < first_year or _PLAN.search(report.text):
        return
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"{report.year}年度报告没有提到年度政务公开工作方案或要点的落实情况，请核对",
        subject="方案落实",
        expected="写明年度方案的落实情况",
    )
