"""When an enforcement decision was made, and how many working days passed until it was shown."""

import re
from collections.abc import Iterator

from auditor.dates import find_date
from auditor.models import Flaw, Page, Verdict
from auditor.workdays import CALENDAR, UnknownYearError

PERMIT_OR_PENALTY = re.compile(r"行政许可|行政处罚|许可决定|处罚决定|准予许可|许可公示|处罚公示")
OTHER_ENFORCEMENT = re.compile(
    r"行政(?:检查|强制|征收|征用|给付|确认|奖励|裁决)|(?:检查|强制|征收|强制执行)(?:决定|结果)(?:书|公示|公布)?"
)
NOT_A_DECISION = re.compile(
    r"统计|汇总|总体|年度|季度|月份?行政|月行政|目录|清单|流程|指南|依据|裁量|制度|办法|通知|听证|告知书|权责|事前|程序|拟|基准|年报|情况"
)
_LABELLED = re.compile(
    r"(?:作出)?(?:处罚|许可|强制|检查|征收|行政)*决定(?:书)?(?:作出)?(?:日期|时间)\s*[:：]\s*(\d{4}[^，。；\n]{3,10})"
    r"|(?:处罚|许可|检查|强制)(?:日期|时间)\s*[:：]\s*(\d{4}[^，。；\n]{3,10})"
)


def late_decisions(page: Page, limit_workdays: int) -> Iterator[Flaw]:
    """A flaw where the one decision the page shows was published later than the limit."""
    published_on = page.shown_on
    days = {
        found[0]: match.group()
        for match in _LABELLED.finditer(page.document.text)
        if (found := find_date(match.group())) and found[0]
    }
    if not days or published_on is None:
        return
    decided_on = max(days)
    try:
        lag = CALENDAR.between(decided_on, published_on)
    except UnknownYearError:
        return
    if lag <= limit_workdays:
        return
    doubt = "页面有多项决定" if len(days) > 1 else ""
    doubt = doubt or ("" if page.date("published_on") else "页面没有“发布日期”")
    doubt = doubt or ("间隔过长，可能是迁移补录" if lag > 250 else "")
    yield Flaw(
        verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
        message=f"{decided_on}作出决定，{published_on}公示，第{lag}个工作日，超期{lag - limit_workdays}个工作日"
        + (f"；{doubt}" if doubt else ""),
        quote=days[decided_on],
        expected=f"作出决定后{limit_workdays}个工作日内公示",
        amount=lag,
    )
