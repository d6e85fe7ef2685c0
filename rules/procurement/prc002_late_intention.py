"""PRC002: a procurement intention shown less than 30 days before the procurement."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.spaces import squeeze, squeeze_lines
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import PROCUREMENT_INTENTION_NOTICE

_IS_INTENTION = pattern(r"采购意向")
_URGENT = pattern(r"应急|紧急|抢险|救灾|不可预见")
_LABEL = r"预计(?:采购|实施)(?:时间|日期|月份)"
_WHEN = (  # the year; a quarter; the last of some months; a month or a day in figures; what follows
    r"(\d{4})[年./-](?:第?([一二三四1-4])季度|(?:\d{1,2}月?[-—~\uff5e至到])?(\d{1,2})月|(\d{1,2})(?!\d))"
    r"(?:[./-]?(\d{1,2}日?|[上中下]旬|[初底末]))?"
)
_EXPECTED = pattern(rf"{_LABEL}(?:[（(](?:填写到)?月[）)])?[:：]?\n?{_WHEN}")
_COLUMN = pattern(rf"{_LABEL}|采购(?:实施)?(?:月份|时间)")
_CELL = pattern(_WHEN)
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_PARTS = {"初": 10, "上旬": 10, "中旬": 20}  # of a month, to its last day


@page_rule(
    "PRC002",
    "采购意向公开过晚",
    Severity.MINOR,
    basis=(PROCUREMENT_INTENTION_NOTICE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def late_intention(page: Page, _site: Site, *, limit_days: int = 30) -> Iterator[Flaw]:
    """采购意向公开时间原则上不得晚于采购活动开始前30日。

    怎么算：标题是采购意向的内容页，正文或表格的“预计采购时间”一栏写明时间的，从页面“发布日期”起按自然日数；只写到月、季度的按最后一天算，写到上旬、中旬的按该旬最后一天算，仍不足30日才判不通过。
    转人工核对：一页有几个项目、其中有不足30日的；页面没有“发布日期”的；预计采购时间比公开还早一个月以上的。
    不算：应急、抢险等紧急采购；只写到月、月末满30日的；没有写预计采购时间的。
    改法：提前公开采购意向。
    不管什么：合同公告看 PRC001。
    """
    title, text, shown_on = page.title or "", squeeze_lines(page.document.text), page.shown_on
    if page.kind is not PageKind.ARTICLE or not _IS_INTENTION.search(title) or shown_on is None:
        return
    said = (*_EXPECTED.finditer(text), *_in_column(page))
    expected = {day: match.group() for match in said if (day := _latest(match))}
    if not expected or _URGENT.search(f"{title}{text}"):
        return
    first = min(expected)
    days = (first - shown_on).days
    if days < limit_days:
        sure = len(expected) == 1 and page.date("published_on") is not None and days > -limit_days
        yield Flaw(
            verdict=Verdict.FAIL if sure else Verdict.REVIEW,
            message=f"采购意向{shown_on}公开，距预计采购时间最多{days}日" + ("" if sure else "，请人工核对"),
            quote=expected[first],
            expected=f"采购开始前{limit_days}日公开",
            amount=limit_days - days,
        )


def _in_column(page: Page) -> Iterator[re.Match[str]]:
    """The cells under a heading 预计采购时间."""
    for table in page.document.tables:
        for at, heading in enumerate(table.rows[0] if table.rows else ()):
            if _COLUMN.search(squeeze(heading)):
                cells = (row[at] for row in table.rows[1:] if at < len(row))
                yield from (match for cell in cells if (match := _CELL.fullmatch(squeeze(cell))))


def _latest(match: re.Match[str]) -> dt.date | None:
    """The day named, or the last day of the month, of its part or of the quarter, where only that is."""
    year, quarter, of_months, month, part = match.groups()
    said = (part or "").removesuffix("日")
    try:
        last = _QUARTERS[quarter] if quarter else int(of_months or month)
        day = int(said) if said.isdecimal() else _PARTS.get(said, calendar.monthrange(int(year), last)[1])
        return dt.date(int(year), last, day)
    except (ValueError, IndexError):
        return None
