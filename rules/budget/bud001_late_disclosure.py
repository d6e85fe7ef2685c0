"""BUD001: a budget or final account published later than 20 days after its approval."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze_words
from auditor.rule import page_rule
from auditor.text.dates import find_date
from auditor.text.patterns import pattern

from ..basis import BUDGET_LAW_14

_DATE = r"(?:\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?|[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
_ACCOUNT_YEAR = r"(?:20\d\d年度?)?[^。；\n\d月]{0,40}?"  # 2023年8月31日收到2022年度部门决算批复
_APPROVED = pattern(
    rf"(?P<label>批复|批准)(?:时间|日期|日)\s*[:：]?\s*(?:为|是)?\s*({_DATE})|({_DATE})[^。；\n\d月]{{0,40}}?{_ACCOUNT_YEAR}(?:批复|批准|审议通过|审查批准)"
    rf"|(?:批复|批准)[^。；\n\d]{{0,12}}?(?:于|在)\s*({_DATE})"
    rf"|(?:批复|批准)[^。；\n》]{{0,40}}》\s*[（(][^（）()]{{0,30}}?({_DATE})\s*[）)]"
)
_ABOUT = pattern(r"预算|决算")
_TOGETHER = pattern(r"统一(?:时间|日期|于|在)?.{0,10}公开|集中公开|财政部门统一")
_UNFIT = pattern(r"调整|追加|项目|工程|立项|可行性|概算|采购")


@page_rule(
    "BUD001",
    "预决算超期",
    Severity.SERIOUS,
    basis=(BUDGET_LAW_14,),
    classes=(DocumentClass.BUDGET,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def late_disclosure(page: Page, _site: Site, *, limit_days: int = 20) -> Iterator[Flaw]:
    """政府预决算应当在人大批准后20日内、部门预决算应当在财政批复后20日内公开。

    怎么算：批复（批准）日取页面正文写明的日期（包括批复通知名称后括号里的），从次日起按自然日数，第20日公开不算超期，第21日算；公开日取页面的“发布日期”。
    转人工核对：正文写了不同的批复日期的；批复日期写在附件里的；写明由财政部门统一日期集中公开的；只有“发文日期”的；晚了一年以上、多为迁移补录的。
    不算：看不出批复日期的（批复日由财政部门掌握，机器不猜）；项目、工程的批复，预算调整的批准。
    改法：收到批复后及时公开；已经超期的不因事后公开而消除。
    不管什么：内容是否完整看 BUD002 至 BUD007。
    """
    shown_on = page.shown_on
    in_body = _approvals(squeeze_words(page.document.text))
    in_files = (
        []
        if in_body
        else [
            found
            for a in page.attachments
            if a.content
            for found in _approvals(squeeze_words(a.content.document.text))
        ]
    )
    found = in_body or in_files
    if not found or shown_on is None:
        return
    approved_on, quote = max(found)
    days = (shown_on - approved_on).days
    if days <= limit_days:
        return
    doubt = _doubt(page, len({day for day, _ in found}), bool(in_files), days)
    yield Flaw(
        verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
        message=f"{approved_on}批复，{shown_on}公开，第{days}日，超期{days - limit_days}日"
        + (f"；{doubt}" if doubt else ""),
        quote=quote,
        expected=f"批复后{limit_days}日内公开",
        amount=days,
    )


def _approvals(text: str) -> list[tuple[dt.date, str]]:
    """Every approval day that is told of a budget or final account, with its words."""
    found = []
    for match in _APPROVED.finditer(text):
        around = text[max(0, match.start() - 20) : match.end() + 30]
        dated = find_date(match.group())
        about = match["label"] or _ABOUT.search(around)
        if dated and dated[0] and about and not _UNFIT.search(around):
            found.append((dated[0], match.group()))
    return found


def _doubt(page: Page, days_told: int, in_files: bool, days: int) -> str:
    """Why a person must look; empty where the dates speak for themselves."""
    if days_told > 1:
        return "页面写了不同的批复日期"
    if in_files:
        return "批复日期写在附件里"
    if _TOGETHER.search(page.document.text):
        return "写明统一集中公开"
    if page.date("published_on") is None:
        return "页面没有“发布日期”"
    return "间隔过长，可能是迁移补录" if days > 365 else ""
