"""DEC003: opinions on a major decision asked for less than 30 days."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule

from ..basis import DECISION_REGULATION_15
from ..relations import feedbacks
from .catalogue import is_catalogued
from .kinds import (
    asks_for_opinions,
    in_decision_section,
    is_excused,
    is_major,
    is_prolonged,
    is_statute,
    text_of,
)
from .period import Period, consultation_period

_BY_FEEDBACK = "；公告没有写明是重大行政决策，采纳反馈却按重大行政决策公开，请核对"
_BY_CATALOGUE = "；公告没有写明是重大行政决策，事项却列在重大行政决策事项目录里，请核对"


@site_rule(
    "DEC003",
    "决策征求意见不足30日",
    Severity.SERIOUS,
    basis=(DECISION_REGULATION_15,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=5,
)
def short_decision_consultation(site: Site, *, limit_days: int = 30) -> Iterator[Flaw]:
    """重大行政决策草案向社会公开征求意见的期限一般不得少于30日。

    怎么算：期限取自正文写明的起止日期、“自发布之日起N日”或反馈截止日（从发布日期算起），按自然日、首日不计，满30日的不报。
    页面自己写明是重大行政决策、或放在重大行政决策栏目的，或者是规章草案的，判不通过。
    转人工核对：首尾两天都算才够30日的；期限按工作日写的；征集公告没有写明，而它的采纳反馈放在重大行政决策栏目、或者反馈写明是重大行政决策的；征集公告没有写明，而事项列在重大行政决策事项目录里的。
    不算：写明缩短期限理由的，再次征求的；另有公告延长期限的；起止日期没有写全或者前后不一的；问卷、听证、征名等不是就草案征求意见的。
    改法：重新公告，把期限补足30日；确有必要缩短的，在公告中说明理由。
    不管什么：规范性文件的期限看 DEC004，起止日期没写看 DEC005。
    """
    asked = [page for page in site.pages if asks_for_opinions(page)]
    answered = {canonical(pair.paper.url) for pair in feedbacks(site) if _of_decision(pair.companion, site)}
    for page in asked:
        text = text_of(site, page)
        bound = is_major(page, text) or in_decision_section(page, site) or is_statute(page, text)
        doubt = "" if bound else _doubt(page, site, answered)
        if not (bound or doubt) or is_excused(page, text) or is_prolonged(page, asked):
            continue
        period = consultation_period(page, text, site.calendar)
        if period and 0 <= period.days < limit_days:
            yield _flaw(page, period, limit_days, doubt)


def _doubt(page: Page, site: Site, answered: set[str]) -> str:
    """Where else than on the page it is called a decision."""
    if canonical(page.url) in answered:
        return _BY_FEEDBACK
    return _BY_CATALOGUE if is_catalogued(page, site) else ""


def _of_decision(feedback: Page, site: Site) -> bool:
    """Whether what became of the opinions is told as part of a 重大行政决策."""
    return in_decision_section(feedback, site) or is_major(feedback, text_of(site, feedback))


def _flaw(page: Page, period: Period, limit: int, doubt: str) -> Flaw:
    if period.workdays:
        doubt += "；期限按工作日写，请核对"
    elif period.days == limit - 1:
        doubt += "；首尾两天都算才满，请核对"
    return Flaw(
        verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
        message=f"征求意见自{period.start_on}至{period.end_on}，共{period.days}日，不足{limit}日，没有写明缩短的理由{doubt}",
        quote=period.quote,
        expected=f"不少于{limit}日",
        amount=limit - period.days,
        page=page,
    )
